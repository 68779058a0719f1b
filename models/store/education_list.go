package store

import (
	"bytes"
	"context"

	"gorm.io/gorm"

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
	Home     int64 // one of his

	table, ref string
	sealed     []byte
}

// newcomerDays is how long before his entry somebody may have moved in to be a newcomer.
const newcomerDays = 14

// ListTenantPupils are the numbers of people of at least an age who live somewhere on a day, in the order of the index,
// from about n stays after one; the last row's index leads on. Children get no texts, nor does whoever says that the stay
// is not his, nor a number that only a home names which nobody has looked at. What an old roster brought is nobody's first
// days.
func (r *Reader) ListTenantPupils(ctx context.Context, scope policy.Scope, who models.Audience, day workday.Day, age int, after []byte, n int) ([]PupilRow, error) {
	db := within(r.pupilStays(ctx, day), scope, "stays", "stays.unit_id", "")
	if who.Language != "" {
		db = db.Where("tenants.language = ?", who.Language)
	}
	rows, err := r.tenantPupils(ofKind(db, who), day, age, after, n)
	if err != nil {
		return nil, err
	}
	return rows, r.hear(ctx, rows, day, scope.All)
}

// tenantPupils gathers the stays of a query by their numbers.
func (r *Reader) tenantPupils(db *gorm.DB, day workday.Day, age int, after []byte, n int) (rows []PupilRow, err error) {
	var stays []pupilStay
	if err := db.Where("stays.phone_idx > ?", after).Limit(n).Scan(&stays).Error; err != nil {
		return nil, err
	}
	for _, s := range stays {
		if len(rows) == 0 || !bytes.Equal(rows[len(rows)-1].PhoneIdx, s.PhoneIdx) {
			rows = append(rows, PupilRow{PhoneIdx: s.PhoneIdx})
		}
		if (models.Tenant{Birth: s.Birth}).AgeOn(day) < age {
			continue
		}
		row := &rows[len(rows)-1]
		row.Tenant, row.StayID, row.UnitID, row.table, row.ref, row.sealed = true, s.ID, s.UnitID, "tenants", s.Ref, s.Phone
		row.NewFrom = max(row.NewFrom, s.newFrom())
	}
	if len(stays) == n && len(rows) > 1 {
		rows = rows[:len(rows)-1] // more stays of this number may follow
	}
	return rows, nil
}

func ofKind(db *gorm.DB, who models.Audience) *gorm.DB {
	if who.UnitKind == "" {
		return db
	}
	return db.Where("units.kind = ?", who.UnitKind)
}

// pupilStay is one stay by which a number hears of the law.
type pupilStay struct {
	ID, UnitID, CreatedBy int64
	PhoneIdx, Phone       []byte
	Ref                   string
	MovedInOn, Birth      workday.Day
	CreatedAt, DeclaredAt workday.Moment
}

// pupilStays asks for them in the order of the index.
func (r *Reader) pupilStays(ctx context.Context, day workday.Day) *gorm.DB {
	return livingOn(r.db.WithContext(ctx), day).Select(pupilSelect).
		Where("(units.listed = ? OR units.state IN ? OR "+rectifying+")", true, []string{models.UnitAccepted, models.UnitDelisted}).
		Where("stays.said_left_at = 0 AND stays.disputed_at = 0").
		Order("stays.phone_idx, stays.id")
}

const pupilSelect = "stays.id, stays.unit_id, stays.created_by, stays.phone_idx, tenants.phone, tenants.ref, stays.moved_in_on, tenants.birth, stays.created_at, stays.declared_at"

// newFrom is the day of the check-in of somebody who moved in about then, 0 for others.
func (s pupilStay) newFrom() workday.Day {
	entered := s.CreatedAt.Day()
	if s.CreatedBy == 0 && s.DeclaredAt == 0 || s.MovedInOn+newcomerDays < entered {
		return 0
	}
	return max(entered, s.MovedInOn)
}

// ListLandlordPupils are the numbers of those who have a home on the market, by index, n after one.
func (r *Reader) ListLandlordPupils(ctx context.Context, scope policy.Scope, who models.Audience, day workday.Day, after []byte, n int) ([]PupilRow, error) {
	var users []struct {
		ID, State, Home int64
		PhoneIdx, Phone []byte
		Ref             string
	}
	db := within(r.db.WithContext(ctx).Table("users"), scope, "units", "units.id", "")
	err := ofKind(db, who).
		Select("users.id, users.phone_idx, users.phone, users.ref, MIN(units.id) AS home, MAX(CASE WHEN units.land = 'state' THEN 1 ELSE 0 END) AS state").
		Joins("JOIN units ON units.owner_id = users.id AND units.state NOT IN ?", []string{models.UnitDelisted, models.UnitDraft}).
		Where("users.phone_idx > ? AND users.staff = ? AND users.disabled = ?", after, false, false).
		Group("users.id, users.phone_idx, users.phone, users.ref").Order("users.phone_idx").Limit(n).Scan(&users).Error
	if err != nil {
		return nil, err
	}
	rows := make([]PupilRow, 0, len(users))
	for _, u := range users {
		rows = append(rows, PupilRow{Pupil: models.Pupil{Landlord: true, StateLand: u.State == 1}, PhoneIdx: u.PhoneIdx, UserID: u.ID, Home: u.Home,
			table: "users", ref: u.Ref, sealed: u.Phone})
	}
	if err := r.arrive(ctx, rows, day); err != nil {
		return nil, err
	}
	return rows, r.hear(ctx, rows, day, scope.All)
}

