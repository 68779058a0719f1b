package store

import (
	"context"

	"anju/models"
	"anju/models/token"
	"anju/models/workday"
)

// Photo is a fixture at a hazard; the picture itself is sealed at rest.
type Photo struct {
	ID       int64
	Ref      string
	HazardID int64
	Fixture  string
	Picture  []byte `gorm:"-"`
	TakenAt  workday.Moment
	TakenBy  int64
}

type photoRow struct {
	Photo `gorm:"embedded"`
	Body  []byte
}

// SavePhoto keeps a photo in the place of the one that was taken of the same fixture before.
func (t *Tx) SavePhoto(p *Photo) error {
	if err := t.db.Table("photos").Where("hazard_id = ? AND fixture = ?", p.HazardID, p.Fixture).Delete(&photoRow{}).Error; err != nil {
		return err
	}
	p.Ref = token.NewRef()
	sealed, err := t.ring.Seal("photos", "body", p.Ref, string(p.Picture))
	if err != nil {
		return err
	}
	return t.db.Table("photos").Create(&photoRow{Photo: *p, Body: sealed}).Error
}

// Photos are those of a hazard, without their pictures. The caller has found its home inside a scope.
func (r *Reader) Photos(ctx context.Context, hazardID int64) ([]Photo, error) {
	var rows []photoRow
	err := r.db.WithContext(ctx).Table("photos").Select("id, ref, hazard_id, fixture, taken_at, taken_by").Where("hazard_id = ?", hazardID).Order("id").Scan(&rows).Error
	photos := make([]Photo, 0, len(rows))
	for _, row := range rows {
		photos = append(photos, row.Photo)
	}
	return photos, err
}

// PhotoByRef finds a photo with its picture and the hazard that it belongs to, for verbs that check policy by its home.
func (r *Reader) PhotoByRef(ctx context.Context, ref string) (Photo, models.Hazard, error) {
	var row photoRow
	var h models.Hazard
	if err := r.db.WithContext(ctx).Table("photos").Where("ref = ?", ref).Take(&row).Error; err != nil {
		return Photo{}, h, one(err)
	}
	plain, err := r.ring.Open("photos", "body", row.Ref, row.Body)
	if err != nil {
		return Photo{}, h, err
	}
	row.Picture = []byte(plain)
	err = r.db.WithContext(ctx).Table("hazards").Where("id = ?", row.HazardID).Take(&h).Error
	return row.Photo, h, one(err)
}
