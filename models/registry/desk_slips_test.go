package registry_test

import (
	"context"
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
	today, _ := workday.ParseDay("2026-11-16")
	for typed, want := range map[string]string{"今天": "2026-11-16", "昨天": "2026-11-15", "前天": "2026-11-14", "20261103": "2026-11-03", "2026-11-3": "2026-11-03",
		"2026年11月3日": "2026-11-03", "11-3": "2026-11-03", "11.3": "2026-11-03", "11月3日": "2026-11-03", "1103": "2026-11-03", "12-3": "2025-12-03", "2-29": "2024-02-29"} {
		if day, ok := registry.ReadAnyDay(typed, today, false); !ok || day.String() != want {
			t.Errorf("%s is read as %s, %v", typed, day, ok)
		}
	}
	if day, ok := registry.ReadAnyDay("11-3", today, true); !ok || day.String() != "2027-11-03" {
		t.Errorf("the next 3 November is %s, %v", day, ok)
	}
	for _, typed := range []string{"", "明年", "13-1", "2-30", "110", "2026-11", "-3"} {
		if day, ok := registry.ReadAnyDay(typed, today, false); ok {
			t.Errorf("%q is read as %s", typed, day)
		}
	}
}
