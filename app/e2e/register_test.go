package e2e

import (
	"context"
	"strings"
	"testing"
	"time"

	"anju/app/boot"
	"anju/app/config"
	"anju/jobs"
	"anju/models"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/storetest"
)

// everything is the scope of an operator at the machine.
var everything = policy.Scope{All: true}

// config reads the options of the world, as the program does.
func (w *world) config(t testing.TB) config.Config {
	t.Helper()
	conf, err := config.Load(func(key string) string {
		for _, pair := range w.env {
			if value, ok := strings.CutPrefix(pair, key+"="); ok {
				return value
			}
		}
		return ""
	})
	must(t, err)
	return conf
}

// open opens the register of a world from this process; the program must not be running.
func (w *world) open(t testing.TB) *boot.App {
	t.Helper()
	app, err := boot.Open(context.Background(), boot.Start{Config: w.config(t), FakeNow: true})
	must(t, err)
	return app
}

// drain sends what is still queued, with the leases of the dead treated as run out.
func (w *world) drain(t testing.TB, app *boot.App) {
	t.Helper()
	job, _ := jobs.Find("dispatch")
	real := app.Clock.Real
	app.Registry.Real = func() time.Time { return real().Add(10 * time.Minute) }
	_, err := job.Run(context.Background(), app.Runner, app.Clock.Now().Add(10*time.Minute))
	must(t, err)
}

// forgetCodes lets a phone ask for another code at once, as if a minute had passed.
func (w *world) forgetCodes(t testing.TB) {
	t.Helper()
	app := w.open(t)
	defer app.Close()
	_, err := app.Store.SQL().Exec("DELETE FROM otp_codes")
	must(t, err)
}

// passTwoMinutes lets every lease run out that a killed program held, and says which jobs it died in.
func (w *world) passTwoMinutes(t testing.TB, app *boot.App) (died []string) {
	t.Helper()
	for _, name := range storetest.Words(t, app.Store, "SELECT name FROM leases WHERE until_at > 0") {
		died = append(died, strings.TrimPrefix(name, "job:"))
	}
	for _, free := range []string{"UPDATE leases SET until_at = 0", "UPDATE notices SET lease_until = 1 WHERE lease_until > 0"} {
		_, err := app.Store.SQL().Exec(free)
		must(t, err)
	}
	return died
}

// wholeOutbox holds outbox and SMS file against each other: each text that the outbox calls sent has its line, no line
// stands twice, nothing waits, and no attempt is without an outcome.
func (w *world) wholeOutbox(t testing.TB, app *boot.App) {
	t.Helper()
	notices, err := app.Store.ListNotices(context.Background(), everything, store.Outbox{N: 10_000_000})
	must(t, err)
	lines := map[string]int{}
	for _, line := range texts(t, w.sms) {
		lines[line.Ref]++
	}
	states := map[string]int{}
	for _, n := range notices {
		states[n.State]++
		if n.State == models.NoticeCancelled && lines[n.Ref] == 0 {
			continue // spoken of in the text about another home
		}
		if n.State != models.NoticeSent || lines[n.Ref] != 1 {
			t.Errorf("a notice %s is %s and stands in the file %d times", n.Kind, n.State, lines[n.Ref])
		}
	}
	if len(lines) != states[models.NoticeSent] {
		t.Errorf("%d texts in the file, and the outbox says %v", len(lines), states)
	}
	var open int
	must(t, app.Store.SQL().QueryRow("SELECT COUNT(*) FROM attempts WHERE outcome = 'open'").Scan(&open))
	if open != 0 {
		t.Errorf("of %d attempts nobody knows the outcome", open)
	}
	t.Logf("outbox: %v; %d lines in the file", states, len(lines))
}

// wholeLog seals the log and proves it.
func (w *world) wholeLog(t testing.TB) {
	t.Helper()
	run(t, w.env, "job", "run", "seal")
	t.Log(strings.TrimSpace(run(t, w.env, "audit", "verify")))
}
