package registry_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"anju/models"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/storetest"
	"anju/models/workday"
)

// TestNoHomeIsForgottenByTheDueClock plays registers drawn by lot. After everything that happens in one, no home that is not
// due has anything to say, now or before it is due. The flag job, which visits only what is due, leaves the register as one
// that looks at every home does: flags, levels, limits and due times.
func TestNoHomeIsForgottenByTheDueClock(t *testing.T) {
	overLives(t, 10, 200, func(t *testing.T, w storetest.Twins, l life) {
		s := l.play(t, w.One, func(s *stage, _ lifeLine) { s.nothingWaits(t, 0) })
		for _, at := range append([]time.Time{l.at}, l.later...) {
			s.at = at
			storetest.Refill(t, w.Two, w.One)
			exec(t, w.Two, "UPDATE units SET due_at = 1")
			sweep := s.on(w.Two)
			for _, h := range []*house{s.house, sweep} {
				_, err := h.RaiseFlags(context.Background(), policy.SystemActor, at)
				must(t, err)
			}
			byClock, byAll := storetest.Picture(t, w.One), storetest.Picture(t, w.Two)
			delete(byAll, "log") // it tells how many homes were looked at
			s.same(t, "the flag job by the due clock at "+workday.At(at).RFC3339(), byClock, byAll)
			s.nothingWaits(t, 130)
		}
	})
}

// on is the same program on another register.
func (s *stage) on(st *store.Store) *house {
	reg := *s.Registry
	reg.Store = st
	return &house{Registry: &reg, sent: &recorder{fate: s.sent.fate}}
}

// same holds two pictures against each other.
func (s *stage) same(t *testing.T, what string, got, want map[string][]string) {
	t.Helper()
	for name := range want {
		missing, more := storetest.Differ(want[name], got[name])
		if len(missing)+len(more) > 0 {
			t.Errorf("%s: %s\nare missing:\n%s\nare too many:\n%s", what, name, s.named(missing), s.named(more))
		}
	}
}

// nothingWaits holds that no home has anything to say before it is due, as far as some days ahead.
func (s *stage) nothingWaits(t *testing.T, days int) {
	t.Helper()
	rosters, open := everyHome(t, s.Store)
	for _, r := range rosters {
		looks := []workday.Moment{s.now(), r.Unit.DueAt - 1}
		for m := s.now(); m < s.now()+workday.Moment(days)*24*3600_000; m += 3 * 3600_000 {
			looks = append(looks, m)
		}
		for _, m := range looks {
			if m < s.now() || !r.Unit.DueAt.IsZero() && m >= r.Unit.DueAt {
				continue
			}
			if wants := wanted(models.Evaluate(r, open[r.Unit.ID], s.Limits(), m)); wants != "" {
				t.Fatalf("at %s home %s is due at %q, and yet at %s a look would\n%s", s.now().RFC3339(), r.Unit.UnitCode, r.Unit.DueAt.RFC3339(), m.RFC3339(), wants)
			}
		}
	}
}

// everyHome is what the rules see of all homes, and the flags that stand there.
func everyHome(t *testing.T, st *store.Store) ([]models.Roster, map[int64][]models.Flag) {
	t.Helper()
	ctx := context.Background()
	units, err := st.ListUnits(ctx, policy.Scope{All: true}, 0, 1000)
	must(t, err)
	var ids []int64
	for _, u := range units {
		ids = append(ids, u.ID)
	}
	rosters, err := st.Rosters(ctx, ids)
	must(t, err)
	flags, err := st.OpenFlags(ctx, ids)
	must(t, err)
	open := map[int64][]models.Flag{}
	for _, f := range flags {
		open[f.UnitID] = append(open[f.UnitID], f)
	}
	return rosters, open
}

// wanted tells what a look at a home wants changed.
func wanted(c models.Changes) string {
	var all []string
	for verb, flags := range map[string][]models.Flag{"open": c.Open, "change": c.Alter, "close": c.Close} {
		for _, f := range flags {
			all = append(all, verb+" "+f.Rule+" "+storyLevels[f.Level]+" "+f.Evidence)
		}
	}
	slices.Sort(all)
	return strings.Join(all, "\n")
}
