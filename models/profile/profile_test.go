package profile

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"anju/models/workday"
)

func TestTheLimitsOfNingboAreThoseOfTheRules(t *testing.T) {
	p, err := Load(DefaultKey)
	if err != nil {
		t.Fatal(err)
	}
	l := p.Limits()
	for name, pair := range map[string][2]int{
		"report working days": {l.ReportWorkingDays, 3}, "stale days": {l.StaleDays, 90}, "days to the visit of a stale stay": {l.StaleVisitDays, 15},
		"working days to the grid worker": {l.VisitWorkingDays, 3}, "working days to the officer": {l.OfficerWorkingDays, 5},
		"persons a room": {l.MaxPerRoom, 2}, "days to recall": {l.RecallDays, 7}, "days a declaration waits": {l.DeclareDays, 2},
		"first notices a day": {l.FirstNoticesADay, 5}, "days of retention": {l.RetentionDays, 180},
	} {
		if pair[0] != pair[1] {
			t.Errorf("%s: %d, the rules say %d", name, pair[0], pair[1])
		}
	}
	if !l.Calendar.HasYear(2025) || !l.Calendar.HasYear(2026) {
		t.Error("the holidays of 2025 and 2026 must be there")
	}
	day, _ := workday.ParseDay("2026-02-28")
	if !l.Calendar.IsWorking(day) {
		t.Error("28 February 2026 is a worked Saturday")
	}
}

func TestEveryNumberSaysWhereItComesFromAndWhenItWasChecked(t *testing.T) {
	for _, key := range Keys() {
		p, err := Load(key)
		if err != nil {
			t.Fatalf("%s: %v", key, err)
		}
		if p.Key != key || p.Name == "" {
			t.Errorf("file %s holds profile %q, %q", key, p.Key, p.Name)
		}
		for name, n := range p.Numbers {
			if n.Source == "" || n.Value < 1 {
				t.Errorf("%s %s: %+v", key, name, n)
			}
			if _, err := time.Parse(time.DateOnly, n.Checked); err != nil {
				t.Errorf("%s %s: checked on %q", key, name, n.Checked)
			}
		}
		if names := slices.Sorted(maps.Keys(p.Numbers)); len(names) != len(limitNames) {
			t.Errorf("%s holds %v, the rules read %v", key, names, limitNames)
		}
	}
}

func TestAMistypedPlaceIsToldWhichPlacesThereAre(t *testing.T) {
	for _, key := range []string{"", "ningbo", "../data/zhejiang-ningbo", "holidays"} {
		if _, err := Load(key); err == nil || !strings.Contains(err.Error(), DefaultKey) {
			t.Errorf("%q: %v", key, err)
		}
	}
}
