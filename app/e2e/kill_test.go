package e2e

import (
	"context"
	"math/rand/v2"
	"os"
	"testing"
	"time"

	"anju/models"
	"anju/models/storetest"
)

// kills is how many times the program is killed, at random moments.
func kills() int {
	if os.Getenv("ANJU_LONG") == "1" {
		return 60
	}
	return 20
}

// TestNoCheckInAndNoTextIsLostOrDoubledWhenTheProgramIsKilled lets 200 browsers of 50 landlords enter people without pause
// while the program is killed from outside again and again. Whatever got its receipt must be in the register once, with
// one audit entry, and its tenant must get one text; a form whose answer was lost is sent again and doubles nothing.
func TestNoCheckInAndNoTextIsLostOrDoubledWhenTheProgramIsKilled(t *testing.T) {
	storetest.EachName(t, func(t *testing.T, db string) {
		c := newCrowd(t, newWorld(t, db), 50, 4)
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Minute)
		defer cancel()
		done := c.begin(ctx)
		posted, waiting := 0, 0
		for range kills() {
			p := start(t, c.env, "serve")
			c.opens(p.URL)
			// Random, but not before somebody got through: on a slow machine, too, each life of the program does some work.
			c.await(ctx, rand.IntN(60), time.Duration(rand.IntN(30))*time.Millisecond)
			posted, waiting = posted+int(c.posted.Load()), waiting+int(c.waiting.Load())
			p.kill()
			c.opens("")
		}
		p := start(t, c.env, "serve")
		c.opens(p.URL)
		c.closing.Store(true) // everybody finishes the person he is at
		<-done
		p.kill()
		tried, resent := 0, 0
		for _, tab := range c.tabs {
			tried, resent = tried+tab.tried, resent+tab.resent
		}
		t.Logf("%d kills; at each, on average, %d of %d browsers waited for an answer, %d of them for a receipt",
			kills(), waiting/kills(), len(c.tabs), posted/kills())
		t.Logf("%d people were entered by %d browsers, %d of the forms were sent again because the answer was lost", tried, len(c.tabs), resent)
		if posted < kills() || resent < kills() {
			t.Errorf("%d forms were on their way at %d kills, %d were sent again: the kills did not meet any work", posted, kills(), resent)
		}
		c.check(t, tried)
	})
}

// check reads the register after the last kill.
func (c *crowd) check(t *testing.T, tried int) {
	t.Helper()
	app := c.open(t)
	defer app.Close()
	ctx := context.Background()
	checkIns := map[int64]int{}
	audits, err := app.Store.ListAudit(ctx, everything, 0, 10_000_000)
	must(t, err)
	for _, a := range audits {
		if a.Action == "stay.check_in" {
			checkIns[a.StayID]++
		}
	}
	c.drain(t, app)
	sent := map[string]int{}
	for _, text := range texts(t, c.sms) {
		if text.Kind == "R04" {
			sent[text.To]++
		}
	}
	onRoster, stays := map[string]int{}, map[string]models.Stay{}
	for _, unit := range c.homes {
		entries, err := app.Store.Entries(ctx, unit.ID)
		must(t, err)
		for _, e := range entries {
			onRoster[e.Tenant.Phone]++
			stays[e.Tenant.Phone] = e.Stay
		}
	}
	got := 0
	for _, tab := range c.tabs {
		got += len(tab.got)
		for _, phone := range tab.got {
			if onRoster[phone] != 1 {
				t.Errorf("an acknowledged check-in stands on the roster %d times", onRoster[phone])
			}
		}
	}
	for phone, stay := range stays {
		if onRoster[phone] != 1 || checkIns[stay.ID] != 1 || sent[phone] != 1 {
			t.Errorf("stay %s: %d times on the roster, %d audit entries, %d texts", stay.Ref, onRoster[phone], checkIns[stay.ID], sent[phone])
		}
	}
	t.Logf("%d acknowledged, %d on the roster, %d audit entries, %d texts", got, len(stays), len(checkIns), len(sent))
	if got != tried || len(stays) != got || len(checkIns) != got || len(sent) != got {
		t.Errorf("%d people were entered", tried)
	}
	c.wholeOutbox(t, app)
	c.passTwoMinutes(t, app)
	c.wholeLog(t)
}
