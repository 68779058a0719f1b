package e2e

import (
	"math/rand/v2"
	"os"
	"testing"
	"time"

	"anju/app/boot"
	"anju/jobs/sms/carriertest"
	"anju/models"
	"anju/models/storetest"
)

// smsRuns is how often the outbox is drained, how many texts it holds, and how often the program is killed in each.
func smsRuns() (runs, texts, kills int) {
	if os.Getenv("ANJU_LONG") == "1" {
		return 5, 1500, 6
	}
	return 1, 150, 3
}

// TestNoTextIsLostOrSentTwiceWhenTheProgramIsKilledAndTheCarrierIsUnwell drains the outbox through a carrier that refuses
// some texts, answers some too late, and takes some without a word, while the program is killed from outside at random
// moments. In the end each text was taken by the carrier once, and the register knows of each.
func TestNoTextIsLostOrSentTwiceWhenTheProgramIsKilledAndTheCarrierIsUnwell(t *testing.T) {
	storetest.EachName(t, func(t *testing.T, db string) {
		runs, n, kills := smsRuns()
		w := newWorld(t, db)
		carrier := carriertest.Aliyun(false)
		defer carrier.Close()
		w.throughAliyun(t, carrier)
		for run := range runs {
			drainKilled(t, w, carrier, run, n, kills)
		}
	})
}

func drainKilled(t *testing.T, w *world, carrier *carriertest.Server, run, n, kills int) {
	t.Helper()
	app := w.open(t)
	defer app.Close()
	_, err := app.Store.SQL().Exec("UPDATE notices SET period = 'before', idem_key = ref WHERE period = 'drain'")
	must(t, err)
	_, err = app.Store.SQL().Exec("UPDATE notices SET day = 0")
	must(t, err)
	queueTexts(t, app, n)
	before := len(carrier.Taken())
	requests := carrier.Requests()
	carrier.Weather(carriertest.Weather{Refuse: 0.05, Code: "isv.BUSINESS_LIMIT_CONTROL", Words: "触发分钟级流控Permits:1",
		Late: 0.02, Drop: 0.05, Wait: 1500 * time.Millisecond, Think: 20 * time.Millisecond})
	inside := 0
	for range kills {
		p := start(t, w.env, "serve")
		from := carrier.Requests()
		for i := 0; i < 400 && carrier.Requests() < from+1+rand.IntN(max(1, n/kills)); i++ {
			time.Sleep(5 * time.Millisecond)
		}
		p.kill()
		if _, open := smsStates(t, app); open > 0 {
			inside++
		}
		passClaims(t, app)
	}
	states, _ := smsStates(t, app)
	t.Logf("run %d: %d kills, %d of them with texts on their way; then %v", run+1, kills, inside, states)
	for life := 0; waiting(states) > 0 && life < 20; life++ {
		p := start(t, w.env, "serve")
		for i := 0; waiting(states) > 0 && i < 25; i++ {
			time.Sleep(200 * time.Millisecond)
			states, _ = smsStates(t, app)
		}
		p.kill()
		passClaims(t, app)
	}
	carrier.Weather(carriertest.Weather{})
	states, open := smsStates(t, app)
	times := map[string]int{}
	for _, taken := range carrier.Taken()[before:] {
		times[taken.To]++
	}
	lost, doubled := 0, 0
	for i := range n {
		switch c := times[phoneOf(i)]; {
		case c == 0:
			lost++
		case c > 1:
			doubled++
		}
	}
	t.Logf("run %d: %d texts, %d requests at the carrier: %d lost, %d doubled, %d stuck, %d attempts open; %v",
		run+1, n, carrier.Requests()-requests, lost, doubled, waiting(states), open, states)
	if lost+doubled+waiting(states)+open > 0 || states[models.NoticeSent]+states[models.NoticeDelivered] != n {
		t.Error("not every text was taken once")
	}
	if inside == 0 {
		t.Error("no kill met a text on its way")
	}
}

// passClaims lets, while the program is dead, its leases run out, what waits for another minute come up, and a quarter of a
// minute pass for the carrier.
func passClaims(t *testing.T, app *boot.App) {
	t.Helper()
	for _, words := range []string{"UPDATE leases SET until_at = 0", "UPDATE notices SET lease_until = 1 WHERE lease_until > 0",
		"UPDATE attempts SET called_at = called_at - 15000 WHERE outcome = 'open'",
		"UPDATE notices SET not_before = created_at WHERE state = 'queued'", "UPDATE breakers SET retry_at = 1 WHERE state <> 'closed'"} {
		_, err := app.Store.SQL().Exec(words)
		must(t, err)
	}
}
