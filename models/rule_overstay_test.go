package models_test

import (
	"testing"

	"anju/models"
)

func leased(until string) models.Stay {
	s := reported("2026-01-05", "2026-01-05 09:00")
	s.LeaseEnd = on(until)
	return s
}

func TestNobodyAsksAboutALeaseBeforeItsSevenDaysOfGraceAreOver(t *testing.T) {
	onTheDay := leased("2026-11-16")
	onTheDay.Confirm(models.HowSelf, 1, at("2026-11-16 23:59"))
	for _, c := range []struct {
		name, opens, second, third string
		stay                       models.Stay
	}{
		// 30 days from the end of the grace, 23 November, then five working days.
		{"plain", "2026-11-24 00:00", "2026-12-24 00:00", "2026-12-31 00:00", leased("2026-11-16")},
		{"confirmed in the last minute of the lease", "2026-11-24 00:00", "2026-12-24 00:00", "2026-12-31 00:00", onTheDay},
		// The 30th day after 25 August is 24 September; 25 is Mid-Autumn, 28 to 30, 8 and 9 October are worked.
		{"into National Day", "2026-08-26 00:00", "2026-09-25 00:00", "2026-10-10 00:00", leased("2026-08-18")},
		{"over a leap day", "2028-03-01 00:00", "2028-03-31 00:00", "2028-04-07 00:00", leased("2028-02-22")},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := newDesk(t, c.stay)
			d.turns(t, "B07", c.opens, 0, 1)
			d.turns(t, "B07", c.second, 1, 2)
			d.turns(t, "B07", c.third, 2, 3)
		})
	}
}

func TestAnAnswerAfterTheLeaseClosesTheQuestionForGood(t *testing.T) {
	for _, how := range []string{models.HowAll, models.HowEach, models.HowDesk, models.HowSelf, models.HowVisit} {
		d := newDesk(t, leased("2026-11-16"))
		d.run(at("2026-11-24 00:00"))
		d.roster.Stays[0].Confirm(how, 1, at("2026-11-24 09:00"))
		d.run(at("2026-11-24 09:00"))
		d.want(t, "B07", 0, at("2026-11-24 09:00"))
		d.walk(at("2027-11-24 00:00"))
		d.want(t, "B07", 0, at("2027-11-24 00:00")) // it does not come back for the same end
		d.roster.Stays[0].LeaseEnd = on("2027-11-30")
		d.run(at("2027-11-24 00:00"))
		d.turns(t, "B07", "2027-12-08 00:00", 0, 1)
	}
	early := leased("2026-11-16")
	early.Confirm(models.HowEach, 1, at("2026-11-17 00:00")) // the first minute after the lease
	d := newDesk(t, early)
	d.walk(at("2027-02-01 00:00"))
	d.run(at("2026-12-01 00:00"))
	d.want(t, "B07", 0, at("2026-12-01 00:00"))
}

func TestTheSecondAllAtOnceInARowAnswersTheLeaseThoughItDoesNotRestartTheDays(t *testing.T) {
	d := newDesk(t, leased("2026-11-16"))
	s := &d.roster.Stays[0]
	all := func(when string) {
		s.Confirm(models.HowAll, 1, at(when))
		d.roster.Unit.LastConfirmedAt, d.roster.Unit.LastConfirmedHow = at(when), models.HowAll
		d.run(at(when))
	}
	all("2026-11-01 09:00")
	d.run(at("2026-11-24 00:00"))
	d.want(t, "B07", 1, at("2026-11-24 00:00"))
	all("2026-11-24 10:00")
	d.want(t, "B07", 0, at("2026-11-24 10:00"))
	d.turns(t, "B05", "2027-01-31 00:00", 0, 1) // 91 days after the first
}

func TestANewLeaseMovingOutOrNoReportIsNoQuestion(t *testing.T) {
	d := newDesk(t, leased("2026-11-16"))
	d.run(at("2026-11-24 00:00"))
	d.roster.Stays[0].LeaseEnd = on("2027-11-16")
	d.run(at("2026-11-24 09:00"))
	d.want(t, "B07", 0, at("2026-11-24 09:00"))
	d.roster.Stays[0].LeaseEnd = 0
	d.run(at("2028-01-01 09:00"))
	d.want(t, "B07", 0, at("2028-01-01 09:00"))
	gone := leased("2026-11-16")
	gone.MovedOutOn = on("2026-11-25")
	newDesk(t, gone).turns(t, "B07", "2026-11-25 00:00", 1, 0)
	silent := declared("2026-01-05")
	silent.LeaseEnd = on("2026-11-16")
	d = newDesk(t, silent)
	d.run(at("2026-12-24 00:00"))
	d.want(t, "B07", 0, at("2026-12-24 00:00"))
	late := reported("2026-01-05", "2026-11-17 10:00") // reported after the end: that is news enough
	late.LeaseEnd = on("2026-11-16")
	d = newDesk(t, late)
	d.run(at("2026-12-24 00:00"))
	d.want(t, "B07", 0, at("2026-12-24 00:00"))
}

func TestOneConfirmationClosesStaleAndOverstayTogether(t *testing.T) {
	d := newDesk(t, leased("2026-03-16"))
	d.run(at("2026-11-16 09:00"))
	d.want(t, "B05", 1, at("2026-11-16 09:00"))
	d.want(t, "B07", 1, at("2026-11-16 09:00"))
	d.roster.Stays[0].Confirm(models.HowEach, 1, at("2026-11-16 10:00"))
	if c := d.run(at("2026-11-16 10:00")); len(c.Close) != 2 || len(d.open()) != 0 {
		t.Errorf("%+v", c)
	}
}
