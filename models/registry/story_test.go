package registry_test

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"anju/models"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/storetest"
	"anju/models/workday"
)

// TestAYearPassesAsTheStoriesTell lets the stories of each file pass in one register, with the jobs at their hours, and
// holds flags, limits, levels and texts at every minute that a story names.
func TestAYearPassesAsTheStoriesTell(t *testing.T) {
	for _, f := range readStories(t) {
		t.Run(f.name, func(t *testing.T) {
			t.Parallel()
			storetest.EachDriver(t, func(t *testing.T, st *store.Store) { playStories(t, st, f) })
		})
	}
}

// moment is one line at its minute; before marks the look a minute earlier.
type moment struct {
	at     time.Time
	cast   *cast
	line   storyLine
	before bool
}

func playStories(t *testing.T, st *store.Store, f *storyFile) {
	first, last := f.stories[0].lines[0].at, time.Time{}
	for _, s := range f.stories {
		for _, l := range s.lines {
			if l.at.Before(first) {
				first = l.at
			}
			if l.at.After(last) {
				last = l.at
			}
		}
	}
	first = workday.DayOf(first).Start()
	s := newStage(t, st, f, first)
	var acts, looks []moment
	for _, c := range s.casts {
		for _, l := range c.lines {
			switch {
			case !slices.Contains(storyLooks, l.verb):
				acts = append(acts, moment{at: l.at, cast: c, line: l})
			case l.verb == "起" || l.verb == "消":
				looks = append(looks, moment{l.at.Add(-time.Minute), c, l, true})
				fallthrough
			default:
				looks = append(looks, moment{at: l.at, cast: c, line: l})
			}
		}
	}
	byTime := func(a, b moment) int { return a.at.Compare(b.at) }
	slices.SortStableFunc(acts, byTime)
	slices.SortStableFunc(looks, byTime)
	for _, at := range minutesOf(first, last, acts, looks) {
		s.at = at
		n := countAt(acts, at)
		for _, m := range acts[:n] {
			s.act(t, m)
		}
		acts = acts[n:]
		k := countAt(looks, at)
		s.runJobs(t, at, n+k > 0)
		for _, m := range looks[:k] {
			s.look(t, m)
		}
		looks = looks[k:]
	}
	s.nothingUntold(t)
}

func countAt(all []moment, at time.Time) int {
	n := 0
	for n < len(all) && all[n].at.Equal(at) {
		n++
	}
	return n
}

// hoursOf are the minutes of a day at which a job finds something to do of itself: limits end at 00:00, and what waits
// leaves when a window opens. At all others flag and dispatch run where a story does or looks at something.
var hoursOf = map[string][]int{"flag": {0}, "remind": {8*60 + 35}, "educate": {8*60 + 35}, "dispatch": {8*60 + 30, 8*60 + 36, 9 * 60}}

// minutesOf are all minutes at which something is done, looked at or run, in order.
func minutesOf(first, last time.Time, acts, looks []moment) []time.Time {
	var all []time.Time
	for _, m := range append(slices.Clone(acts), looks...) {
		all = append(all, m.at)
	}
	for day := workday.DayOf(first); day <= workday.DayOf(last); day++ {
		for _, minutes := range hoursOf {
			for _, minute := range minutes {
				all = append(all, day.Start().Add(time.Duration(minute)*time.Minute))
			}
		}
	}
	slices.SortFunc(all, time.Time.Compare)
	return slices.CompactFunc(all, time.Time.Equal)
}

func (s *stage) act(t *testing.T, m moment) {
	t.Helper()
	err := storyVerbs[m.line.verb].do(s, t, m.cast, m.line)
	if m.line.refused {
		if models.AsError(err) == nil && !errors.Is(err, errRow) {
			t.Errorf("%s: %s：本该不成，是 %v", m.line.place, m.cast.title, err)
		}
		return
	}
	if err != nil {
		t.Errorf("%s: %s：%s 没成：%v", m.line.place, m.cast.title, m.line.verb, err)
	}
}

// runJobs runs what is due at a minute: the schedule, and flag and dispatch also when something was done or is looked at.
func (s *stage) runJobs(t *testing.T, at time.Time, busy bool) {
	t.Helper()
	if !at.Before(s.file.from) && at.Before(s.file.until) {
		return
	}
	ctx := context.Background()
	minute := at.In(workday.Shanghai).Hour()*60 + at.In(workday.Shanghai).Minute()
	job := func(name string, wanted bool, run func(context.Context, policy.Actor, time.Time) (registry.Tally, error)) {
		if wanted || slices.Contains(hoursOf[name], minute) {
			_, err := run(ctx, policy.SystemActor, at)
			must(t, err)
		}
	}
	job("flag", busy, s.RaiseFlags)
	if busy { // RULES 40: a second run without a limit between opens and closes nothing
		again, err := s.RaiseFlags(ctx, policy.SystemActor, at)
		must(t, err)
		if again.Opened+again.Closed > 0 {
			t.Errorf("%s: the second run of the minute did %+v", at.In(workday.Shanghai), again)
		}
	}
	job("remind", false, s.QueueReminders)
	if s.file.lessons {
		job("educate", false, s.QueueEducation)
	}
	job("dispatch", busy, func(ctx context.Context, who policy.Actor, at time.Time) (registry.Tally, error) {
		return s.DispatchNotices(ctx, who, through(s.sent), at)
	})
}

// nothingUntold holds that no flag opened in a story, until its last minute, of which it does not tell.
func (s *stage) nothingUntold(t *testing.T) {
	t.Helper()
	for _, c := range s.casts {
		end := slices.MaxFunc(c.lines, func(a, b storyLine) int { return a.at.Compare(b.at) }).at
		for name, home := range c.homes {
			for _, f := range storetest.FlagHistory(t, s.Store, home.unit.ID) {
				if f.RaisedAt <= workday.At(end) && !c.told[toldKey(f.Rule, f)] {
					t.Errorf("%s: %s：%s 还有没说到的 %s，%s", c.place, c.title, name, f.Rule, f.RaisedAt.Time().In(workday.Shanghai).Format("2006-01-02 15:04"))
				}
			}
		}
	}
}

// toldKey names a rule and where its flag sits.
func toldKey(rule string, f models.Flag) string {
	room := f.RoomID
	if f.StayID != 0 {
		room = 0
	}
	return strings.Join([]string{rule, strconv.FormatInt(f.UnitID, 10), strconv.FormatInt(room, 10), strconv.FormatInt(f.StayID, 10)}, ":")
}
