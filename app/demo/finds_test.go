package demo_test

import (
	"slices"
	"testing"

	"anju/models"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/workday"
)

var everywhere = policy.Scope{All: true}

func (v visitor) flags(t *testing.T, scope policy.Scope) []store.FlagRow {
	t.Helper()
	rows, err := v.Store.ListFlags(v.ctx, scope, store.Queue{N: 10_000})
	must(t, err)
	return rows
}

// actor is who a staff account acts as.
func (v visitor) actor(t *testing.T, login string) policy.Actor {
	t.Helper()
	user, err := v.Store.UserByLogin(v.ctx, login)
	must(t, err)
	who, err := v.Store.Actor(v.ctx, user)
	must(t, err)
	return who
}

func (v visitor) queueOf(t *testing.T, login string) []store.FlagRow {
	t.Helper()
	return v.flags(t, policy.ScopeOf(v.actor(t, login), policy.QueueView, v.now))
}

// findsEveryFlag: every rule stands open at every level that it has, in the areas of the officer whom the demo names.
func (v visitor) findsEveryFlag(t *testing.T) {
	t.Helper()
	seen := v.queueOf(t, v.guide.Officer.Name)
	for _, rule := range models.Rules {
		levels := []int{1, 2, 3}
		if rule.Fixed != 0 {
			levels = []int{rule.Fixed}
		}
		rows := seen
		if rule.Private {
			rows = v.flags(t, everywhere)
		}
		for _, level := range levels {
			if !slices.ContainsFunc(rows, func(f store.FlagRow) bool { return f.Rule == rule.Code && f.Level == level }) {
				t.Errorf("the demo shows no flag of %s %s at level %d", rule.Code, rule.Words, level)
			}
		}
	}
	if worker := v.queueOf(t, v.guide.Worker.Name); len(worker) < len(models.Rules) {
		t.Errorf("the grid worker has %d tasks to try", len(worker))
	}
}

// findsPrompts: level 0, a prompt without a flag: somebody not reported within the limit, a lease about to end, a home
// that nobody has confirmed of late.
func (v visitor) findsPrompts(t *testing.T) {
	t.Helper()
	entries, err := v.Store.ListEntries(v.ctx, everywhere, 100_000)
	must(t, err)
	var waiting, ending, stale, foreign bool
	for _, e := range entries {
		s, today := e.Stay, v.now.Day()
		if !s.LivesOn(today) {
			continue
		}
		waiting = waiting || !s.Foreign && !s.Reported(v.now) && models.UnregisteredDue(s.MovedInOn, v.Registry.Limits()) > v.now
		ending = ending || s.LeaseEnd > today && s.LeaseEnd <= today+workday.Day(v.Registry.Limits().LeaseNoticeFirst)
		quiet := today - s.LastKnown(v.now)
		stale = stale || s.Reported(v.now) && quiet > 60 && quiet <= workday.Day(v.Registry.Limits().StaleDays)
		foreign = foreign || s.Foreign && !s.PoliceAt.IsZero()
	}
	for words, found := range map[string]bool{
		"somebody who entered himself and still has time": waiting, "a lease that ends within two weeks": ending,
		"somebody not confirmed for two months": stale, "a foreign guest whom the police registered": foreign,
	} {
		if !found {
			t.Errorf("the demo shows nobody: %s", words)
		}
	}
}

// childIsSeenByTheRightPeopleOnly: the child worker sees the child who lives alone; where none is named, the grid worker;
// no officer, and no grid worker beside a child worker.
func (v visitor) childIsSeenByTheRightPeopleOnly(t *testing.T) {
	t.Helper()
	for login, sees := range map[string]bool{v.guide.Child.Name: true, v.guide.VillageWorker.Name: true, v.guide.Officer.Name: false, v.guide.Worker.Name: false, "sunjing": false} {
		alone := slices.ContainsFunc(v.queueOf(t, login), func(f store.FlagRow) bool { return f.Rule == "B15" })
		if alone != sees {
			t.Errorf("%s sees a child alone: %v", login, alone)
		}
	}
}

// findsWhatWaits: what the desks show besides flags.
func (v visitor) findsWhatWaits(t *testing.T) {
	t.Helper()
	officer := v.actor(t, v.guide.Officer.Name)
	scope := policy.ScopeOf(officer, policy.QueueView, v.now)
	for _, what := range []string{store.WaitGrid, store.WaitAccept} {
		units, err := v.Store.ListWaitingUnits(v.ctx, scope, store.Waiting{What: what, N: 10})
		must(t, err)
		if len(units) == 0 {
			t.Errorf("no home waits: %s", what)
		}
	}
	declared, err := v.Store.ListUnanswered(v.ctx, scope, v.now, store.Waiting{N: 10})
	must(t, err)
	if len(declared) < 3 {
		t.Errorf("%d people who entered themselves wait for their landlord", len(declared))
	}
	requests, err := v.Store.ListRequests(v.ctx, everywhere, []string{"landlord", "grid", "police"}, 1000)
	must(t, err)
	found := map[string]bool{}
	for _, q := range requests {
		state := "waits"
		switch {
		case !q.AnsweredAt.IsZero():
			state = "answered"
		case q.DueAt <= v.now:
			state = "late"
		}
		found[q.Kind+" "+q.Audience+" "+state] = true
	}
	for _, want := range []string{"report grid waits", "report grid late", "report grid answered", "report police waits", "report landlord waits", "report landlord answered",
		"correct grid waits", "correct grid answered", "dispute grid waits", "dispute grid answered", "not_my_tenant grid waits"} {
		if !found[want] {
			t.Errorf("the demo shows no such request: %s", want)
		}
	}
	hazards, err := v.Store.ListHazards(v.ctx, everywhere, 10)
	must(t, err)
	samples, err := v.Store.ListSamples(v.ctx, everywhere, 0, v.now, 10)
	must(t, err)
	if len(hazards) < 2 || len(samples) != 1 {
		t.Errorf("%d hazards stand open, %d samples were drawn", len(hazards), len(samples))
	}
	unit, err := v.Store.UnitAtDoor(v.ctx, v.guide.DoorToken)
	must(t, err)
	if views, err := v.Store.Views(v.ctx, unit.ID, 0, 0, 10); err != nil || len(views) < 2 {
		t.Errorf("the tenant finds %d looks at his record, %v", len(views), err)
	}
}
