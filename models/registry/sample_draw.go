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
// the place rules, to somebody of another grid if there is one. It answers the sample that this form drew, also when the form
// is sent again. Errors: Invalid at kind, grid, homes; Conflict when the grid has no homes.
func (r *Registry) DrawSample(ctx context.Context, who policy.Actor, f SampleForm, once string, at time.Time) (store.SampleTally, error) {
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
		return store.SampleTally{}, err
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
		return store.SampleTally{}, err
	}
	units, err := r.Store.ListWalked(ctx, policy.Scope{Areas: []policy.Area{{ID: grid.ID, Level: policy.Grid}}})
	if err != nil {
		return store.SampleTally{}, err
	}
	if len(units) == 0 {
		return store.SampleTally{}, models.FaultAt("grid", "这个网格还没有房子，换一个")
	}
	sum := sha256.Sum256([]byte(token.NewRef()))
	sample := models.Sample{Ref: token.NewRef(), Kind: f.Kind, Seed: int64(binary.BigEndian.Uint64(sum[:]) >> 1), Homes: len(units), Ancestors: units[0].Ancestors, DrawnAt: now, DrawnBy: who.UserID}
	drawn := sample.Ref
	err = r.errand(ctx, who, policy.SampleDraw, at, func(tx *store.Tx, entry *models.AuditEntry) error {
		if err := policy.MayEnter(who, policy.SampleDraw, now); err != nil {
			return err
		}
		fresh, earlier, err := tx.Once(once, who.UserID, sample.Ref, now)
		if err != nil || !fresh {
			drawn, entry.Subject = earlier, skipAudit
			return err
		}
		return r.keepDraw(ctx, tx, units, sample, n, entry)
	})
	if err != nil {
		return store.SampleTally{}, err
	}
	return r.Store.Sample(ctx, scope, drawn)
}

// keepDraw draws, finds for each home who checks it, and keeps both with what it was drawn from.
func (r *Registry) keepDraw(ctx context.Context, tx *store.Tx, units []models.Unit, sample models.Sample, n int, entry *models.AuditEntry) error {
	ids := make([]int64, 0, len(units))
	for _, u := range units {
		ids = append(ids, u.ID)
	}
	items, err := r.giveOut(ctx, tx, models.DrawHomes(ids, n, sample.Seed), sample)
	if err != nil {
		return err
	}
	if err := tx.SaveSample(&sample, items, ids); err != nil {
		return err
	}
	entry.Subject, entry.RefID, entry.Detail = "sample", sample.ID, sample.Kind+" "+strconv.Itoa(len(items))
	return nil
}

// giveOut finds for each of the homes drawn who checks it.
func (r *Registry) giveOut(ctx context.Context, tx *store.Tx, drawn []int64, sample models.Sample) ([]models.SampleItem, error) {
	there, err := tx.CheckersIn(ctx, sample.CommunityID, sample.DrawnAt)
	if err != nil {
		return nil, err
	}
	checkers := []models.Checker{{UserID: sample.DrawnBy, Here: true, Load: mostDrawn}} // the officer himself, if nobody else fits
	for _, w := range standing(there, sample.Ancestors) {
		if !w.Officer {
			checkers = append(checkers, models.Checker{UserID: w.ID, Here: w.Here})
		}
	}
	visited, err := tx.VisitedSince(ctx, drawn, r.apartSince(sample.DrawnAt))
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
