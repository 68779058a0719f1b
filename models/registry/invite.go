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

// MakeInvite makes a card for one room (发给房客). A home whose door does not answer yet has none: nobody can collect
// numbers in its name. Errors: Invalid at room, Conflict.
func (r *Registry) MakeInvite(ctx context.Context, who policy.Actor, unitRef, roomNo, once string, at time.Time) (string, error) {
	card := ""
	err := r.changeUnit(ctx, who, policy.InviteMake, unitRef, at, func(tx *store.Tx, unit *models.Unit, entry *models.AuditEntry) error {
		now := workday.At(at)
		fresh, result, err := tx.Once(once, who.UserID, "", now)
		if err != nil || !fresh {
			entry.Subject, card = skipAudit, result
			return err
		}
		if !unit.DoorOpen() || unit.Delisted() {
			return models.Refuse(models.Conflict, "这处房子还没核实，或者停租了，现在不能发登记卡")
		}
		rooms, err := tx.RoomIDs(ctx, []int64{unit.ID})
		if err != nil {
			return err
		}
		room, ok := rooms[store.RoomPlace{UnitID: unit.ID, No: roomNo}]
		if !ok {
			return models.FaultAt("room", "请选住哪一间")
		}
		open, err := tx.OpenInvites(ctx, unit.ID, now)
		if err != nil {
			return err
		}
		if len(open) >= models.MostInvites {
			return models.Refuse(models.Conflict, "发出去还没用的卡太多了，先撤回几张再发")
		}
		card = token.NewDoor()
		entry.Detail = roomNo + " 房"
		if err := tx.SaveInvite(&models.Invite{Token: card, UnitID: unit.ID, RoomID: room, CreatedAt: now,
			ExpiresAt: workday.At((now.Day() + models.InviteDays).End())}); err != nil {
			return err
		}
		return tx.OnceResult(once, card)
	})
	return card, err
}

// RecallInvite makes a card worthless at once. Errors: Conflict when it is used or over.
func (r *Registry) RecallInvite(ctx context.Context, who policy.Actor, unitRef, card string, at time.Time) error {
	return r.changeUnit(ctx, who, policy.InviteMake, unitRef, at, func(tx *store.Tx, unit *models.Unit, entry *models.AuditEntry) error {
		invite, err := tx.LockInvite(card)
		if err == nil && invite.UnitID != unit.ID {
			err = models.ErrNotFound
		}
		if err != nil {
			return err
		}
		if !invite.Open(workday.At(at)) {
			return models.Refuse(models.Conflict, "这张卡已经用过或者过期了，不用撤回")
		}
		invite.RecalledAt, entry.Detail = workday.At(at), "撤回"
		return tx.SaveInvite(&invite)
	})
}

// OpenInvite is the room of a card at a door. Whoever shows a card that is not open there hears the one sentence.
func (r *Registry) OpenInvite(ctx context.Context, unit models.Unit, card string, at time.Time) (models.Room, error) {
	invite, err := r.Store.Invite(ctx, card)
	if err != nil && !models.IsKind(err, models.NotFound) {
		return models.Room{}, err
	}
	if err != nil || invite.UnitID != unit.ID || !invite.Open(workday.At(at)) {
		return models.Room{}, models.Refuse(models.NotFound, models.InviteOver)
	}
	rooms, err := r.Store.Rooms(ctx, unit.ID)
	if err != nil {
		return models.Room{}, err
	}
	for _, room := range rooms {
		if room.ID == invite.RoomID {
			return room, nil
		}
	}
	return models.Room{}, models.Refuse(models.NotFound, models.InviteOver)
}

// useInvite takes the card of a form: it must be open, and for the room of the form.
func useInvite(tx *store.Tx, card string, unit models.Unit, room models.Room, now workday.Moment) (models.Invite, error) {
	invite, err := tx.LockInvite(card)
	if err != nil && !models.IsKind(err, models.NotFound) {
		return invite, err
	}
	if err != nil || invite.UnitID != unit.ID || invite.RoomID != room.ID || !invite.Open(now) {
		return invite, models.Refuse(models.NotFound, models.InviteOver)
	}
	invite.UsedAt = now
	return invite, nil
}
