package registry_test

import (
	"context"
	"strings"
	"testing"

	"anju/models"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/storetest"
	"anju/models/workday"
)

func TestADeskPrintsForItsOwnCommunity(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		ctx := context.Background()
		c := newCounter(t, st)
		theirs, err := c.DesksOf(ctx, c.far, c.at)
		must(t, err)
		own, err := c.DesksOf(ctx, c.clerk, c.at)
		must(t, err)
		if len(theirs) != 1 || len(own) != 1 || own[0].Level != models.LevelCommunity || own[0].ID == theirs[0].ID {
			t.Fatalf("desks %+v and %+v", own, theirs)
		}
		refuses(t, st, "another desk", models.NotFound, func() error {
			_, err := c.PrintSlips(ctx, c.clerk, theirs[0].Ref, "1", "", c.at)
			return err
		})
		refuses(t, st, "a thousand sheets", models.Invalid, func() error {
			_, err := c.PrintSlips(ctx, c.clerk, own[0].Ref, "1000", "", c.at)
			return err
		})
	})
}

func TestAClerkKeysDaysAsHeLikes(t *testing.T) {
	today, _ := workday.ParseDay("2026-11-25")
	for typed, want := range map[string]string{"今天": "2026-11-25", "昨天": "2026-11-24", "前天": "2026-11-23", "20261103": "2026-11-03", "2026-11-3": "2026-11-03",
		"2026年11月3日": "2026-11-03", "11-3": "2026-11-03", "11.3": "2026-11-03", "11月3日": "2026-11-03", "1103": "2026-11-03", "11-25": "2026-11-25", "5-29": "2026-05-29",
		"20251126": "2025-11-26", "20261126": "2026-11-26"} {
		if day, fault := registry.ReadAnyDay(typed, today, false); fault != "" || day.String() != want {
			t.Errorf("%s is read as %s, %q", typed, day, fault)
		}
	}
	newYear, _ := workday.ParseDay("2027-01-05")
	if day, fault := registry.ReadAnyDay("12-28", newYear, false); fault != "" || day.String() != "2026-12-28" {
		t.Errorf("the last 28 December is %s, %q", day, fault)
	}
	if day, fault := registry.ReadAnyDay("11-3", today, true); fault != "" || day.String() != "2027-11-03" {
		t.Errorf("the next 3 November is %s, %q", day, fault)
	}
	for _, typed := range []string{"", "明年", "13-1", "2-30", "110", "2026-11", "-3"} {
		if day, fault := registry.ReadAnyDay(typed, today, false); fault == "" || strings.Contains(fault, "年份") {
			t.Errorf("%q is read as %s, %q", typed, day, fault)
		}
	}
}

// TestADayOfWhichNobodyKnowsTheYearIsAskedFor: 11-26 on 25 November is tomorrow, or the paper of last year, and a guess would
// put the person into the register a year too early without a word.
func TestADayOfWhichNobodyKnowsTheYearIsAskedFor(t *testing.T) {
	today, _ := workday.ParseDay("2026-11-25")
	for _, typed := range []string{"11-26", "1126", "12-3", "5-28", "1月2日", "2-29"} {
		if day, fault := registry.ReadAnyDay(typed, today, false); !strings.Contains(fault, "年份") || !day.IsZero() {
			t.Errorf("%s is read as %s, %q", typed, day, fault)
		}
	}
}
