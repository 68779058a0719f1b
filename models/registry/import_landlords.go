package registry

import (
	"context"
	"regexp"
	"slices"
	"strings"

	"anju/models"
	"anju/models/store"
	"anju/models/workday"
)

// landlords are the accounts that a batch of homes may belong to. A landlord is known by document; each of his phones is
// an account of its own, because a code opens what carries its phone, and all of them may act in all his homes.
type landlords struct {
	byDoc   map[string][]*store.Landlord
	byPhone map[string]*store.Landlord
	byID    map[int64]*store.Landlord
	fresh   []*store.Landlord
	dirty   map[*store.Landlord]bool
	several map[string]bool // documents with more than one account that this batch touched
	keep    map[int64]bool  // accounts that keep a home of their own already
	asks    map[*store.Landlord][]*store.Landlord
	scoped  bool // by somebody who answers for some areas: accounts with homes of their own get no phone from him
	now     workday.Moment
}

func readLandlords(ctx context.Context, tx *store.Tx, lines []*unitLine, units map[string]*models.Unit, how ImportHow) (*landlords, error) {
	p := &landlords{byDoc: map[string][]*store.Landlord{}, byPhone: map[string]*store.Landlord{}, byID: map[int64]*store.Landlord{},
		dirty: map[*store.Landlord]bool{}, several: map[string]bool{}, scoped: how.page != nil, now: workday.At(how.At)}
	docs, phones := map[string]bool{}, map[string]bool{}
	for _, l := range lines {
		if l.docIndex != nil {
			docs[string(l.docIndex)] = true
		}
		if l.phoneIndex != nil {
			phones[string(l.phoneIndex)] = true
		}
	}
	var owners []int64
	for _, u := range units {
		if u.OwnerID != 0 {
			owners = append(owners, u.OwnerID)
		}
	}
	slices.Sort(owners)
	known, err := tx.Landlords(ctx, bytesOf(docs), bytesOf(phones), slices.Compact(owners))
	if err != nil {
		return p, err
	}
	var accounts []int64
	for _, k := range known {
		p.add(k)
		accounts = append(accounts, k.ID)
	}
	p.keep, err = tx.OwnersWithHomes(ctx, accounts)
	return p, err
}

func bytesOf(set map[string]bool) [][]byte {
	keys := make([][]byte, 0, len(set))
	for k := range set {
		keys = append(keys, []byte(k))
	}
	return keys
}

func (p *landlords) add(k *store.Landlord) {
	if k.ID != 0 {
		p.byID[k.ID] = k
	}
	if k.DocIndex != nil {
		p.byDoc[string(k.DocIndex)] = append(p.byDoc[string(k.DocIndex)], k)
	}
	if k.PhoneIndex != nil {
		p.byPhone[string(k.PhoneIndex)] = k
	}
}

// find answers the account to which the home of a row belongs, and whether finding it changed or added one. current is
// the account that owns the home now.
func (p *landlords) find(l *unitLine, current *store.Landlord) (owner *store.Landlord, changed bool, fault string) {
	if l.docIndex == nil && l.phoneIndex == nil {
		return current, false, ""
	}
	if l.phoneIndex != nil {
		owner = p.byPhone[string(l.phoneIndex)]
	} else if current != nil && string(current.DocIndex) == string(l.docIndex) {
		owner = current
	} else if same := p.byDoc[string(l.docIndex)]; len(same) > 0 {
		owner = same[0]
	}
	if owner != nil && l.docIndex != nil && owner.DocIndex == nil && p.keep[owner.ID] {
		return p.beside(l, owner)
	}
	if owner != nil && l.docIndex != nil && owner.DocIndex != nil && string(owner.DocIndex) != string(l.docIndex) {
		if p.scoped { // nothing is told of a landlord of other areas
			return nil, false, "证件号码和手机号对不上，请向房东问清楚再导入"
		}
		return nil, false, "这个房东手机号已经登在另一位房东名下，请对一对证件号码和手机号"
	}
	if owner == nil {
		owner, changed = p.without(l), true
	}
	if l.docIndex != nil && owner.DocIndex == nil { // a person who signed in by phone turns out to be the landlord
		owner.DocType, owner.DocNo, owner.DocIndex, changed = l.docType, l.doc, l.docIndex, true
		p.byDoc[string(l.docIndex)] = append(p.byDoc[string(l.docIndex)], owner)
	}
	if l.name != "" && owner.Name != l.name && (owner.Name == "" || owner.Listed) {
		owner.Name, owner.Listed, changed = l.name, true, true
	}
	if changed {
		p.dirty[owner] = true
	}
	if doc := string(owner.DocIndex); len(p.byDoc[doc]) > 1 && doc != "" {
		p.several[doc] = true
	}
	return owner, changed, ""
}

