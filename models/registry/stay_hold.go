package registry

import (
	"context"
	"strings"
	"time"

	"anju/models"
	"anju/models/policy"
	"anju/models/store"
)

// HoldStay keeps what is known of a stay from being erased while a case runs, or lets go of it (DOMAIN 7: legal hold).
// Errors: Invalid at reason, Conflict when it is so already.
func (r *Registry) HoldStay(ctx context.Context, who policy.Actor, stayRef string, hold bool, reason string, at time.Time) error {
	reason = strings.Join(strings.Fields(reason), " ")
	if reason == "" {
		return models.FaultAt("reason", "请写为什么，例如：案件编号")
	}
	return r.changeStay(ctx, who, policy.StayHold, stayRef, at, func(tx *store.Tx, _ *models.Unit, line *store.Entry, entry *models.AuditEntry) error {
		if line.Stay.Held == hold {
			return models.Refuse(models.Conflict, "已经是这样，不用再办")
		}
		line.Stay.Held, entry.Reason, entry.Detail = hold, cut(reason, 100), "不再保留"
		if hold {
			entry.Detail = "办案保留"
		}
		return tx.SaveStay(&line.Stay)
	})
}
