package store

import (
	"strings"

	"gorm.io/gorm"

	"anju/models"
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
	where, args := ownPart(s, unitID)
	if len(s.Phone) > 0 && phone != "" {
		where, args = append(where, table+"."+phone+" = ?"), append(args, s.Phone)
	}
	areas, areaArgs := areaPart(s.Areas, table)
	return either(db, s, table, append(where, areas...), append(args, areaArgs...))
}

// either keeps the rows for which one of the parts holds, in the grid of the scope if it names one.
func either(db *gorm.DB, s policy.Scope, table string, parts []string, args []any) *gorm.DB {
	if len(parts) == 0 {
		return db.Where("1 = 0")
	}
	if s.Grid != 0 {
		db = db.Where(table+".grid_id = ?", s.Grid)
	}
	return db.Where("("+strings.Join(parts, " OR ")+")", args...)
}

// ownPart are the conditions for the homes of a landlord and those he acts for.
func ownPart(s policy.Scope, unitID string) (parts []string, args []any) {
	if s.User == 0 {
		return nil, nil
	}
	acts := "SELECT m.unit_id FROM unit_managers m JOIN units u ON u.id = m.unit_id WHERE m.user_id = ? AND m.from_at <= ? AND (m.to_at = 0 OR m.to_at > ?) AND "
	own, helps := "claim <> 'open'", "m.kind <> 'asked' AND u.claim <> 'open'"
	if s.Claims {
		own, helps = "claim = 'open'", "m.kind = 'asked'"
	}
	return []string{unitID + " IN (SELECT id FROM units WHERE owner_id = ? AND " + own + ")", unitID + " IN (" + acts + helps + ")"},
		[]any{s.User, s.User, s.At, s.At}
}

// areaPart are the conditions for what lies in some areas.
func areaPart(areas []policy.Area, table string) (parts []string, args []any) {
	byLevel := map[policy.Level][]int64{}
	for _, a := range areas {
		if a.ID != 0 { // 0 stands in every row that skips the level
			byLevel[a.Level] = append(byLevel[a.Level], a.ID)
		}
	}
	for _, level := range []policy.Level{policy.City, policy.County, policy.Subdistrict, policy.Community, policy.Grid} {
		if ids := byLevel[level]; len(ids) == 1 {
			parts, args = append(parts, table+"."+levelColumn[level]+" = ?"), append(args, ids[0])
		} else if len(ids) > 1 {
			parts, args = append(parts, table+"."+levelColumn[level]+" IN ?"), append(args, ids)
		}
	}
	return parts, args
}

// privateRules and homeActions are lists of codes as they stand in a statement. A home's page is opened all day, and each
// code given apart would be bound anew every time.
var privateRules, homeActions = inList(models.PrivateRules()), inList(models.HomeActions)

// inList writes codes of this program as a list in a statement; nothing that somebody typed may come here.
func inList(codes []string) string { return "('" + strings.Join(codes, "', '") + "')" }
