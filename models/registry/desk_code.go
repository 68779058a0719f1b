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

// MakeDeskCode gives a landlord a new 代办口令, which he speaks at the counter instead of using a phone. It is told this once
// and kept as a MAC; the one before is worthless. Only an owner has one. once is the form's key: sent twice it makes one code, and the
// second answer is "". Errors: Conflict.
func (r *Registry) MakeDeskCode(ctx context.Context, who policy.Actor, once string, at time.Time) (string, error) {
	code := ""
	err := r.errand(ctx, who, policy.UnitManager, at, func(tx *store.Tx, entry *models.AuditEntry) error {
		code = ""
		now := workday.At(at)
		if err := policy.May(who, policy.UnitManager, policy.Record{OwnerID: who.UserID}, now); err != nil {
			return err
		}
		owned, err := tx.OwnsUnit(ctx, who.UserID)
		if err != nil {
			return err
		}
		if !owned {
			return models.Refuse(models.Conflict, "您名下还没有房子，用不着代办口令")
		}
		entry.Action, entry.Subject, entry.RefID = "desk.code", "user", who.UserID
		e := &deskErrand{what: "own code", once: once}
		if fresh, _, err := tx.Once(e.key(tx, *entry), who.UserID, "", now); err != nil || !fresh {
			entry.Subject = skipAudit
			return err
		}
		code, err = newDeskCode(tx, who.UserID, who.UserID, now)
		return err
	})
	return code, err
}

// DeskNewCode gives a landlord a new 代办口令 at the counter, against a slip that he signed. Sent twice as MakeDeskCode.
func (r *Registry) DeskNewCode(ctx context.Context, who policy.Actor, unitRef string, will Will, once string, at time.Time) (string, error) {
	code := ""
	err := r.changeUnit(ctx, who, policy.DeskServe, unitRef, at, func(tx *store.Tx, unit *models.Unit, entry *models.AuditEntry) error {
		code = ""
		if will.Code != "" || will.Slip == "" {
			return models.FaultAt("slip", "换口令要户主签一张签字单，请填单号")
		}
		_, err := r.serve(tx, *unit, &deskErrand{what: "code", who: who, will: will, once: once, at: at}, entry, func() (err error) {
			entry.Detail = "换代办口令"
			code, err = newDeskCode(tx, unit.OwnerID, who.UserID, workday.At(at))
			return err
		})
		return err
	})
	return code, err
}

func newDeskCode(tx *store.Tx, ownerID, by int64, now workday.Moment) (string, error) {
	code := token.NewOTP()
	return code, tx.SaveDeskCode(models.DeskCode{UserID: ownerID, Mac: deskMac(tx, ownerID, code), MadeAt: now, MadeBy: by})
}
