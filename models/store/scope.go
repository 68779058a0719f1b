package store

import (
	"strings"

	"gorm.io/gorm"

	"anju/models/policy"
)

var levelColumn = map[policy.Level]string{
	policy.City: "city_id", policy.County: "county_id", policy.Subdistrict: "subdistrict_id",
	policy.Community: "community_id", policy.Grid: "grid_id",
}

// within narrows a query to a scope. table carries the ancestors' ids; unitID is the column that names the unit and
// phone the column of the phone's blind index ("" where the table has none). An empty scope finds nothing.
func within(db *gorm.DB, s policy.Scope, table, unitID, phone string) *gorm.DB {
	if s.All {
		return db
	}
	var parts []string
	var args []any
	if s.User != 0 {
		parts = append(parts,
			unitID+" IN (SELECT id FROM units WHERE owner_id = ?)",
			unitID+" IN (SELECT unit_id FROM unit_managers WHERE user_id = ? AND from_at <= ? AND (to_at = 0 OR to_at > ?))")
		args = append(args, s.User, s.User, s.At, s.At)
	}
	if len(s.Phone) > 0 && phone != "" {
		parts = append(parts, table+"."+phone+" = ?")
		args = append(args, s.Phone)
	}
	byLevel := map[policy.Level][]int64{}
	for _, a := range s.Areas {
		if a.ID != 0 { // 0 stands in every row that skips the level
			byLevel[a.Level] = append(byLevel[a.Level], a.ID)
		}
	}
	for _, level := range []policy.Level{policy.City, policy.County, policy.Subdistrict, policy.Community, policy.Grid} {
		if ids := byLevel[level]; len(ids) == 1 {
			parts = append(parts, table+"."+levelColumn[level]+" = ?")
			args = append(args, ids[0])
		} else if len(ids) > 1 {
			parts = append(parts, table+"."+levelColumn[level]+" IN ?")
			args = append(args, ids)
		}
	}
	if len(parts) == 0 {
		return db.Where("1 = 0")
	}
	return db.Where("("+strings.Join(parts, " OR ")+")", args...)
}
