package registry

import (
	"context"

	"anju/models"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/workday"
)

type tapKey struct{}

// tap is one press of the button of a form: its key, and the page to which it leads when the errand is done.
type tap struct{ once, leads string }

// Tapped makes the errand that runs under a context one errand however often its form is sent: the claim of the key (site
// Form.Once) stands or falls with the errand, and a second tap does nothing and succeeds. An empty key changes nothing.
func Tapped(ctx context.Context, once, leads string) context.Context {
	if once == "" {
		return ctx
	}
	return context.WithValue(ctx, tapKey{}, tap{once, leads})
}

// TapLed is where the form of a key led when it was sent before; "" when it was not, or by somebody else.
func (r *Registry) TapLed(ctx context.Context, who policy.Actor, once string) (string, error) {
	if once == "" {
		return "", nil
	}
	led, err := r.Store.OnceLed(ctx, once, who.UserID)
	if models.IsKind(err, models.NotFound) {
		return "", nil
	}
	return led, err
}

// again says whether the form of this errand was sent before; it claims its key.
func (r *Registry) again(ctx context.Context, tx *store.Tx, who policy.Actor, at workday.Moment) (bool, error) {
	t, is := ctx.Value(tapKey{}).(tap)
	if !is {
		return false, nil
	}
	fresh, _, err := tx.Once(t.once, who.UserID, t.leads, at)
	return !fresh, err
}
