package e2e

import (
	"bytes"
	"os"
	"slices"
	"testing"

	"anju/app/web/gallery"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// A cheap phone in a stairwell: a sixth of this processor, 400 kbit/s, 400 ms there and back, nothing cached, 22 px text.
const (
	slowProcessor = 6
	slowBytes     = 50_000 // a second
	slowTrip      = 400    // ms
)

// firstLook is what stands between a tap and a page that can be read and used, told by the browser in milliseconds.
type firstLook struct {
	Blocking int     `json:"blocking"` // files that the first paint waits for
	Bytes    float64 `json:"bytes"`    // of the page and of those
	Painted  float64 `json:"painted"`
	Ready    float64 `json:"ready"` // the page is whole: every form works, with or without script
	Size     string  `json:"size"`
}

const look = `new Promise(done => {
  const tell = () => {
    const [page] = performance.getEntriesByType('navigation'), first = performance.getEntriesByName('first-contentful-paint')[0];
    if (!first || !page.domInteractive) return setTimeout(tell, 50);
    const held = performance.getEntriesByType('resource').filter(r => r.renderBlockingStatus === 'blocking');
    done({blocking: held.length, bytes: page.transferSize + held.reduce((n, r) => n + r.transferSize, 0), painted: first.startTime,
      ready: Math.max(first.startTime, page.domInteractive), size: getComputedStyle(document.documentElement).fontSize});
  };
  tell();
})`

// TestAPageIsThereSoonOnASlowPhone opens pages in Chromium as such a phone does. What is held against a page is what does
// not hang on this machine: the first paint waits for one file besides the page, and both together travel in less than
// three seconds with their round trips (connection, encryption, page, file). How long it took here is told beside it.
func TestAPageIsThereSoonOnASlowPhone(t *testing.T) {
	s := newShelf(t)
	b := newBrowser(t, s.URL, phone{Slow: slowProcessor})
	b.do(network.Enable(), network.SetCacheDisabled(true),
		network.EmulateNetworkConditions(false, slowTrip, slowBytes, slowBytes))
	step := 36
	if os.Getenv("ANJU_LONG") != "" {
		step = 1
	}
	var all []float64
	slowest, which := 0.0, ""
	for i := 0; i < len(s.samples); i += step {
		sample := s.samples[i]
		page := s.pages[sample.Name]
		page.Body = bytes.Replace(page.Body, []byte(`<html lang="zh-CN">`), []byte(`<html lang="zh-CN" class="big">`), 1)
		s.pages[sample.Name] = page
		seen := b.firstLook(sample)
		if sample.Template[:5] != "print" && seen.Size != "22px" {
			t.Errorf("%s: the text is %s", sample.Name, seen.Size)
		}
		if road := 4*slowTrip + seen.Bytes/slowBytes*1000; seen.Blocking > 1 || seen.Bytes == 0 || road > 3000 {
			t.Errorf("%s: the first paint waits for %d files; %.0f bytes and four trips take %.0f ms", sample.Name, seen.Blocking, seen.Bytes, road)
		}
		if all = append(all, seen.Ready); seen.Ready > slowest {
			slowest, which = seen.Ready, sample.Name
		}
	}
	slices.Sort(all)
	t.Logf("%d pages, usable after (ms, without encryption): median %.0f, 95 in 100 %.0f, slowest %.0f (%s)", len(all), all[len(all)/2], all[len(all)*95/100], slowest, which)
}

func (b *browser) firstLook(sample gallery.Sample) (seen firstLook) {
	b.t.Helper()
	b.do(chromedp.Navigate(b.base+shelfPath+sample.Name), chromedp.Evaluate(look, &seen, func(p *runtime.EvaluateParams) *runtime.EvaluateParams {
		return p.WithAwaitPromise(true).WithReturnByValue(true)
	}))
	return seen
}
