package registry

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"anju/models"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/workday"
)

// MendUnit submits a home again that was given back, with what its landlord put right. Rooms that he no longer names go,
// unless somebody was registered there. Of an accepted home he writes what was named, the rest of the form is not read: else what
// nobody looks at changes by the way. Where something that was named stands as it stood, it asks for f.Kept: why that is right.
// Errors: Invalid at the fields, Conflict when it does not wait for him or was changed since he opened the page.
func (r *Registry) MendUnit(ctx context.Context, who policy.Actor, unitRef string, f UnitForm, seen int64, at time.Time) error {
	return r.changeUnit(ctx, who, policy.UnitMend, unitRef, at, func(tx *store.Tx, unit *models.Unit, entry *models.AuditEntry) error {
		m, err := mendable(ctx, tx, *unit, f, seen)
		if err != nil {
			return err
		}
		next, rooms, faults := m.read(workday.DayOf(at))
		if err := faults.Err(); err != nil {
			return err
		}
		if err := m.placeFree(ctx, tx, next); err != nil {
			return err
		}
		renames := m.writes["owner_name"] && who.UserID == unit.OwnerID && f.Name != ""
		back, err := m.write(ctx, tx, next, rooms, who.Name, renames)
		if err != nil {
			return err
		}
		if renames {
			if err := nameOwner(ctx, tx, who.UserID, CleanName(f.Name)); err != nil {
				return err
			}
		}
		if models.PlainAddress(next.Address) != models.PlainAddress(unit.Address) {
			// Nothing official carries an address that staff have not looked at (DESIGN 2 row 13), and the list does not name it.
			next.AcceptedAt, next.Listed = 0, false
		}
		*unit = next
		unit.State, entry.Detail = models.UnitSubmitted, mendedWords(back)
		back.UnitID, back.MendedAt = unit.ID, workday.At(at)
		if err := tx.MendReturn(back); err != nil {
			return err
		}
		return tx.SaveUnit(unit)
	})
}

// mending is an answer to what an officer gave back, with what stood there.
type mending struct {
	UnitForm
	was    models.Unit
	old    []models.Room
	back   models.UnitReturn
	writes map[string]bool // the fields that it may write
}

// mendable reads what is to be answered.
func mendable(ctx context.Context, tx *store.Tx, unit models.Unit, f UnitForm, seen int64) (mending, error) {
	m := mending{UnitForm: f, was: unit}
	if unit.State != models.UnitRectify {
		return m, models.Refuse(models.Conflict, "这处房子不用改了，已经交过或核实过")
	}
	err := unit.CheckSeen(seen)
	if err != nil {
		return m, err
	}
	if m.back, err = tx.LastReturn(ctx, unit.ID); err != nil {
		return m, err
	}
	m.writes = m.back.Writes(unit, f.Kind)
	m.old, err = tx.Rooms(ctx, unit.ID)
	return m, err
}

// placeFree keeps two homes from one address.
func (m mending) placeFree(ctx context.Context, tx *store.Tx, next models.Unit) error {
	if next.Address == m.was.Address {
		return nil
	}
	if err := tx.LockArea(next.CommunityID); err != nil {
		return err
	}
	return addressFree(ctx, &tx.Reader, next.CommunityID, next.ID, next.Address)
}

// mendedWords tell in the audit what became of it.
func mendedWords(back models.UnitReturn) string {
	switch {
	case back.Kept:
		return "说了不用改，再交"
	case back.Unmended != "":
		return "改了一部分，没改的：" + back.UnmendedWords()
	}
	return cmp.Or(back.Fields(), "改好再交")
}

// stays says whether its landlord was told that the home stays accepted: he writes what was named, and no more.
func (m mending) stays() bool { return m.was.Rectifying() || m.back.MendBy != 0 }

// write mends the rooms, keeps what was changed, and asks why it is right where something that was named is left as it stood.
func (m mending) write(ctx context.Context, tx *store.Tx, next models.Unit, rooms []models.Room, owner string, renames bool) (models.UnitReturn, error) {
	if err := m.mendRooms(ctx, tx, next, rooms); err != nil {
		return m.back, err
	}
	now, err := tx.Rooms(ctx, m.was.ID)
	if err != nil {
		return m.back, err
	}
	back := m.back
	name := owner
	if renames {
		name = CleanName(m.Name)
	}
	left := back.Left(m.was, m.old, next, now, name != owner)
	back.Kept, back.Unmended = len(left) > 0 && len(left) == len(back.Faults()), strings.Join(left, ",")
	back.Changed = models.MendedLines(models.Stands(m.was, m.old), models.Stands(next, now), name != owner)
	back.Answer = strings.TrimSpace(m.Kept)
	var faults models.Faults
	if faults.Add("kept", models.CheckKept(back.Answer, left)); len(faults) > 0 && back.Answer == "" {
		named := slices.DeleteFunc(back.Faults(), func(f models.Fault) bool { return !slices.Contains(left, f.Field) })
		faults = append(named, faults...)
	}
	return back, faults.Err()
}

