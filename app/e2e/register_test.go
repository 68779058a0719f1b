package e2e

import (
	"context"
	"strings"
	"testing"
	"time"

	"anju/app/boot"
	"anju/app/config"
	"anju/jobs"
	"anju/models/policy"
)

// everything is the scope of an operator at the machine.
var everything = policy.Scope{All: true}

// open opens the register of a world from this process; the program must not be running.
func (w *world) open(t testing.TB) *boot.App {
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
	app, err := boot.Open(context.Background(), boot.Start{Config: conf, FakeNow: true})
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
