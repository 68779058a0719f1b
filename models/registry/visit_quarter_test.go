package registry_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
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

const walkedDays = 92

// walked is a quarter of a year in three grids with two grid workers: tenants come and go, some without a word; of those
// who are texted a part answers; the workers go where the plan of the day sends them.
type walked struct {
	*house
	t       *testing.T
	rnd     *rand.Rand
	rate    int // of a hundred texts so many are answered
	tenants int
	homes   []*walkedHome
	byPhone map[string]*walkedHome // of the landlord
	people  map[string]*walkedOne  // by ref of the stay
	workers []policy.Actor
	read    int // texts that were looked at
	made    []int
	spare   int // homes that the workers could have visited besides
	n       int
}

type walkedHome struct {
	unit  models.Unit
	phone string
}

type walkedOne struct {
	phone string
	gone  bool // left without a word
}

// TestTwoWorkersManageAQuarterOfThreeGrids prints, for 40, 60 and 80 answers in a hundred texts, how many homes a worker
// visits on a day, how many flags close without a visit, and how old the oldest open one is; ANJU_LONG=1 takes 2,000 tenants
// in 300 homes. A worker's day never holds more than 15 homes, and twice as many answers make fewer visits.
func TestTwoWorkersManageAQuarterOfThreeGrids(t *testing.T) {
	tenants, homes, long := 120, 18, os.Getenv("ANJU_LONG") == "1"
	if long {
		tenants, homes = 2000, 300
	}
	var table strings.Builder
	fmt.Fprintf(&table, "%d tenants, %d homes, %d days, 2 workers\nanswers\tflags\tclosed\twithout a visit\tvisits a day\tmost\tleft for rounds\toldest open\toldest of level 2", tenants, homes, walkedDays)
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		var few walkedSum // at the fewest answers
		rates := []int{40, 60, 80}
		if !long && t.Name()[len(t.Name())-7:] == "mariadb" {
			rates = []int{60}
		}
		for i, rate := range rates {
			storetest.Empty(t, st)
			w := newWalked(t, st, rate, tenants, homes)
			for d := range walkedDays {
				w.day(d)
			}
			sum := w.sum()
			fmt.Fprintf(&table, "\n%s %s", t.Name()[strings.LastIndex(t.Name(), "/")+1:], sum)
			if sum.most > w.Limits().VisitsADay {
				t.Errorf("at %d %% a worker visited %d homes on one day", rate, sum.most)
			}
			if i == len(rates)-1 && i > 0 && (sum.share <= few.share || sum.mean >= few.mean) {
				t.Errorf("twice as many answers, and not fewer visits: %s after %s", sum, few)
			}
			if sum.waited > 15 { // days beyond the moment at which it became the worker's task
				t.Errorf("at %d %% a worker's task waits for %d days", rate, sum.waited)
			}
			if i == 0 {
				few = sum
			}
		}
	})
	t.Log("\n" + table.String())
}

func newWalked(t *testing.T, st *store.Store, rate, tenants, homes int) *walked {
	t.Helper()
	ctx := context.Background()
	w := &walked{house: newHouse(t, st, shanghai("2026-08-31 09:00")), t: t, rnd: rand.New(rand.NewPCG(29, 1)), rate: rate, tenants: tenants,
		byPhone: map[string]*walkedHome{}, people: map[string]*walkedOne{}}
	w.Texts = realTexts(t)
	w.Texts.Answers = true
	w.otherGrid(t)
	_, err := w.AddArea(ctx, policy.SystemActor, "3302001", models.Area{Code: "33020013", Level: models.LevelGrid, Name: "青禾 05 网格"}, w.at)
	must(t, err)
	for i, login := range []string{"chen01", "wu01"} { // each has a grid of his own, and both have the one between
		_, _, err := w.AddStaff(ctx, policy.SystemActor, registry.StaffForm{Login: login, Name: "网格员", Password: password, Role: "auxiliary", AreaCode: []string{"33020011", "33020013"}[i]}, w.at)
		must(t, err)
		user, err := st.UserByLogin(ctx, login)
		must(t, err)
		shared, err := st.AreaByCode(ctx, "33020012")
		must(t, err)
		must(t, st.InTx(ctx, func(tx *store.Tx) error {
			return tx.SaveGrant(user.ID, policy.Grant{Role: policy.Auxiliary, AreaID: shared.ID, Level: policy.Grid, From: workday.At(w.at)})
		}))
		who, err := st.Actor(ctx, user)
		must(t, err)
		w.workers = append(w.workers, who)
	}
	w.settle(homes)
	return w
}

