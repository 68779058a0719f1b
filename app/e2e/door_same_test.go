package e2e

import (
	"context"
	"testing"
	"time"

	"anju/models/policy"
	"anju/models/registry"
	"anju/models/storetest"
)

// TestADoorTellsAStrangerNothingAboutWhoLivesBehindIt scans one door while the home is empty, full and flagged: the
// answers are the same to the byte, and so are those of doors that do not exist or are not accepted.
func TestADoorTellsAStrangerNothingAboutWhoLivesBehindIt(t *testing.T) {
	storetest.EachName(t, func(t *testing.T, db string) {
		w := newWorld(t, db)
		ctx := context.Background()
		scan := func(path string) string {
			p := start(t, w.env, "serve") // started anew: no page is kept from before
			defer p.kill()
			v := newVisitor(p.URL)
			must(t, v.get(path))
			if cookies := v.last.Header.Values("Set-Cookie"); len(cookies) > 0 {
				t.Error("a scan sets a cookie")
			}
			return v.page
		}
		empty := scan("/d/" + w.unit.DoorToken)
		app := w.open(t)
		owner, err := app.Registry.AddPerson(ctx, policy.SystemActor, w.landlord, "", app.Clock.Now())
		must(t, err)
		tenant, err := app.Registry.AddPerson(ctx, policy.SystemActor, tenantNo(90).phone, "", app.Clock.Now())
		must(t, err)
		early := app.Clock.Now().Add(-20 * 24 * time.Hour)
		_, err = app.Registry.Declare(ctx, tenant, w.unit.DoorToken, formOf(tenantNo(90), "101"), "door", "", early)
		must(t, err)
		for i, room := range []string{"101", "102", "102", "103", "103"} {
			_, err := app.Registry.CheckIn(ctx, owner, w.unit.Ref, []registry.StayForm{formOf(tenantNo(70+i), room)}, "", app.Clock.Now())
			must(t, err)
		}
		must(t, app.Close())
		full := scan("/d/" + w.unit.DoorToken)
		app = w.open(t)
		tally, err := app.Registry.RaiseFlags(ctx, policy.SystemActor, app.Clock.Now())
		must(t, err)
		flags, err := app.Store.OpenFlags(ctx, []int64{w.unit.ID})
		must(t, err)
		must(t, app.Close())
		if len(flags) == 0 {
			t.Fatalf("the home is not flagged: %+v", tally)
		}
		flagged := scan("/d/" + w.unit.DoorToken)
		if empty != full || full != flagged {
			t.Error("the door page tells whether the home is empty, full or flagged:\n" + difference(empty, full) + "\n" + difference(full, flagged))
		}
		never, malformed := scan("/d/aaaaaaaaaaaaaaaaaaaaaaaaaa"), scan("/d/no-such-door")
		if never != malformed {
			t.Error("a malformed token is answered otherwise than an unknown one:\n" + difference(never, malformed))
		}
	})
}

func formOf(who someone, room string) registry.StayForm {
	return registry.StayForm{Room: room, Name: who.name, DocType: "111", DocNo: who.doc, Phone: who.phone, MovedIn: "today"}
}
