package models_test

import (
	"testing"

	"anju/models"
)

func TestAStayIsStaleOnlyAfterNinetyWholeDaysWithoutAWord(t *testing.T) {
	early := reported("2026-11-23", "2026-11-20 09:00") // reported before the move
	confirmed := reported("2026-06-01", "2026-06-01 09:00")
	confirmed.Confirm(models.HowSelf, 1, at("2026-11-23 23:59"))
	midnight := reported("2026-06-01", "2026-06-01 09:00")
	midnight.Confirm(models.HowEach, 1, at("2026-11-23 00:00"))
	for _, c := range []struct {
		name, opens string
		stay        models.Stay
	}{
		{"from the report", "2027-02-22 00:00", reported("2026-11-01", "2026-11-23 15:00")},
		{"from moving in, if later", "2027-02-22 00:00", early},
		{"confirmed in the last minute of the day", "2027-02-22 00:00", confirmed},
		{"confirmed in the first minute of the day", "2027-02-22 00:00", midnight},
		{"over a leap day", "2028-03-01 00:00", reported("2027-12-01", "2027-12-01 10:00")},
		{"over a common February", "2027-03-02 00:00", reported("2026-12-01", "2026-12-01 10:00")},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := newDesk(t, c.stay)
			d.turns(t, "B05", c.opens, 0, 1)
			d.want(t, "B01", 0, at(c.opens))
		})
	}
}

func TestAStaleStayGoesToTheGridAfterFifteenDaysAndToTheOfficerFiveWorkingDaysLater(t *testing.T) {
	d := newDesk(t, reported("2026-11-23", "2026-11-23 15:00"))
	d.turns(t, "B05", "2027-02-22 00:00", 0, 1)
	d.turns(t, "B05", "2027-03-09 00:00", 1, 2)
	d.turns(t, "B05", "2027-03-16 00:00", 2, 3)
	holiday := newDesk(t, reported("2026-06-12", "2026-06-12 15:00")) // V is 25 September, Mid-Autumn
	holiday.turns(t, "B05", "2026-09-11 00:00", 0, 1)
	holiday.turns(t, "B05", "2026-09-26 00:00", 1, 2)
	holiday.turns(t, "B05", "2026-10-10 00:00", 2, 3) // 28, 29, 30 September, 8 and 9 October
}

func TestAStaleStayFoundLateStillGetsItsFifteenDays(t *testing.T) {
	d := newDesk(t, reported("2026-06-01", "2026-06-01 09:00"))
	d.run(at("2026-11-23 03:00"))
	d.want(t, "B05", 1, at("2026-11-23 03:00"))
	d.turns(t, "B05", "2026-12-08 00:00", 1, 2)
	d.turns(t, "B05", "2026-12-15 00:00", 2, 3)
}

func TestOneConfirmationClosesAStaleFlagAndTheNextOneStartsAfresh(t *testing.T) {
	d := newDesk(t, reported("2026-06-01", "2026-06-01 09:00"))
	d.run(at("2026-06-01 09:00"))
	d.walk(at("2026-10-12 08:00"))
	first := d.open()[0]
	if first.Level != 3 {
		t.Fatalf("level %d before the confirmation", first.Level)
	}
	d.roster.Stays[0].Confirm(models.HowEach, 1, at("2026-10-12 08:00"))
	d.run(at("2026-10-12 08:00"))
	d.want(t, "B05", 0, at("2026-10-12 08:00"))
	d.walk(at("2027-01-10 23:59"))
	d.want(t, "B05", 0, at("2027-01-10 23:59"))
	d.walk(at("2027-01-11 00:00"))
	d.want(t, "B05", 1, at("2027-01-11 00:00"))
	again := d.open()[0]
	if len(d.flags) != 2 || again.ID == first.ID || again.RaisedAt != at("2027-01-11 00:00") || d.flags[0].Open() {
		t.Errorf("the closed flag came back: %+v", d.flags)
	}
}

