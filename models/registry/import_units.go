package registry

import (
	"context"
	"slices"
	"strings"
	"time"

	"anju/models"
	"anju/models/phone"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/workday"
)

// unitLine is one row of a list of units with its landlord.
type unitLine struct {
	importLine
	unit       models.Unit
	area       string
	name       string // the landlord
	docType    string
	doc        string
	docIndex   []byte
	phone      string
	phoneIndex []byte
	accepted   workday.Moment
	placed     bool // it is a new home, or one whose address is another now
}

var landWords = [][2]string{{"state", "国有"}, {"state", "国有土地"}, {"collective", "集体"}, {"collective", "集体土地"}, {"unknown", "不清楚"}}

// ImportUnits takes over a list of homes with their landlords. A home is known by its code, a landlord by document; an
// empty cell leaves what is stored. Nobody is texted.
func (r *Registry) ImportUnits(ctx context.Context, who policy.Actor, file ImportFile, how ImportHow) (Imported, error) {
	list := newListed() // of a trial
	return importRows(ctx, r, who, file, how, importer[*unitLine]{
		subject: "unit", columns: models.SheetColumns["units"],
		read: func(cell func(string) string) (*unitLine, error) { return r.readUnitLine(cell, how.At), nil },
		save: func(ctx context.Context, tx *store.Tx, lines []*unitLine) error {
			return r.saveUnitLines(ctx, tx, lines, list, how)
		}})
}

func (r *Registry) readUnitLine(cell func(string) string, at time.Time) *unitLine {
	l := &unitLine{area: cell("area_code"), name: CleanName(cell("landlord_name"))}
	var why reasons
	l.unit.UnitCode = cell("unit_code")
	why.add("", codeFault(l.unit.UnitCode, "房屋代码"))
	if l.unit.Address = strings.Join(strings.Fields(cell("address")), " "); l.unit.Address != "" {
		why.add("", listedAddress(l.unit.Address))
	}
	if word := cell("kind"); word != "" {
		if l.unit.Kind = wordOf(models.KindWords, word); l.unit.Kind == "" {
			why.add("", "房屋种类“"+word+"”不认识，请写套房、自建房、集体宿舍、工地宿舍或店铺住人")
		}
	}
	if word := cell("land"); word != "" {
		if l.unit.Land = wordOf(landWords, word); l.unit.Land == "" {
			why.add("", "土地性质“"+word+"”不认识，请写国有或集体")
		}
	}
	r.readLandlord(l, cell, &why, workday.DayOf(at))
	accepted, _, fault := readMoment(cell("accepted_on"))
	why.add("备案日期", fault)
	if l.accepted = accepted; accepted > workday.At(at) {
		why.add("", "备案日期不能晚于今天")
	}
	l.fault = why.String()
	return l
}

func (r *Registry) readLandlord(l *unitLine, cell func(string) string, why *reasons, today workday.Day) {
	var fault string
	if l.name != "" {
		if checkName(l.name) != "" {
			why.add("", "房东姓名请照证件填，只有汉字或字母，2 到 30 个字")
		}
	}
	if raw := cell("landlord_doc_no"); raw != "" {
		l.docType = docTypeOf(cell("landlord_doc_type"))
		l.doc, fault = docFault(l.docType, raw, "", today)
		why.add("房东证件：", fault)
		l.docIndex = r.Store.LandlordIndex(l.docType, l.doc)
	}
	if raw := cell("landlord_phone"); raw != "" {
		l.phone, fault = phone.Check(raw)
		why.add("房东手机号：", fault)
		l.phoneIndex = r.Store.PhoneIndex(l.phone)
	}
	if l.name != "" && l.doc == "" && l.phone == "" {
		why.add("", "只有房东姓名认不出是谁，请填房东证件号码或手机号")
	}
}

// saveUnitLines judges a batch of homes against areas and landlords and writes what is new or different.
func (r *Registry) saveUnitLines(ctx context.Context, tx *store.Tx, lines []*unitLine, list listed, how ImportHow) error {
	now := workday.At(how.At)
	codes := make([]string, 0, len(lines))
	for _, l := range lines {
		codes = append(codes, l.unit.UnitCode)
	}
	units, err := tx.LockUnitsByCode(ctx, codes)
	if err != nil {
		return err
	}
	places, err := readPlaces(ctx, tx)
	if err != nil {
		return err
	}
	people, err := readLandlords(ctx, tx, lines, units, how)
	if err != nil {
		return err
	}
	var known []int64
	for _, u := range units {
		known = append(known, u.ID)
	}
	slices.Sort(known)
	refused, err := tx.RefusedBy(ctx, known)
	if err != nil {
		return err
	}
	asked, err := tx.Returned(ctx, known)
	if err != nil {
		return err
	}
	b := unitBatch{how: how, refused: refused, asked: asked, places: places, people: people, units: units, now: now, claimed: how.Claimed, moved: map[int64]int64{}, ended: map[int64]bool{}, dirty: map[*models.Unit]bool{}}
	for _, l := range lines {
		if !l.failed() {
			b.judge(l)
		}
	}
	if how.DryRun {
		if err := noteAddresses(ctx, tx, lines, b.units, list, how); err != nil {
			return err
		}
	}
	return b.write(ctx, tx)
}

// unitBatch is one batch being judged in memory, before anything is written.
type unitBatch struct {
	how    ImportHow
	places places
	people *landlords
	units  map[string]*models.Unit
	now    workday.Moment

	claimed bool
	refused map[[2]int64]bool // unit and account: it said that the home is not its own
	asked   map[int64]bool    // its landlord put it right when an officer had given it back
	fresh   []*models.Unit
	changed []*models.Unit
	dirty   map[*models.Unit]bool
	owner   map[*models.Unit]*store.Landlord
	moved   map[int64]int64 // lies in another area now; where it lay
	ended   map[int64]bool  // has another landlord now
}

