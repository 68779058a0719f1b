package registry

import (
	"context"
	"slices"
	"strings"
	"time"

	"anju/models"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/workday"
)

// ReturnForm says why a home goes back to its landlord.
type ReturnForm struct {
	Reasons []string // codes of models.ReturnFields
	Note    string   // one sentence to him
	Seen    int64    // the revision that the officer looked at
}

// ReturnUnit gives a home back to its landlord, who sees at each field what to put right: one that waits for acceptance (退回),
// or one that was accepted and is not as it stands in the register (整改). That stays accepted, and he is told a last day. Nothing is
// taken from him: people can be checked in all the while. No text of the table fits, so he is told on his pages alone. Errors:
// Invalid at why and note, Conflict.
func (r *Registry) ReturnUnit(ctx context.Context, who policy.Actor, unitRef string, f ReturnForm, at time.Time) error {
	return r.changeUnit(ctx, who, policy.UnitReturn, unitRef, at, func(tx *store.Tx, unit *models.Unit, entry *models.AuditEntry) error {
		if err := unit.CheckSeen(f.Seen); err != nil {
			return err
		}
		if err := unit.CheckReturnable(); err != nil {
			return err
		}
		codes, faults := models.CheckReturn(unit.Kind, f.Reasons, f.Note)
		if err := faults.Err(); err != nil {
			return err
		}
		now := workday.At(at)
		rooms, err := tx.Rooms(ctx, unit.ID)
		if err != nil {
			return err
		}
		back := models.UnitReturn{UnitID: unit.ID, Reasons: strings.Join(codes, ","), Note: strings.TrimSpace(f.Note), ReturnedAt: now, ReturnedBy: who.UserID,
			Stood: models.ReturnMarks(*unit, rooms)}
		entry.Detail = back.Fields()
		if unit.Accepted() {
			back.MendBy, entry.Detail = now.Day()+workday.Day(r.Limits().RectifyDays), "要求整改，"+entry.Detail
		} else {
			unit.AcceptedAt = 0
		}
		if err := tx.SaveReturn(&back); err != nil {
			return err
		}
		unit.State, unit.ReturnedAt = models.UnitRectify, now
		return tx.SaveUnit(unit)
	})
}

// MendUnit submits a home again that was given back, with what its landlord put right. Rooms that he no longer names go,
// unless somebody was registered there. Where all that was named stands as it stood, it asks for f.Kept: why that is right.
// Errors: Invalid at the fields, Conflict when it does not wait for him or was changed
// since he opened the page.
func (r *Registry) MendUnit(ctx context.Context, who policy.Actor, unitRef string, f UnitForm, seen int64, at time.Time) error {
	return r.changeUnit(ctx, who, policy.UnitMend, unitRef, at, func(tx *store.Tx, unit *models.Unit, entry *models.AuditEntry) error {
		if unit.State != models.UnitRectify {
			return models.Refuse(models.Conflict, "这处房子不用改了，已经交过或核实过")
		}
		if err := unit.CheckSeen(seen); err != nil {
			return err
		}
		next, rooms, faults := readMend(f, *unit, workday.DayOf(at))
		if next.Address != unit.Address && len(faults) == 0 {
			if err := tx.LockArea(unit.CommunityID); err != nil {
				return err
			}
			if err := addressFree(ctx, &tx.Reader, unit.CommunityID, unit.ID, next.Address); err != nil {
				return err
			}
		}
		if err := faults.Err(); err != nil {
			return err
		}
		back, err := mendOrSay(ctx, tx, who, *unit, next, rooms, f)
		if err != nil {
			return err
		}
		if who.UserID == unit.OwnerID && f.Name != "" {
			if err := nameOwner(ctx, tx, who.UserID, CleanName(f.Name)); err != nil {
				return err
			}
		}
		if models.PlainAddress(next.Address) != models.PlainAddress(unit.Address) {
			// Nothing official carries an address that staff have not looked at (DESIGN 2 row 13), and the list does not name it.
			next.AcceptedAt, next.Listed = 0, false
		}
		*unit = next
		unit.State, entry.Detail = models.UnitSubmitted, "改好再交"
		if back.Kept {
			entry.Detail = "说了不用改，再交"
		}
		back.UnitID, back.MendedAt = unit.ID, workday.At(at)
		if err := tx.MendReturn(back); err != nil {
			return err
		}
		return tx.SaveUnit(unit)
	})
}

