package registry_test

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"anju/models"
	"anju/models/idcard"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/storetest"
	"anju/models/workday"
)

// overLives plays registers drawn by lot, each from its own seed, and holds them to something. ANJU_LONG=1 draws many more;
// ANJU_SEED names the first seed, so that a register that failed comes back.
func overLives(t *testing.T, short, long int, hold func(t *testing.T, w storetest.Twins, l life)) {
	t.Helper()
	rounds, first := short, rand.IntN(1_000_000)
	if os.Getenv("ANJU_LONG") == "1" {
		rounds = long
	}
	if given, err := strconv.Atoi(os.Getenv("ANJU_SEED")); err == nil {
		first = given
	}
	lives, seen := rapid.Custom(drawLife), map[string]int{}
	defer func() { t.Logf("%d registers from seed %d on: %v", rounds, first, seen) }()
	storetest.EachTwins(t, func(t *testing.T, w storetest.Twins) {
		for seed := first; seed < first+rounds; seed++ {
			l := lives.Example(seed)
			t.Run(fmt.Sprint("ANJU_SEED=", seed), func(t *testing.T) {
				defer func() {
					if t.Failed() {
						t.Logf("the register of seed %d:\n%s", seed, l)
					}
				}()
				storetest.Empty(t, w.One)
				hold(t, w, l)
				for _, what := range storetest.Words(t, w.One, "SELECT rule FROM flags UNION ALL SELECT kind FROM notices") {
					seen[what]++
				}
			})
			if t.Failed() {
				return // one register at a time is enough to read
			}
		}
	})
}

// play lets a life pass in an empty register; after is called after everything that happened in it.
func (l life) play(t *testing.T, st *store.Store, after func(s *stage, what lifeLine)) *stage {
	t.Helper()
	var told strings.Builder
	for _, x := range l.lines {
		if x.job == "" {
			fmt.Fprintln(&told, x.at.Format("2006-01-02 15:04"), x.text)
		}
	}
	f, err := parseStories("life", strings.Join(append([]string{"故事 抽出来的", "依据 RULES"}, l.head...), "\n")+"\n"+told.String())
	must(t, err)
	s := newStage(t, st, f, workday.DayOf(l.lines[0].at).Start())
	s.sent.fate = byLot
	acts := s.casts[0].lines
	for _, x := range l.lines {
		s.at = x.at
		if x.job != "" {
			_, err := jobOf(x.job).run(context.Background(), s.house, x.at)
			must(t, err)
		} else {
			s.tryAct(t, s.casts[0], acts[0])
			acts = acts[1:]
		}
		after(s, x)
	}
	s.at = l.at
	return s
}

// byLot is a vendor with whom something goes wrong now and then, with the same text always the same.
func byLot(m models.Outgoing) models.Sent {
	sum := 0
	for _, b := range []byte(m.Kind + m.Phone) {
		sum += int(b)
	}
	switch sum % 12 {
	case 0:
		return models.SentLater
	case 1:
		return models.SentUnknown
	case 2:
		return models.SentBadPhone
	}
	return models.SentAccepted
}

// tryAct does what a line says, unless somebody in it has not come, or it is refused.
func (s *stage) tryAct(t *testing.T, c *cast, l storyLine) {
	t.Helper()
	var whom []string
	switch {
	case l.verb == "导入", l.verb == "房东 登记", l.verb == "房客 自己登记":
	case l.verb == "网格员 走访":
		for _, key := range []string{"见到", "搬走"} {
			if name := l.options[key]; name != "" {
				whom = append(whom, name+"@"+l.args[0])
			}
		}
	case l.who != "":
		whom = []string{l.who}
	case c.personOf(l.args[0]) != nil:
		whom = l.args[:1]
	}
	for _, name := range whom {
		if _, found := s.findStay(t, c, name); !found {
			return
		}
	}
	err := storyVerbs[l.verb].do(s, t, c, l)
	if err != nil && models.AsError(err) == nil && !errors.Is(err, errRow) && !errors.Is(err, errNoDispute) {
		t.Fatalf("%s %s %v: %v", l.at.Format("2006-01-02 15:04"), l.verb, l.args, err)
	}
}

// named writes people into lines that name them by blind indexes.
func (s *stage) named(lines []string) string {
	var pairs []string
	for _, c := range s.casts {
		for _, p := range c.people {
			pairs = append(pairs, hexOf(s.Store.DocIndex(idcard.Key(p.docType, p.docNo))), p.name, hexOf(s.Store.PhoneIndex(p.phone)), p.name+"的手机")
		}
		for _, h := range c.homes {
			pairs = append(pairs, hexOf(s.Store.PhoneIndex(h.phone)), h.unit.UnitCode+"的房东")
		}
	}
	words := strings.NewReplacer(pairs...)
	var all []string
	for _, line := range lines {
		all = append(all, timesIn(words.Replace(line)))
	}
	slices.Sort(all)
	return strings.Join(all, "\n")
}

func hexOf(b []byte) string { return strings.ToUpper(hex.EncodeToString(b)) }

// timesIn writes instants as people read them.
func timesIn(line string) string {
	cells := strings.Split(line, "|")
	for i, cell := range cells {
		if n, err := strconv.ParseInt(cell, 10, 64); err == nil && n > 1e12 {
			cells[i] = workday.Moment(n).RFC3339()
		}
	}
	return strings.Join(cells, "|")
}

// job is one of the jobs as a property sees it.
type job struct {
	name string
	run  func(ctx context.Context, h *house, at time.Time) (registry.Tally, error)
}

var jobs = []job{
	{"flag", func(ctx context.Context, h *house, at time.Time) (registry.Tally, error) {
		return h.RaiseFlags(ctx, policy.SystemActor, at)
	}},
	{"remind", func(ctx context.Context, h *house, at time.Time) (registry.Tally, error) {
		return h.QueueReminders(ctx, policy.SystemActor, at)
	}},
	{"educate", func(ctx context.Context, h *house, at time.Time) (registry.Tally, error) {
		return h.QueueEducation(ctx, policy.SystemActor, at)
	}},
	{"dispatch", func(ctx context.Context, h *house, at time.Time) (registry.Tally, error) {
		return h.DispatchNotices(ctx, policy.SystemActor, through(h.sent), at)
	}},
	{"rollup", func(ctx context.Context, h *house, at time.Time) (registry.Tally, error) {
		return h.RollUp(ctx, policy.SystemActor, at)
	}},
	{"seal", func(ctx context.Context, h *house, at time.Time) (registry.Tally, error) {
		return h.SealAudit(ctx, policy.SystemActor, at)
	}},
	{"purge", func(ctx context.Context, h *house, at time.Time) (registry.Tally, error) {
		return h.Purge(ctx, policy.SystemActor, at)
	}},
}

func jobOf(name string) job {
	return jobs[slices.IndexFunc(jobs, func(j job) bool { return j.name == name })]
}
