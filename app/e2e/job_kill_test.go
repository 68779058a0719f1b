package e2e

import (
	"slices"
	"testing"

	"anju/models/storetest"
)

// spring is what the jobs of one spring have to do with a roster whose people all moved in on Monday 2 March 2026 and whom
// nobody reported: every limit, every step of the ladder and every text comes for all of them on one day.
func spring(unreported, reported string) []step {
	flag := func(at string) step { return step{job: "flag", args: []string{"job", "run", "flag", "--at", at}} }
	texts := func(day string) []step {
		return []step{
			{job: "remind", args: []string{"job", "run", "remind", "--at", day + " 08:35"}},
			{job: "dispatch", args: []string{"job", "run", "dispatch", "--at", day + " 09:05"}},
		}
	}
	return slices.Concat(
		[]step{{args: []string{"import", "stays", unreported, "--at", "2026-03-02 10:00"}}, flag("2026-03-02 10:10")},
		texts("2026-03-05"),                                   // R01, the last day
		[]step{flag("2026-03-06 00:00")}, texts("2026-03-06"), // opened, R02
		[]step{flag("2026-03-11 00:00")}, texts("2026-03-11"), // level 2, R03
		[]step{flag("2026-03-18 00:00")}, // level 3
		[]step{{args: []string{"import", "stays", reported, "--at", "2026-03-18 10:00"}}, flag("2026-03-18 10:10")}, // closed
		[]step{flag("2026-06-17 00:00")}, texts("2026-06-17"), // nobody confirmed for 90 days: R05, R06
	)
}

// TestAJobThatIsKilledEndsWhereAnUndisturbedOneEnds plays one spring twice on the same register: once undisturbed, and
// once with flag, remind and dispatch killed from outside at random moments and started again. Flags, ladder, due times,
// outbox, log and the texts that people got are the same in the end, to the row.
func TestAJobThatIsKilledEndsWhereAnUndisturbedOneEnds(t *testing.T) {
	storetest.EachName(t, func(t *testing.T, db string) {
		w := newWorld(t, db)
		r := newKillRoster(t, 12*kills(), 5) // enough to do that a job is not over before its kills
		for _, kind := range []string{"areas", "units", "rooms"} {
			run(t, w.env, "import", kind, r[kind], "--at", "2026-03-02 10:00")
		}
		calm := w.copied(t)
		steps := spring(r["unreported"], r["reported"])
		for i := range steps {
			if steps[i].job == "" {
				run(t, calm.env, steps[i].args...)
				continue
			}
			steps[i].play(t, calm)
		}
		runs := map[string]int{}
		for _, s := range steps {
			runs[s.job]++
		}
		killed := map[string]*tally{"flag": {pace: 0.8}, "remind": {pace: 0.9}, "dispatch": {pace: 0.3}}
		for _, s := range steps {
			sum := killed[s.job]
			if sum == nil {
				run(t, w.env, s.args...)
				continue
			}
			// What an earlier run of this job was too quick for, the later ones make up; some more are meant than are asked for.
			s.playKilled(t, w, sum, (kills()*5/4-sum.inside+runs[s.job]-1)/runs[s.job]+2)
			runs[s.job]--
		}
		for _, job := range []string{"flag", "remind", "dispatch"} {
			sum := killed[job]
			t.Logf("%s: %d kills, %d of them in the middle of the job (%d had saved a part), %d before it began; %d runs were quicker than their kill",
				job, sum.inside+sum.early, sum.inside, sum.worked, sum.early, sum.late)
			if sum.inside < kills() {
				t.Errorf("%s was killed only %d times in its middle", job, sum.inside)
			}
		}
		t.Logf("dispatch: %d lines of the file were torn, %d of them of a text on its way", killed["dispatch"].torn, killed["dispatch"].lost)
		got, want := w.picture(t), calm.picture(t)
		for name := range want {
			missing, more := storetest.Differ(want[name], got[name])
			if len(missing)+len(more) > 0 {
				t.Errorf("%s: %d rows are missing, %d too many: %q %q", name, len(missing), len(more), missing[:min(2, len(missing))], more[:min(2, len(more))])
			}
			t.Logf("%s: %d rows, as undisturbed", name, len(got[name]))
		}
		app := w.open(t)
		defer app.Close()
		w.wholeOutbox(t, app)
		w.wholeLog(t)
	})
}
