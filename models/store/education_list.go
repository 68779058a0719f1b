package store

import (
	"bytes"
	"context"

	"anju/models"
	"anju/models/policy"
	"anju/models/workday"
)

// PupilRow is one number of the register as the education job sees it; the number itself stays sealed until PhoneFor.
type PupilRow struct {
	models.Pupil
	PhoneIdx []byte
	StayID   int64 // the newest stay of a tenant
	UnitID   int64
	UserID   int64 // of a landlord

	table, ref string
	sealed     []byte
}

// newcomerDays is how long before his entry somebody may have moved in to be a newcomer.
const newcomerDays = 14

// ListTenantPupils are the numbers of people of at least an age who live somewhere on a day, in the order of the index,
// from about n stays after one; the last row's index leads on. Children get no texts, nor does whoever says that the stay
// is not his, nor a number that only a home names which nobody has looked at. What an old roster brought is nobody's first
// days.
func (r *Reader) ListTenantPupils(ctx context.Context, _ policy.Scope, day workday.Day, age int, after []byte, n int) ([]PupilRow, error) {
	var stays []struct {
		ID, UnitID, CreatedBy int64
		PhoneIdx, Phone       []byte
		Ref                   string
		MovedInOn, Birth      workday.Day
		CreatedAt, DeclaredAt workday.Moment
	}
	err := r.db.WithContext(ctx).Table("stays").
		Select("stays.id, stays.unit_id, stays.created_by, stays.phone_idx, tenants.phone, tenants.ref, stays.moved_in_on, tenants.birth, stays.created_at, stays.declared_at").
		Joins("JOIN tenants ON tenants.id = stays.tenant_id").
		Joins("JOIN units ON units.id = stays.unit_id AND (units.listed = ? OR units.state NOT IN ?)", true, []string{models.UnitDraft, models.UnitSubmitted}).
		Where("stays.phone_idx > ? AND stays.moved_in_on <= ? AND (stays.moved_out_on = 0 OR stays.moved_out_on > ?)", after, day, day).
		Where("stays.said_left_at = 0 AND stays.disputed_at = 0 AND stays.state NOT IN ?", ended).
		Order("stays.phone_idx, stays.id").Limit(n).Scan(&stays).Error
	if err != nil {
		return nil, err
	}
	var rows []PupilRow
	for _, s := range stays {
		if len(rows) == 0 || !bytes.Equal(rows[len(rows)-1].PhoneIdx, s.PhoneIdx) {
			rows = append(rows, PupilRow{PhoneIdx: s.PhoneIdx})
		}
		if (models.Tenant{Birth: s.Birth}).AgeOn(day) < age {
			continue
		}
		row := &rows[len(rows)-1]
		row.Tenant, row.StayID, row.UnitID, row.table, row.ref, row.sealed = true, s.ID, s.UnitID, "tenants", s.Ref, s.Phone
		if entered := s.CreatedAt.Day(); (s.CreatedBy != 0 || s.DeclaredAt != 0) && s.MovedInOn+newcomerDays >= entered {
			row.NewFrom = max(row.NewFrom, entered, s.MovedInOn)
		}
	}
	if len(stays) == n && len(rows) > 1 {
		rows = rows[:len(rows)-1] // more stays of this number may follow
	}
	return rows, r.hear(ctx, rows, day)
}

// ListLandlordPupils are the numbers of those who have a home on the market, by index, n after one.
func (r *Reader) ListLandlordPupils(ctx context.Context, _ policy.Scope, day workday.Day, after []byte, n int) ([]PupilRow, error) {
	var users []struct {
		ID, State       int64
		PhoneIdx, Phone []byte
		Ref             string
	}
	err := r.db.WithContext(ctx).Table("users").
		Select("users.id, users.phone_idx, users.phone, users.ref, MAX(CASE WHEN units.land = 'state' THEN 1 ELSE 0 END) AS state").
		Joins("JOIN units ON units.owner_id = users.id AND units.state NOT IN ?", []string{models.UnitDelisted, models.UnitDraft}).
		Where("users.phone_idx > ? AND users.staff = ? AND users.disabled = ?", after, false, false).
		Group("users.id, users.phone_idx, users.phone, users.ref").Order("users.phone_idx").Limit(n).Scan(&users).Error
	if err != nil {
		return nil, err
	}
	rows := make([]PupilRow, 0, len(users))
	for _, u := range users {
		rows = append(rows, PupilRow{Pupil: models.Pupil{Landlord: true, StateLand: u.State == 1}, PhoneIdx: u.PhoneIdx, UserID: u.ID,
			table: "users", ref: u.Ref, sealed: u.Phone})
	}
	return rows, r.hear(ctx, rows, day)
}

// heardDays is how far back lessons are looked up: longer than any profile keeps a topic back.
const heardDays = 200

// hear fills in what each number heard, and on which day of the fortnight the calendar comes to it: spread by the index,
// so that no day carries more than its share.
func (r *Reader) hear(ctx context.Context, rows []PupilRow, day workday.Day) error {
	if len(rows) == 0 {
		return nil
	}
	at, indexes := map[string]*PupilRow{}, make([][]byte, 0, len(rows))
	for i := range rows {
		rows[i].Turn = (int(rows[i].PhoneIdx[0])<<8 | int(rows[i].PhoneIdx[1])) % models.Fortnight
		at[string(rows[i].PhoneIdx)] = &rows[i]
		indexes = append(indexes, rows[i].PhoneIdx)
	}
	var lessons []struct {
		PhoneIdx     []byte
		Kind, Period string
		Day          workday.Day
	}
	err := r.db.WithContext(ctx).Table("notices").Select("phone_idx, kind, period, day").
		Where("phone_idx IN ? AND category = ? AND day > ? AND state NOT IN ?", indexes, models.CategoryEducation, day-heardDays,
			[]string{models.NoticeCancelled, models.NoticeExpired, models.NoticeFailed}).Scan(&lessons).Error
	for _, l := range lessons {
		row := at[string(l.PhoneIdx)]
		row.Heard = append(row.Heard, models.Lesson{Kind: l.Kind, Series: models.IsSeries(l.Period), Day: l.Day})
	}
	return err
}

// Unwilling are those of the numbers to whom no lesson may be sent: they said no, or, where consent is the basis, have
// not said yes (RULES 47).
func (r *Reader) Unwilling(ctx context.Context, indexes [][]byte, basis string) (func(index []byte) bool, error) {
	var no, yes [][]byte
	db := r.db.WithContext(ctx)
	if err := db.Table("suppressions").Select("phone_idx").Where("phone_idx IN ? AND category = ?", indexes, models.CategoryEducation).Scan(&no).Error; err != nil {
		return nil, err
	}
	if err := db.Table("consents").Select("phone_idx").Where("phone_idx IN ? AND purpose = ?", indexes, models.CategoryEducation).Scan(&yes).Error; err != nil {
		return nil, err
	}
	said, asked := indexSet(no), indexSet(yes)
	return func(index []byte) bool {
		return said[string(index)] || basis == models.BasisConsent && !asked[string(index)]
	}, nil
}

func indexSet(indexes [][]byte) map[string]bool {
	set := make(map[string]bool, len(indexes))
	for _, index := range indexes {
		set[string(index)] = true
	}
	return set
}

// PhoneFor opens the number of a pupil.
func (r *Reader) PhoneFor(p PupilRow) (string, error) {
	return r.ring.Open(p.table, "phone", p.ref, p.sealed)
}
