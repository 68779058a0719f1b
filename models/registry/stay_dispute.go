package registry

import (
	"context"
	"strconv"
	"time"

	"anju/models"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/workday"
)

// DisputeStay is 不是我: the person whose phone stands on the stay says that it is not he who lives there. The levels of
// its flags stand still until somebody has looked (RULES 12), and the grid gets a request. Saying it twice is saying it
// once.
func (r *Registry) DisputeStay(ctx context.Context, who policy.Actor, stayRef string, at time.Time) (Filed, error) {
	var filed Filed
	err := r.changeStay(ctx, who, policy.StayDispute, stayRef, at, func(tx *store.Tx, unit *models.Unit, line *store.Entry, entry *models.AuditEntry) error {
		now := workday.At(at)
		if line.Stay.Over(now.Day()) && !line.Stay.Recallable(now) {
			return models.Refuse(models.Conflict, "这条登记已经结束，不用再说了")
		}
		if !line.Stay.DisputedAt.IsZero() {
			return models.Refuse(models.Conflict, "已经记下“不是我”，网格员在核对，不用再说一遍")
		}
		line.Stay.DisputedAt = now
		if err := tx.SaveStay(&line.Stay); err != nil {
			return err
		}
		filed.Due = r.Limits().Calendar.Add(now.Day(), r.Limits().VisitWorkingDays)
		var err error
		filed.No, err = keepRequest(tx, &store.Request{Kind: RequestDispute, Audience: ToGrid, UnitID: unit.ID, StayID: line.Stay.ID, Ancestors: unit.Ancestors,
			Body: "本人说：这条登记不是我。请当面核对。", Contact: line.Tenant.Phone, FiledAt: now}, filed.Due)
		if err != nil || line.Tenant.Phone == "" {
			return err
		}
		_, err = r.queue(ctx, tx, models.Notice{
			Kind: "R16", Phone: line.Tenant.Phone, Params: map[string]string{"no": filed.No, "k": strconv.Itoa(r.Limits().VisitWorkingDays)},
			Subject: "stay:" + strconv.FormatInt(line.Stay.ID, 10), Period: "dispute:" + strconv.FormatInt(line.Stay.Rev, 10),
			NotBefore: now, ExpiresAt: now.Add(24 * time.Hour), CreatedAt: now, UnitID: unit.ID, StayID: line.Stay.ID,
		})
		return err
	})
	return filed, err
}
