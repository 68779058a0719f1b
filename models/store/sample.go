package store

import (
	"context"

	"anju/models"
	"anju/models/policy"
	"anju/models/token"
	"anju/models/workday"

	"gorm.io/gorm"
)

// SaveSample adds a sample with its homes, and the ids of those that it was drawn from.
func (t *Tx) SaveSample(s *models.Sample, items []models.SampleItem, from []int64) error {
	if s.Ref == "" {
		s.Ref = token.NewRef()
	}
	if err := t.db.Table("samples").Create(s).Error; err != nil {
		return err
	}
	if err := t.db.Table("sample_pools").Create(&samplePool{SampleID: s.ID, Drawn: len(items), Homes: models.PackHomes(from)}).Error; err != nil {
		return err
	}
	for i := range items {
		items[i].Ref, items[i].SampleID = token.NewRef(), s.ID
		if err := t.db.Table("sample_items").Create(&items[i]).Error; err != nil {
			return err
		}
	}
	return nil
}

// CheckItem keeps what was counted at a home, unless somebody was faster.
func (t *Tx) CheckItem(i models.SampleItem) (bool, error) {
	res := t.db.Table("sample_items").Where("id = ? AND checked_at = 0", i.ID).
		Updates(map[string]any{"checked_at": i.CheckedAt, "people": i.People, "agreed": i.Agreed, "fields": i.Fields, "fields_right": i.Right})
	return res.RowsAffected > 0, res.Error
}

// SampleRow is a home of a sample with where it is.
type SampleRow struct {
	models.SampleItem `gorm:"embedded"`
	models.Ancestors  `gorm:"embedded"` // of the sample
	Kind              string
	DrawnAt           workday.Moment
	Address           string
	UnitRef           string
	GridName          string
}

const sampleSelect = "sample_items.*, samples.city_id, samples.county_id, samples.subdistrict_id, samples.community_id, samples.grid_id, samples.kind, samples.drawn_at, units.address AS address, units.ref AS unit_ref, areas.name AS grid_name"

// ItemsFor are the homes that somebody is to check and has not: they were given to him by name, wherever they lie.
func (r *Reader) ItemsFor(ctx context.Context, userID int64) ([]SampleRow, error) {
	return r.sampleRows(ctx, "sample_items.checker_id = ? AND sample_items.checked_at = 0", userID)
}

// ItemFor is one of them, checked or not; ErrNotFound when it was given to somebody else.
func (r *Reader) ItemFor(ctx context.Context, ref string, userID int64) (SampleRow, error) {
	rows, err := r.sampleRows(ctx, "sample_items.checker_id = ? AND sample_items.ref = ?", userID, ref)
	if err == nil && len(rows) == 0 {
		return SampleRow{}, models.ErrNotFound
	}
	if err != nil {
		return SampleRow{}, err
	}
	return rows[0], nil
}

func (r *Reader) sampleRows(ctx context.Context, where string, args ...any) ([]SampleRow, error) {
	var rows []SampleRow
	err := r.db.WithContext(ctx).Table("sample_items").Select(sampleSelect).Joins("JOIN samples ON samples.id = sample_items.sample_id").
		Joins("JOIN units ON units.id = sample_items.unit_id").Joins("JOIN areas ON areas.id = units.area_id").
		Where(where, args...).Order("units.address, sample_items.id").Limit(500).Scan(&rows).Error
	return rows, err
}

// SampleTally is a sample with how far it is.
type SampleTally struct {
	models.Sample `gorm:"embedded"`
	GridName      string
	Items         int
	Checked       int
	Nobody        int // homes that nobody fits to check
	People        int
	Agreed        int
	Fields        int
	FieldsRight   int
}

// ListSamples are the samples of a scope drawn from one moment to another, the newest first; n at most.
func (r *Reader) ListSamples(ctx context.Context, scope policy.Scope, from, to workday.Moment, n int) ([]SampleTally, error) {
	var rows []SampleTally
	err := r.tallies(ctx, scope).Where("samples.drawn_at >= ? AND samples.drawn_at < ?", from, to).Order("samples.id DESC").Limit(n).Scan(&rows).Error
	return rows, err
}

func (r *Reader) tallies(ctx context.Context, scope policy.Scope) *gorm.DB {
	return within(r.db.WithContext(ctx).Table("samples"), scope, "samples", "0", "").
		Select(`samples.*, areas.name AS grid_name, COUNT(sample_items.id) AS items, SUM(CASE WHEN sample_items.checked_at > 0 THEN 1 ELSE 0 END) AS checked,
 SUM(CASE WHEN sample_items.checker_id = 0 THEN 1 ELSE 0 END) AS nobody, SUM(sample_items.people) AS people, SUM(sample_items.agreed) AS agreed,
 SUM(sample_items.fields) AS fields, SUM(sample_items.fields_right) AS fields_right`).
		Joins("JOIN sample_items ON sample_items.sample_id = samples.id").Joins("JOIN areas ON areas.id = samples.grid_id").
		Group("samples.id, areas.name")
}

// VisitorsOf are those who visited a home since a moment, whatever they found.
func (r *Reader) VisitorsOf(ctx context.Context, unitID int64, since workday.Moment) (map[int64]bool, error) {
	visited, err := r.VisitedSince(ctx, []int64{unitID}, since)
	return visited[unitID], err
}
