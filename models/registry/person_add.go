package registry

import (
	"context"
	"time"

	"anju/models"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/workday"
)

// AddPerson makes the account of a phone that nobody signed in with yet, for imports and the demo. The number must be
// right already. It answers who that person acts as.
func (r *Registry) AddPerson(ctx context.Context, who policy.Actor, number, name string, at time.Time) (policy.Actor, error) {
	var user models.User
	err := r.errand(ctx, who, policy.StaffManage, at, func(tx *store.Tx, entry *models.AuditEntry) error {
		if err := policy.May(who, policy.StaffManage, policy.Record{}, workday.At(at)); err != nil {
			return err
		}
		var err error
		user, err = personFor(ctx, tx, number, name, workday.At(at))
		entry.Action, entry.Subject, entry.RefID = "person.add", "user", user.ID
		return err
	})
	if err != nil {
		return policy.Actor{}, err
	}
	return r.Store.Actor(ctx, user)
}
