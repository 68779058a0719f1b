package registry

import (
	"context"
	"fmt"
	"slices"
	"strconv"

	"anju/models"
	"anju/models/mask"
	"anju/models/store"
	"anju/models/workday"
)

func number(n int) string { return strconv.Itoa(n) }

// someNumber leaves the cell of what is not recorded empty.
func someNumber(n int) string {
	if n == 0 {
		return ""
	}
	return number(n)
}

// momentCell writes a moment so that an import reads the same: 00:00 as its day.
func momentCell(m workday.Moment) string {
	if d := m.Day(); !m.IsZero() && workday.At(d.Start()) == m {
		return d.String()
	}
	return m.RFC3339()
}

func (r *Registry) exportUnits(ctx context.Context, e *export) error {
	all, err := r.Store.AllAreas(ctx)
	if err != nil {
		return err
	}
	codes := map[int64]string{}
	for _, a := range all {
		codes[a.ID] = a.Code
	}
	for after := int64(0); ; {
		units, err := r.Store.ListUnits(ctx, e.scope, after, exportPage)
		if err != nil || len(units) == 0 {
			return err
		}
		after = units[len(units)-1].ID
		owners, err := r.ownersOf(ctx, units)
		if err != nil {
			return err
		}
		if err := r.looked(ctx, e, nil, units, len(owners)); err != nil { // before the rows leave
			return err
		}
		for _, u := range units {
			o := models.User{}
			if k := owners[u.OwnerID]; k != nil {
				o = k.User
			}
			if !e.full() {
				o.DocNo, o.Phone = mask.Doc(o.DocNo), mask.Phone(o.Phone)
			}
			door := e.Site + "/d/" + u.DoorToken
			if e.page() && !(u.DoorOpen() && !u.Delisted()) {
				door = "" // the plate is not there yet
			}
			err := e.row(u.UnitCode, codes[u.AreaID], u.Address, u.Kind, u.Land, o.Name, o.DocType, o.DocNo, o.Phone, u.AcceptedAt.Day().String(),
				u.ShortCode, door)
			if err != nil {
				return err
			}
		}
	}
}

func (r *Registry) ownersOf(ctx context.Context, units []models.Unit) (map[int64]*store.Landlord, error) {
	var ids []int64
	for _, u := range units {
		if u.OwnerID != 0 {
			ids = append(ids, u.OwnerID)
		}
	}
	slices.Sort(ids)
	people, err := r.Store.Landlords(ctx, nil, nil, slices.Compact(ids))
	owners := map[int64]*store.Landlord{}
	for _, p := range people {
		owners[p.ID] = p
	}
	return owners, err
}

func (r *Registry) exportRooms(ctx context.Context, e *export) error {
	for after := int64(0); ; {
		rooms, err := r.Store.ListRoomsAfter(ctx, e.scope, after, exportPage)
		if err != nil || len(rooms) == 0 {
			return err
		}
		after = rooms[len(rooms)-1].ID
		var ids []int64
		for _, room := range rooms {
			ids = append(ids, room.UnitID)
		}
		units, err := r.Store.UnitNames(ctx, ids)
		if err != nil {
			return err
		}
		for _, room := range rooms {
			area := ""
			if room.UsableC != 0 {
				area = fmt.Sprintf("%d.%02d", room.UsableC/100, room.UsableC%100)
			}
			if err := e.row(units[room.UnitID].UnitCode, room.No, room.Type, area, someNumber(room.Beds)); err != nil {
				return err
			}
		}
	}
}

// exportStays writes all stays, for a register elsewhere, or the roster: those who live there now, for people to read.
func (r *Registry) exportStays(ctx context.Context, e *export) error {
	on := workday.Day(0)
	if e.Kind == "roster" {
		on = e.now.Day()
	}
	for after := int64(0); ; {
		entries, err := r.Store.ListStaysAfter(ctx, e.scope, on, after, exportPage)
		if err != nil || len(entries) == 0 {
			return err
		}
		after = entries[len(entries)-1].Stay.ID
		var ids []int64
		for _, line := range entries {
			ids = append(ids, line.Stay.UnitID)
		}
		slices.Sort(ids)
		ids = slices.Compact(ids)
		units, err := r.Store.UnitNames(ctx, ids)
		if err != nil {
			return err
		}
		if err := r.looked(ctx, e, ids, nil, len(entries)); err != nil { // before the rows leave
			return err
		}
		police := map[int64]models.Standing{}
		if e.Kind == "roster" {
			if police, err = r.Standings(ctx, entries); err != nil {
				return err
			}
		}
		for _, line := range entries {
			if err := e.stay(line, units[line.Stay.UnitID], police[line.Stay.ID]); err != nil {
				return err
			}
		}
	}
}

func (e *export) stay(line store.Entry, unit models.Unit, police models.Standing) error {
	s, p := line.Stay, line.Tenant
	doc, phone, guard := p.DocNo, p.Phone, s.GuardPhone
	if !e.full() {
		doc, phone, guard = mask.Doc(doc), mask.Phone(phone), mask.Phone(guard)
	}
	movedIn := s.MovedInOn.String()
	if !s.MovedInAt.IsZero() {
		movedIn = s.MovedInAt.RFC3339()
	}
	cells := []string{unit.UnitCode, line.Room.No, p.Name, p.DocType, doc, phone, movedIn, momentCell(s.ReportedAt), momentCell(s.ConfirmedAt),
		s.LeaseEnd.String(), s.MovedOutOn.String(), s.Relation, momentCell(s.PoliceAt), p.Country, s.AwayFrom.String(), s.AwayTo.String(),
		s.Guardian, guard, unit.Label}
	if e.Kind == "roster" {
		reason := ""
		if police.State == models.PoliceReturned {
			reason = police.Reason.Words
		}
		cells = append(cells, s.Ref, models.PoliceWords[police.State], reason)
	}
	return e.row(cells...)
}
