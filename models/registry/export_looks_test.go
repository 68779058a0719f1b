package registry_test

import (
	"context"
	"errors"
	"testing"

	"anju/models/policy"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/storetest"
	"anju/models/workday"
)

// TestWholeNumbersOfAListThatIsBrokenOffAreCounted takes a roster and a list of homes with whole numbers and lets the line
// break at the last row: what had left by then was read.
func TestWholeNumbersOfAListThatIsBrokenOffAreCounted(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		p := newPeople(t, st)
		p.bend(t, "view_limit", 1)
		for n := 1; n <= 4; n++ {
			p.checkIn(t, n)
		}
		for n, kind := range []string{"roster", "units"} {
			who, _, _ := p.desk(t, []string{"li01", "li02"}[n], "officer", "33020011", false)
			who.Fresh = true
			lines, broken := 0, errors.New("the line is broken")
			_, err := p.Export(ctx, who, registry.ExportHow{Kind: kind, Reveal: "核对身份", At: p.at}, func([]string) error {
				if lines++; kind == "units" || lines == 4 {
					return broken
				}
				return nil
			})
			if !errors.Is(err, broken) {
				t.Fatalf("%s: %v", kind, err)
			}
			days, err := st.ListLookDays(ctx, policy.ScopeOf(policy.SystemActor, policy.LooksWatch, workday.At(p.at)), 9)
			must(t, err)
			if len(days) != n+1 || days[0].UserID != who.UserID || days[0].FullIDs < []int{4, 1}[n] {
				t.Errorf("%s: the supervisor hears of %+v", kind, days)
			}
		}
	})
}

// TestALandlordReadsThatHisNumberLeftInAListOfHomes, once a list, however many homes he has, and not where it was masked.
func TestALandlordReadsThatHisNumberLeftInAListOfHomes(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		p := newPeople(t, st)
		who, _, _ := p.desk(t, "li01", "officer", "33020011", false)
		who.Fresh = true
		for n, reveal := range []string{"", "核对身份"} {
			_, err := p.Export(ctx, who, registry.ExportHow{Kind: "units", Why: "核对空房", Reveal: reveal, At: p.at}, func([]string) error { return nil })
			must(t, err)
			seen, err := st.OwnerViews(ctx, p.unit.OwnerID, 9)
			must(t, err)
			if len(seen) != n {
				t.Fatalf("he reads of %d looks after a list for %q: %+v", len(seen), reveal, seen)
			}
			for _, v := range seen {
				if v.Role != "officer" || v.Reason != "核对身份" {
					t.Errorf("he reads %+v", v)
				}
			}
		}
	})
}
