package demo_test

import (
	"testing"

	"anju/models"
	"anju/models/policy"
)

// findsTheHandover: a batch that came back with one refusal, which the landlord whom the demo names is asked to mend, and
// one that is still at the police.
func (v visitor) findsTheHandover(t *testing.T) {
	t.Helper()
	batches, err := v.Store.ListBatches(v.ctx, policy.ScopeOf(v.actor(t, v.guide.Officer.Name), policy.HandoverView, v.now), 10)
	must(t, err)
	if len(batches) != 2 || batches[0].Waiting() != batches[0].Size || batches[1].Waiting() != 0 || batches[1].Returned != 1 {
		t.Errorf("the batches are %+v", batches)
	}
	user, err := v.Store.UserByPhone(v.ctx, v.guide.Landlord)
	must(t, err)
	who, err := v.Store.Actor(v.ctx, user)
	must(t, err)
	returned, err := v.Registry.ReturnedStays(v.ctx, policy.ScopeOf(who, policy.RosterView, v.now))
	must(t, err)
	if len(returned) != 1 || returned[0].Standing.State != models.PoliceReturned {
		t.Errorf("the landlord is asked to mend %+v", returned)
	}
}
