package demo_test

import (
	"context"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"anju/app/boot"
	"anju/app/config"
	"anju/app/demo"
	"anju/jobs/sms/file"
	"anju/models/storetest"
	"anju/models/workday"
)

// starts are moments at which somebody starts the demo. A short run takes the first two, one on each database.
var starts = []struct{ what, at string }{
	{"on a leap day, before anybody is up", "2028-02-29 06:30"},
	{"in the week of the Spring Festival", "2026-02-18 09:30"},
	{"late on a Monday", "2026-11-23 23:50"},
	{"in the first minute of a year", "2027-01-01 00:01"},
	{"in the week of National Day", "2026-10-03 12:00"},
	{"on a Saturday that is worked", "2026-10-10 08:00"},
	{"on the last day of a month", "2026-05-31 18:30"},
}

// TestWhoeverStartsTheDemoFindsEveryFlagEveryLevelAndThreeMonthsOfTexts builds the community as of several days of the
// year and looks for what its visitors come to see. ANJU_LONG=1 takes every day on both databases.
func TestWhoeverStartsTheDemoFindsEveryFlagEveryLevelAndThreeMonthsOfTexts(t *testing.T) {
	rounds := 1
	if os.Getenv("ANJU_LONG") == "1" {
		rounds = len(starts)
	}
	for round := range rounds {
		storetest.EachName(t, func(t *testing.T, name string) {
			start := starts[round]
			if rounds == 1 && strings.HasPrefix(name, "mysql:") {
				start = starts[1]
			}
			t.Run(start.what, func(t *testing.T) {
				v := visit(t, name, start.at)
				v.findsEveryFlag(t)
				v.findsPrompts(t)
				v.childIsSeenByTheRightPeopleOnly(t)
				v.findsThreeMonthsOfTexts(t)
				v.nobodyDrownsInTexts(t)
				v.findsWhatWaits(t)
				v.findsTheHandover(t)
			})
		})
	}
}

// visitor looks at a demo that was built.
type visitor struct {
	*boot.App
	ctx   context.Context
	now   workday.Moment
	guide demo.Guide
}

func visit(t *testing.T, name, at string) visitor {
	t.Helper()
	dir := t.TempDir()
	env := map[string]string{"ANJU_DB": name, "ANJU_KEY_FILE": filepath.Join(dir, "anju.key"), "ANJU_SMS": "file:" + filepath.Join(dir, "sms.jsonl")}
	conf, err := config.Load(func(key string) string { return env[key] })
	must(t, err)
	ctx := context.Background()
	app, err := boot.Open(ctx, boot.Start{Config: conf, Demo: true, Migrate: true, Log: slog.New(slog.NewTextHandler(io.Discard, nil))})
	must(t, err)
	t.Cleanup(func() { _ = app.Close() })
	must(t, app.Store.Hurry(ctx, true))
	must(t, app.Gateways[0].(*file.Gateway).Hurry(true))
	now, err := time.ParseInLocation("2006-01-02 15:04", at, workday.Shanghai)
	must(t, err)
	guide, err := demo.Build(ctx, app.Registry, app.Runner, now)
	must(t, err)
	return visitor{app, ctx, workday.At(now), guide}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
