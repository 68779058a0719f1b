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
	"anju/models/workday"
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
	app, err := boot.Open(context.Background(), boot.Start{Config: conf})
	must(t, err)
	return app
}

// drain sends what is still queued, at an hour at which no window holds it back, with leases
// of the dead treated as run out.
func (w *world) drain(t testing.TB, app *boot.App) {
	t.Helper()
	job, _ := jobs.Find("dispatch")
	real := app.Clock.Real
	app.Registry.Real = func() time.Time { return real().Add(10 * time.Minute) }
	at := app.Clock.Now()
	switch hour := at.In(workday.Shanghai).Hour(); {
	case hour < 9:
		at = workday.DayOf(at).Start().Add(10 * time.Hour)
	case hour >= 20:
		at = (workday.DayOf(at) + 1).Start().Add(10 * time.Hour)
	}
	_, err := job.Run(context.Background(), app.Runner, at)
	must(t, err)
}
