package store

import (
	"context"
	"strings"

	"gorm.io/gorm"

	"anju/models"
	"anju/models/policy"
)

// childWorkerNamed holds where the community of a flag, or an area above it, has a child worker.
const childWorkerNamed = `EXISTS (SELECT 1 FROM grants AS g JOIN users AS w ON w.id = g.user_id WHERE g.role = ? AND w.disabled = ?
 AND g.from_at <= ? AND (g.to_at = 0 OR g.to_at > ?) AND g.area_id > 0
 AND g.area_id IN (flags.city_id, flags.county_id, flags.subdistrict_id, flags.community_id, flags.grid_id))`

// flagsWithin narrows flags to a scope. Beyond the place of the home it holds who may learn what: a flag about a child
// alone is for the child worker of the community and, where none is named, for the grid worker, and for nobody else
// (RULES 11); a landlord learns of nothing that compares homes.
func flagsWithin(db *gorm.DB, s policy.Scope) *gorm.DB {
	if s.All {
		return db
	}
	var parts []string
	var args []any
	add := func(places []string, placeArgs []any, rule string, ruleArgs ...any) {
		if len(places) > 0 {
			parts = append(parts, "(("+strings.Join(places, " OR ")+") AND "+rule+")")
			args = append(append(args, placeArgs...), ruleArgs...)
		}
	}
	private := models.PrivateRules()
	own, ownArgs := ownPart(s, "flags.unit_id")
	add(own, ownArgs, "flags.rule NOT IN ?", models.HiddenFromLandlords())
	areas, areaArgs := areaPart(s.Areas, "flags")
	if stands, standArgs := areaPart(s.Stands, "flags"); len(stands) > 0 {
		standIn := append(append([]any{private}, standArgs...), policy.ChildWorker, false, s.At, s.At)
		add(areas, areaArgs, "(flags.rule NOT IN ? OR ("+strings.Join(stands, " OR ")+") AND NOT "+childWorkerNamed+")", standIn...)
	} else {
		add(areas, areaArgs, "flags.rule NOT IN ?", private)
	}
	children, childArgs := areaPart(s.Children, "flags")
	add(children, childArgs, "flags.rule IN ?", private)
	return either(db, s, "flags", parts, args)
}

// ListUnitFlags are the open flags on a unit that a scope may see, by id.
func (r *Reader) ListUnitFlags(ctx context.Context, scope policy.Scope, unitID int64) ([]models.Flag, error) {
	return readRows[models.Flag](flagsWithin(r.db.WithContext(ctx).Table("flags"), scope).
		Where("flags.unit_id = ? AND flags.resolved_at = 0", unitID).Order("flags.id"))
}
