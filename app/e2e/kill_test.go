package e2e

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/url"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"anju/models/idcard"
	"anju/models/storetest"
)

// kills is how many times the program is killed, at random moments.
func kills() int {
	if os.Getenv("ANJU_LONG") == "1" {
		return 60
	}
	return 20
}

// TestNoCheckInAndNoTextIsLostOrDoubledWhenTheProgramIsKilled lets a landlord enter people without pause while the
// program is killed from outside again and again. Whatever got its receipt must be in the register once, with one audit
// entry, and its tenant must get one text.
func TestNoCheckInAndNoTextIsLostOrDoubledWhenTheProgramIsKilled(t *testing.T) {
	storetest.EachName(t, func(t *testing.T, db string) {
		w := newWorld(t, db)
		desk := &killDesk{world: w, p: start(t, w.env, "serve")}
		desk.visitor = newVisitor(desk.p.URL)
		desk.visitor.signIn(t, w.sms, w.landlord)
		ctx, stop := context.WithCancel(context.Background())
		var writer sync.WaitGroup
		writer.Add(1)
		go func() { defer writer.Done(); desk.work(ctx) }()
		for range kills() {
			time.Sleep(time.Duration(30+rand.IntN(400)) * time.Millisecond)
			desk.p.kill()
			next := start(t, w.env, "serve")
			desk.mu.Lock()
			desk.p, desk.visitor.base = next, next.URL
			desk.mu.Unlock()
		}
		time.Sleep(300 * time.Millisecond)
		stop()
		writer.Wait()
		desk.p.kill()
		// What was queued when the last kill came is drained by hand, after the leases of the dead have run out.
		desk.check(t)
	})
}

// killDesk enters one tenant after another and keeps what was acknowledged.
type killDesk struct {
	*world
	mu      sync.Mutex
	p       *program
	visitor *visitor
	tried   int
	got     []string // phones of those whose receipt was shown
}

func (d *killDesk) work(ctx context.Context) {
	for n := 1; ctx.Err() == nil; n++ {
		phone := fmt.Sprintf("1990002%04d", n)
		doc := idcard.WithCheckDigit(fmt.Sprintf("3399011990%02d%02d%03d", 1+n%12, 1+n%28, n%1000))
		form := url.Values{"room": {"101"}, "name": {"何以安"}, "doc_type": {"111"}, "doc_no": {doc}, "phone": {phone}, "moved_in": {"today"}}
		d.tried = n
		// The same person is tried again until the receipt is there: that is what a landlord does, too.
		for ctx.Err() == nil && !d.enter(form) {
			time.Sleep(20 * time.Millisecond)
		}
		if ctx.Err() == nil {
			d.got = append(d.got, phone)
		}
	}
}

// enter fills in the form, checks the answers, and says whether the person is on the roster now.
func (d *killDesk) enter(form url.Values) bool {
	d.mu.Lock()
	v := *d.visitor
	d.mu.Unlock()
	path := "/h/u/" + d.unit.Ref + "/checkin"
	if v.get(path) != nil || v.post(path, form) != nil {
		return false
	}
	if v.last.StatusCode == 422 {
		return strings.Contains(v.page, "不用再登") // saved just before the kill; the receipt was lost on the way
	}
	if !strings.HasSuffix(v.at(), "/check") || v.post(path, url.Values{"confirm": {"1"}}) != nil {
		return false
	}
	return strings.HasSuffix(v.at(), "/done") || v.last.StatusCode == 422 && strings.Contains(v.page, "不用再登")
}

// check reads the register after the last kill.
func (d *killDesk) check(t *testing.T) {
	t.Helper()
	app := d.open(t)
	defer app.Close()
	ctx := context.Background()
	entries, err := app.Store.Entries(ctx, d.unit.ID)
	must(t, err)
	onRoster := map[string]int{}
	for _, e := range entries {
		onRoster[e.Tenant.Phone]++
	}
	audits, err := app.Store.ListAudit(ctx, everything, d.unit.ID, 1_000_000)
	must(t, err)
	checkIns := map[int64]int{}
	for _, a := range audits {
		if a.Action == "stay.check_in" {
			checkIns[a.StayID]++
		}
	}
	sent := map[string]int{}
	d.drain(t, app)
	for _, text := range texts(t, d.sms) {
		if text.Kind == "R04" {
			sent[text.To]++
		}
	}
	t.Logf("%d kills, %d entered, %d acknowledged, %d on the roster, %d texts", kills(), d.tried, len(d.got), len(entries), len(sent))
	if len(d.got) < kills() {
		t.Errorf("only %d check-ins between %d kills: the kills did not meet any work", len(d.got), kills())
	}
	for _, phone := range d.got {
		if onRoster[phone] != 1 {
			t.Errorf("an acknowledged check-in stands on the roster %d times", onRoster[phone])
		}
	}
	for _, e := range entries {
		if onRoster[e.Tenant.Phone] != 1 || checkIns[e.Stay.ID] != 1 || sent[e.Tenant.Phone] != 1 {
			t.Errorf("stay %s: %d times on the roster, %d audit entries, %d texts", e.Stay.Ref, onRoster[e.Tenant.Phone], checkIns[e.Stay.ID], sent[e.Tenant.Phone])
		}
	}
}
