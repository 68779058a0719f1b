package registry

import (
	"context"
	"slices"
	"strconv"
	"time"

	"anju/models"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/workday"
)

// MoveArea puts a grid or a community under another parent. The tree changes at once; the homes follow by the job. Errors:
// Invalid at to, Conflict while the area is on the move already.
func (r *Registry) MoveArea(ctx context.Context, who policy.Actor, ref, toRef string, at time.Time) error {
	return r.startMove(ctx, who, ref, toRef, at, func(tx *store.Tx, area, to *models.Area, entry *models.AuditEntry) error {
		a, err := tx.AncestorsOf(ctx, area.ID)
		if err != nil {
			return err
		}
		above, err := tx.AncestorsOf(ctx, to.ID)
		if err != nil {
			return err
		}
		if why := models.CheckMove(*area, *to, a, above); why != "" {
			return models.FaultAt("to", why)
		}
		entry.Detail = "移到 " + to.Code
		if err := tx.Relocate(area, *to); err != nil {
			return err
		}
		if err := tx.MoveBusinesses(*area, above, 0); err != nil {
			return err
		}
		return tx.AddAreaMove(&models.AreaMove{Kind: models.AreaMoved, AreaID: area.ID, ToID: to.ID, MadeBy: who.UserID, MadeAt: workday.At(at)}, nil)
	})
}

// MergeGrid ends a grid and lets another of its community go on in its place: whoever works in the one works in the other
// from now on, and old addresses and codes lead to it. The homes follow by the job. Errors: Invalid at to, Conflict.
func (r *Registry) MergeGrid(ctx context.Context, who policy.Actor, ref, intoRef string, at time.Time) error {
	return r.startMove(ctx, who, ref, intoRef, at, func(tx *store.Tx, area, into *models.Area, entry *models.AuditEntry) error {
		if why := models.CheckMerge(*area, *into); why != "" {
			return models.FaultAt("to", why)
		}
		busy, err := tx.CampaignsOf(ctx, area.ID)
		if err != nil {
			return err
		}
		if busy {
			return models.FaultAt("to", "这个网格还有群发没发完。等发完，或者请督导取消，再并")
		}
		above, err := tx.AncestorsOf(ctx, into.ID)
		if err != nil {
			return err
		}
		if err := tx.ShareGrants(*area, *into, workday.At(at)); err != nil {
			return err
		}
		area.EndedOn, entry.Detail = workday.DayOf(at), "并到 "+into.Code
		if err := tx.Relocate(area, *into); err != nil {
			return err
		}
		if err := tx.MoveBusinesses(*area, above, into.ID); err != nil {
			return err
		}
		return tx.AddAreaMove(&models.AreaMove{Kind: models.AreaMerged, AreaID: area.ID, ToID: into.ID, MadeBy: who.UserID, MadeAt: workday.At(at)}, nil)
	})
}

// ErrAreaMoving asks to wait until the homes have arrived.
var ErrAreaMoving = models.Refuse(models.Conflict, "上一次调整还在搬房子。过一两分钟再来")

// startMove locks two areas, asks policy, and refuses while homes of either are on their way.
func (r *Registry) startMove(ctx context.Context, who policy.Actor, ref, toRef string, at time.Time, fn func(tx *store.Tx, area, to *models.Area, entry *models.AuditEntry) error) error {
	if err := policy.May(who, policy.AreaManage, policy.Record{}, workday.At(at)); err != nil {
		return err
	}
	area, to, err := r.twoAreas(ctx, ref, toRef)
	if err != nil {
		return err
	}
	err = r.errand(ctx, who, policy.AreaManage, at, func(tx *store.Tx, entry *models.AuditEntry) error {
		if err := lockStanding(ctx, tx, &area, &to); err != nil {
			return err
		}
		entry.Subject, entry.RefID = "area", area.ID
		return fn(tx, &area, &to, entry)
	})
	r.carrySoon(err)
	return err
}

func (r *Registry) twoAreas(ctx context.Context, ref, toRef string) (area, to models.Area, err error) {
	if area, err = r.Store.AreaByRef(ctx, ref); err != nil {
		return area, to, err
	}
	to, err = r.Store.AreaByRef(ctx, toRef)
	if models.IsKind(err, models.NotFound) {
		err = models.FaultAt("to", "请选一个地区")
	}
	return area, to, err
}

