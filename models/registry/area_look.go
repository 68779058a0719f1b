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

// AreaLook is what lies in an area, before it is moved, split or merged: numbers, and who works there.
type AreaLook struct {
	store.AreaCounts
	Staff []string
}

// LookAtArea counts what would go along with an area.
func (r *Registry) LookAtArea(ctx context.Context, who policy.Actor, a models.Area, at time.Time) (AreaLook, error) {
	var look AreaLook
	err := policy.MayEnter(who, policy.AreaManage, workday.At(at))
	if err == nil {
		look.AreaCounts, err = r.Store.CountArea(ctx, a, workday.DayOf(at))
	}
	if err == nil {
		look.Staff, err = r.Store.AreaStaff(ctx, a.ID, workday.At(at))
	}
	return look, err
}

// HomesBetween are the homes of a grid from one address to another, both included and both optional, as people count
// house numbers. Errors: Invalid at from and to where no home of the grid has that address.
func (r *Registry) HomesBetween(ctx context.Context, who policy.Actor, grid models.Area, from, to string, at time.Time) ([]store.HomePlace, error) {
	if err := policy.MayEnter(who, policy.AreaManage, workday.At(at)); err != nil {
		return nil, err
	}
	homes, err := r.Store.HomesIn(ctx, grid.ID)
	if err != nil || len(homes) == 0 {
		return nil, err
	}
	slices.SortStableFunc(homes, func(a, b store.HomePlace) int { return models.AddressOrder(a.Address, b.Address) })
	var faults models.Faults
	faults.Add("from", noHomeAt(homes, from, homes[0]))
	faults.Add("to", noHomeAt(homes, to, homes[len(homes)-1]))
	homes = slices.DeleteFunc(homes, func(h store.HomePlace) bool {
		return from != "" && models.AddressOrder(h.Address, from) < 0 || to != "" && models.AddressOrder(h.Address, to) > 0 && !models.AddressBegins(h.Address, to)
	})
	return homes, faults.Err()
}

// noHomeAt says that an end of a stretch is the address of no home of a grid: the order of addresses alone would put it before
// or behind all of them, and take them all.
func noHomeAt(homes []store.HomePlace, address string, such store.HomePlace) string {
	if address == "" || slices.ContainsFunc(homes, func(h store.HomePlace) bool { return models.AddressBegins(h.Address, address) }) {
		return ""
	}
	return "这个网格没有这个地址的房子。请写网格里有的一处，例如：" + such.Address
}

// ChangeArea gives an area another name, zone, or others whom people call. Code and level stay. Errors: Invalid with faults.
func (r *Registry) ChangeArea(ctx context.Context, who policy.Actor, ref string, f models.Area, at time.Time) error {
	return r.errand(ctx, who, policy.AreaManage, at, func(tx *store.Tx, entry *models.AuditEntry) error {
		if err := policy.May(who, policy.AreaManage, policy.Record{}, workday.At(at)); err != nil {
			return err
		}
		area, err := tx.AreaByRef(ctx, ref)
		if err != nil {
			return err
		}
		if err := tx.LockArea(area.ID); err != nil {
			return err
		}
		if area, err = tx.Area(ctx, area.ID); err != nil {
			return err
		}
		f = trimArea(f)
		f.Code, f.Level = area.Code, area.Level
		if err := checkArea(f); err != nil {
			return err
		}
		area.Name, area.Zone, area.PostName, area.PostPhone = f.Name, f.Zone, f.PostName, f.PostPhone
		area.OfficerName, area.WorkerName, area.WorkerPhone = f.OfficerName, f.WorkerName, f.WorkerPhone
		entry.Subject, entry.RefID, entry.Detail = "area", area.ID, "改"+models.LevelNames[area.Level]
		return tx.SaveArea(&area)
	})
}
