package e2e

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"

	"anju/app/web/gallery"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// goByKeys presses Tab through the whole page: whatever can be done is reached, and it is seen where the keys are. A date
// takes several presses, so there are more of them than things. What is wrong is so each time: a round that a busy browser
// cut short is gone again.
func (b *eye) goByKeys(where string) {
	faults := b.roundByKeys(where)
	if len(faults) > 0 {
		again := b.roundByKeys(where)
		faults = slices.DeleteFunc(faults, func(f string) bool { return !slices.Contains(again, f) })
	}
	b.report(where+" by keys", faults...)
}

func (b *eye) roundByKeys(where string) (faults []string) {
	var things int
	for _, n := range b.ask("look.keysBegin()") {
		things, _ = strconv.Atoi(n)
	}
	for range 2*things + 8 {
		b.do(where, chromedp.KeyEvent(kb.Tab))
	}
	return b.ask("look.keysEnd()")
}

// keylessPage keeps one button from the keys, hides where they are on a link, and lays a bar over another.
const keylessPage = `<!doctype html><html lang="zh-CN"><head><title>x</title><style>.quiet:focus{outline:none}
.bar{position:fixed;left:0;right:0;bottom:0;height:400px;background:#fff}</style></head><body><main><h1>x</h1>
<p><a href="/">plain</a></p><p><a class="quiet" href="/">quiet</a></p><button tabindex="-1">out of reach</button><div style="height:600px"></div>
<p><a href="/">under the bar</a></p></main><div class="bar">x</div></body></html>`

// TestAPageThatKeysCannotUseIsSeen plants what the round by keys looks for.
func TestAPageThatKeysCannotUseIsSeen(t *testing.T) {
	s := newShelf(t)
	s.pages["keyless"] = gallery.Answer{Status: 200, Body: []byte(keylessPage), Header: http.Header{"Content-Type": {"text/html; charset=utf-8"}}}
	b := newEye(t, s)
	var all []string
	b.report = func(where string, faults ...string) { all = append(all, faults...) }
	b.do("keyless", screen(1280), chromedp.Navigate(b.base+shelfPath+"keyless"), chromedp.Evaluate(b.tools, nil))
	b.goByKeys("keyless")
	found := strings.Join(all, "\n")
	for _, want := range []string{"“out of reach” is not reached", "“quiet” looks the same", "“under the bar” is covered"} {
		if !strings.Contains(found, want) {
			t.Errorf("nobody saw %s in\n%s", want, found)
		}
	}
	if strings.Contains(found, "plain") {
		t.Errorf("a link that keys reach is taken for a fault:\n%s", found)
	}
}
