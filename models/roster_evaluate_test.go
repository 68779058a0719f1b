package models_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"anju/models"
	"anju/models/workday"
)

const hour = 60 * minute

// drawStays invents a roster around a day: past and future moves, reports, confirmations, leases, absences, words that
// somebody left.
func drawStays(t *rapid.T, around workday.Day, most int) []models.Stay {
	n := rapid.IntRange(0, most).Draw(t, "stays")
	stays := make([]models.Stay, n)
	for i := range stays {
		s := models.Stay{ID: int64(i + 1), TenantID: int64(i + 1), RoomID: int64(rapid.IntRange(1, 3).Draw(t, "room")), DocIndex: []byte{byte('a' + i)}}
		s.State = rapid.SampledFrom([]string{models.StayDeclared, models.StayReported, models.StayReported, models.StayReturned,
			models.StayLeaving, models.StayVoid}).Draw(t, "state")
		s.MovedInOn = around + workday.Day(rapid.IntRange(-130, 40).Draw(t, "in"))
		if rapid.Bool().Draw(t, "goes") || s.State == models.StayLeaving {
			s.MovedOutOn = s.MovedInOn + workday.Day(rapid.IntRange(0, 200).Draw(t, "out"))
		}
		s.Relation = rapid.SampledFrom([]string{"", "本人", "配偶", "子女", "朋友"}).Draw(t, "relation")
		if s.Foreign = rapid.IntRange(0, 5).Draw(t, "foreign") == 0; s.Foreign && rapid.Bool().Draw(t, "to the minute") {
			s.MovedInAt = workday.At(s.MovedInOn.Start()) + workday.Moment(rapid.IntRange(0, 1).Draw(t, "at noon"))*12*hour // on the grid of looks
		}
		if s.State != models.StayDeclared || rapid.Bool().Draw(t, "reported") {
			s.ReportedAt = drawMoment(t, s.MovedInOn, "report")
		}
		if rapid.Bool().Draw(t, "confirmed") {
			s.ConfirmedAt = drawMoment(t, s.MovedInOn, "confirm")
		}
		drawSayings(t, &s, around)
		stays[i] = s
	}
	return stays
}

func drawSayings(t *rapid.T, s *models.Stay, around workday.Day) {
	if rapid.IntRange(0, 5).Draw(t, "disputed") == 0 {
		s.DisputedAt = drawMoment(t, s.MovedInOn, "dispute")
	}
	if rapid.IntRange(0, 2).Draw(t, "leased") == 0 {
		s.LeaseEnd = around + workday.Day(rapid.IntRange(-40, 60).Draw(t, "lease"))
	}
	if rapid.IntRange(0, 4).Draw(t, "away") == 0 {
		s.AwayFrom = around + workday.Day(rapid.IntRange(-20, 60).Draw(t, "away from"))
		s.AwayTo = s.AwayFrom + workday.Day(rapid.IntRange(0, 60).Draw(t, "away for"))
	}
	if rapid.IntRange(0, 5).Draw(t, "said left") == 0 {
		s.SayLeft(around+workday.Day(rapid.IntRange(-10, 40).Draw(t, "left on")), drawMoment(t, around, "said"))
	}
}