// read reads what may be written. What is typed as it stands is taken as it stands: a list brings addresses, rooms and days that no
// form would take.
func (m mending) read(today workday.Day) (models.Unit, []models.Room, models.Faults) {
	var faults models.Faults
	unit := m.was
	if m.writes["address"] {
		faults.Add("address", m.readAddress(&unit))
	}
	if m.writes["kind"] {
		if !knownWord(models.KindNames, m.Kind) {
			faults.Add("kind", "请选房子是哪一种")
			return unit, nil, faults
		}
		unit.Kind = m.Kind
	}
	if m.writes["owner_name"] && m.Name != "" {
		faults.Add("owner_name", checkName(CleanName(m.Name)))
	}
	m.readKind(&unit, today, &faults)
	return unit, m.readRooms(&unit, &faults), faults
}

func (m mending) readAddress(unit *models.Unit) string {
	typed := strings.Join(strings.Fields(m.Address), " ")
	same := typed == m.was.Address
	if m.stays() { // the plate on the door carries it letter by letter
		same = models.PlainAddress(typed) == models.PlainAddress(m.was.Address)
	}
	if same {
		return ""
	}
	unit.Address = typed
	return models.CheckAddress(typed)
}

func (m mending) readKind(unit *models.Unit, today workday.Day, faults *models.Faults) {
	if m.writes["land"] {
		if knownWord(models.LandNames, m.Land) {
			unit.Land = m.Land
		} else if m.stays() {
			faults.Add("land", "请选土地是哪一种，不知道就点“不清楚”")
		}
	}
	if m.writes["ends_on"] {
		if day, fault := readDate(m.EndsOn[0], m.EndsOn[1], m.EndsOn[2]); fault != "" || day != m.was.EndsOn {
			unit.EndsOn, fault = readEnd(m.EndsOn, today)
			faults.Add("ends_on", fault)
		}
	}
	if m.writes["trade"] {
		readTrade(m.UnitForm, unit, faults)
	}
	if asks := models.AsksOf(unit.Kind); unit.Kind != m.was.Kind { // what another kind is not asked for would judge it for ever
		if !asks.End {
			unit.EndsOn = 0
		}
		if !asks.Trade {
			unit.Trade, unit.Parted = "", ""
		}
	}
}

func (m mending) readRooms(unit *models.Unit, faults *models.Faults) []models.Room {
	form := m.UnitForm
	if !m.writes["cap"] {
		form.Cap = ""
	}
	var stood []string
	for _, room := range m.old {
		stood = append(stood, room.No)
	}
	as := *unit
	switch {
	case !m.writes["rooms"] || len(stood) > 0 && plainWords(form.Rooms) == plainWords(strings.Join(stood, " ")):
		return makeRooms(stood, form.Cap, &as, faults)
	case strings.TrimSpace(form.Rooms) == "":
		faults.Add("rooms", "请写住人的房间号，用空格隔开，例如：101 102")
		return nil
	}
	return readRooms(form, unit, faults)
}

func plainWords(s string) string { return strings.Join(strings.Fields(s), " ") }

// mendRooms makes the rooms of a home those of the form. What is recorded of a room that stays is kept, but for its type where the
// kind of the home is another now, and for the cap and the beds when they were written for all rooms.
func (m mending) mendRooms(ctx context.Context, tx *store.Tx, next models.Unit, want []models.Room) error {
	used, err := tx.RoomsInUse(ctx, m.was.ID)
	if err != nil {
		return err
	}
	wanted := map[string]models.Room{}
	for _, room := range want {
		wanted[room.No] = room
	}
	another := next.Kind != m.was.Kind
	limited := m.writes["cap"] && strings.TrimSpace(m.Cap) != "" && (another || !m.stays() || m.back.Names("cap"))
	for _, old := range m.old {
		room, stays := wanted[old.No]
		delete(wanted, old.No)
		switch {
		case !stays && used[old.ID]:
			return models.FaultAt("rooms", old.No+" 房登记过人，不能去掉。房间号写错的，请打网格员的电话")
		case !stays:
			err = tx.DropRoom(old.ID)
		default:
			err = mendRoom(tx, old, room, another, limited)
		}
		if err != nil {
			return err
		}
	}
	for _, room := range want {
		if _, fresh := wanted[room.No]; !fresh {
			continue
		}
		room.UnitID = m.was.ID
		if err := tx.SaveRoom(&room); err != nil {
			return err
		}
	}
	return nil
}

func mendRoom(tx *store.Tx, old, now models.Room, another, limited bool) error {
	next := old
	if slept := next.Type == models.RoomBedroom || next.Type == models.RoomDormitory; slept && another {
		next.Type = now.Type
	}
	if limited {
		next.Cap, next.Beds = now.Cap, now.Beds
	}
	if next == old {
		return nil
	}
	return tx.SaveRoom(&next)
}
