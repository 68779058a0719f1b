package registry

import (
	"context"
	"strconv"
	"time"

	"anju/models"
	"anju/models/store"
	"anju/models/workday"
)

// foreignerNotice tells the landlord at once that a foreigner is to be registered with the police within 24 hours, which
// no roster replaces (R12; 出境入境管理法 第三十九条): at any hour and outside the caps (RULES 45), once a home and day.
func (r *Registry) foreignerNotice(ctx context.Context, tx *store.Tx, unit models.Unit, stay models.Stay, at time.Time) error {
	now := workday.At(at)
	if !stay.Foreign || stay.PoliceAt != 0 || !stay.LivesOn(now.Day()) || now.Day() > stay.MovedInOn+1 {
		return nil
	}
	owner, err := tx.User(ctx, unit.OwnerID)
	if models.IsKind(err, models.NotFound) || err == nil && owner.Phone == "" {
		return nil
	}
	if err != nil {
		return err
	}
	_, err = r.queue(ctx, tx, models.Notice{Kind: "R12", Phone: owner.Phone, Params: map[string]string{"home": unit.Label},
		Subject: "unit:" + strconv.FormatInt(unit.ID, 10), Period: now.Day().String(), NotBefore: now, ExpiresAt: now.Add(24 * time.Hour), CreatedAt: now,
		UnitID: unit.ID, StayID: stay.ID})
	return err
}
