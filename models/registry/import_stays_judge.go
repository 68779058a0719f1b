package registry

import (
	"bytes"
	"context"

	"anju/models"
	"anju/models/idcard"
	"anju/models/store"
	"anju/models/workday"
)

// stayBatch is one batch of a roster being judged in memory, before anything is written.
type stayBatch struct {
	units  map[string]*models.Unit
	rooms  map[store.RoomPlace]int64
	people map[personKey]*resident
	spread *spread
	now    workday.Moment

	freshPeople  []*resident
	freshStays   []*residence
	labels       map[*models.Unit]string // given by this file
	relabelled   map[*models.Unit]bool
	touched      map[int64]bool
	occupied     map[int64]bool
	docs         map[string]bool // of whom the batch changed something
	seen         map[string]bool // that stood in some home before the batch
	dirtyPeople  []*resident
	dirtyStays   []*residence
	confirmsFrom map[int64]workday.Day     // by unit: the day that --baseline gave it
	asked        map[int64]int             // by unit: how many people fall on it
	erased       map[store.ErasedStay]bool // long over, and nobody's any more
}

type personKey struct {
	unit int64
	doc  string
}

// resident is a person of one home with his stays there.
type resident struct {
	*store.ImportPerson
	from  *stayLine // the row that made him; nil when he was known
	dirty bool
	stays []*residence
}

// residence is one stay, as stored or as rows of this batch made it.
type residence struct {
	*store.ImportStay
	of           *resident
	fresh, dirty bool
}

func (b *stayBatch) judge(ctx context.Context, tx *store.Tx, l *stayLine) error {
	unit := b.units[l.unit]
	if unit == nil {
		l.fail("没有这个房屋代码：" + l.unit)
		return nil
	}
	room := b.rooms[store.RoomPlace{UnitID: unit.ID, No: l.room}]
	if l.room != "" && room == 0 {
		l.fail("这处房屋没有“" + l.room + "”房，请先登记房间")
		return nil
	}
	if given := b.labels[unit]; l.label != "" && given != "" && given != l.label {
		l.fail("同一处房屋写了两个短名：" + given + "、" + l.label)
		return nil
	}
	key := personKey{unit.ID, string(l.tenant.DocIndex)}
	person := b.people[key]
	stay, fault := place(person, l)
	var err error
	switch {
	case fault != "":
	case stay == nil && l.room == "":
		fault = "请填房间号"
	case stay == nil && l.tenant.Name == "":
		fault = checkName("")
	case stay != nil:
		fault, err = otherPhone(ctx, tx, stay.Stay, l.stay.PhoneIdx)
	}
	if err != nil {
		return err
	}
	if fault != "" {
		l.fail(fault)
		return nil
	}
	if stay == nil && b.erased[store.ErasedStay{UnitID: unit.ID, MovedInOn: l.facts.MovedInOn, MovedOutOn: l.facts.MovedOutOn}] {
		return nil // an old file brings nobody back who was erased, and he is not counted twice
	}
	if stay == nil {
		err = b.admit(tx, l, unit, room, key)
	} else {
		l.saved, err = b.change(tx, stay, l, room)
	}
	if l.label != "" {
		b.labels[unit] = l.label
		if unit.Label != l.label {
			unit.Label, b.relabelled[unit], l.saved = l.label, true, true
		}
	}
	if l.saved {
		b.touched[unit.ID], b.docs[key.doc] = true, true
	}
	return err
}

// admit takes a new stay, and the person if this home does not know him.
func (b *stayBatch) admit(tx *store.Tx, l *stayLine, unit *models.Unit, room int64, key personKey) error {
	person := b.people[key]
	if person == nil {
		copied := *l.person // what later rows change must not stay when the transaction is run again
		copied.Person().UnitID = unit.ID
		person = &resident{ImportPerson: &copied, from: l}
		b.people[key] = person
		b.freshPeople = append(b.freshPeople, person)
	}
	fresh := *l.stay
	fresh.UnitID, fresh.RoomID, fresh.Ancestors = unit.ID, room, unit.Ancestors
	if fresh.PhoneIdx == nil {
		fresh.PhoneIdx = person.Phone()
	}
	stay := &residence{ImportStay: &fresh, of: person, fresh: true}
	person.stays = append(person.stays, stay)
	b.freshStays = append(b.freshStays, stay)
	b.occupied[unit.ID], l.saved = true, true
	b.spread.give(b, stay)
	_, err := b.changePerson(tx, stay, l)
	return err
}

// newest says whether a stay is the person's latest: what it says of the person holds.
func (p *resident) newest(s *residence) bool {
	for _, o := range p.stays {
		if o.MovedInOn > s.MovedInOn {
			return false
		}
	}
	return true
}

