package store

import (
	"context"
	"slices"

	"anju/models/mask"
	"anju/models/policy"
)

// NamesOf opens the names of some accounts for staff: colleagues in full, landlords and tenants masked. The caller has
// read the ids from records inside a scope.
func (r *Reader) NamesOf(ctx context.Context, ids []int64) (map[int64]string, error) {
	names := map[int64]string{}
	slices.Sort(ids)
	if ids = slices.Compact(ids); len(ids) == 0 {
		return names, nil
	}
	var rows []userRow
	if err := r.db.WithContext(ctx).Table("users").Select("id, ref, name, staff").Where("id IN ?", ids).Scan(&rows).Error; err != nil {
		return nil, err
	}
	for _, row := range rows {
		name, err := r.ring.Open("users", "name", row.Ref, row.NameSealed)
		if err != nil {
			return nil, err
		}
		if !row.Staff {
			name = mask.Name(name)
		}
		names[row.ID] = name
	}
	return names, nil
}

// StaffRow is a staff account as the administrator sees it: no person of any roster.
type StaffRow struct {
	ID        int64
	Ref       string
	Name      string `gorm:"-"`
	Login     string
	Title     string
	Disabled  bool
	Role      policy.Role
	AreaName  string
	NameValue []byte `gorm:"column:name"`
}

// ListStaff are the staff accounts with their first grant, by login. Only a scope over everything or that of nobody's
// homes may ask: policy lets admins alone in.
func (r *Reader) ListStaff(ctx context.Context, _ policy.Scope) ([]StaffRow, error) {
	var rows []StaffRow
	err := r.db.WithContext(ctx).Table("users").
		Select("users.id, users.ref, users.name, users.login, users.title, users.disabled, grants.role, areas.name AS area_name").
		Joins("LEFT JOIN grants ON grants.user_id = users.id").Joins("LEFT JOIN areas ON areas.id = grants.area_id").
		Where("users.staff = ?", true).Order("users.login, grants.id").Scan(&rows).Error
	if err != nil {
		return nil, err
	}
	for i := range rows {
		if rows[i].Name, err = r.ring.Open("users", "name", rows[i].Ref, rows[i].NameValue); err != nil {
			return nil, err
		}
	}
	return rows, nil
}