func (b *unitBatch) judge(l *unitLine) {
	unit := b.units[l.unit.UnitCode]
	area, found := b.places.byCode[l.area]
	switch {
	case l.area != "" && !found:
		l.fail("没有这个地区代码：" + l.area)
	case found && !b.how.covers(b.places.ancestors(area)):
		l.fail("这个地区不归您管：" + l.area)
	case unit != nil && unit.ID != 0 && !b.how.covers(unit.Ancestors):
		l.fail("这个房屋代码已经用在别的地区，请换一个")
	case l.area == "" && unit == nil:
		l.fail("请填地区代码")
	case l.unit.Address == "" && unit == nil:
		l.fail(listedAddress(""))
	case unit != nil && b.asked[unit.ID] && l.differs(*unit):
		l.fail("这处房子民警请户主改过，地址、种类、土地不再照名单改。名单上的不对，请改名单；房子变了，请民警要求整改")
	}
	if l.failed() {
		return
	}
	var current *store.Landlord
	if unit != nil {
		current = b.ownerOf(unit)
	}
	owner, changed, fault := current, false, ""
	if unit == nil || !unit.Settled() {
		owner, changed, fault = b.people.find(l, current)
	} else if !b.people.same(l, current) {
		fault = "这处房子的户主自己认领过或登记过，名单上是另一个人，没有改。真换了户主，请原户主停租，或请民警核对"
	}
	if fault != "" {
		l.fail(fault)
		return
	}
	l.saved = changed
	if unit == nil {
		unit = &models.Unit{UnitCode: l.unit.UnitCode, Kind: models.KindFlat, State: models.UnitSubmitted,
			Occupancy: models.OccupancyUnknown, Floors: 1, CreatedAt: b.now, Label: labelOf(l.unit.Address)}
		b.units[unit.UnitCode] = unit
		b.fresh, b.dirty[unit], l.saved = append(b.fresh, unit), true, true
	}
	if b.change(unit, l, area, owner, current) {
		l.saved = true
	}
	if l.saved && !b.dirty[unit] {
		b.dirty[unit] = true
		b.changed = append(b.changed, unit)
	}
}

func (b *unitBatch) ownerOf(unit *models.Unit) *store.Landlord {
	if p := b.owner[unit]; p != nil {
		return p
	}
	return b.people.byID[unit.OwnerID]
}

// change puts the cells of a row into a unit and says whether anything is different.
func (b *unitBatch) change(unit *models.Unit, l *unitLine, area models.Area, owner, current *store.Landlord) bool {
	before := *unit
	if l.area != "" && unit.AreaID != area.ID {
		if _, again := b.moved[unit.ID]; unit.ID != 0 && !again {
			b.moved[unit.ID] = unit.AreaID
		}
		unit.AreaID, unit.Ancestors = area.ID, b.places.ancestors(area)
	}
	for _, c := range []struct {
		cell string
		to   *string
	}{{l.unit.Address, &unit.Address}, {l.unit.Kind, &unit.Kind}, {l.unit.Land, &unit.Land}} {
		if c.cell != "" {
			*c.to = c.cell
		}
	}
	l.placed = unit.Address != before.Address
	// What an officer gave back, or what came back on the market, waits for his word, not for a list.
	again := unit.State == models.UnitSubmitted && unit.PlateAddress != "" && !unit.Listed
	if !l.accepted.IsZero() && unit.ReturnedAt.IsZero() && !again {
		if before.AcceptedAt.Day() != l.accepted.Day() { // files keep the day
			unit.AcceptedAt = l.accepted
		}
		if unit.State == models.UnitSubmitted || unit.State == models.UnitDraft {
			unit.State = models.UnitAccepted
		}
	}
	handed := owner != nil && owner != current && !(unit.ID != 0 && owner.ID != 0 && b.refused[[2]int64{unit.ID, owner.ID}])
	if handed {
		if b.owner == nil {
			b.owner = map[*models.Unit]*store.Landlord{}
		}
		b.owner[unit] = owner
		unit.Claim = models.ClaimOpen
		if b.claimed {
			unit.Claim = models.ClaimMine
		}
		if current != nil && (current.DocIndex == nil || string(current.DocIndex) != string(owner.DocIndex)) {
			b.ended[unit.ID] = unit.ID != 0 // whoever acted for another landlord acts no more
		}
	}
	return handed || before != *unit
}

func (b *unitBatch) write(ctx context.Context, tx *store.Tx) error {
	if err := b.people.write(ctx, tx); err != nil {
		return err
	}
	for unit, owner := range b.owner {
		unit.OwnerID, unit.ClaimBy = owner.ID, 0
	}
	for _, unit := range b.fresh {
		unit.DueAt = b.now
	}
	if err := tx.AddUnits(ctx, b.fresh); err != nil {
		return err
	}
	for _, unit := range b.changed {
		if unit.DueAt.IsZero() || unit.DueAt > b.now {
			unit.DueAt = b.now
		}
		if err := tx.SaveUnit(unit); err != nil {
			return err
		}
		if from, moved := b.moved[unit.ID]; moved {
			if err := tx.MoveUnit(*unit, from); err != nil {
				return err
			}
		}
		if b.ended[unit.ID] {
			if err := tx.EndManagers(unit.ID, b.now); err != nil {
				return err
			}
		}
	}
	return b.people.join(ctx, tx, b.claimed, b.now)
}