// drawRoster invents the home around its stays: kinds and rooms, ages with birthdays ahead, stays of the same persons
// elsewhere.
func drawRoster(t *rapid.T, around workday.Day, most int) models.Roster {
	r := models.Roster{Stays: drawStays(t, around, most), Born: map[int64]workday.Day{}, Elsewhere: map[string][]models.Stay{}}
	r.Unit = models.Unit{ID: 7, Kind: rapid.SampledFrom([]string{models.KindHome, models.KindFlat, models.KindDormitory}).Draw(t, "kind"),
		State:     rapid.SampledFrom([]string{models.UnitAccepted, models.UnitAccepted, models.UnitDelisted}).Draw(t, "unit"),
		Occupancy: rapid.SampledFrom([]string{models.OccupancyUnknown, models.OccupancyOccupied, models.OccupancyVacant}).Draw(t, "occupancy")}
	if rapid.IntRange(0, 3).Draw(t, "said occupied") == 0 {
		r.Unit.OccupiedSaidOn = around - workday.Day(rapid.IntRange(0, 10).Draw(t, "said occupied on"))
	}
	if rapid.Bool().Draw(t, "somebody lived here before") {
		r.LastOut = around - workday.Day(rapid.IntRange(0, 10).Draw(t, "last out"))
	}
	for i := range 3 {
		r.Rooms = append(r.Rooms, models.Room{ID: int64(i + 1), UsableC: rapid.SampledFrom([]int{0, 799, 800}).Draw(t, "area"),
			Type: rapid.SampledFrom([]string{models.RoomBedroom, models.RoomBedroom, models.RoomKitchen}).Draw(t, "type")})
	}
	for _, s := range r.Stays {
		if rapid.IntRange(0, 2).Draw(t, "age known") == 0 {
			age := rapid.SampledFrom([]int{3, 8, 16, 18, 40}).Draw(t, "turns")
			r.Born[s.TenantID] = (around + workday.Day(rapid.IntRange(-5, 100).Draw(t, "birthday"))).AddYears(-age)
		}
		if rapid.IntRange(0, 3).Draw(t, "elsewhere") == 0 {
			r.Elsewhere[string(s.DocIndex)] = drawStays(t, around, 2)
		}
	}
	return r
}

func drawMoment(t *rapid.T, from workday.Day, label string) workday.Moment {
	return workday.At((from + workday.Day(rapid.IntRange(-2, 120).Draw(t, label))).Start()) +
		workday.Moment(rapid.IntRange(0, 24*60-1).Draw(t, label+" minute"))*minute
}

// drawDesk starts around holidays, leap days and plain weeks alike.
func drawDesk(t *rapid.T, limits models.Limits) (*desk, workday.Moment) {
	around := on("2025-09-01") + workday.Day(rapid.IntRange(0, 950).Draw(t, "around"))
	d := &desk{limits: limits, roster: drawRoster(t, around, 5)}
	return d, workday.At(around.Start()) + workday.Moment(rapid.IntRange(0, 23).Draw(t, "hour"))*hour
}

