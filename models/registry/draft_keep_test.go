package registry_test

import (
	"context"
	"sync"
	"testing"
	"time"

	"anju/models"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/storetest"
	"anju/models/token"
)

func TestADraftIsKeptUnderTheAddressOfItsForm(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		ctx := context.Background()
		p := newPeople(t, st)
		ref := token.NewRef()
		var taps sync.WaitGroup
		for range 4 { // the same form, sent at once
			taps.Add(1)
			go func() {
				defer taps.Done()
				if got, err := p.KeepDraft(ctx, p.landlord, "check_in", ref, "何以", p.at); got != ref || err != nil {
					t.Errorf("a tap: %q %v", got, err)
				}
			}()
		}
		taps.Wait()
		if got, err := p.KeepDraft(ctx, p.landlord, "check_in", ref, "何以安", p.at); got != ref || err != nil {
			t.Errorf("typed on: %q %v", got, err)
		}
		if body, err := p.Draft(ctx, p.landlord, "check_in", ref, p.at); body != "何以安" || err != nil {
			t.Errorf("%q %v", body, err)
		}
		late := p.at.Add(25 * time.Hour)
		if _, err := p.Draft(ctx, p.landlord, "check_in", ref, late); !models.IsKind(err, models.NotFound) {
			t.Errorf("a day later: %v", err)
		}
		if got, err := p.KeepDraft(ctx, p.landlord, "check_in", ref, "苏见山", late); got != ref || err != nil {
			t.Errorf("sent a day later: %q %v", got, err)
		}
		for name, who := range map[string]policy.Actor{"another account": p.other, "a stranger": {}} {
			got, err := p.KeepDraft(ctx, who, "check_in", ref, "别人", late)
			if body, _ := p.Draft(ctx, p.landlord, "check_in", ref, late); got == ref || err != nil || body != "苏见山" {
				t.Errorf("%s: %q %v, and the draft reads %q", name, got, err, body)
			}
		}
		chosen := token.NewRef()
		if got, err := p.KeepDraft(ctx, policy.Actor{}, "check_in", chosen, "何以安", p.at); got == chosen || err != nil {
			t.Errorf("a stranger keeps a draft where somebody else told him to: %q %v", got, err)
		}
	})
}
