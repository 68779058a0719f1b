package registry_test

import (
	"context"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"anju/models"
	"anju/models/policy"
	"anju/models/profile"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/storetest"
	"anju/models/workday"
)

// TestWholeNumbersLeaveInListsUpToADaysWorkAndNoFurther: else one officer carries the numbers of a whole city away in an
// afternoon, and what he may look at one by one is limited to fifty.
func TestWholeNumbersLeaveInListsUpToADaysWorkAndNoFurther(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		p := newPeople(t, st)
		p.bend(t, "export_limit", 6)
		for n := 1; n <= 4; n++ {
			p.checkIn(t, n)
		}
		fresh := func(login string) policy.Actor {
			who, _, _ := p.desk(t, login, "officer", "33020011", false)
			who.Fresh = true
			return who
		}
		first, second := fresh("li01"), fresh("li02")
		take := func(who policy.Actor, kind, reveal string) (rows int, err error) {
			return p.Export(ctx, who, registry.ExportHow{Kind: kind, Why: "核对身份", Reveal: reveal, At: p.at}, func([]string) error { return nil })
		}
		passes := func(name string, who policy.Actor, kind, reveal string) {
			t.Helper()
			if rows, err := take(who, kind, reveal); err != nil || rows == 0 {
				t.Errorf("%s: %d rows, %v", name, rows, err)
			}
		}
		passes("a roster of four", first, "roster", "核对身份")
		log := does(t, st, "the same once more", 1, func() error {
			rows, err := take(first, "roster", "核对身份")
			e := models.AsError(err)
			if rows != 0 || e == nil || len(e.Faults) != 1 || e.Faults[0].Field != "area" || !strings.Contains(e.Faults[0].Message, "最多导 6 人，今天还剩 2 人，这张表有 4 人") {
				t.Errorf("%d rows, %v", rows, err)
			}
			return nil
		})
		if log[0].Detail != "export roster 超过一天的数，没导" || log[0].Reason != "核对身份" {
			t.Errorf("put down as %+v", log[0])
		}
		days, err := st.ListLookDays(ctx, policy.ScopeOf(policy.SystemActor, policy.LooksWatch, workday.At(p.at)), 9)
		must(t, err)
		for _, day := range days {
			if day.FullIDs != 4 {
				t.Errorf("%d whole numbers left, and the supervisor hears of %d", 4, day.FullIDs)
			}
		}
		passes("what is left of the day", first, "units", "核对身份")
		passes("numbers masked", first, "roster", "")
		passes("somebody else", second, "roster", "核对身份")
		p.at = p.at.Add(24 * time.Hour)
		var left atomic.Int32
		together(t, 4, func(int) error {
			_, err := take(first, "roster", "核对身份")
			if err == nil {
				left.Add(1)
			}
			if models.IsKind(err, models.Invalid) {
				return nil
			}
			return err
		})
		if left.Load() != 1 {
			t.Errorf("the next day four lists at once, and %d left", left.Load())
		}
	})
}

// TestAGridIsAnOrdinaryExportInEveryPlace: else the police cannot do their day's work with the list of their own grid.
func TestAGridIsAnOrdinaryExportInEveryPlace(t *testing.T) {
	const grid = 700 // people
	for _, key := range profile.Keys() {
		p, err := profile.Load(key)
		must(t, err)
		if n := p.Limits().ExportLimit; n < 2*grid {
			t.Errorf("%s: %d people a day", key, n)
		}
	}
}