// beside keeps the list's document off an account that keeps homes of its own already: the phone may be wrong in the list,
// and whoever has it must not become another person by it. The home belongs to an account of that document, and the phone
// is asked whether it is his.
func (p *landlords) beside(l *unitLine, phone *store.Landlord) (owner *store.Landlord, changed bool, fault string) {
	if same := p.byDoc[string(l.docIndex)]; len(same) > 0 {
		owner = same[0]
	} else {
		owner, changed = &store.Landlord{User: models.User{Name: l.name, Listed: l.name != "", DocType: l.docType, DocNo: l.doc, CreatedAt: p.now}, DocIndex: l.docIndex}, true
		p.fresh = append(p.fresh, owner)
		p.add(owner)
	}
	if p.asks == nil {
		p.asks = map[*store.Landlord][]*store.Landlord{}
	}
	if !slices.Contains(p.asks[owner], phone) {
		p.asks[owner] = append(p.asks[owner], phone)
	}
	p.several[string(l.docIndex)] = true
	return owner, changed, ""
}

// same says whether a row names the landlord who has the home already, as far as the row says.
func (p *landlords) same(l *unitLine, current *store.Landlord) bool {
	switch {
	case current == nil || l.docIndex == nil && l.phoneIndex == nil:
		return true
	case l.docIndex != nil && current.DocIndex != nil:
		return string(l.docIndex) == string(current.DocIndex)
	case l.phoneIndex != nil && current.PhoneIndex != nil && string(l.phoneIndex) == string(current.PhoneIndex):
		return true
	}
	other := p.byPhone[string(l.phoneIndex)] // another phone of the same person
	return l.phoneIndex != nil && other != nil && current.DocIndex != nil && string(other.DocIndex) == string(current.DocIndex)
}

// without gives a phone to the landlord's account that has none yet, or makes an account.
func (p *landlords) without(l *unitLine) *store.Landlord {
	if l.docIndex != nil {
		for _, k := range p.byDoc[string(l.docIndex)] {
			if k.PhoneIndex == nil && l.phoneIndex != nil && !(p.scoped && p.keep[k.ID]) {
				k.Phone, k.PhoneIndex = l.phone, l.phoneIndex
				p.byPhone[string(l.phoneIndex)] = k
				return k
			}
		}
	}
	k := &store.Landlord{User: models.User{Name: l.name, Listed: l.name != "", Phone: l.phone, DocType: l.docType, DocNo: l.doc, CreatedAt: p.now},
		DocIndex: l.docIndex, PhoneIndex: l.phoneIndex}
	p.fresh = append(p.fresh, k)
	p.add(k)
	return k
}

func (p *landlords) write(ctx context.Context, tx *store.Tx) error {
	if err := tx.AddLandlords(ctx, p.fresh); err != nil {
		return err
	}
	for _, k := range p.fresh {
		delete(p.dirty, k)
	}
	for k := range p.dirty {
		if err := tx.SaveUser(&k.User); err != nil {
			return err
		}
	}
	return nil
}

// join asks every other phone of a landlord whether his homes are its own, as the account of the list itself is asked; in
// an invented city they have said so. Who said no is not asked again.
func (p *landlords) join(ctx context.Context, tx *store.Tx, claimed bool, now workday.Moment) error {
	kind := models.ManagerAsked
	if claimed {
		kind = models.ManagerSelf
	}
	for doc := range p.several {
		accounts := slices.Clone(p.byDoc[doc])
		for _, k := range p.byDoc[doc] {
			accounts = append(accounts, p.asks[k]...)
		}
		var ids, owners []int64
		for _, k := range accounts {
			ids = append(ids, k.ID)
		}
		for _, k := range p.byDoc[doc] {
			owners = append(owners, k.ID)
		}
		owned, err := tx.OwnedBy(ctx, owners)
		if err != nil {
			return err
		}
		units := make([]int64, 0, len(owned))
		for id := range owned {
			units = append(units, id)
		}
		slices.Sort(units)
		there, err := tx.RefusedBy(ctx, units)
		if err != nil {
			return err
		}
		managers, err := tx.ManagersOf(ctx, units, now)
		if err != nil {
			return err
		}
		for _, m := range managers {
			there[[2]int64{m.UnitID, m.UserID}] = true
		}
		for _, unit := range units {
			for _, account := range ids {
				if account == owned[unit] || there[[2]int64{unit, account}] {
					continue
				}
				if err := tx.SaveManager(&models.Manager{UnitID: unit, UserID: account, Kind: kind, From: now}); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

var road = regexp.MustCompile(`(\p{Han}+?)(?:大道|路|街|巷|弄|道|村|里|园|苑|坊|新村|小区)\s*(\d+)`)

// labelOf makes the short name by which texts call a home from its address, until the landlord gives his own: 云溪市青禾路
// 18 号 becomes 青禾18. It is at most six characters, as CheckLabel asks.
func labelOf(address string) string {
	address = strings.Map(func(r rune) rune {
		if r >= '０' && r <= '９' {
			r -= '０' - '0'
		}
		return r
	}, address)
	if m := road.FindAllStringSubmatch(address, -1); m != nil {
		last := m[len(m)-1]
		name := []rune(last[1])
		if i := strings.LastIndexAny(last[1], "省市区县镇乡道"); i >= 0 {
			if tail := []rune(last[1][i:]); len(tail) > 1 {
				name = tail[1:]
			}
		}
		number := cut(last[2], 4)
		if room := 6 - len(number); len(name) > room {
			name = name[:room]
		}
		return string(name) + number
	}
	var kept []rune
	for _, r := range address {
		if !strings.ContainsRune(" \t{}【】<>", r) {
			kept = append(kept, r)
		}
	}
	return string(kept[max(0, len(kept)-6):])
}