// mendOrSay mends the rooms, and asks why it is right where nothing of what was named is changed.
func mendOrSay(ctx context.Context, tx *store.Tx, who policy.Actor, was, next models.Unit, rooms []models.Room, f UnitForm) (models.UnitReturn, error) {
	back, err := tx.LastReturn(ctx, was.ID)
	if err != nil {
		return back, err
	}
	old, err := tx.Rooms(ctx, was.ID)
	if err != nil {
		return back, err
	}
	if err := refuseUnasked(back, was, next, old, rooms, f); err != nil {
		return back, err
	}
	if err := mendRooms(ctx, tx, was, rooms, strings.TrimSpace(f.Cap) != ""); err != nil {
		return back, err
	}
	now, err := tx.Rooms(ctx, was.ID)
	if err != nil {
		return back, err
	}
	renamed := who.UserID == was.OwnerID && f.Name != "" && CleanName(f.Name) != who.Name
	back.Kept = back.ID != 0 && !back.Mended(models.ReturnMarks(was, old), models.ReturnMarks(next, now), renamed)
	back.Answer = strings.TrimSpace(f.Kept)
	var faults models.Faults
	if faults.Add("kept", models.CheckKept(back.Answer, back.Kept)); len(faults) > 0 && back.Answer == "" {
		faults = append(back.Faults(), faults...)
	}
	return back, faults.Err()
}

// refuseUnasked keeps what an answer about an accepted home may change to what the officer named: else another kind, which other
// rules judge, passes with a room number. What the register did not know yet may be filled in.
func refuseUnasked(back models.UnitReturn, was, next models.Unit, old, rooms []models.Room, f UnitForm) error {
	if !was.Rectifying() {
		return nil
	}
	var faults models.Faults
	unasked := func(field string, changed bool, word, asWas string) {
		if changed && !back.Names(field) {
			faults.Add(field, "民警没说"+word+"要改，请照原来的"+asWas+"。真的变了，请打网格员的电话")
		}
	}
	unasked("address", models.PlainAddress(next.Address) != models.PlainAddress(was.Address), "地址", "写："+was.Address)
	unasked("kind", next.Kind != was.Kind, "种类", "选")
	unasked("land", was.Land != "" && next.Land != was.Land, "土地", "选")
	unasked("ends_on", !was.EndsOn.IsZero() && next.EndsOn != was.EndsOn, "结束的日子", "写")
	had := roomNumbers(old)
	unasked("rooms", len(had) > 0 && !slices.Equal(had, roomNumbers(rooms)), "房间", "写："+strings.Join(had, " "))
	if strings.TrimSpace(f.Cap) != "" && !back.Names("cap") && !back.Names("rooms") {
		faults.Add("cap", "民警没说每间住几人要改，这里不填")
	}
	return faults.Err()
}

func roomNumbers(rooms []models.Room) []string {
	var numbers []string
	for _, room := range rooms {
		numbers = append(numbers, room.No)
	}
	slices.Sort(numbers)
	return numbers
}

// readMend reads the form of a home that is put right; what it does not ask stays as it was.
func readMend(f UnitForm, unit models.Unit, today workday.Day) (models.Unit, []models.Room, models.Faults) {
	var faults models.Faults
	unit.Address, unit.Kind, unit.Land = strings.Join(strings.Fields(f.Address), " "), f.Kind, f.Land
	faults.Add("address", models.CheckAddress(unit.Address))
	if !knownWord(models.KindNames, unit.Kind) {
		faults.Add("kind", "请选房子是哪一种")
		return unit, nil, faults
	}
	if f.Name != "" {
		faults.Add("owner_name", checkName(CleanName(f.Name)))
	}
	if strings.TrimSpace(f.Rooms) == "" {
		faults.Add("rooms", "请写住人的房间号，用空格隔开，例如：101 102")
		return unit, nil, faults
	}
	rooms := readRooms(f, &unit, &faults)
	readKind(f, &unit, today, &faults)
	return unit, rooms, faults
}

// mendRooms makes the rooms of a home those of the form. What is recorded of a room that stays is kept, but for the cap and
// the beds when they were written.
func mendRooms(ctx context.Context, tx *store.Tx, unit models.Unit, want []models.Room, limited bool) error {
	have, err := tx.Rooms(ctx, unit.ID)
	if err != nil {
		return err
	}
	used, err := tx.RoomsInUse(ctx, unit.ID)
	if err != nil {
		return err
	}
	wanted := map[string]models.Room{}
	for _, room := range want {
		wanted[room.No] = room
	}
	for _, old := range have {
		room, stays := wanted[old.No]
		delete(wanted, old.No)
		switch {
		case !stays && used[old.ID]:
			return models.FaultAt("rooms", old.No+" 房登记过人，不能去掉。房间号写错的，请打网格员的电话")
		case !stays:
			err = tx.DropRoom(old.ID)
		default:
			err = mendRoom(tx, old, room, limited)
		}
		if err != nil {
			return err
		}
	}
	for _, room := range want {
		if _, fresh := wanted[room.No]; !fresh {
			continue
		}
		room.UnitID = unit.ID
		if err := tx.SaveRoom(&room); err != nil {
			return err
		}
	}
	return nil
}

func mendRoom(tx *store.Tx, old, now models.Room, limited bool) error {
	next := old
	if slept := next.Type == models.RoomBedroom || next.Type == models.RoomDormitory; slept {
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
