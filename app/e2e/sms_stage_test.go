package e2e

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"anju/app/boot"
	"anju/jobs/sms/carriertest"
	"anju/models"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/workday"
)

// textKind is the text that these tests send: it leaves a gap for nobody.
const textKind = "R04"

// through changes the world's way out for texts to a carrier.
func (w *world) through(options ...string) {
	w.env = append(slices.DeleteFunc(w.env, func(o string) bool { return strings.HasPrefix(o, "ANJU_SMS=") }), options...)
}

// throughAliyun lets texts leave through a carrier that can be asked what it took, with the text filed there.
func (w *world) throughAliyun(t *testing.T, carrier *carriertest.Server) {
	t.Helper()
	const code = "SMS_2000004"
	carrier.Allow(code)
	w.through("ANJU_SMS=aliyun", "ANJU_SMS_SIGN="+carriertest.Sign, "ANJU_SMS_ALIYUN_ENDPOINT="+carrier.URL, "ANJU_SMS_ALIYUN_KEY_ID="+carriertest.Key,
		"ANJU_SMS_ALIYUN_KEY_SECRET="+carriertest.Secret, "ANJU_SMS_PATIENCE=1s", "ANJU_SMS_SETTLE=1s")
	app := w.open(t)
	defer app.Close()
	must(t, app.Registry.FileText(context.Background(), policy.SystemActor, registry.TextFiling{Carrier: "aliyun", Kind: textKind,
		Wording: app.Registry.Texts.Wordings(textKind)[0], Code: code, State: models.FilingFiled, Numbers: true}, app.Clock.Now()))
}

// queueTexts puts n texts in the outbox, each to a number of its own.
func queueTexts(t testing.TB, app *boot.App, n int) {
	t.Helper()
	now := workday.At(app.Clock.Now().Add(-time.Minute))
	for from := 0; from < n; from += 1000 {
		batch := make([]models.Notice, min(1000, n-from))
		for i := range batch {
			batch[i] = models.Notice{Kind: textKind, Phone: phoneOf(from + i), Subject: fmt.Sprint("stay:", from+i), Period: "drain",
				CreatedAt: now, NotBefore: now, ExpiresAt: now.Add(24 * time.Hour)}
		}
		must(t, app.Store.InTx(context.Background(), func(tx *store.Tx) error {
			added, err := tx.QueueAll(batch)
			if err == nil && added != len(batch) {
				err = fmt.Errorf("%d of %d were queued", added, len(batch))
			}
			return err
		}))
	}
}

// phoneOf ends in 7, which no carrier of the tests reads anything into.
func phoneOf(n int) string { return fmt.Sprintf("198%07d7", n) }

// sms counts the notices by state, and the attempts whose outcome nobody knows.
func smsStates(t testing.TB, app *boot.App) (states map[string]int, open int) {
	t.Helper()
	rows, err := app.Store.SQL().Query("SELECT state, COUNT(*) FROM notices WHERE period = 'drain' GROUP BY state")
	must(t, err)
	defer rows.Close()
	states = map[string]int{}
	for rows.Next() {
		var state string
		var n int
		must(t, rows.Scan(&state, &n))
		states[state] = n
	}
	must(t, rows.Err())
	must(t, app.Store.SQL().QueryRow("SELECT COUNT(*) FROM attempts WHERE outcome = 'open'").Scan(&open))
	return states, open
}

// waiting is how many have not come to their end.
func waiting(states map[string]int) int {
	return states[models.NoticeQueued] + states[models.NoticeSending] + states[models.NoticeHeld]
}

// timesTaken is how often a carrier took a text to each number.
func timesTaken(carrier *carriertest.Server) map[string]int {
	times := map[string]int{}
	for _, taken := range carrier.Taken() {
		times[taken.To]++
	}
	return times
}
