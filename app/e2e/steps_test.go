package e2e

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"anju/models/idcard"

	"github.com/chromedp/chromedp"
)

// someone is an invented tenant.
type someone struct{ name, doc, phone string }

// tenantNo is the n-th invented tenant, always the same; the check digit is never X, which has its own tick-box.
func tenantNo(n int) someone {
	for salt := 0; ; salt++ {
		doc := idcard.WithCheckDigit(fmt.Sprintf("3399%02d1990%02d15%03d", n/12%60, 1+n%12, n/720*10+salt))
		if doc[17] != 'X' {
			return someone{name: "何以安", doc: doc, phone: fmt.Sprintf("1990003%04d", n)}
		}
	}
}

// signInBrowser signs the landlord in with the code from the SMS file.
func (w *world) signInBrowser(t *testing.T, b *browser) {
	t.Helper()
	w.signInTo(t, b, "/h")
}

// signInTo is signInBrowser for a landlord who lands elsewhere.
func (w *world) signInTo(t *testing.T, b *browser, where string) {
	t.Helper()
	n := len(texts(t, w.sms))
	b.open("/login")
	b.write(`#f-phone`, w.landlord)
	b.follow(`main form button[type="submit"]`)
	b.write(`#f-code`, code(t, w.sms, w.landlord, n))
	b.follow(`main form button[type="submit"]`)
	if b.at() != where {
		b.shoot("not-home")
		t.Fatalf("signed in and landed on %s", b.at())
	}
}

// waitFor waits until a text of a kind has gone to a phone; by night a reminder waits for the morning, which is right too.
func (w *world) waitFor(t *testing.T, before int, kind, phone string) {
	t.Helper()
	for range 100 {
		for _, one := range texts(t, w.sms)[before:] {
			if one.Kind == kind && one.To == phone {
				return
			}
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Errorf("no %s went to the tenant within 5 seconds", kind)
}

// noSidewaysScroll fails when the page is wider than the screen. It asks the layout, which works without scripts.
func (b *browser) noSidewaysScroll() {
	b.t.Helper()
	var wide bool
	b.do(chromedp.Evaluate(`document.documentElement.scrollWidth > document.documentElement.clientWidth`, &wide))
	if wide {
		b.shoot("wide")
		b.t.Errorf("the page %s scrolls sideways", b.at())
	}
}

// choose sets a room, whether the form offers a list, chips or a box to type in.
func (b *browser) choose(name, value string) {
	b.t.Helper()
	page := b.html()
	switch {
	case strings.Contains(page, `<select class="in" id="f-`+name+`"`):
		b.taps += 2
		b.do(chromedp.SetValue(`#f-`+name, value, chromedp.ByID))
	case strings.Contains(page, `type="radio" name="`+name+`"`):
		b.tap(`input[name="` + name + `"][value="` + value + `"]`)
	case strings.Contains(page, `type="checkbox" id="f-`+name+`"`): // typing into it would scroll the page away
		b.tap(`#f-` + name)
	default:
		b.write(`#f-`+name, value)
	}
}

// hasRoom says whether a tile of the room grid shows a room in a state.
func hasRoom(page, no, state string) bool {
	for _, tile := range strings.Split(page, `<a class="room`)[1:] {
		tile, _, _ = strings.Cut(tile, "</a>")
		if strings.Contains(tile, ">"+no+"<") && strings.Contains(tile, state) {
			return true
		}
	}
	return false
}
