package registry_test

import (
	"context"
	"testing"

	"anju/models"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/storetest"
)

func TestTheRegistrationAtThePoliceStationEndsThe24Hours(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		p, ctx := newPeople(t, st), context.Background()
		done, err := p.CheckIn(ctx, p.landlord, p.unit.Ref, []registry.StayForm{{Room: "101", Name: "MARIA SILVA", DocType: "414", DocNo: "XK4412345", Country: "BRA",
			Phone: "19900010077", MovedIn: "today"}}, "", p.at)
		must(t, err)
		p.tick(t, shanghai("2026-11-17 23:59"))
		if n := len(p.openFlags(t)); n != 1 {
			t.Fatalf("%d flags at the end of the day after", n)
		}
		at := shanghai("2026-11-18 09:00")
		for what, form := range map[string]registry.DayForm{
			"before moving in": {Choice: "other", Y: "2026", M: "11", D: "15"}, "tomorrow": {Choice: "other", Y: "2026", M: "11", D: "19"}, "no such day": {Choice: "other", Y: "2026", M: "2", D: "30"},
		} {
			if err := p.RecordPolice(ctx, policy.SystemActor, done.StayRef, form, at); !models.IsKind(err, models.Invalid) {
				t.Errorf("%s: %v", what, err)
			}
		}
		if err := p.RecordPolice(ctx, p.landlord, done.StayRef, registry.DayForm{Choice: "today"}, at); err == nil {
			t.Error("a landlord put down what only staff may see on paper")
		}
		must(t, p.RecordPolice(ctx, policy.SystemActor, done.StayRef, registry.DayForm{Choice: "yesterday"}, at))
		if n := len(p.openFlags(t)); n != 0 {
			t.Errorf("%d flags after the registration", n)
		}
	})
}
