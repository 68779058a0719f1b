package registry

import (
	"context"
	"time"

	"anju/models"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/workday"
)

// ChooseDuty keeps how the person who is signed in hears of his duties: by text, or on his page alone. Nobody can refuse
// them; codes, the 24 hours of foreigners and emergencies come by text whatever he chose. It counts from the next text on.
func (r *Registry) ChooseDuty(ctx context.Context, who policy.Actor, onPage bool, at time.Time) error {
	return r.chooseTexts(ctx, who, at, func(tx *store.Tx, entry *models.AuditEntry) error {
		entry.Detail = "登记提醒发短信"
		if onPage {
			entry.Detail = "登记提醒在网页上看"
		}
		return tx.ChooseDuty(who.Phone, onPage, workday.At(at))
	})
}

// chooseTexts is one choice about the texts to the own number.
func (r *Registry) chooseTexts(ctx context.Context, who policy.Actor, at time.Time, fn func(*store.Tx, *models.AuditEntry) error) error {
	return r.errand(ctx, who, policy.TextsChoose, at, func(tx *store.Tx, entry *models.AuditEntry) error {
		if err := policy.MayEnter(who, policy.TextsChoose, workday.At(at)); err != nil {
			return err
		}
		if len(who.Phone) == 0 {
			return models.Refuse(models.Forbidden, "请用自己的手机号登录，再来设")
		}
		entry.Subject, entry.RefID = "user", who.UserID
		return fn(tx, entry)
	})
}
