package registry

import (
	"cmp"
	"context"
	"strings"
	"time"

	"anju/models"
	"anju/models/phone"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/workday"
)

// SayVacant records that nobody lives in a home, or that somebody does (空置 / 有人住).
func (r *Registry) SayVacant(ctx context.Context, who policy.Actor, unitRef string, vacant bool, at time.Time) error {
	return r.changeUnit(ctx, who, policy.UnitChange, unitRef, at, func(tx *store.Tx, unit *models.Unit, entry *models.AuditEntry) error {
		unit.Occupancy, entry.Detail = models.OccupancyVacant, "说空置"
		if !vacant {
			unit.Occupancy, entry.Detail = models.OccupancyOccupied, "说有人住"
			unit.OccupiedSaidOn = workday.DayOf(at)
		}
		return tx.SaveUnit(unit)
	})
}

// Delist takes a home off the market (停租), or back on. It is refused while anybody still stands on the roster.
func (r *Registry) Delist(ctx context.Context, who policy.Actor, unitRef string, off bool, at time.Time) error {
	return r.changeUnit(ctx, who, policy.UnitChange, unitRef, at, func(tx *store.Tx, unit *models.Unit, entry *models.AuditEntry) error {
		if !off {
			if unit.State != models.UnitDelisted {
				return models.Refuse(models.Conflict, "这处房子没有停租")
			}
			if err := tx.LockArea(cmp.Or(unit.CommunityID, unit.AreaID)); err != nil {
				return err
			}
			taken, err := tx.SameAddress(ctx, unit.CommunityID, unit.ID, unit.Address)
			if err != nil {
				return err
			}
			if taken {
				return models.Refuse(models.Conflict, "这个地址停租以后别人登记了。请打网格员的电话，核对是谁的房子")
			}
			unit.State, unit.AcceptedAt, entry.Detail = models.UnitSubmitted, 0, "恢复出租" // it is looked at again
			back, err := tx.LastReturn(ctx, unit.ID)
			if err != nil {
				return err
			}
			if back.Waits() { // it was taken off the market instead of put right
				unit.State = models.UnitRectify
			}
			return tx.SaveUnit(unit)
		}
		roster, err := tx.Roster(ctx, unit.ID)
		if err != nil {
			return err
		}
		for _, s := range roster.Stays {
			if s.OnRoster(workday.DayOf(at)) {
				return models.Refuse(models.Conflict, "册里还有人住着。先给每个人办退房，再停租")
			}
		}
		unit.State, entry.Detail = models.UnitDelisted, "停租"
		return tx.SaveUnit(unit)
	})
}

// Relabel gives a home another short name.
func (r *Registry) Relabel(ctx context.Context, who policy.Actor, unitRef, label string, at time.Time) error {
	label = strings.TrimSpace(label)
	if fault := models.CheckLabel(label); fault != "" {
		return models.FaultAt("label", fault)
	}
	return r.changeUnit(ctx, who, policy.UnitChange, unitRef, at, func(tx *store.Tx, unit *models.Unit, entry *models.AuditEntry) error {
		unit.Label, entry.Detail = label, "改短名"
		return tx.SaveUnit(unit)
	})
}

// AddManager lets the owner of a phone act for the landlord in one home (代办). The helper needs no account yet: the
// first sign-in with that phone finds the home. Only the owner himself may add or end one.
func (r *Registry) AddManager(ctx context.Context, who policy.Actor, unitRef, rawPhone, kind string, at time.Time) error {
	number, fault := phone.Check(rawPhone)
	if fault != "" {
		return models.FaultAt("phone", fault)
	}
	return r.changeUnit(ctx, who, policy.UnitManager, unitRef, at, func(tx *store.Tx, unit *models.Unit, entry *models.AuditEntry) error {
		if unit.OwnerID != who.UserID && !who.IsSystem() {
			return models.Refuse(models.Forbidden, "只有户主本人能加代办人")
		}
		user, err := personFor(ctx, tx, number, "", workday.At(at)) // his name is his own to give
		if err != nil {
			return err
		}
		managers, err := tx.Managers(ctx, unit.ID, workday.At(at))
		if err != nil {
			return err
		}
		for _, m := range managers {
			if m.UserID == user.ID {
				return models.FaultAt("phone", "这个手机号已经加过了，不用再加")
			}
		}
		if user.ID == unit.OwnerID {
			return models.FaultAt("phone", "这是您自己的手机号，不用加")
		}
		if kind != "manager" && kind != "sublessor" {
			kind = "family"
		}
		entry.Detail = "加代办人"
		return tx.SaveManager(&models.Manager{UnitID: unit.ID, UserID: user.ID, Kind: kind, From: workday.At(at)})
	})
}

// EndManager ends a helper's right to act.
func (r *Registry) EndManager(ctx context.Context, who policy.Actor, unitRef string, managerID int64, at time.Time) error {
	return r.changeUnit(ctx, who, policy.UnitManager, unitRef, at, func(tx *store.Tx, unit *models.Unit, entry *models.AuditEntry) error {
		if unit.OwnerID != who.UserID && !who.IsSystem() {
			return models.Refuse(models.Forbidden, "只有户主本人能撤代办人")
		}
		managers, err := tx.Managers(ctx, unit.ID, workday.At(at))
		if err != nil {
			return err
		}
		for _, m := range managers {
			if m.ID == managerID {
				m.To, entry.Detail = workday.At(at), "撤代办人"
				return tx.SaveManager(&m)
			}
		}
		return models.ErrNotFound
	})
}

// changeUnit is change for a unit found by its ref.
func (r *Registry) changeUnit(ctx context.Context, who policy.Actor, act policy.Action, unitRef string, at time.Time, fn func(*store.Tx, *models.Unit, *models.AuditEntry) error) error {
	if err := policy.MayEnter(who, act, workday.At(at)); err != nil {
		return err // before any look: a refusal does not tell whether the home exists
	}
	return r.change(ctx, who, act, func(tx *store.Tx) (models.Unit, error) { return tx.LockUnitByRef(unitRef) }, at, fn)
}

// personFor finds or makes the account of a phone.
func personFor(ctx context.Context, tx *store.Tx, number, name string, now workday.Moment) (models.User, error) {
	user, err := tx.UserByPhone(ctx, number)
	if err == nil || !models.IsKind(err, models.NotFound) {
		return user, err
	}
	user = models.User{Name: name, Phone: number, CreatedAt: now}
	return user, tx.SaveUser(&user)
}
