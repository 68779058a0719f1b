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

// mostTasks is how many open flags one plan looks at; nobody walks to more.
const mostTasks = 1000

// VisitDay is a worker's day: what he goes to look at, and why the rest waits.
type VisitDay struct {
	models.VisitPlan
	Flags []store.FlagRow // of the plan, in its order
	Made  int             // homes that he visited today
	Turn  int             // the level from which a flag is his own task
}

// TurnOf is the level from which a flag is somebody's own task: 2 for a grid worker, 3 for an officer (RULES 37).
func TurnOf(who policy.Actor, now workday.Moment) int {
	if slices.Contains(who.Roles(now), policy.Auxiliary) {
		return 2
	}
	return 3
}

// PlanDay chooses today's visits of a worker among the open flags in his areas; grid narrows them, 0 is all.
func (r *Registry) PlanDay(ctx context.Context, who policy.Actor, grid int64, at time.Time) (VisitDay, error) {
	now := workday.At(at)
	day := VisitDay{Turn: TurnOf(who, now)}
	scope := policy.ScopeOf(who, policy.VisitRecord, now)
	var err error
	if day.Made, err = r.Store.HomesVisited(ctx, scope, who.UserID, workday.At(now.Day().Start())); err != nil {
		return day, err
	}
	rows, err := r.Store.ListFlags(ctx, scope, store.Queue{Level: 2, Turn: day.Turn, Grid: grid, N: mostTasks})
	if err != nil {
		return day, err
	}
	tasks, err := r.visitTasks(ctx, rows, now)
	if err != nil {
		return day, err
	}
	day.VisitPlan = models.PlanVisits(tasks, day.Turn, max(0, r.Limits().VisitsADay-day.Made), r.Limits(), now)
	byID := map[int64]store.FlagRow{}
	for _, row := range rows {
		byID[row.ID] = row
	}
	for _, id := range day.Today {
		day.Flags = append(day.Flags, byID[id])
	}
	return day, nil
}

// visitTasks finds out what was done about each flag: texts, knocks, answers.
func (r *Registry) visitTasks(ctx context.Context, rows []store.FlagRow, now workday.Moment) ([]models.VisitTask, error) {
	var units, stays []int64
	for _, row := range rows {
		units, stays = append(units, row.UnitID), append(stays, row.StayID)
	}
	today := workday.At(now.Day().Start())
	texts, err := r.Store.TextsSent(ctx, units, today.Add(-time.Duration(r.Limits().AnswerDays)*24*time.Hour), now)
	if err != nil {
		return nil, err
	}
	knocked, err := r.Store.Knocked(ctx, units, today)
	if err != nil {
		return nil, err
	}
	unread, err := r.Store.Unread(ctx, stays, RequestAnswerText)
	if err != nil {
		return nil, err
	}
	tasks := make([]models.VisitTask, 0, len(rows))
	for _, row := range rows {
		t := models.VisitTask{Flag: row.Flag, Away: row.Away(now.Day()), Knocked: knocked[row.UnitID], Answered: row.StayID != 0 && unread[row.StayID]}
		for _, text := range texts {
			if text.UnitID == row.UnitID && (text.StayID == 0 || text.StayID == row.StayID) && slices.Contains(models.TextsOf(row.Rule), text.Kind) {
				t.TextedAt = max(t.TextedAt, text.SentAt)
			}
		}
		tasks = append(tasks, t)
	}
	return tasks, nil
}
