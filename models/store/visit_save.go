package store

import (
	"context"

	"gorm.io/gorm"

	"anju/models"
	"anju/models/policy"
	"anju/models/token"
	"anju/models/workday"
)

type visitRow struct {
	models.Visit `gorm:"embedded"`
	NoteSealed   []byte `gorm:"column:note"`
}

// SaveVisit keeps what was found at a door.
func (t *Tx) SaveVisit(v *models.Visit) error {
	v.Ref = token.NewRef()
	row := visitRow{Visit: *v}
	var err error
	if row.NoteSealed, err = t.ring.Seal("visits", "note", v.Ref, v.Note); err != nil {
		return err
	}
	if err := t.db.Table("visits").Create(&row).Error; err != nil {
		return err
	}
	v.ID = row.ID
	return nil
}

// Visits are the visits to a unit that a scope of flags may see, newest first; n at most. What was written about a child alone
// is for whoever may see that flag; the child worker sees that and nothing else (RULES 11).
func (r *Reader) Visits(ctx context.Context, scope policy.Scope, unitID int64, n int) ([]models.Visit, error) {
	common := scope
	common.Children = nil
	of := func(table string) *gorm.DB {
		return r.db.Session(&gorm.Session{NewDB: true}).Table(table).Select(table + ".id")
	}
	whole := within(of("units"), common, "units", "units.id", "").Where("units.id = ?", unitID)
	parts := "unit_id IN (?) AND flag_id NOT IN (SELECT f.id FROM flags f WHERE f.unit_id = ? AND f.rule IN " + privateRules + ")"
	args := []any{whole, unitID}
	if scope.All || len(scope.Children)+len(scope.Stands) > 0 { // nobody else sees any flag about a child
		private := of("flags").Where("flags.unit_id = ? AND flags.rule IN "+privateRules, unitID)
		parts, args = parts+" OR flag_id IN (?)", append(args, flagsWithin(private, scope))
	}
	db := r.db.WithContext(ctx).Table("visits").Where("unit_id = ?", unitID).Where(parts, args...)
	rows, err := readRows[visitRow](db.Order("id DESC").Limit(n))
	if err != nil {
		return nil, err
	}
	visits := make([]models.Visit, 0, len(rows))
	for _, row := range rows {
		if row.Note, err = r.ring.Open("visits", "note", row.Ref, row.NoteSealed); err != nil {
			return nil, err
		}
		visits = append(visits, row.Visit)
	}
	return visits, nil
}

// LastFire is the newest visit to a unit at which fire safety was looked at; the zero Visit when there is none. The caller has
// found the unit inside a scope.
func (r *Reader) LastFire(ctx context.Context, unitID int64) (models.Visit, error) {
	rows, err := readRows[models.Visit](r.db.WithContext(ctx).Table("visits").Select("id, at, role, looked, fire").
		Where("unit_id = ? AND looked > 0", unitID).Order("id DESC").Limit(1))
	if err != nil || len(rows) == 0 {
		return models.Visit{}, err
	}
	return rows[0], nil
}

// Views are the looks of staff at a stay or at the roster of its unit since a moment, newest first, for the tenant; those at
// the landlord alone are not his.
func (r *Reader) Views(ctx context.Context, unitID, stayID int64, since workday.Moment, n int) ([]models.View, error) {
	var views []models.View
	err := r.db.WithContext(ctx).Table("views").
		Where("unit_id = ? AND (stay_id = 0 OR stay_id = ?) AND owner_id = 0 AND at >= ?", unitID, stayID, since).Order("id DESC").Limit(n).Scan(&views).Error
	return views, err
}

// OwnerViews are the looks of staff at the phone of a landlord, newest first, n at most; also those at a home that is his no more.
func (r *Reader) OwnerViews(ctx context.Context, userID int64, n int) ([]models.View, error) {
	var views []models.View
	err := r.db.WithContext(ctx).Table("views").Where("owner_id = ?", userID).Order("id DESC").Limit(n).Scan(&views).Error
	return views, err
}

// SaveView records a look.
func (t *Tx) SaveView(v *models.View) error { return t.db.Table("views").Create(v).Error }
