package e2e

import (
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// TestAVisitTypedInADeadStairwellIsNotLost scans a door as a grid worker, types, loses the connection, taps save, and comes
// back to the street: the page never went away, and even after it was closed what was typed is drawn again.
func TestAVisitTypedInADeadStairwellIsNotLost(t *testing.T) {
	d := startDemo(t)
	b := newBrowser(t, d.URL, phone{})
	d.staffIn(t, b, "auxiliary")
	b.open(d.door)
	b.sees("记走访", `name="door" value="`+strings.TrimPrefix(d.door, "/d/")+`"`)
	b.choose("result", "missing")
	b.write("#f-extra", "2")
	b.write("#f-note", "门口有三双鞋")
	b.do(network.Enable(), network.EmulateNetworkConditions(true, 0, -1, -1))
	b.tap("=保存走访")
	b.waits(`!document.querySelector("[data-off]").hidden`)
	b.sees("没网了，还没存上")
	if !strings.Contains(b.at(), "/visit") {
		t.Fatalf("without a connection the page went to %s", b.at())
	}
	b.do(network.EmulateNetworkConditions(false, 0, -1, -1))
	b.write("#f-heads", "5") // kept by itself a moment later
	b.waits(`performance.getEntriesByType("resource").some(r => r.name.includes("/o/visits/draft") && r.responseStatus === 204)`)
	scanned := b.at()
	b.open(scanned)
	b.sees("门口有三双鞋")
	b.open(strings.Split(scanned, "?")[0]) // from the page of the home, where no address names the draft
	b.sees("您上次填到这里，还没交", "门口有三双鞋", `name="door" value="`+strings.TrimPrefix(d.door, "/d/")+`"`)
	var extra, heads string
	b.do(chromedp.Value("#f-extra", &extra, chromedp.ByQuery), chromedp.Value("#f-heads", &heads, chromedp.ByQuery))
	if extra != "2" || heads != "5" {
		t.Errorf("after it was closed the page holds %q and %q", extra, heads)
	}
	b.follow("=保存走访")
	b.sees("走访记好了：少登了人")
}

// waits asks the page a question until it says yes.
func (b *browser) waits(question string) {
	b.t.Helper()
	b.do(chromedp.Poll(question, nil, chromedp.WithPollingTimeout(20*time.Second)))
}
