package store

import (
	"context"
	"slices"

	"anju/models"
	"anju/models/policy"
	"anju/models/workday"
)

// AreaCounts are what lies in an area, as numbers.
type AreaCounts struct {
	Homes    int
	People   int // who live there on the day
	Flags    int // open, without those about a child alone
	Requests int // open
}

// CountArea counts what lies in an area on a day.
func (r *Reader) CountArea(ctx context.Context, a models.Area, on workday.Day) (AreaCounts, error) {
	var c AreaCounts
	scope := policy.Scope{Areas: []policy.Area{{ID: a.ID, Level: policy.Level(a.Level)}}}
	if err := r.living(ctx, scope, on).Select("COUNT(*)").Scan(&c.People).Error; err != nil {
		return c, err
	}
	db := r.db.WithContext(ctx)
	if err := within(db.Table("units"), scope, "units", "units.id", "").Select("COUNT(*)").Scan(&c.Homes).Error; err != nil {
		return c, err
	}
	err := within(db.Table("flags"), scope, "flags", "flags.unit_id", "").Where("resolved_at = 0 AND rule NOT IN ?", models.PrivateRules()).
		Select("COUNT(*)").Scan(&c.Flags).Error
	if err == nil {
		err = within(db.Table("requests"), scope, "requests", "requests.unit_id", "").Where("state = 'open'").Select("COUNT(*)").Scan(&c.Requests).Error
	}
	return c, err
}

// AreaStaff are the names of those who work in an area itself at a moment, in order of their logins.
func (r *Reader) AreaStaff(ctx context.Context, areaID int64, at workday.Moment) ([]string, error) {
	var ids []int64
	err := r.db.WithContext(ctx).Table("users").Select("users.id").Joins("JOIN grants ON grants.user_id = users.id").
		Where("grants.area_id = ? AND grants.from_at <= ? AND (grants.to_at = 0 OR grants.to_at > ?) AND users.disabled = ?", areaID, at, at, false).
		Group("users.id, users.login").Order("users.login").Scan(&ids).Error
	if err != nil {
		return nil, err
	}
	byID, err := r.NamesOf(ctx, slices.Clone(ids))
	names := make([]string, len(ids))
	for i, id := range ids {
		names[i] = byID[id]
	}
	return names, err
}

// HomesUnder are how many homes lie in each of some areas of one level.
func (r *Reader) HomesUnder(ctx context.Context, areas []models.Area) (map[int64]int, error) {
	counts := map[int64]int{}
	byLevel := map[string][]int64{}
	for _, a := range areas {
		byLevel[a.Level] = append(byLevel[a.Level], a.ID)
	}
	for level, ids := range byLevel {
		column := levelColumn[policy.Level(level)]
		var rows []struct {
			ID int64
			N  int
		}
		err := r.db.WithContext(ctx).Table("units").Select(column+" AS id, COUNT(*) AS n").Where(column+" IN ?", ids).Group(column).Scan(&rows).Error
		if err != nil {
			return nil, err
		}
		for _, row := range rows {
			counts[row.ID] = row.N
		}
	}
	return counts, nil
}

// HomePlace is where a home stands, and nothing of who lives there.
type HomePlace struct {
	ID                  int64
	Ref, Address, Label string
}

// HomesIn are the homes that lie in a grid.
func (r *Reader) HomesIn(ctx context.Context, gridID int64) ([]HomePlace, error) {
	var all []HomePlace
	err := r.db.WithContext(ctx).Table("units").Select("id, ref, address, label").Where("grid_id = ?", gridID).Order("id").Scan(&all).Error
	return all, err
}

// CampaignsOf says whether a campaign that is not over goes to an area itself.
func (r *Reader) CampaignsOf(ctx context.Context, areaID int64) (bool, error) {
	var n int64
	err := r.db.WithContext(ctx).Table("campaigns").Where("area_id = ? AND state NOT IN ?", areaID, []string{models.CampaignDone, models.CampaignCancelled}).
		Limit(1).Count(&n).Error
	return n > 0, err
}