// settle brings the homes and those who live there: moved in some time ago, and confirmed on some day of the last 90.
func (w *walked) settle(homes int) {
	w.t.Helper()
	ctx := context.Background()
	var units, rooms, stays []string
	for i := range homes {
		code, phone := fmt.Sprintf("H%04d", i), fmt.Sprintf("1990001%04d", i)
		units = append(units, fmt.Sprintf("unit_code=%s|area_code=3302001%d|address=青禾路 %d 号|kind=home|land=state|landlord_name=周桂芳|landlord_phone=%s|accepted_on=2026-01-05", code, 1+i%3, 100+i, phone))
		w.homes = append(w.homes, &walkedHome{phone: phone})
		for no := 101; no <= 108; no++ {
			rooms = append(rooms, fmt.Sprintf("unit_code=%s|room_no=%d|room_type=bedroom|usable_m2=16", code, no))
		}
	}
	w.bring(w.t, "units", homes, 0, 0, units...)
	w.bring(w.t, "rooms", 8*homes, 0, 0, rooms...)
	today := workday.DayOf(w.at)
	for w.n = range w.tenants {
		in := today - 95 - workday.Day(w.rnd.IntN(300))
		row := fmt.Sprintf("unit_code=H%04d|room_no=%d|name=何以安|doc_type=111|doc_no=%s|phone=1980%07d|moved_in_on=%s|reported_at=%s|confirmed_at=%s", w.n%homes, 101+w.n/homes%8,
			storetest.Number("3399", w.n+1), w.n, in, in, today-workday.Day(w.rnd.IntN(88)))
		if w.rnd.IntN(100) < 15 {
			row += "|lease_end=" + (today + workday.Day(w.rnd.IntN(90))).String()
		}
		stays = append(stays, row)
	}
	w.bring(w.t, "stays", w.tenants, 0, 0, stays...)
	for i, h := range w.homes {
		found, err := w.Store.ListUnitsByWords(ctx, policy.Scope{All: true}, fmt.Sprintf("H%04d", i), 0, 1)
		must(w.t, err)
		h.unit, w.byPhone[h.phone] = found[0], h
		entries, err := w.Store.Entries(ctx, h.unit.ID)
		must(w.t, err)
		for _, e := range entries {
			w.people[e.Stay.Ref] = &walkedOne{phone: e.Tenant.Phone}
		}
	}
}

// walkedSum is what a quarter came to.
type walkedSum struct {
	rate, flags, closed, most, oldest, waited int
	share, mean, spare                        float64
}

func (s walkedSum) String() string {
	return fmt.Sprintf("%d%%\t%d\t%d\t%.0f%%\t%.1f\t%d\t%.1f\t%d d\t%d d", s.rate, s.flags, s.closed, 100*s.share, s.mean, s.most, s.spare, s.oldest, s.waited)
}

func (w *walked) sum() walkedSum {
	w.t.Helper()
	s := walkedSum{rate: w.rate, flags: w.number(w.t, "SELECT COUNT(*) FROM flags"), closed: w.number(w.t, "SELECT COUNT(*) FROM flags WHERE resolved_at > 0")}
	alone := w.number(w.t, `SELECT COUNT(*) FROM flags WHERE resolved_at > 0 AND NOT EXISTS (SELECT 1 FROM visits WHERE visits.unit_id = flags.unit_id AND visits.at BETWEEN flags.raised_at AND flags.resolved_at)`)
	s.share = float64(alone) / float64(max(s.closed, 1))
	total := 0
	for _, n := range w.made {
		total, s.most = total+n, max(s.most, n)
	}
	s.mean, s.spare = float64(total)/float64(len(w.made)), float64(w.spare)/float64(len(w.made))
	rows, err := w.Store.ListFlags(context.Background(), policy.Scope{All: true}, store.Queue{N: 100_000})
	must(w.t, err)
	for _, row := range rows {
		s.oldest = max(s.oldest, int(workday.DayOf(w.at)-row.RaisedAt.Day()))
		if second, _ := models.LadderSteps(row.Flag, w.Limits()); row.Level >= 2 {
			s.waited = max(s.waited, int(workday.DayOf(w.at)-second.Day()))
		}
	}
	return s
}

// day lets one day pass.
func (w *walked) day(d int) {
	w.t.Helper()
	day := workday.DayOf(shanghai("2026-09-01 00:00")) + workday.Day(d)
	at := func(hour, minute int) time.Time {
		w.at = day.Start().Add(time.Duration(hour)*time.Hour + time.Duration(minute)*time.Minute)
		return w.at
	}
	w.tick(w.t, at(8, 40))
	w.comeAndGo(at(9, 30))
	w.answer(at(12, 0))
	if at(14, 0); w.Limits().Calendar.IsWorking(day) {
		for _, who := range w.workers {
			w.walk(who)
		}
	}
}
