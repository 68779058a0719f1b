package store

import (
	"context"

	"anju/models"
	"anju/models/policy"
	"anju/models/workday"
)

// CheckerRow is a grid worker or an officer of a community who could check a home of a sample.
type CheckerRow struct {
	UserID    int64
	Ref       string
	Name      string `gorm:"-"`
	Role      policy.Role
	AreaID    int64
	AreaName  string
	NameValue []byte `gorm:"column:name"`
}

// CheckersIn are the grid workers and officers with a duty in a community or one of its grids at a moment, a line for each
// duty, by account. Their names are those of colleagues, in full.
func (r *Reader) CheckersIn(ctx context.Context, communityID int64, at workday.Moment) ([]CheckerRow, error) {
	var rows []CheckerRow
	err := r.db.WithContext(ctx).Table("grants").Select("grants.user_id, users.ref, users.name, grants.role, areas.id AS area_id, areas.name AS area_name").
		Joins("JOIN users ON users.id = grants.user_id").Joins("JOIN areas ON areas.id = grants.area_id").
		Where("grants.role IN ? AND users.disabled = ? AND grants.from_at <= ? AND (grants.to_at = 0 OR grants.to_at > ?) AND (areas.id = ? OR areas.parent_id = ?)",
			[]policy.Role{policy.Auxiliary, policy.Officer}, false, at, at, communityID, communityID).Order("grants.user_id, grants.id").Scan(&rows).Error
	for i := range rows {
		if err == nil {
			rows[i].Name, err = r.ring.Open("users", "name", rows[i].Ref, rows[i].NameValue)
		}
	}
	return rows, err
}

// ItemByRef is a home of a sample, whoever checks it; ErrNotFound when there is none. The caller asks whether the actor may
// know of it.
func (r *Reader) ItemByRef(ctx context.Context, ref string) (SampleRow, error) {
	rows, err := r.sampleRows(ctx, "sample_items.ref = ?", ref)
	if err == nil && len(rows) == 0 {
		err = models.ErrNotFound
	}
	if err != nil {
		return SampleRow{}, err
	}
	return rows[0], nil
}

// ItemsOpen are the homes of the samples of a scope that nobody has checked yet, by address.
func (r *Reader) ItemsOpen(ctx context.Context, scope policy.Scope) ([]SampleRow, error) {
	var ids []int64
	err := within(r.db.WithContext(ctx).Table("samples"), scope, "samples", "0", "").
		Where("EXISTS (SELECT 1 FROM sample_items i WHERE i.sample_id = samples.id AND i.checked_at = 0)").Order("samples.id DESC").Limit(100).Pluck("samples.id", &ids).Error
	if err != nil || len(ids) == 0 {
		return nil, err
	}
	return r.sampleRows(ctx, "sample_items.sample_id IN ? AND sample_items.checked_at = 0", ids)
}

// PassItem gives a home that nobody has checked yet from one to another, unless somebody was faster.
func (t *Tx) PassItem(id, from, to int64) (bool, error) {
	res := t.db.Table("sample_items").Where("id = ? AND checker_id = ? AND checked_at = 0", id, from).Update("checker_id", to)
	return res.RowsAffected > 0, res.Error
}

// VisitedSince says of each of some homes who visited it since a moment, whatever he found.
func (r *Reader) VisitedSince(ctx context.Context, unitIDs []int64, since workday.Moment) (map[int64]map[int64]bool, error) {
	visited := map[int64]map[int64]bool{}
	if len(unitIDs) == 0 {
		return visited, nil
	}
	var rows []struct{ UnitID, UserID int64 }
	err := r.db.WithContext(ctx).Table("visits").Distinct("unit_id", "user_id").Where("unit_id IN ? AND at >= ? AND result <> ?", unitIDs, since, models.VisitDesk).Scan(&rows).Error
	for _, row := range rows {
		if visited[row.UnitID] == nil {
			visited[row.UnitID] = map[int64]bool{}
		}
		visited[row.UnitID][row.UserID] = true
	}
	return visited, err
}
