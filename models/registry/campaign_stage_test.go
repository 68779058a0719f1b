package registry_test

import (
	"context"
	"fmt"
	"testing"

	"anju/models"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/store"
)

// office is a house with tenants, two supervisors of its city, an officer of its community and one of another grid.
type office struct {
	*people
	maker, second, duty policy.Actor
	tenants             int
}

func newOffice(t *testing.T, st *store.Store, tenants int) *office {
	t.Helper()
	ctx := context.Background()
	o := &office{people: newPeople(t, st), tenants: tenants}
	must(t, st.InTx(ctx, func(tx *store.Tx) error {
		for i, one := range []struct {
			who  *policy.Actor
			role policy.Role
			area string
		}{{&o.maker, policy.Supervisor, "330200"}, {&o.second, policy.Supervisor, "330200"}, {&o.duty, policy.Officer, "3302001"}} {
			area, err := tx.AreaByCode(ctx, one.area)
			must(t, err)
			u := models.User{Staff: true, Name: fmt.Sprint("工作人员", i), Login: fmt.Sprint("staff", i)}
			must(t, tx.SaveUser(&u))
			must(t, tx.SaveGrant(u.ID, policy.Grant{Role: one.role, AreaID: area.ID, Level: policy.Level(area.Level), From: 1}))
			*one.who, err = tx.Actor(ctx, u)
			must(t, err)
			one.who.Fresh = true
		}
		return nil
	}))
	for n := range tenants {
		o.checkIn(t, n+1)
	}
	o.bend(t, "lessons_a_month", 99, "texts_a_day", 99, "texts_in_30_days", 999, "topic_days", 1)
	o.tick(t, o.at)
	o.sent.texts = nil
	o.at = shanghai("2026-12-20 10:00") // the first days are over
	return o
}

// makes drafts a campaign to the tenants of the city and hands it in.
func (o *office) makes(t *testing.T, kind string) string {
	t.Helper()
	ctx := context.Background()
	ref, err := o.MakeCampaign(ctx, o.maker, registry.CampaignForm{Kind: kind, AreaCode: "330200", Role: models.AudienceTenants}, "", o.at)
	must(t, err)
	must(t, o.StepCampaign(ctx, o.maker, ref, models.StepSubmit, o.at))
	return ref
}

func (o *office) looks(t *testing.T, ref string) registry.CampaignLook {
	t.Helper()
	l, err := o.LookAtCampaign(context.Background(), o.maker, ref, o.at)
	must(t, err)
	return l
}

// onceEach fails unless everybody of n numbers got a kind once.
func (o *office) onceEach(t *testing.T, kind string, n int) {
	t.Helper()
	times := map[string]int{}
	for _, m := range o.sent.texts {
		if m.Kind == kind {
			times[m.Phone]++
		}
	}
	for phone, c := range times {
		if c != 1 {
			t.Errorf("%s: %d times to %s", kind, c, phone)
		}
	}
	if len(times) != n {
		t.Errorf("%s: %d of %d numbers got it", kind, len(times), n)
	}
}
