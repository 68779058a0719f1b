package store

import (
	"context"
	"strconv"

	"anju/models"
	"anju/models/policy"
	"anju/models/token"
)

// AddHazard keeps what was found wrong with a home, unless the same stands open already.
func (t *Tx) AddHazard(h *models.Hazard) (bool, error) {
	key := strconv.FormatInt(h.UnitID, 10) + ":" + h.Kind
	h.Ref, h.OpenKey = token.NewRef(), &key
	return insertIgnore(t.db, "hazards", h)
}

// EndHazard ends one that stands open, and says whether it did.
func (t *Tx) EndHazard(h models.Hazard) (bool, error) {
	res := t.db.Table("hazards").Where("id = ? AND ended_at = 0", h.ID).
		Updates(map[string]any{"ended_at": h.EndedAt, "ended_by": h.EndedBy, "outcome": h.Outcome, "open_key": nil})
	return res.RowsAffected > 0, res.Error
}

// Hazards are what is wrong with some homes and not put right, the first due first. The caller has found the homes inside a
// scope.
func (r *Reader) Hazards(ctx context.Context, unitIDs []int64) ([]models.Hazard, error) {
	var all []models.Hazard
	err := chunks(unitIDs, func(ids []int64) error {
		some, err := readRows[models.Hazard](r.db.WithContext(ctx).Table("hazards").Where("unit_id IN ? AND ended_at = 0", ids).Order("due_on, id"))
		all = append(all, some...)
		return err
	})
	return all, err
}

// HazardRow is a hazard with its home.
type HazardRow struct {
	models.Hazard `gorm:"embedded"`
	UnitRef       string
	Address       string
	Label         string
	GridName      string
}

// ListHazards are the hazards in a scope that are not put right, the first due first; n at most.
func (r *Reader) ListHazards(ctx context.Context, scope policy.Scope, n int) ([]HazardRow, error) {
	var rows []HazardRow
	err := within(r.db.WithContext(ctx).Table("hazards"), scope, "units", "units.id", "").
		Select("hazards.*, units.ref AS unit_ref, units.address AS address, units.label AS label, areas.name AS grid_name").
		Joins("JOIN units ON units.id = hazards.unit_id").Joins("JOIN areas ON areas.id = units.area_id").
		Where("hazards.ended_at = 0").Order("hazards.due_on, hazards.id").Limit(n).Scan(&rows).Error
	return rows, err
}

// HazardByRef finds a hazard, for verbs that check policy by its home.
func (r *Reader) HazardByRef(ctx context.Context, ref string) (models.Hazard, error) {
	var h models.Hazard
	err := r.db.WithContext(ctx).Table("hazards").Where("ref = ?", ref).Take(&h).Error
	return h, one(err)
}
