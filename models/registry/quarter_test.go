package registry_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"anju/models"
	"anju/models/idcard"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/storetest"
	"anju/models/workday"
)

// quarter is a community in which a quarter of a year passes, with everything that happens in one.
type quarter struct {
	*house
	rnd       *rand.Rand
	homes     []quarterHome
	living    []string // refs of stays
	number    int
	unwilling map[string]workday.Day // phone → since
	arrived   map[string]workday.Day // phone → day of the check-in, of those who stay and want lessons
}

type quarterHome struct {
	ref   string
	owner policy.Actor
}

// TestInAQuarterNobodyGetsMoreTextsThanTheCapsAllowNorAtNight lets 92 days of a community pass and holds every text that
// left against RULES 45. It prints what people got; ANJU_QUARTER names a file for the table of what each one got.
func TestInAQuarterNobodyGetsMoreTextsThanTheCapsAllowNorAtNight(t *testing.T) {
	tenants := 150
	if os.Getenv("ANJU_LONG") == "1" {
		tenants = 2000
	}
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		q := newQuarter(t, st, tenants)
		start := shanghai("2026-09-01 00:00") // over National Day with its worked weekends
		for d := range 92 {
			q.day(t, start.AddDate(0, 0, d), tenants)
		}
		q.holdCaps(t)
		q.holdFirstLessons(t, start.AddDate(0, 0, 91))
		q.tell(t)
	})
}

func newQuarter(t *testing.T, st *store.Store, tenants int) *quarter {
	t.Helper()
	ctx := context.Background()
	q := &quarter{house: newHouse(t, st, shanghai("2026-08-31 10:00")), rnd: rand.New(rand.NewPCG(45, 1)),
		unwilling: map[string]workday.Day{}, arrived: map[string]workday.Day{}}
	var owner models.User
	for n := range max(tenants/8, 3) {
		if n%2 == 0 { // half of the landlords have two homes
			owner = models.User{Name: "户主", Phone: fmt.Sprintf("1990009%04d", n)}
			must(t, st.InTx(ctx, func(tx *store.Tx) error { return tx.SaveUser(&owner) }))
		}
		unit := q.unit
		unit.ID, unit.Ref, unit.DoorToken, unit.ShortCode, unit.UnitCode, unit.OwnerID = 0, "", "", "", "", owner.ID
		unit.Address, unit.Label, unit.Land = fmt.Sprintf("青禾路 %d 号", 100+n), fmt.Sprintf("青禾%d", 100+n), []string{"state", "collective"}[n%2]
		must(t, st.InTx(ctx, func(tx *store.Tx) error {
			must(t, tx.SaveUnit(&unit))
			for i := range 8 {
				must(t, tx.SaveRoom(&models.Room{UnitID: unit.ID, No: fmt.Sprint(101 + i), Floor: 1, Type: models.RoomBedroom}))
			}
			return nil
		}))
		who, err := st.Actor(ctx, owner)
		must(t, err)
		q.homes = append(q.homes, quarterHome{unit.Ref, who})
	}
	for range tenants { // those who lived there before: moved in some time ago, and entered now
		q.arrive(t, q.rnd.IntN(80), q.rnd.IntN(12) == 0)
	}
	return q
}

// arrive checks somebody in; a few declare themselves instead, and nobody reports them.
func (q *quarter) arrive(t *testing.T, daysAgo int, unreported bool) {
	t.Helper()
	ctx := context.Background()
	q.number++
	home := q.homes[q.rnd.IntN(len(q.homes))]
	in := workday.DayOf(q.at) - workday.Day(daysAgo)
	y, m, d := in.Date()
	phone := fmt.Sprintf("1990001%04d", q.number)
	f := registry.StayForm{Room: fmt.Sprint(101 + q.rnd.IntN(8)), Name: "房客", DocType: "111", Phone: phone, Relation: "朋友",
		DocNo:   idcard.WithCheckDigit(fmt.Sprintf("3399%02d199%d01%02d%03d", q.number/1000, q.number%10, 1+q.number%28, q.number%1000)),
		MovedIn: "other", MovedInY: fmt.Sprint(y), MovedInM: fmt.Sprint(int(m)), MovedInD: fmt.Sprint(d)}
	unit, err := q.Store.UnitByRef(ctx, home.ref)
	must(t, err)
	if unreported {
		_, err := q.Declare(ctx, policy.Actor{UserID: int64(100_000 + q.number), Phone: q.Store.PhoneIndex(phone)}, unit.DoorToken, f, models.ViaDoor, "", q.at)
		must(t, err)
		return
	}
	forms := []registry.StayForm{f}
	for n := 1; q.number%15 == 0 && n < 3; n++ { // a family of three with one phone
		f.DocNo = idcard.WithCheckDigit(fmt.Sprintf("3399%02d198%d0%d%02d%03d", q.number/1000, q.number%10, n, 1+q.number%28, q.number%1000))
		forms = append(forms, f)
	}
	done, err := q.CheckIn(ctx, home.owner, home.ref, forms, "", q.at)
	must(t, err)
	q.living = append(q.living, done.StayRef)
	if daysAgo == 0 {
		q.arrived[phone] = workday.DayOf(q.at)
	}
}

