package registry

import (
	"context"
	"time"

	"anju/models"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/workday"
)

// SendingOn says whether texts other than codes may leave.
func (r *Registry) SendingOn(ctx context.Context) (bool, error) {
	value, err := r.Store.Setting(ctx, "sending")
	return value == "on", err
}

// SwitchSending switches the sending of everything but codes on or off.
func (r *Registry) SwitchSending(ctx context.Context, who policy.Actor, on bool, at time.Time) error {
	return r.errand(ctx, who, policy.OptionsManage, at, func(tx *store.Tx, entry *models.AuditEntry) error {
		if err := policy.May(who, policy.OptionsManage, policy.Record{}, workday.At(at)); err != nil {
			return err
		}
		value := "off"
		if on {
			value = "on"
		}
		entry.Subject, entry.Detail = "option", "sending "+value
		return tx.SaveSetting("sending", value)
	})
}