// lockStanding locks areas before anything is read, reads them, and refuses while a move of one of them is under way.
func lockStanding(ctx context.Context, tx *store.Tx, areas ...*models.Area) error {
	ids := make([]int64, len(areas))
	for i, a := range areas {
		ids[i] = a.ID
	}
	slices.Sort(ids)
	for _, id := range ids {
		if err := tx.LockArea(id); err != nil {
			return err
		}
	}
	moves, err := tx.OpenAreaMoves(ctx)
	if err != nil {
		return err
	}
	for _, a := range areas {
		if *a, err = tx.Area(ctx, a.ID); err != nil {
			return err
		}
		for _, m := range moves {
			if m.DoneAt.IsZero() && (m.AreaID == a.ID || m.ToID == a.ID) {
				return ErrAreaMoving
			}
		}
	}
	return nil
}

func (r *Registry) carrySoon(err error) {
	if err == nil && r.KickAreas != nil {
		r.KickAreas()
	}
}

// SplitForm is a new grid and the homes of the old one that go there.
type SplitForm struct {
	Area  models.Area // code, name, zone, whom people call
	Homes []string    // refs; those that have left the grid meanwhile stay where they are
	Staff bool        // whoever works in the old grid works in the new one too
}

// SplitGrid makes a new grid beside another, of some of its homes; they follow by the job. Employers and samples stay with
// the old one. Errors: Invalid with faults, Conflict.
func (r *Registry) SplitGrid(ctx context.Context, who policy.Actor, ref string, f SplitForm, at time.Time) (models.Area, error) {
	fresh := trimArea(f.Area)
	fresh.Level = models.LevelGrid
	if err := checkArea(fresh); err != nil {
		return fresh, err
	}
	if err := policy.May(who, policy.AreaManage, policy.Record{}, workday.At(at)); err != nil {
		return fresh, err
	}
	old, err := r.Store.AreaByRef(ctx, ref)
	if err != nil {
		return fresh, err
	}
	err = r.errand(ctx, who, policy.AreaManage, at, func(tx *store.Tx, entry *models.AuditEntry) error {
		if err := lockStanding(ctx, tx, &old); err != nil {
			return err
		}
		if old.Level != models.LevelGrid || old.Ended() {
			return models.FaultAt("name", "只有网格能拆")
		}
		ids, err := chosenHomes(ctx, tx, old, f.Homes)
		if err != nil {
			return err
		}
		if err := freeCode(ctx, &tx.Reader, fresh.Code); err != nil {
			return err
		}
		fresh.ID, fresh.Ref, fresh.ParentID, fresh.Path = 0, "", old.ParentID, ""
		if err := tx.SaveArea(&fresh); err != nil {
			return err
		}
		if f.Staff {
			if err := tx.ShareGrants(old, fresh, workday.At(at)); err != nil {
				return err
			}
		}
		entry.Subject, entry.RefID, entry.Detail = "area", old.ID, "拆出 "+fresh.Code+"，房屋 "+strconv.Itoa(len(ids))+" 处"
		return tx.AddAreaMove(&models.AreaMove{Kind: models.AreaSplit, AreaID: old.ID, ToID: fresh.ID, MadeBy: who.UserID, MadeAt: workday.At(at)}, ids)
	})
	r.carrySoon(err)
	return fresh, err
}

func chosenHomes(ctx context.Context, tx *store.Tx, grid models.Area, refs []string) ([]int64, error) {
	homes, err := tx.HomesIn(ctx, grid.ID)
	if err != nil {
		return nil, err
	}
	wanted := map[string]bool{}
	for _, ref := range refs {
		wanted[ref] = true
	}
	var ids []int64
	for _, h := range homes {
		if wanted[h.Ref] {
			ids = append(ids, h.ID)
		}
	}
	if len(ids) == 0 {
		return nil, models.FaultAt("home", "请至少选一处房子")
	}
	if len(ids) == len(homes) {
		return nil, models.FaultAt("home", "全都选了，原来的网格就空了。要换名字，请用“改名称”")
	}
	return ids, nil
}
