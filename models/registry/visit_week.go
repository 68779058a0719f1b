package registry

import (
	"context"
	"time"

	"anju/models"
	"anju/models/policy"
	"anju/models/workday"
)

const walkDays = 5 // days of a week on which somebody walks

// VisitWeek is the plan of a week, in walking order.
type VisitWeek struct {
	Monday workday.Day
	Season models.Season
	Homes  []models.WeekHome
	Over   int // homes for which there is no time this week
}

// PlanWeek plans the week of a day in the actor's areas; grid narrows them, 0 is all.
func (r *Registry) PlanWeek(ctx context.Context, who policy.Actor, grid int64, on workday.Day, at time.Time) (VisitWeek, error) {
	week := VisitWeek{Monday: on - workday.Day((int(on.Weekday())+6)%7)}
	week.Season = models.SeasonOf(week.Monday)
	if err := policy.MayEnter(who, policy.VisitPlan, workday.At(at)); err != nil {
		return week, err
	}
	scope := policy.ScopeOf(who, policy.VisitPlan, workday.At(at))
	scope.Grid = grid
	units, err := r.Store.ListWalked(ctx, scope)
	if err != nil {
		return week, err
	}
	grades, err := r.GradesOf(ctx, units, nil, at)
	if err != nil {
		return week, err
	}
	homes := make([]models.WeekHome, 0, len(units))
	for _, u := range units {
		homes = append(homes, models.WeekHome{Unit: u, Grade: grades[u.ID].Grade, VisitedOn: grades[u.ID].VisitedOn})
	}
	week.Homes, week.Over = models.PlanWeek(homes, week.Monday, walkDays*r.Limits().VisitsADay, r.Limits())
	return week, nil
}