// arrive fills in which landlords are newcomers somewhere themselves: they get the lessons of the first days as tenants,
// and these suspend the calendar.
func (r *Reader) arrive(ctx context.Context, rows []PupilRow, day workday.Day) error {
	if len(rows) == 0 {
		return nil
	}
	from := map[string]workday.Day{}
	var stays []pupilStay
	err := r.pupilStays(ctx, day).Where("stays.phone_idx >= ? AND stays.phone_idx <= ? AND stays.created_at >= ?",
		rows[0].PhoneIdx, rows[len(rows)-1].PhoneIdx, workday.At((day - heardDays).Start())).Scan(&stays).Error
	for _, s := range stays {
		from[string(s.PhoneIdx)] = max(from[string(s.PhoneIdx)], s.newFrom())
	}
	for i := range rows {
		rows[i].NewFrom = from[string(rows[i].PhoneIdx)]
	}
	return err
}

// heardDays is how far back lessons are looked up: longer than any profile keeps a topic back.
const heardDays = 200

// hear fills in what each number heard, and on which day of the fortnight the calendar comes to it: spread by the index,
// so that no day carries more than its share. Of a dense list the lessons are read as one stretch of the index, of any other
// number by number.
func (r *Reader) hear(ctx context.Context, rows []PupilRow, day workday.Day, dense bool) error {
	if len(rows) == 0 {
		return nil
	}
	at := map[string]*PupilRow{}
	for i := range rows {
		rows[i].Turn = (int(rows[i].PhoneIdx[0])<<8 | int(rows[i].PhoneIdx[1])) % models.Fortnight
		at[string(rows[i].PhoneIdx)] = &rows[i]
	}
	from := func() *gorm.DB {
		return r.db.WithContext(ctx).Table("notices").Select("phone_idx, kind, period, day").
			Where("category = ? AND day > ? AND state NOT IN ?", models.CategoryEducation, day-heardDays, unsent)
	}
	keep := func(db *gorm.DB) error {
		var lessons []struct {
			PhoneIdx     []byte
			Kind, Period string
			Day          workday.Day
		}
		err := db.Scan(&lessons).Error
		for _, l := range lessons {
			if row := at[string(l.PhoneIdx)]; row != nil {
				row.Heard = append(row.Heard, models.Lesson{Kind: l.Kind, Series: models.IsSeries(l.Period), Day: l.Day})
			}
		}
		return err
	}
	if dense { // one range instead of thousands of keys
		return keep(from().Where("phone_idx >= ? AND phone_idx <= ?", rows[0].PhoneIdx, rows[len(rows)-1].PhoneIdx))
	}
	indexes := make([][]byte, len(rows))
	for i := range rows {
		indexes[i] = rows[i].PhoneIdx
	}
	return chunks(indexes, func(indexes [][]byte) error { return keep(from().Where("phone_idx IN ?", indexes)) })
}

// Unwilling are those of the numbers to whom no lesson may be sent: they said no, or, where consent is the basis, have
// not said yes (RULES 47).
func (r *Reader) Unwilling(ctx context.Context, indexes [][]byte, basis string) (func(index []byte) bool, error) {
	var no, yes [][]byte
	err := chunks(indexes, func(indexes [][]byte) error {
		var said, asked [][]byte
		db := r.db.WithContext(ctx)
		if err := db.Table("suppressions").Select("phone_idx").Where("phone_idx IN ? AND category = ?", indexes, models.CategoryEducation).Scan(&said).Error; err != nil {
			return err
		}
		err := db.Table("consents").Select("phone_idx").Where("phone_idx IN ? AND purpose = ?", indexes, models.CategoryEducation).Scan(&asked).Error
		no, yes = append(no, said...), append(yes, asked...)
		return err
	})
	if err != nil {
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

// PhoneFor opens the number of a pupil, "" when the register knows it by its index alone: the person's row may hold an
// older one (see PhoneOf), and what is meant for one number must never go to another.
func (r *Reader) PhoneFor(ctx context.Context, p PupilRow) (string, error) {
	phone, err := r.ring.Open(p.table, "phone", p.ref, p.sealed)
	if err != nil {
		return "", err
	}
	phone, _, err = r.numberOf(ctx, phone, p.PhoneIdx)
	return phone, err
}
