package store

import (
	"context"

	"anju/models"
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

// Visits are the visits to a unit, newest first. The caller has found the unit inside a scope.
func (r *Reader) Visits(ctx context.Context, unitID int64, n int) ([]models.Visit, error) {
	var rows []visitRow
	err := r.db.WithContext(ctx).Table("visits").Where("unit_id = ?", unitID).Order("id DESC").Limit(n).Scan(&rows).Error
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

// Views are the looks of staff at a stay or at the roster of its unit since a moment, newest first, for the tenant.
func (r *Reader) Views(ctx context.Context, unitID, stayID int64, since workday.Moment, n int) ([]models.View, error) {
	var views []models.View
	err := r.db.WithContext(ctx).Table("views").
		Where("unit_id = ? AND (stay_id = 0 OR stay_id = ?) AND at >= ?", unitID, stayID, since).Order("id DESC").Limit(n).Scan(&views).Error
	return views, err
}

// SaveView records a look.
func (t *Tx) SaveView(v *models.View) error { return t.db.Table("views").Create(v).Error }
