// Package demo builds an invented community through the verbs, as its people would have done it over a year: nothing is
// inserted behind the counter, so the demo holds what real use holds.
package demo

import (
	"context"
	"fmt"
	"math/rand/v2"
	"sort"
	"time"

	"anju/jobs"
	"anju/models"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/workday"
)

// The people whom the demo names at its start.
const (
	LandlordPhone = "19900000001"
	TenantPhone   = "19900000013"
	TenantName    = "何以宁"
	TenantDoc     = "339901199603151234" // its check digit is mended at the start
	Password      = "yunxi-demo-2026"
)

// Guide is how to sign in to what was built.
type Guide struct {
	Landlord, Tenant, TenantEnd    string
	Officer, Worker, Admin         Login
	Child, Supervisor, Second      Login // 儿童主任, 督导, 批群发的另一位督导
	VillageWorker                  Login // 小郑: where no child worker is named
	DoorToken, EmptyRoom, UnitCode string
	Claim, ClaimEnd                string // a landlord whose home the station entered, and the end of his document
}

// Login is a staff account.
type Login struct{ Name, Password, Secret string }

// builder puts the year together, event by event.
type builder struct {
	reg    *registry.Registry
	runner *jobs.Runner
	now    time.Time
	today  time.Time // 00:00
	crowd  crowd
	city   models.Area
	places []place
	homes  []*home // of the crowd, place by place
	events []event
	guide  Guide
	staff  map[string]policy.Actor

	numbers map[int]int     // how many homes stand in a place
	turn    map[int]int     // whose turn it is there to take somebody in
	told    map[string]bool // refs of stays of which a story is told
}

type event struct {
	at time.Time
	do func(ctx context.Context, at time.Time) error
}

const (
	firstDay   = 400 // days ago
	lessonDays = 100
)

// Build fills an empty register as of now. The same day gives the same people.
func Build(ctx context.Context, reg *registry.Registry, runner *jobs.Runner, now time.Time) (Guide, error) {
	b := &builder{reg: reg, runner: runner, now: now, today: workday.DayOf(now).Start(), staff: map[string]policy.Actor{},
		numbers: map[int]int{}, turn: map[int]int{}, told: map[string]bool{},
		crowd: crowd{rnd: rand.New(rand.NewPCG(7, uint64(workday.DayOf(now))))}}
	start := b.at(firstDay, 9, 0)
	if err := reg.SwitchSending(ctx, policy.SystemActor, true, start); err != nil {
		return b.guide, err
	}
	if err := b.buildAreas(ctx, start); err != nil {
		return b.guide, fmt.Errorf("areas: %w", err)
	}
	if err := b.buildStaff(ctx, start); err != nil {
		return b.guide, fmt.Errorf("staff: %w", err)
	}
	if err := b.buildHomes(ctx, start); err != nil {
		return b.guide, fmt.Errorf("homes: %w", err)
	}
	b.planStays()
	b.planVisits()
	b.planOpen()
	b.planPast()
	b.planAsking()
	b.planDesk()
	b.planUnclaimed()
	b.planHandover()
	b.planChecks()
	return b.guide, b.live(ctx, now)
}

// at is an hour of a day some days ago.
func (b *builder) at(daysAgo, hour, minute int) time.Time {
	return b.today.AddDate(0, 0, -daysAgo).Add(time.Duration(hour)*time.Hour + time.Duration(minute)*time.Minute)
}

// day is a day some days ago.
func (b *builder) day(daysAgo int) workday.Day { return workday.DayOf(b.today) - workday.Day(daysAgo) }

func (b *builder) plan(at time.Time, do func(ctx context.Context, at time.Time) error) {
	b.events = append(b.events, event{at: at, do: do})
}

// live lets the year pass: what people did, and every day's jobs.
func (b *builder) live(ctx context.Context, now time.Time) error {
	sort.SliceStable(b.events, func(i, j int) bool { return b.events[i].at.Before(b.events[j].at) })
	next := 0
	until := func(t time.Time) error {
		for ; next < len(b.events) && !b.events[next].at.After(t); next++ {
			if err := b.events[next].do(ctx, b.events[next].at); err != nil {
				return fmt.Errorf("on %s: %w", b.events[next].at.Format("2006-01-02"), err)
			}
		}
		return nil
	}
	for _, run := range jobs.Between((workday.DayOf(now) - firstDay).Start().Add(-time.Second), now) {
		if err := until(run.At); err != nil {
			return err
		}
		if run.Job.Name == "educate" && run.At.Before(b.at(lessonDays, 0, 0)) {
			continue // three months of lessons are enough to look at
		}
		if _, err := run.Job.Run(ctx, b.runner, run.At); err != nil {
			return fmt.Errorf("%s on %s: %w", run.Job.Name, run.At.Format(time.DateOnly), err)
		}
	}
	if err := until(now); err != nil {
		return err
	}
	watch, _ := jobs.Find("watch") // what the administrator sees is counted
	_, err := watch.Run(ctx, b.runner, now)
	return err
}