// day lets one day pass: the jobs of its hours, and what people do in between.
func (q *quarter) day(t *testing.T, midnight time.Time, tenants int) {
	t.Helper()
	ctx := context.Background()
	at := func(hour, minute int) time.Time {
		q.at = midnight.Add(time.Duration(hour)*time.Hour + time.Duration(minute)*time.Minute)
		return q.at
	}
	job := func(run func(context.Context, policy.Actor, time.Time) (registry.Tally, error), at time.Time) {
		_, err := run(ctx, policy.SystemActor, at)
		must(t, err)
	}
	send := func(at time.Time) {
		_, err := q.DispatchNotices(ctx, policy.SystemActor, q.sent, at)
		must(t, err)
	}
	job(q.RaiseFlags, at(0, 0))
	send(at(0, 5))
	job(q.QueueReminders, at(8, 35))
	job(q.QueueEducation, at(8, 35))
	send(at(8, 36))
	send(at(9, 5))
	at(10, q.rnd.IntN(60))
	for range 1 + tenants/200 {
		q.arrive(t, 0, q.rnd.IntN(6) == 0)
		q.leaveOrConfirm(t)
	}
	send(at(18, 0))
	at(22, q.rnd.IntN(60))
	q.arrive(t, 0, false) // somebody moves in at night: his text waits for the morning
	send(at(22, 59))
}

func (q *quarter) leaveOrConfirm(t *testing.T) {
	t.Helper()
	ctx := context.Background()
	n := q.rnd.IntN(len(q.living))
	ref := q.living[n]
	e, err := q.Store.EntryByRef(ctx, ref)
	must(t, err)
	unit, err := q.Store.UnitByID(ctx, e.Stay.UnitID)
	must(t, err)
	i := slices.IndexFunc(q.homes, func(h quarterHome) bool { return h.ref == unit.Ref })
	who := q.homes[i].owner
	switch q.rnd.IntN(4) {
	case 0:
		must(t, q.CheckOut(ctx, who, ref, registry.DayForm{Choice: "today"}, q.at))
		q.living = slices.Delete(q.living, n, n+1)
		delete(q.arrived, e.Tenant.Phone)
	case 1:
		must(t, q.ChooseEducation(ctx, policy.Actor{UserID: 100_000, Phone: e.Stay.PhoneIdx}, false, q.at))
		if q.unwilling[e.Tenant.Phone] == 0 {
			q.unwilling[e.Tenant.Phone] = workday.DayOf(q.at)
		}
		delete(q.arrived, e.Tenant.Phone)
	default:
		must(t, q.ConfirmStay(ctx, who, ref, q.at))
	}
}

// byNumber sorts what was sent by the number that got it.
func (q *quarter) byNumber() map[string][]models.Outgoing {
	all := map[string][]models.Outgoing{}
	for _, m := range q.sent.texts {
		all[m.Phone] = append(all[m.Phone], m)
	}
	return all
}

// tell prints how many texts people got, and of which kinds.
func (q *quarter) tell(t *testing.T) {
	t.Helper()
	people, kinds := map[int]int{}, map[string]int{}
	var table strings.Builder
	for number, texts := range q.byNumber() {
		people[len(texts)]++
		row := map[string]int{}
		for _, m := range texts {
			kinds[m.Kind]++
			row[m.Kind]++
		}
		fmt.Fprintf(&table, "%s\t%d\t%v\n", number, len(texts), row)
	}
	t.Logf("%d texts to %d numbers; by kind %v; numbers by how many texts they got %v", len(q.sent.texts), len(q.byNumber()), kinds, people)
	if path := os.Getenv("ANJU_QUARTER"); path != "" {
		must(t, os.WriteFile(path, []byte(table.String()), 0o600))
	}
}
