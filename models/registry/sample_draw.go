package registry

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"strconv"
	"time"

	"anju/models"
	"anju/models/idcard"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/token"
	"anju/models/workday"
)

const mostDrawn = 50 // homes of one sample

// SampleForm is what an officer wants to be checked.
type SampleForm struct{ Kind, GridRef, Homes string }

// DrawSample draws homes of a grid by lot and gives each to somebody to check: never to who visited it in the last days of
// the place rules, to somebody of another grid if there is one. Errors: Invalid at kind, grid, homes; Conflict when the grid has no homes.
func (r *Registry) DrawSample(ctx context.Context, who policy.Actor, f SampleForm, once string, at time.Time) error {
	now := workday.At(at)
	var faults models.Faults
	if f.Kind != models.SampleField && f.Kind != models.SampleRoster {
		faults.Add("kind", "请选顺查还是倒查")
	}
	n, err := strconv.Atoi(idcard.Normalise(f.Homes))
	if err != nil || n < 1 || n > mostDrawn {
		faults.Add("homes", "抽几户只写数字，1 到 "+strconv.Itoa(mostDrawn))
	}
	scope := policy.ScopeOf(who, policy.SampleDraw, now)
	grids, err := r.Store.ListAreas(ctx, scope, models.LevelGrid)
	if err != nil {
		return err
	}
	grid := models.Area{}
	for _, g := range grids {
		if g.Ref == f.GridRef {
			grid = g
		}
	}
	if grid.ID == 0 {
		faults.Add("grid", "请选一个网格")
	}
	if err := faults.Err(); err != nil {
		return err
	}
	units, err := r.Store.ListWalked(ctx, policy.Scope{Areas: []policy.Area{{ID: grid.ID, Level: policy.Grid}}})
	if err != nil {
		return err
	}
	if len(units) == 0 {
		return models.FaultAt("grid", "这个网格还没有房子，换一个")
	}
	sum := sha256.Sum256([]byte(token.NewRef()))
	sample := models.Sample{Kind: f.Kind, Seed: int64(binary.BigEndian.Uint64(sum[:]) >> 1), Homes: len(units), Ancestors: units[0].Ancestors, DrawnAt: now, DrawnBy: who.UserID}
	return r.errand(ctx, who, policy.SampleDraw, at, func(tx *store.Tx, entry *models.AuditEntry) error {
		if err := policy.MayEnter(who, policy.SampleDraw, now); err != nil {
			return err
		}
		fresh, _, err := tx.Once(once, who.UserID, "", now)
		if err != nil || !fresh {
			entry.Subject = skipAudit
			return err
		}
		items, err := r.giveOut(ctx, tx, units, sample, n, now)
		if err != nil {
			return err
		}
		if err := tx.SaveSample(&sample, items); err != nil {
			return err
		}
		entry.Subject, entry.RefID, entry.Detail = "sample", sample.ID, f.Kind+" "+strconv.Itoa(len(items))
		return nil
	})
}

// giveOut draws the homes and finds for each who checks it.
func (r *Registry) giveOut(ctx context.Context, tx *store.Tx, units []models.Unit, sample models.Sample, n int, now workday.Moment) ([]models.SampleItem, error) {
	ids := make([]int64, 0, len(units))
	for _, u := range units {
		ids = append(ids, u.ID)
	}
	there, err := tx.CheckersIn(ctx, sample.CommunityID, now)
	if err != nil {
		return nil, err
	}
	checkers := []models.Checker{{UserID: sample.DrawnBy, Here: true, Load: mostDrawn}} // the officer himself, if nobody else fits
	for _, w := range standing(there, sample.Ancestors) {
		if !w.Officer {
			checkers = append(checkers, models.Checker{UserID: w.ID, Here: w.Here})
		}
	}
	drawn := models.DrawHomes(ids, n, sample.Seed)
	visited, err := tx.VisitedSince(ctx, drawn, r.apartSince(now))
	if err != nil {
		return nil, err
	}
	var items []models.SampleItem
	for _, id := range drawn {
		item := models.SampleItem{UnitID: id, CheckerID: models.PickChecker(checkers, visited[id])}
		for i := range checkers {
			if checkers[i].UserID == item.CheckerID {
				checkers[i].Load++
			}
		}
		items = append(items, item)
	}
	return items, nil
}