// picture is what people see of the open flags, whatever their ids.
func picture(flags []models.Flag) string {
	var lines []string
	for _, f := range flags {
		lines = append(lines, fmt.Sprintf("%s room %d level %d raised %s due %s %s", f.Key(), f.RoomID, f.Level, f.RaisedAt.RFC3339(), f.DueAt.RFC3339(), f.Evidence))
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

func TestLookingTwiceChangesNothingTheSecondTime(t *testing.T) {
	limits := ningbo(t)
	rapid.Check(t, func(t *rapid.T) {
		d, now := drawDesk(t, limits)
		for range rapid.IntRange(1, 6).Draw(t, "looks") {
			first := d.run(now)
			second := d.run(now)
			if len(second.Open)+len(second.Climb)+len(second.Alter)+len(second.Close) != 0 || first.DueAt != second.DueAt {
				t.Fatalf("at %s the second look wants %+v after %+v", now.RFC3339(), second, first)
			}
			if first.DueAt != 0 && first.DueAt <= now {
				t.Fatalf("due at %s, which is past", first.DueAt.RFC3339())
			}
			now += workday.Moment(rapid.IntRange(1, 60*24).Draw(t, "hours")) * hour
		}
	})
}

// event is something that people do; a verb changes the roster and judges it at once.
func event(t *rapid.T, now workday.Moment, desks ...*desk) {
	kind := rapid.IntRange(0, 9).Draw(t, "event")
	if len(desks[0].roster.Stays) == 0 {
		return
	}
	i := rapid.IntRange(0, len(desks[0].roster.Stays)-1).Draw(t, "whom")
	how := rapid.SampledFrom([]string{models.HowAll, models.HowEach, models.HowDesk, models.HowSelf, models.HowVisit}).Draw(t, "how")
	for _, d := range desks {
		s := &d.roster.Stays[i]
		switch kind {
		case 0:
			s.Confirm(how, 1, now)
		case 1:
			s.State, s.ReportedAt = models.StayReported, now
		case 2:
			s.DisputedAt = now
		case 3:
			s.DisputedAt = 0
		case 4:
			s.State, s.MovedOutOn = models.StayLeaving, now.Day()
		case 5:
			for f := range d.flags {
				if d.flags[f].Open() && d.flags[f].VisitedAt == 0 {
					d.flags[f].VisitedAt = now
				}
			}
		case 6:
			s.SayLeft(now.Day(), now)
		case 7:
			s.SayStays()
		case 8:
			s.PoliceAt = now
		case 9:
			d.roster.Unit.Occupancy, d.roster.Unit.OccupiedSaidOn = models.OccupancyOccupied, now.Day()
		}
		d.run(now)
	}
}

func TestTheDueClockMissesNothing(t *testing.T) {
	limits := ningbo(t)
	rapid.Check(t, func(t *rapid.T) {
		clock, start := drawDesk(t, limits)
		every := &desk{limits: limits, roster: clock.roster}
		every.roster.Stays = slices.Clone(clock.roster.Stays)
		start = workday.At(start.Day().Start()) // so that every limit lies on the grid of looks
		clock.run(start)
		every.run(start)
		step := workday.Moment(rapid.SampledFrom([]int{1, 3, 4, 6, 12}).Draw(t, "step")) * hour
		for m := start + step; m < start+170*24*hour; m += step {
			clock.walk(m)
			every.run(m)
			if a, b := picture(clock.open()), picture(every.open()); a != b {
				t.Fatalf("at %s\nby the due clock:\n%s\nby looking every %d h:\n%s", m.RFC3339(), a, step/hour, b)
			}
			if rapid.IntRange(0, 60).Draw(t, "something happens") == 0 {
				event(t, m, clock, every)
			}
		}
		if len(clock.flags) != len(every.flags) {
			t.Fatalf("%d flags by the due clock, %d by looking all the time", len(clock.flags), len(every.flags))
		}
	})
}

func TestTheOrderOfTheRosterDecidesNothing(t *testing.T) {
	limits := ningbo(t)
	rapid.Check(t, func(t *rapid.T) {
		d, now := drawDesk(t, limits)
		d.run(now)
		other := &desk{limits: limits, flags: slices.Clone(d.flags), due: d.due}
		other.roster = d.roster
		other.roster.Stays = rapid.Permutation(d.roster.Stays).Draw(t, "order")
		now += workday.Moment(rapid.IntRange(0, 60*24).Draw(t, "hours")) * hour
		a, b := d.run(now), other.run(now)
		if a.DueAt != b.DueAt || picture(d.open()) != picture(other.open()) {
			t.Fatalf("%s\n%s\n---\n%s\n%s", a.DueAt.RFC3339(), picture(d.open()), b.DueAt.RFC3339(), picture(other.open()))
		}
	})
}

func TestNobodyCarriesTwoFlagsOfRegistrationAtOnce(t *testing.T) {
	limits := ningbo(t)
	rapid.Check(t, func(t *rapid.T) {
		d, now := drawDesk(t, limits)
		d.run(now)
		d.walk(now + 200*24*hour)
		seen := map[int64][]string{}
		for _, f := range d.open() {
			seen[f.StayID] = append(seen[f.StayID], f.Rule)
		}
		for stay, rules := range seen {
			if stay == 0 {
				continue
			}
			if slices.Contains(rules, "B01") && (slices.Contains(rules, "B03") || slices.Contains(rules, "B05") || slices.Contains(rules, "B07")) ||
				slices.Contains(rules, "B08") && len(rules) > 1 {
				t.Fatalf("stay %d carries %v", stay, rules)
			}
		}
	})
}
