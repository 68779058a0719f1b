package store

import (
	"cmp"
	"context"
	"slices"

	"gorm.io/gorm"

	"anju/models"
	"anju/models/workday"
)

// Roster is the subject of the rules: the unit with its rooms and its stays, closed and void ones left out, and what the
// rules ask besides.
func (r *Reader) Roster(ctx context.Context, unitID int64) (models.Roster, error) {
	rosters, err := r.Rosters(ctx, []int64{unitID})
	if err != nil {
		return models.Roster{}, err
	}
	if len(rosters) == 0 {
		return models.Roster{}, models.ErrNotFound
	}
	return rosters[0], nil
}

// Rosters reads the subjects of many units, in the order of the ids, with four statements whatever their number. The rules
// read no sealed column, so nothing is opened here.
func (r *Reader) Rosters(ctx context.Context, ids []int64) ([]models.Roster, error) {
	db := r.db.WithContext(ctx)
	var units []struct {
		models.Unit `gorm:"embedded"`
		LastOut     workday.Day
		Helpers     int64
	}
	// The state stands in a CASE: as a condition it would lead SQLite through all closed stays of the register.
	err := db.Table("units").Select(`units.*,
 (SELECT COALESCE(MAX(CASE WHEN state = ? THEN moved_out_on ELSE 0 END), 0) FROM stays WHERE unit_id = units.id) AS last_out,
 (SELECT COUNT(*) FROM unit_managers WHERE unit_id = units.id AND kind = ? AND to_at = 0) AS helpers`, models.StayClosed, managerKind).
		Where("id IN ?", ids).Order("id").Scan(&units).Error
	if err != nil {
		return nil, err
	}
	var rooms []models.Room
	if err := db.Table("rooms").Where("unit_id IN ?", ids).Order("id").Scan(&rooms).Error; err != nil {
		return nil, err
	}
	rosters := make([]models.Roster, len(units))
	byUnit := map[int64]*models.Roster{}
	for i, u := range units {
		rosters[i] = models.Roster{Unit: u.Unit, Born: map[int64]workday.Day{}, Elsewhere: map[string][]models.Stay{}, LastOut: u.LastOut, Named: u.Helpers > 0}
		byUnit[u.ID] = &rosters[i]
	}
	for _, room := range rooms {
		if roster, ok := byUnit[room.UnitID]; ok {
			roster.Rooms = append(roster.Rooms, room)
		}
	}
	for _, fill := range []func(*gorm.DB, []int64, map[int64]*models.Roster) error{fillStays, fillElsewhere} {
		if err := fill(db, ids, byUnit); err != nil {
			return nil, err
		}
	}
	return rosters, nil
}

var ended = []string{models.StayClosed, models.StayVoid}

// fillStays reads the stays with the birth dates of their persons: no columns but those that a rule looks at, and past
// gorm's scan, because the flag job reads the whole register through here.
func fillStays(db *gorm.DB, ids []int64, byUnit map[int64]*models.Roster) error {
	var s models.Stay
	var born workday.Day
	columns := []struct {
		name string
		to   any
	}{
		{"s.id", &s.ID}, {"s.ref", &s.Ref}, {"s.unit_id", &s.UnitID}, {"s.room_id", &s.RoomID}, {"s.tenant_id", &s.TenantID}, {"s.doc_idx", &s.DocIndex},
		{"s.state", &s.State}, {"s.moved_in_on", &s.MovedInOn}, {"s.moved_in_at", &s.MovedInAt}, {"s.reported_at", &s.ReportedAt},
		{"s.police_at", &s.PoliceAt}, {"s.confirmed_at", &s.ConfirmedAt}, {"s.confirmed_how", &s.ConfirmedHow}, {"s.confirm_from", &s.ConfirmFrom},
		{"s.all_in_a_row", &s.AllInARow}, {"s.away_from", &s.AwayFrom}, {"s.away_to", &s.AwayTo}, {"s.lease_end", &s.LeaseEnd},
		{"s.relation", &s.Relation}, {"s.is_foreign", &s.Foreign}, {"s.moved_out_on", &s.MovedOutOn}, {"s.said_left_on", &s.SaidLeftOn},
		{"s.said_left_at", &s.SaidLeftAt}, {"s.leaving_until", &s.LeavingUntil}, {"s.left_by", &s.LeftBy}, {"s.declared_at", &s.DeclaredAt},
		{"s.declared_via", &s.DeclaredVia}, {"s.disputed_at", &s.DisputedAt}, {"s.both_at", &s.BothAt}, {"tenants.birth", &born},
	}
	var names []string
	var cells []any
	for _, c := range columns {
		names, cells = append(names, c.name), append(cells, c.to)
	}
	rows, err := db.Table("stays AS s").Select(names).Joins("JOIN tenants ON tenants.id = s.tenant_id").
		Where("s.unit_id IN ? AND s.state NOT IN ?", ids, ended).Order("s.id").Rows()
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := rows.Scan(cells...); err != nil {
			return err
		}
		if roster, ok := byUnit[s.UnitID]; ok {
			roster.Stays = append(roster.Stays, s)
			if !born.IsZero() {
				roster.Born[s.TenantID] = born
			}
		}
	}
	return rows.Err()
}

type elsewhereRow struct {
	Here        int64
	models.Stay `gorm:"embedded"`
}

// fillElsewhere reads the days on which the same persons live in other units: no more of those stays than that.
func fillElsewhere(db *gorm.DB, ids []int64, byUnit map[int64]*models.Roster) error {
	var rows []elsewhereRow
	err := db.Table("stays AS s").
		Select("s.unit_id AS here, o.id, o.state, o.doc_idx, o.moved_in_on, o.moved_out_on, o.said_left_on, o.away_from, o.away_to, o.both_at").
		Joins("JOIN stays AS o ON o.doc_idx = s.doc_idx AND o.unit_id <> s.unit_id").
		Where("s.unit_id IN ? AND s.state NOT IN ? AND o.state NOT IN ?", ids, ended, ended).Scan(&rows).Error
	// Sorted here: a sort and a DISTINCT of the database cost a table of their own at each check-in.
	slices.SortFunc(rows, func(a, b elsewhereRow) int { return cmp.Or(cmp.Compare(a.Here, b.Here), cmp.Compare(a.ID, b.ID)) })
	rows = slices.CompactFunc(rows, func(a, b elsewhereRow) bool { return a.Here == b.Here && a.ID == b.ID })
	for _, row := range rows {
		if roster, ok := byUnit[row.Here]; ok {
			key := string(row.DocIndex)
			roster.Elsewhere[key] = append(roster.Elsewhere[key], row.Stay)
		}
	}
	return err
}

// managerKind is the helper who runs the home, as against one of the family who only fills in forms.
const managerKind = "manager"