// changePerson takes over name, phone, document type and country from a row of the person's latest stay; an older row
// only fills what is not known.
func (b *stayBatch) changePerson(tx *store.Tx, s *residence, l *stayLine) (bool, error) {
	p, known := s.of, s.of.Person()
	if p.from == l {
		return false, nil
	}
	newest, changed := p.newest(s), false
	if l.tenant.Name != "" && !tx.Named(p.ImportPerson, l.tenant.Name) && (newest || tx.Named(p.ImportPerson, "")) {
		changed = true
		if err := tx.SetName(p.ImportPerson, l.tenant.Name); err != nil {
			return false, err
		}
	}
	if l.tenant.Phone != "" && !tx.Reachable(p.ImportPerson, l.tenant.Phone) && (newest || tx.Reachable(p.ImportPerson, "")) {
		changed = true
		if err := tx.SetPhone(p.ImportPerson, l.tenant.Phone); err != nil {
			return false, err
		}
	}
	if l.typed && known.DocType != l.tenant.DocType && newest {
		known.DocType, changed = l.tenant.DocType, true
	}
	if l.country != "" && known.Country != l.country && (newest || known.Country == "") {
		known.Country, changed = l.country, true
	}
	if known.Birth.IsZero() && !l.tenant.Birth.IsZero() {
		known.Birth, known.Sex, changed = l.tenant.Birth, l.tenant.Sex, true
	}
	if changed && p.from == nil && !p.dirty {
		p.dirty = true
		b.dirtyPeople = append(b.dirtyPeople, p)
	}
	return changed, nil
}

// change puts the cells of a row into a stay that is there and says whether anything is different.
func (b *stayBatch) change(tx *store.Tx, s *residence, l *stayLine, room int64) (bool, error) {
	before := s.Stay
	if room != 0 {
		s.RoomID = room
	}
	person, err := b.changePerson(tx, s, l)
	if err != nil {
		return false, err
	}
	if l.stay.PhoneIdx != nil {
		s.PhoneIdx = l.stay.PhoneIdx
	}
	if country := s.of.Person().Country; l.country == "" && country != "" {
		s.Foreign = idcard.Foreign(l.tenant.DocType, l.tenant.DocNo, country)
	} else {
		s.Foreign = l.stay.Foreign
	}
	guardian, err := changeGuardian(tx, s, l)
	if err != nil {
		return false, err
	}
	changeTimes(&s.Stay, l, b.now)
	if s.ConfirmedAt != before.ConfirmedAt {
		s.ConfirmFrom = 0
	}
	b.spread.give(b, s)
	changed := guardian || !bytes.Equal(before.PhoneIdx, s.PhoneIdx) || !sameFacts(before, s.Stay)
	if changed && !s.fresh && !s.dirty {
		s.dirty = true
		b.dirtyStays = append(b.dirtyStays, s)
	}
	return changed || person, nil
}

func changeGuardian(tx *store.Tx, s *residence, l *stayLine) (bool, error) {
	if l.facts.Guardian == "" && l.facts.GuardPhone == "" {
		return false, nil
	}
	if err := tx.OpenGuardian(s.ImportStay); err != nil {
		return false, err
	}
	name, number := s.Guardian, s.GuardPhone
	if l.facts.Guardian != "" {
		name = l.facts.Guardian
	}
	if l.facts.GuardPhone != "" {
		number = l.facts.GuardPhone
	}
	if name == s.Guardian && number == s.GuardPhone {
		return false, nil
	}
	if name != "" {
		s.ConsentDue = false
	}
	return true, tx.SetGuardian(s.ImportStay, name, number)
}

// writeAll saves what the batch changed, people before their stays.
func (b *stayBatch) writeAll(ctx context.Context, tx *store.Tx) error {
	people := make([]*store.ImportPerson, len(b.freshPeople))
	for i, p := range b.freshPeople {
		people[i] = p.ImportPerson
	}
	if err := tx.AddPeople(ctx, people); err != nil {
		return err
	}
	for _, p := range b.dirtyPeople {
		if err := tx.SavePerson(p.ImportPerson); err != nil {
			return err
		}
	}
	stays := make([]*store.ImportStay, len(b.freshStays))
	for i, s := range b.freshStays {
		s.TenantID = s.of.Person().ID
		stays[i] = s.ImportStay
	}
	if err := tx.AddStays(stays); err != nil {
		return err
	}
	for _, s := range b.dirtyStays {
		if err := tx.ResaveStay(s.ImportStay); err != nil {
			return err
		}
	}
	return nil
}
