package registry

import (
	"context"
	"time"

	"anju/models"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/token"
	"anju/models/workday"
)

// What a scan leads to.
const (
	DoorUnknown  = "unknown" // malformed, never issued, or not yet accepted: one answer
	DoorOld      = "old"     // 门牌已更换
	DoorPublic   = "public"
	DoorChecking = "checking" // a good plate, whose home an officer looks at anew: not the address that he has yet to see, the errands go on
	DoorClosed   = "closed"   // of a home that had a plate and is off the market (DOMAIN B27): no errand, and no forgery either
	DoorOwner    = "owner"    // his own home
	DoorOfficer  = "officer"  // the grid's signed-in officer: the roster
)

// Door is what this visitor may see behind a scan. Public knowledge only: no filing state (but that a good plate is looked at anew), occupancy, vacancy or person.
type Door struct {
	What string
	Unit models.Unit
	Line []models.Area // from the top to the grid
}

// Answers says whether anybody may do an errand at this door.
func (d Door) Answers() bool { return d.What == DoorPublic || d.What == DoorChecking }

// Place names the home to whoever stands at its door: by its number alone while nobody has looked at the address.
func (d Door) Place() string {
	if d.What == DoorChecking {
		return "房屋编号 " + token.GroupShortCode(d.Unit.ShortCode)
	}
	return d.Unit.Address
}

// Room names a room there.
func (d Door) Room(no string) string {
	if d.What == DoorChecking {
		return d.Place() + " 的 " + no + " 房"
	}
	return d.Place() + " " + no + " 房"
}

// OpenDoor answers a scan of a plate, or a typed short code (9 digits).
func (r *Registry) OpenDoor(ctx context.Context, who policy.Actor, tokenOrCode string, at time.Time) (Door, error) {
	if !token.ValidDoor(tokenOrCode) && !token.ValidShortCode(tokenOrCode) {
		return Door{What: DoorUnknown}, nil
	}
	unit, err := r.Store.UnitAtDoor(ctx, tokenOrCode)
	if models.IsKind(err, models.NotFound) {
		old, err := r.Store.WasDoor(ctx, tokenOrCode)
		if old {
			return Door{What: DoorOld}, err
		}
		return Door{What: DoorUnknown}, err
	}
	if err != nil {
		return Door{}, err
	}
	door := Door{What: DoorUnknown, Unit: unit}
	if who.SignedIn() {
		record, err := r.Store.Record(ctx, unit, who, workday.At(at))
		if err != nil {
			return Door{}, err
		}
		if policy.May(who, policy.RosterView, record, workday.At(at)) == nil {
			door.What = DoorOwner
			if who.Staff {
				door.What = DoorOfficer
			}
			return door, nil
		}
	}
	switch {
	case unit.Delisted() && unit.PlateAddress != "":
		door.What = DoorClosed
		return door, nil
	case !unit.DoorAnswers():
		return Door{What: DoorUnknown}, nil
	}
	door.What = DoorPublic
	if !unit.DoorOpen() {
		door.What = DoorChecking
	}
	door.Line, err = r.Store.Above(ctx, unit)
	return door, err
}

// ReissueDoor revokes the plate of a home and gives it a new one; the old one answers 门牌已更换. Errors: Conflict
// while there is no plate to print.
func (r *Registry) ReissueDoor(ctx context.Context, who policy.Actor, unitRef string, at time.Time) error {
	return r.reissueDoor(ctx, who, unitRef, "", at)
}

// reissueDoor does so once for a key.
func (r *Registry) reissueDoor(ctx context.Context, who policy.Actor, unitRef, once string, at time.Time) error {
	return r.changeUnit(ctx, who, policy.DoorReissue, unitRef, at, func(tx *store.Tx, unit *models.Unit, entry *models.AuditEntry) error {
		if err := unit.CheckPlate(); err != nil {
			return err
		}
		fresh, _, err := tx.Once(once, who.UserID, "", workday.At(at))
		if err != nil || !fresh {
			entry.Subject = skipAudit
			return err
		}
		entry.Detail = "换门牌"
		cards, err := tx.OpenInvites(ctx, unit.ID, workday.At(at))
		if err != nil {
			return err
		}
		for _, card := range cards { // they lead through the old door
			card.RecalledAt = workday.At(at)
			if err := tx.SaveInvite(&card); err != nil {
				return err
			}
		}
		return tx.ReplaceDoor(unit, workday.At(at))
	})
}

// ReissueDoors does the same for each home of a batch. A form that is sent again (once) revokes nothing more at those that
// have their new plates; where it ended at a home that could not be changed, it goes on there.
func (r *Registry) ReissueDoors(ctx context.Context, who policy.Actor, unitRefs []string, once string, at time.Time) error {
	for _, ref := range unitRefs {
		key := once
		if once != "" {
			key += ref
		}
		if err := r.reissueDoor(ctx, who, ref, key, at); err != nil {
			return err
		}
	}
	return nil
}
