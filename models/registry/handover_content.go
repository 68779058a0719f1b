package registry

import (
	"context"
	"maps"
	"slices"

	"anju/models"
	"anju/models/store"
	"anju/models/workday"
)

// handLine is one stay as it would be handed over now.
type handLine struct {
	entry   store.Entry
	unit    models.Unit
	content models.HandContent
	mark    []byte
	rows    []models.BatchRow // of earlier batches
}

// linesOf reads the rows of some stays and puts together what would be handed over of them.
func (r *Registry) linesOf(ctx context.Context, read *store.Reader, entries []store.Entry) ([]handLine, error) {
	rows, err := read.HandRows(ctx, idsOf(entries))
	if err != nil {
		return nil, err
	}
	return r.handLines(ctx, read, entries, rows)
}

func idsOf(entries []store.Entry) []int64 {
	ids := make([]int64, len(entries))
	for i, e := range entries {
		ids[i] = e.Stay.ID
	}
	return ids
}

// handLines puts together what would be handed over of some stays, with a few statements whatever their number.
func (r *Registry) handLines(ctx context.Context, read *store.Reader, entries []store.Entry, rows map[int64][]models.BatchRow) ([]handLine, error) {
	units, owners := map[int64]bool{}, map[int64]bool{}
	for _, e := range entries {
		units[e.Stay.UnitID] = true
	}
	homes, err := read.UnitsByID(ctx, slices.Sorted(maps.Keys(units)))
	if err != nil {
		return nil, err
	}
	areas := map[int64]models.Area{}
	for _, u := range homes {
		owners[u.OwnerID], areas[u.AreaID] = true, models.Area{}
	}
	delete(owners, 0)
	people, err := read.Landlords(ctx, nil, nil, slices.Sorted(maps.Keys(owners)))
	if err != nil {
		return nil, err
	}
	known := map[int64]models.User{}
	for _, p := range people {
		known[p.ID] = p.User
	}
	for id := range areas {
		if areas[id], err = read.Area(ctx, id); err != nil {
			return nil, err
		}
	}
	lines := make([]handLine, 0, len(entries))
	for _, e := range entries {
		u := homes[e.Stay.UnitID]
		if e.Tenant.Phone, err = read.PhoneOf(ctx, e); err != nil {
			return nil, err
		}
		l := handLine{entry: e, unit: u, rows: rows[e.Stay.ID], content: handContent(e, u, areas[u.AreaID], known[u.OwnerID])}
		l.mark = read.HandMark(l.content, e.Stay.State == models.StayVoid)
		lines = append(lines, l)
	}
	return lines, nil
}

// sexCodes are those of GB/T 2261.1.
var sexCodes = map[string]string{"男": "1", "女": "2"}

// handContent is what leaves of a stay: models.HandKeys and nothing else.
func handContent(e store.Entry, u models.Unit, area models.Area, owner models.User) models.HandContent {
	s, p := e.Stay, e.Tenant
	return models.HandContent{
		"unit_code": u.UnitCode, "area_code": area.Code, "area_name": area.Name, "address": u.OfficialAddress(), "room_no": e.Room.No,
		"name": p.Name, "doc_type": p.DocType, "doc_no": p.DocNo, "country": p.Country, "sex": sexCodes[p.Sex], "birth": p.Birth.String(), "phone": p.Phone,
		"moved_in_on": s.MovedInOn.String(), "moved_out_on": s.MovedOutOn.String(), "lease_end": s.LeaseEnd.String(), "relation": s.Relation,
		"guardian_name": s.Guardian, "guardian_phone": s.GuardPhone, "landlord_name": owner.Name, "landlord_phone": owner.Phone,
	}
}

// Standings are how some stays stand with the police, by id: the second fact beside what was entered here. The caller has
// read the entries inside a scope.
func (r *Registry) Standings(ctx context.Context, entries []store.Entry) (map[int64]models.Standing, error) {
	if len(entries) == 0 {
		return nil, nil
	}
	rows, err := r.Store.HandRows(ctx, idsOf(entries))
	if err != nil {
		return nil, err
	}
	// What would be handed over is put together for those alone of whom something was: most rosters were never in a batch.
	var sent []store.Entry
	all := make(map[int64]models.Standing, len(entries))
	for _, e := range entries {
		if len(rows[e.Stay.ID]) > 0 {
			sent = append(sent, e)
		} else {
			all[e.Stay.ID] = models.StandingOf(e.Stay, nil, nil, nil, r.Handover)
		}
	}
	if len(sent) == 0 {
		return all, nil
	}
	lines, err := r.handLines(ctx, r.Store.Reader, sent, rows)
	if err != nil {
		return nil, err
	}
	known, err := r.standings(ctx, lines)
	maps.Copy(all, known)
	return all, err
}

func (r *Registry) standings(ctx context.Context, lines []handLine) (map[int64]models.Standing, error) {
	var batches []int64
	for _, l := range lines {
		if n := len(l.rows); n > 0 {
			batches = append(batches, l.rows[n-1].BatchID)
		}
	}
	slices.Sort(batches)
	days, err := r.Store.BatchDays(ctx, slices.Compact(batches))
	if err != nil {
		return nil, err
	}
	all := make(map[int64]models.Standing, len(lines))
	for _, l := range lines {
		all[l.entry.Stay.ID] = models.StandingOf(l.entry.Stay, l.mark, l.rows, func(id int64) workday.Day { return days[id] }, r.Handover)
	}
	return all, nil
}
