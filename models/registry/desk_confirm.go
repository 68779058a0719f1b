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

// DeskAllWords is how the log tells DeskConfirm from the other errands of the counter.
const DeskAllWords = "都住在这里"

// DeskConfirm is 都住在这里 said at the counter by the landlord: ConfirmRoster or, right after the claim, ConfirmClaimed, in his
// name. It is about the stays that were read to him and no others. It answers how many. Errors: Invalid at code or slip,
// Conflict when none of them is there to be confirmed.
func (r *Registry) DeskConfirm(ctx context.Context, who policy.Actor, unitRef string, stays []string, will Will, once string, at time.Time) (int, error) {
	n := 0
	err := r.changeUnit(ctx, who, policy.DeskServe, unitRef, at, func(tx *store.Tx, unit *models.Unit, entry *models.AuditEntry) error {
		n = 0
		e := &deskErrand{what: "all", said: stays, who: who, will: will, once: once, at: at}
		earlier, err := r.serve(tx, *unit, e, entry, func() (err error) {
			n, err = r.confirmAll(ctx, tx, unit, policy.Actor{UserID: unit.OwnerID}, stays, at)
			e.result, entry.Detail = strconv.Itoa(n), DeskAllWords+" "+strconv.Itoa(n)
			return err
		})
		if earlier != "" {
			n, err = strconv.Atoi(earlier)
		}
		return err
	})
	return n, err
}

func (r *Registry) confirmAll(ctx context.Context, tx *store.Tx, unit *models.Unit, landlord policy.Actor, stays []string, at time.Time) (int, error) {
	entries, err := tx.Entries(ctx, unit.ID)
	if err != nil {
		return 0, err
	}
	now, n := workday.At(at), 0
	for _, e := range entries {
		if !slices.Contains(stays, e.Stay.Ref) || !e.Stay.AllAtOnce(*unit, now) {
			continue
		}
		if err := r.confirmClaimed(ctx, tx, *unit, e, landlord, at); err != nil {
			return 0, err
		}
		n++
	}
	if n == 0 {
		return 0, models.Refuse(models.Conflict, "册里没有要核对的人。请回到这处房屋再看一眼")
	}
	unit.LastConfirmedAt, unit.LastConfirmedHow = now, models.HowAll
	unit.Occupancy = models.OccupancyOccupied // his word: somebody lives there (RULES 36)
	return n, tx.SaveUnit(unit)
}
