package registry

import (
	"context"
	"slices"
	"strings"
	"time"

	"anju/models"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/workday"
)

// topicsOff is the setting that keeps the topics that the operator has switched off, by the kinds of their texts.
const topicsOff = "topics_off"

// TopicsOff are the topics of the calendar and of the first days that are off.
func (r *Registry) TopicsOff(ctx context.Context) (map[string]bool, error) {
	value, err := r.Store.Setting(ctx, topicsOff)
	off := map[string]bool{}
	for _, kind := range strings.Fields(value) {
		off[kind] = true
	}
	return off, err
}

// SwitchTopic lets the education job send a topic, or not. What is queued already leaves; campaigns are made by hand and
// choose their topic themselves. Errors: NotFound for what is no topic.
func (r *Registry) SwitchTopic(ctx context.Context, who policy.Actor, kind string, on bool, at time.Time) error {
	return r.errand(ctx, who, policy.OptionsManage, at, func(tx *store.Tx, entry *models.AuditEntry) error {
		if err := policy.May(who, policy.OptionsManage, policy.Record{}, workday.At(at)); err != nil {
			return err
		}
		if !slices.ContainsFunc(models.Topics(), func(t models.Topic) bool { return t.Kind == kind }) {
			return models.ErrNotFound
		}
		value, err := tx.LockSetting(topicsOff)
		if err != nil {
			return err
		}
		off := slices.DeleteFunc(strings.Fields(value), func(k string) bool { return k == kind })
		entry.Subject, entry.Detail = "option", "topic "+kind+" on"
		if !on {
			off, entry.Detail = append(off, kind), "topic "+kind+" off"
		}
		slices.Sort(off)
		return tx.SaveSetting(topicsOff, strings.Join(off, " "))
	})
}
