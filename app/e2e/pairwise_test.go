package e2e

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"anju/models/idcard"
	"anju/models/registry"
	"anju/models/storetest"
)

// pairs is how many people, known elsewhere and unknown, a landlord enters.
func pairs() int {
	if os.Getenv("ANJU_LONG") == "1" {
		return 500
	}
	return 40
}

// TestALandlordLearnsNothingAboutOtherHomes enters people who are on another landlord's roster and people whom nobody
// knows, in random order: pages, texts and times must tell him nothing.
func TestALandlordLearnsNothingAboutOtherHomes(t *testing.T) {
	storetest.EachName(t, func(t *testing.T, db string) {
		w := newWorld(t, db)
		known := w.fillNeighbour(t)
		p := start(t, w.env, "serve")
		v := newVisitor(p.URL)
		v.signIn(t, w.sms, w.landlord)
		took := map[bool][]time.Duration{}
		var first string
		knownFirst := false
		for i := range 2 * pairs() {
			if i%2 == 0 {
				knownFirst = rand.IntN(2) == 0 // one of each in a pair, in random order
			}
			isKnown := knownFirst == (i%2 == 0)
			who := w.stranger(i)
			if isKnown {
				who = known[i/2]
			}
			pages, spent := w.enterOne(t, v, who)
			took[isKnown] = append(took[isKnown], spent)
			if pages = neutral(pages); first == "" {
				first = pages
			} else if pages != first {
				t.Fatalf("the pages differ (known elsewhere: %v):\n%s", isKnown, difference(first, pages))
			}
		}
		if p := sameTimes(took[true], took[false]); p < 0.001 {
			t.Errorf("the times differ (p = %.5f): known %v, unknown %v", p, median(took[true]), median(took[false]))
		}
		t.Logf("known elsewhere %v, unknown %v (medians of %d and %d)", median(took[true]), median(took[false]), len(took[true]), len(took[false]))
		p.kill()
		w.sameTexts(t)
	})
}

// fillNeighbour puts people on the roster of another landlord's home.
func (w *world) fillNeighbour(t *testing.T) []someone {
	t.Helper()
	app := w.open(t)
	defer app.Close()
	at := app.Clock.Now().Add(-48 * time.Hour)
	unit, owner := w.addHome(t, app, "19900000088", "何望舒", "青禾路 20 号", at)
	var known []someone
	for i := range pairs() {
		who := someone{name: "苏见山", doc: idcard.WithCheckDigit(fmt.Sprintf("3399031988%02d%02d%03d", 1+i%12, 1+i%28, i)), phone: fmt.Sprintf("1990004%04d", i)}
		_, err := app.Registry.CheckIn(context.Background(), owner, unit.Ref, []registry.StayForm{{Room: "101", Name: who.name, DocType: "111", DocNo: who.doc, Phone: who.phone, MovedIn: "today"}}, "", at)
		must(t, err)
		known = append(known, who)
	}
	return known
}

func (w *world) stranger(i int) someone {
	return someone{name: "苏见山", doc: idcard.WithCheckDigit(fmt.Sprintf("3399041988%02d%02d%03d", 1+i%12, 1+i%28, i)), phone: fmt.Sprintf("1990005%04d", i)}
}

// enterOne goes from the form to the receipt, and checks the person out again so that the next page starts alike.
func (w *world) enterOne(t *testing.T, v *visitor, who someone) (pages string, spent time.Duration) {
	t.Helper()
	path := "/h/u/" + w.unit.Ref + "/checkin"
	must(t, v.get(path+"?room=102"))
	begin := time.Now()
	must(t, v.post(path, url.Values{"room": {"102"}, "name": {who.name}, "doc_type": {"111"}, "doc_no": {who.doc}, "phone": {who.phone}, "moved_in": {"today"}}))
	check := v.page
	must(t, v.post(path, url.Values{"confirm": {"1"}}))
	spent = time.Since(begin)
	if !strings.HasSuffix(v.at(), "/done") {
		t.Fatalf("no receipt: %d at %s", v.last.StatusCode, v.at())
	}
	done := v.page
	w.voidAll(t, v)
	return check + done, spent
}

var stayOut = regexp.MustCompile(`/h/u/[a-z2-7]+/stays/([a-z2-7]+)/checkout`)

func (w *world) voidAll(t *testing.T, v *visitor) {
	t.Helper()
	must(t, v.get("/h/u/"+w.unit.Ref+"/roster"))
	for _, m := range stayOut.FindAllStringSubmatch(v.page, -1) {
		path := "/h/u/" + w.unit.Ref + "/stays/" + m[1] + "/checkout"
		must(t, v.get(path))
		must(t, v.post(path, url.Values{"moved_out": {"today"}}))
		if v.last.StatusCode != 200 {
			t.Fatalf("check-out: %d at %s", v.last.StatusCode, v.at())
		}
	}
}

var (
	refs   = regexp.MustCompile(`\b[a-z2-7]{20,26}\b|value="[^"]{20,}"`)
	eights = regexp.MustCompile(`\d{4} ?\d{4}`)
	tails  = regexp.MustCompile(`(?:•••• |尾号 )[0-9X]{4}`)
	number = regexp.MustCompile(`请求编号[^<]*`)
)

// neutral takes out what differs from one person to the next anyway: what the landlord typed himself, and random refs.
func neutral(pages string) string {
	pages = tails.ReplaceAllString(pages, "TAIL")
	pages = refs.ReplaceAllString(pages, "REF")
	pages = number.ReplaceAllString(pages, "")
	pages = eights.ReplaceAllString(pages, "RECEIPT")
	return birth.ReplaceAllString(pages, "BORN")
}

var birth = regexp.MustCompile(`[男女][，,]\s*\d{4} 年 \d{1,2} 月生`)

func difference(a, b string) string {
	x, y := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := range x {
		if i >= len(y) || x[i] != y[i] {
			return fmt.Sprintf("- %s\n+ %s", x[i], y[min(i, len(y)-1)])
		}
	}
	return "one page is longer"
}

func median(all []time.Duration) time.Duration {
	sorted := slices.Sorted(slices.Values(all))
	return sorted[len(sorted)/2]
}

// sameTimes is the probability, by a permutation test of the medians, that two sets of times differ by chance this much.
func sameTimes(a, b []time.Duration) float64 {
	gap := func(x, y []time.Duration) time.Duration { return (median(x) - median(y)).Abs() }
	seen, all, more := gap(a, b), slices.Concat(a, b), 0
	const rounds = 4000
	for range rounds {
		rand.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		if gap(all[:len(a)], all[len(a):]) >= seen {
			more++
		}
	}
	return float64(more) / rounds
}

// sameTexts checks that everybody who was entered got the same texts.
func (w *world) sameTexts(t *testing.T) {
	t.Helper()
	app := w.open(t)
	w.drain(t, app)
	must(t, app.Close())
	got := map[string][]string{} // what the neighbour's landlord caused two days ago was too old to be sent
	for _, one := range texts(t, w.sms) {
		if strings.HasPrefix(one.To, "1990004") || strings.HasPrefix(one.To, "1990005") {
			got[one.To] = append(got[one.To], one.Kind)
		}
	}
	for phone, kinds := range got {
		slices.Sort(kinds)
		if joined := strings.Join(kinds, " "); joined != "R04 R09" {
			t.Errorf("%s… got the texts %q", phone[:7], joined)
		}
	}
}
