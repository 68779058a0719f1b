package e2e

import (
	"context"
	"path/filepath"
	"testing"

	"anju/app/boot"
	"anju/models/store"
)

// look opens the demo's register beside the running program, for reading.
func (d *demoRun) look(t *testing.T, read func(ctx context.Context, app *boot.App)) {
	t.Helper()
	w := &world{env: []string{"ANJU_DB=sqlite:" + filepath.Join(d.dir, "anju.db"), "ANJU_SMS=file:" + d.sms()}}
	app := w.open(t)
	defer app.Close()
	read(context.Background(), app)
}

// stayOf is the ref of somebody's stay.
func (d *demoRun) stayOf(t *testing.T, who someone) (ref string) {
	t.Helper()
	d.look(t, func(ctx context.Context, app *boot.App) {
		entries, err := app.Store.ListEntries(ctx, everything, 100_000)
		must(t, err)
		for _, e := range entries {
			if e.Tenant.DocNo == who.doc {
				ref = e.Stay.Ref
			}
		}
	})
	if ref == "" {
		t.Fatal("nobody of that number is on a roster")
	}
	return ref
}

// unitOf is the ref of the home behind the door that the demo names.
func (d *demoRun) unitOf(t *testing.T) (ref string) {
	t.Helper()
	d.look(t, func(ctx context.Context, app *boot.App) {
		unit, err := app.Store.UnitAtDoor(ctx, d.door[len("/d/"):])
		must(t, err)
		ref = unit.Ref
	})
	return ref
}

// itemOf is the ref of the open flag on a stay.
func (d *demoRun) itemOf(t *testing.T, stay string) (ref string) {
	t.Helper()
	d.look(t, func(ctx context.Context, app *boot.App) {
		rows, err := app.Store.ListFlags(ctx, everything, store.Queue{N: 10_000})
		must(t, err)
		for _, f := range rows {
			if f.StayRef == stay {
				ref = f.Ref
			}
		}
	})
	return ref
}

// flagged says whether an open flag of at least this level stands on a stay.
func (d *demoRun) flagged(t *testing.T, stay string, level int) bool {
	t.Helper()
	for _, f := range d.flags(t) {
		if f.StayRef == stay && f.Level >= level {
			return true
		}
	}
	return false
}
