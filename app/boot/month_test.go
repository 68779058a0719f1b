package boot

import (
	"context"
	"math/rand/v2"
	"os"
	"strconv"
	"testing"
	"time"

	"anju/jobs"
	"anju/models/policy"
	"anju/models/storetest"
	"anju/models/workday"
)

// How large the city is of which a month is played, and by what share it is cut down for every day's check.
const (
	monthOwners  = 60_000
	monthTenants = 533_000
	monthDays    = 30
	monthShort   = 500
)

// month is a city in which thirty days pass. Landlords confirm their rosters when it is time, or do not; people move in,
// say it themselves, move within the city, stand on two rosters, leave; leases end.
type month struct {
	*quarter
	owners  []*cityOwner
	homes   []*cityHome
	tenants int
	arrived map[string][]workday.Day // by phone: who moved in during the month
	waiting []declared               // self-declarations that their landlord accepts the next day
	ignored map[*cityHome]bool       // with a self-declaration that its landlord never looks at
}

type cityOwner struct {
	phone  string
	shape  shape
	homes  []*cityHome
	asks   workday.Day // when he is to look at his rosters
	does   bool        // and does so in time
	who    policy.Actor
	signed bool
}

type cityHome struct {
	code, grid string
	owner      *cityOwner
	rooms      int
	ref, door  string // once they are asked for
	id         int64
}

// TestInAMonthOfACityNobodyGetsMoreThanTheCapsAllowAndNoDutyIsSaidTwice lets 30 days of a city pass through the program's
// own verbs, jobs and gateway: nothing outside its window, no number above its caps, no reminder of a duty twice, nobody
// more than four texts in his first month. It prints what a month is for a tenant, for a landlord of nine rooms and for
// one of three homes, and what it costs. ANJU_LONG=1 takes 60,000 landlords and 533,000 tenants.
func TestInAMonthOfACityNobodyGetsMoreThanTheCapsAllowAndNoDutyIsSaidTwice(t *testing.T) {
	share := monthShort
	if os.Getenv("ANJU_LONG") == "1" {
		share = 1
	}
	if s, err := strconv.Atoi(os.Getenv("ANJU_MONTH")); err == nil {
		share = s
	}
	storetest.EachName(t, func(t *testing.T, db string) {
		m := &month{quarter: newQuarter(t, db), arrived: map[string][]workday.Day{}, ignored: map[*cityHome]bool{}}
		m.rnd = rand.New(rand.NewPCG(60, 533))
		m.must(m.hurried(context.Background(), func() error {
			m.settle(monthOwners/share, monthTenants/share)
			for d := range monthDays {
				m.pass(d)
			}
			return nil
		}))
		m.hold()
	})
}

// pass lets one day pass.
func (m *month) pass(d int) {
	m.t.Helper()
	began := time.Now()
	midnight := m.start.AddDate(0, 0, d)
	run := func(hour, minute int, names ...string) {
		m.at = midnight.Add(time.Duration(hour)*time.Hour + time.Duration(minute)*time.Minute)
		for _, name := range names {
			job, _ := jobs.Find(name)
			_, err := job.Run(context.Background(), m.Runner, m.at)
			m.must(err)
		}
	}
	run(0, 0, "flag", "dispatch")
	run(8, 30, "dispatch")
	run(8, 35, "remind", "educate", "dispatch")
	run(9, 0, "dispatch")
	run(10, 0)
	m.look()
	m.accept()
	for range 1 + m.tenants/1000 {
		m.at = m.at.Add(time.Second)
		m.arrive()
		m.depart()
	}
	run(14, 0, "flag", "dispatch")
	run(20, 1, "dispatch")
	run(22, 40)
	for range 1 + m.tenants/20_000 { // some come at night
		m.arrive()
	}
	run(22, 50, "dispatch")
	if m.tenants > 10_000 {
		m.t.Logf("day %d took %s", d+1, time.Since(began).Round(time.Second))
	}
}
