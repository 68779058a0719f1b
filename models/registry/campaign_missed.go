package registry

import (
	"context"
	"slices"
	"time"

	"anju/models"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/workday"
)

// MostMissed is how many homes and rooms one page names.
const MostMissed = 2000

// MissedBy are the homes and rooms of the viewer's own areas where the text of a campaign did not arrive: somebody calls on
// them. The look is put down for each stay, and the tenant can read it.
func (r *Registry) MissedBy(ctx context.Context, who policy.Actor, ref string, at time.Time) (models.Campaign, []store.MissedRow, error) {
	now := workday.At(at)
	if err := policy.MayEnter(who, policy.CampaignMiss, now); err != nil {
		return models.Campaign{}, nil, err
	}
	c, err := r.Store.CampaignByRef(ctx, ref)
	if err != nil {
		return c, nil, err
	}
	rows, err := r.Store.ListMissed(ctx, policy.ScopeOf(who, policy.CampaignMiss, now), c.ID, MostMissed)
	if err != nil {
		return c, nil, err
	}
	if c.Alarm() {
		area, err := r.Store.Area(ctx, c.AreaID)
		if err != nil {
			return c, nil, err
		}
		unphoned, err := r.Store.ListUnphoned(ctx, policy.ScopeOf(who, policy.CampaignMiss, now), only(area), c.BeganAt.Day(), MostMissed)
		if err != nil {
			return c, nil, err
		}
		rows = append(rows, unphoned...)
	}
	if len(rows) == 0 {
		return c, nil, models.ErrNotFound // nobody of his was missed, or the campaign was elsewhere
	}
	var views []models.View
	for _, row := range rows {
		if row.StayID != 0 {
			views = append(views, models.View{UnitID: row.UnitID, StayID: row.StayID, What: models.ViewMissed, Reason: "短信没送到，要当面告诉"})
		}
	}
	return c, roomsOf(rows), r.keepViews(ctx, who, policy.CampaignMiss, c, views, at)
}

// roomsOf names each room once, whoever lives in it.
func roomsOf(rows []store.MissedRow) []store.MissedRow {
	type door struct {
		unit int64
		room string
	}
	seen := map[door]bool{}
	return slices.DeleteFunc(slices.Clone(rows), func(row store.MissedRow) bool {
		at := door{row.UnitID, row.RoomNo}
		again := row.Unphoned && seen[at]
		seen[at] = true
		return again
	})
}
