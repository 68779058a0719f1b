package models_test

import (
	"strings"
	"testing"

	"anju/models"
)

func TestAChildWithoutAnAdultIsSeenByTheOneWhoCares(t *testing.T) {
	for _, c := range []struct {
		name   string
		people []person
		flags  int
	}{
		{"a child alone", []person{{1, "", "2012-01-01"}}, 1},
		{"two children", []person{{1, "", "2012-01-01"}, {2, "", "2015-01-01"}}, 2},
		{"with somebody of seventeen", []person{{1, "", "2012-01-01"}, {1, "", "2009-01-01"}}, 1},
		{"with somebody of eighteen", []person{{1, "", "2012-01-01"}, {2, "", "2008-11-16"}}, 0},
		{"with somebody of unknown age", []person{{1, "", "2012-01-01"}, {2, "", ""}}, 0},
		{"sixteen alone", []person{{1, "", "2010-11-16"}}, 0},
		{"the day before sixteen", []person{{1, "", "2010-11-17"}}, 1},
		{"unknown age alone", []person{{1, "", ""}}, 0},
	} {
		d := household(t, c.people...)
		for i := range d.roster.Stays {
			d.roster.Stays[i].State, d.roster.Stays[i].ReportedAt = models.StayDeclared, 0 // unreported ones count on both sides
		}
		d.run(at("2026-11-16 10:00"))
		stays := map[int64]bool{}
		for _, f := range d.open() {
			if f.Rule == "B15" {
				stays[f.StayID] = true
				if f.Level != 2 {
					t.Errorf("%s: level %d", c.name, f.Level)
				}
			}
		}
		if len(stays) != c.flags {
			t.Errorf("%s: %d flags, not %d", c.name, len(stays), c.flags)
		}
	}
}

func TestTheFlagOfAChildNeverClimbsAndEndsWithTheBirthdayOrAnAdult(t *testing.T) {
	d := household(t, person{1, "", "2010-12-24"})
	d.run(at("2026-11-16 10:00"))
	d.walk(at("2026-12-23 23:59"))
	d.want(t, "B15", 2, at("2026-12-23 23:59"))
	d.walk(at("2026-12-24 00:00"))
	d.want(t, "B15", 0, at("2026-12-24 00:00"))
	d = household(t, person{1, "", "2012-01-01"}, person{1, "", ""})
	d.roster.Stays[1].MovedOutOn = on("2026-12-01") // the mother leaves
	d.turns(t, "B15", "2026-12-01 00:00", 0, 2)
	d.run(at("2027-12-01 00:00"))
	d.want(t, "B15", 2, at("2027-12-01 00:00"))
	d = household(t, person{1, "", "2012-01-01"}, person{1, "", "2009-01-20"})
	d.run(at("2026-11-16 10:00"))
	d.walk(at("2027-01-19 23:59"))
	d.want(t, "B15", 2, at("2027-01-19 23:59"))
	d.walk(at("2027-01-20 00:00")) // the sister is eighteen
	d.want(t, "B15", 0, at("2027-01-20 00:00"))
}

func TestAnAbsentMotherIsStillTheAdultOfTheHome(t *testing.T) {
	d := household(t, person{1, "", "2012-01-01"}, person{1, "", ""})
	d.roster.Stays[1].AwayFrom, d.roster.Stays[1].AwayTo = on("2026-11-20"), on("2026-12-20")
	d.run(at("2026-11-25 10:00"))
	d.want(t, "B15", 0, at("2026-11-25 10:00"))
	d.roster.Stays[0].AwayFrom, d.roster.Stays[0].AwayTo = on("2026-11-20"), on("2026-12-20")
	d.roster.Stays[1].State = models.StayVoid
	d.run(at("2026-11-25 10:01"))
	d.want(t, "B15", 2, at("2026-11-25 10:01"))
}

func TestForAChildUnderEightTheTaskIsOfTheSameDay(t *testing.T) {
	d := household(t, person{1, "", "2018-12-24"})
	d.run(at("2026-11-16 10:00"))
	if e := d.open()[0].Evidence; !strings.HasSuffix(e, "当天就要去看") {
		t.Error(e)
	}
	d.walk(at("2026-12-24 00:00"))
	if e := d.open()[0].Evidence; strings.Contains(e, "当天") || !strings.Contains(e, "不满 16 岁") || len(d.flags) != 1 {
		t.Error(e)
	}
	rule, _ := models.RuleOf("B15")
	if !rule.Private {
		t.Error("the flag of a child is open to everybody")
	}
}
