package models_test

import (
	"strings"
	"testing"

	"anju/models"
)

// twice is somebody who lives here since 16 November and elsewhere from some day to another.
func twice(t testing.TB, in, out string) *desk {
	s := reported("2026-11-16", "2026-11-16 09:00")
	s.DocIndex = []byte("k")
	other := models.Stay{State: models.StayReported, MovedInOn: on(in)}
	if out != "" {
		other.MovedOutOn = on(out)
	}
	d := newDesk(t, s)
	d.roster.Elsewhere = map[string][]models.Stay{"k": {other}}
	return d
}

func TestWhoLivesInTwoHomesIsAskedWhichFromTheFirstDayToTheLast(t *testing.T) {
	d := twice(t, "2026-01-01", "2026-12-14")
	d.turns(t, "B17", "2026-11-16 00:00", 0, 1)
	d.turns(t, "B17", "2026-11-23 00:00", 1, 2) // base is the 15th, V the 22nd
	d.turns(t, "B17", "2026-11-28 00:00", 2, 3)
	d.turns(t, "B17", "2026-12-14 00:00", 3, 0) // from A to B on one day is never in two homes
	later := twice(t, "2026-11-30", "")
	later.run(at("2026-11-16 10:00"))
	later.walk(at("2026-11-29 23:59"))
	later.want(t, "B17", 0, at("2026-11-29 23:59"))
	later.walk(at("2026-11-30 00:00"))
	later.want(t, "B17", 1, at("2026-11-30 00:00"))
	if e := later.open()[0].Evidence; strings.ContainsAny(e, "0123456789号路") {
		t.Errorf("the evidence speaks of the other home: %s", e)
	}
}

func TestRaisedInTheDayTheSevenDaysBeginWithTheNextOne(t *testing.T) {
	d := twice(t, "2026-01-01", "")
	d.run(at("2026-11-16 10:00"))
	d.turns(t, "B17", "2026-11-24 00:00", 1, 2)
	d.turns(t, "B17", "2026-12-01 00:00", 2, 3)
}

func TestHeWhoIsAwayOrGoneThereLivesInOneHome(t *testing.T) {
	for name, change := range map[string]func(other *models.Stay){
		"away there":         func(o *models.Stay) { o.AwayFrom, o.AwayTo = on("2026-11-01"), on("2026-12-01") },
		"said to have left":  func(o *models.Stay) { o.SayLeft(on("2026-11-10"), at("2026-11-10 09:00")) },
		"entered by mistake": func(o *models.Stay) { o.State = models.StayVoid },
	} {
		d := twice(t, "2026-01-01", "")
		change(&d.roster.Elsewhere["k"][0])
		d.run(at("2026-11-20 10:00"))
		if d.level(t, "B17") != 0 {
			t.Errorf("%s: flagged", name)
		}
	}
}

func TestAConfirmationFreezesTheLevelOfADuplicateAndOfNothingElse(t *testing.T) {
	d := twice(t, "2026-01-01", "")
	d.run(at("2026-11-16 10:00"))
	d.roster.Stays[0].Confirm(models.HowSelf, 1, at("2026-11-23 23:59"))
	d.run(at("2026-11-23 23:59"))
	d.walk(at("2027-02-01 00:00"))
	d.run(at("2027-02-01 00:00"))
	d.want(t, "B17", 1, at("2027-02-01 00:00"))
	before := twice(t, "2026-01-01", "")
	before.roster.Stays[0].Confirm(models.HowSelf, 1, at("2026-11-16 09:59")) // before it was raised
	before.run(at("2026-11-16 10:00"))
	before.turns(t, "B17", "2026-11-24 00:00", 1, 2)
	d = newDesk(t, declared("2026-11-16"))
	d.run(at("2026-11-20 00:00"))
	d.roster.Stays[0].Confirm(models.HowSelf, 1, at("2026-11-20 09:00"))
	d.run(at("2026-12-02 00:00"))
	d.want(t, "B01", 3, at("2026-12-02 00:00"))
}