func TestALaterDatedConfirmationIsIgnoredUntilItsMoment(t *testing.T) {
	s := reported("2026-08-24", "2026-08-24 09:00")
	s.ConfirmedAt = at("2026-11-24 12:30")
	d := newDesk(t, s)
	d.turns(t, "B05", "2026-11-23 00:00", 0, 1)
	d.turns(t, "B05", "2026-11-24 12:30", 1, 0)
}

func TestTappingAllAtOnceTwiceDoesNotHideARosterNobodyLookedAt(t *testing.T) {
	d := newDesk(t, reported("2026-01-05", "2026-01-05 09:00"))
	s := &d.roster.Stays[0]
	s.Confirm(models.HowAll, 1, at("2026-02-02 09:00"))
	s.Confirm(models.HowAll, 1, at("2026-03-02 09:00"))
	s.Confirm(models.HowAll, 1, at("2026-04-01 09:00"))
	d.turns(t, "B05", "2026-05-04 00:00", 0, 1) // 91 days after the first
	s.Confirm(models.HowAll, 1, at("2026-05-05 09:00"))
	d.run(at("2026-05-05 09:00"))
	d.want(t, "B05", 1, at("2026-05-05 09:00"))
	for _, how := range []string{models.HowEach, models.HowSelf, models.HowVisit} {
		s.Confirm(how, 1, at("2026-05-06 09:00"))
		if s.ConfirmedHow != how || s.AllInARow != 0 {
			t.Errorf("after %s: %+v", how, *s)
		}
		d.run(at("2026-05-06 09:00"))
		d.want(t, "B05", 0, at("2026-05-06 09:00"))
		s.Confirm(models.HowAll, 1, at("2026-05-07 09:00"))
		if s.ConfirmedAt != at("2026-05-07 09:00") {
			t.Errorf("all at once after %s does not count", how)
		}
	}
}

func TestWhoIsLeavingOrHasLeftIsNeverStale(t *testing.T) {
	leaving := reported("2026-01-05", "2026-01-05 09:00")
	leaving.State, leaving.MovedOutOn = models.StayLeaving, on("2026-11-16")
	d := newDesk(t, leaving)
	d.run(at("2026-11-16 00:00"))
	d.want(t, "B05", 0, at("2026-11-16 00:00"))
	gone := reported("2026-01-05", "2026-01-05 09:00")
	gone.MovedOutOn = on("2026-11-16")
	d = newDesk(t, gone)
	d.turns(t, "B05", "2026-11-16 00:00", 1, 0)
}

func TestAnUnreportedStayIsNotStale(t *testing.T) {
	d := newDesk(t, reported("2026-01-05", "2026-11-16 10:00"))
	d.run(at("2026-11-16 09:59"))
	d.want(t, "B05", 0, at("2026-11-16 09:59"))
	d.want(t, "B01", 1, at("2026-11-16 09:59"))
	d.run(at("2026-11-16 10:00"))
	d.want(t, "B05", 0, at("2026-11-16 10:00"))
	d.want(t, "B01", 0, at("2026-11-16 10:00"))
}

func TestWhoIsAwayIsNotStaleAndTheDaysBeginAnewOnTheDayOfReturn(t *testing.T) {
	s := reported("2026-08-24", "2026-08-24 09:00")
	s.AwayFrom, s.AwayTo = on("2026-11-20"), on("2027-01-10")
	d := newDesk(t, s)
	d.run(at("2026-11-23 00:00"))
	d.want(t, "B05", 0, at("2026-11-23 00:00"))
	d.turns(t, "B05", "2027-04-11 00:00", 0, 1) // 91 days after the return
	late := reported("2026-08-24", "2026-08-24 09:00")
	late.AwayFrom, late.AwayTo = on("2026-11-25"), on("2026-12-01")
	d = newDesk(t, late)
	d.turns(t, "B05", "2026-11-23 00:00", 0, 1)
	d.turns(t, "B05", "2026-11-25 00:00", 1, 0)
	d.turns(t, "B05", "2027-03-02 00:00", 0, 1)
}
