package e2e

import (
	"context"
	"fmt"
	"hash/crc32"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"anju/app/web/gallery"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// eyes is how many browsers look at once, each at its own page: a page behind another one is not drawn.
const eyes = 3

// TestEveryPageCanBeReadByEverybody looks at each page in Chromium: no fault that axe knows, at 375 and 1280 px, light and
// dark, folded and unfolded; nothing to scroll sideways for, down to 320 px and up to large text, for staff up to twice the size; targets for thumbs; no
// word in the console. ANJU_PAGES narrows it to the samples whose names it matches, while a page is being made.
func TestEveryPageCanBeReadByEverybody(t *testing.T) {
	s := newShelf(t)
	todo := make(chan gallery.Sample)
	var all sync.WaitGroup
	for range eyes {
		eye := newEye(t, s)
		all.Go(func() {
			for sample := range todo {
				eye.look(sample)
			}
		})
	}
	names, err := regexp.Compile(os.Getenv("ANJU_PAGES"))
	must(t, err)
	for _, sample := range s.samples {
		if names.MatchString(sample.Name) {
			todo <- sample
		}
	}
	close(todo)
	all.Wait()
}

// eye looks at one page after another.
type eye struct {
	ctx    context.Context
	base   string
	tools  string // look.js
	axe    string
	axed   bool // axe is on the page
	report func(where string, faults ...string)

	mu   sync.Mutex
	said []string // in the console, since the page was opened
}

func newEye(t *testing.T, s *shelf) *eye {
	t.Helper()
	axe, err := os.ReadFile("testdata/axe/axe.min.js")
	must(t, err)
	questions, err := os.ReadFile("testdata/look.js")
	must(t, err)
	b := &eye{ctx: newBrowser(t, s.URL, phone{}).ctx, base: s.URL, tools: string(questions), axe: string(axe)}
	b.report = func(where string, faults ...string) {
		for _, fault := range faults {
			t.Errorf("%s: %s", where, fault)
		}
	}
	must(t, b.listen())
	return b
}

// listen keeps what is said in the console.
func (b *eye) listen() error {
	chromedp.ListenTarget(b.ctx, func(event any) {
		b.mu.Lock()
		defer b.mu.Unlock()
		switch e := event.(type) {
		case *log.EventEntryAdded:
			own := strings.Contains(e.Entry.URL, shelfPath) && strings.Contains(e.Entry.Text, "the server responded with a status of")
			if e.Entry.Level == log.LevelError && !own { // a page that is a refusal is told of as such
				b.said = append(b.said, e.Entry.Text+" "+e.Entry.URL)
			}
		case *runtime.EventExceptionThrown:
			b.said = append(b.said, e.ExceptionDetails.Error())
		case *runtime.EventConsoleAPICalled:
			if e.Type == runtime.APITypeError {
				b.said = append(b.said, fmt.Sprint("console.error ", string(e.Args[0].Value)))
			}
		}
	})
	// Each window lies in front, as on a desk: where the keys are is drawn in no other.
	return chromedp.Run(b.ctx, log.Enable(), runtime.Enable(), emulation.SetFocusEmulationEnabled(true))
}

func (b *eye) look(sample gallery.Sample) {
	name := sample.Name
	for _, width := range widths(name) {
		where := fmt.Sprintf("%s at %d", name, width)
		b.do(where, screen(width), scheme("light"), chromedp.Navigate(b.base+shelfPath+name), chromedp.Evaluate(b.tools, nil))
		b.axed = false
		b.keep(name, width, "light")
		b.judge(name, width, "light")
		b.do(where, scheme("dark"))
		b.ask("look.unfold()")
		b.keep(name, width, "dark")
		b.judge(name, width, "dark unfolded")
		b.report(where, b.ask("look.wide()")...)
		if width == 1280 && (os.Getenv("ANJU_LONG") == "1" || lot(name)%4 == 0) {
			b.goByKeys(where)
		}
		if width == 375 {
			b.report(where, b.ask("look.targets()")...)
			b.narrow(name, staffed(sample))
		}
		b.mu.Lock()
		b.report(where+" in the console", b.said...)
		b.said = nil
		b.mu.Unlock()
	}
}

// lot is the number that a page draws: the short form, where a picture is not asked for, leaves to it what is looked at.
func lot(name string) uint32 { return crc32.ChecksumIEEE([]byte(name)) }

// widths are those at which a page is looked at: in the short form a quarter of the pages is seen on the phone alone.
func widths(name string) []int64 {
	if os.Getenv("ANJU_LONG") != "1" && os.Getenv("ANJU_SHOTS") == "" && lot(name)%4 == 2 {
		return []int64{375}
	}
	return []int64{375, 1280}
}

// judge asks axe. Asking is most of the time a look takes: of the four ways a page is seen, the short form asks in one,
// at the phone folded and light for one half of the pages, at the desk unfolded and dark for the other.
func (b *eye) judge(name string, width int64, how string) {
	phone := lot(name)%2 == 0
	if os.Getenv("ANJU_LONG") != "1" && ((width == 375) != phone || (how == "light") != phone) {
		return
	}
	where := fmt.Sprintf("%s at %d %s", name, width, how)
	if !b.axed {
		b.axed = true
		b.do(where, chromedp.Evaluate(b.axe, nil))
	}
	b.report(where, b.ask("look.axe()")...)
}

// staffed tells the pages of staff, who have the most tabs and two records side by side: of these the text is also drawn
// at twice its size.
func staffed(s gallery.Sample) bool {
	return slices.Contains([]string{gallery.Officer, gallery.Worker, gallery.Idle, gallery.Admin, gallery.Overseer, gallery.Second, gallery.Partner}, s.Role)
}

// narrow looks at the smallest screen, and at large text on both.
func (b *eye) narrow(name string, twice bool) {
	b.ask("look.big(true)")
	b.report(name+" at 375 in large text", b.ask("look.wide()")...)
	if twice {
		b.ask("look.twice(true)")
		b.report(name+" at 375 in text of twice the size", b.ask("look.wide()")...)
		b.keep(name, 375, "twice")
		b.ask("look.twice(false)")
	}
	b.do(name, screen(320))
	b.report(name+" at 320 in large text", b.ask("look.wide()")...)
	b.keep(name, 320, "big")
	b.ask("look.big(false)")
	b.report(name+" at 320", b.ask("look.wide()")...)
}

func screen(width int64) chromedp.Action {
	return emulation.SetDeviceMetricsOverride(width, 812, 1, width < 800)
}

// scheme is light or dark, at once: a colour that still fades is none that stays.
func scheme(name string) chromedp.Action {
	return emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{
		{Name: "prefers-color-scheme", Value: name}, {Name: "prefers-reduced-motion", Value: "reduce"}})
}

// ask runs one question of look.js and answers the faults it found.
func (b *eye) ask(question string) (faults []string) {
	b.do(question, chromedp.Evaluate(question, &faults, func(p *runtime.EvaluateParams) *runtime.EvaluateParams {
		return p.WithAwaitPromise(true).WithReturnByValue(true)
	}))
	return faults
}

func (b *eye) do(what string, actions ...chromedp.Action) {
	if err := chromedp.Run(b.ctx, actions...); err != nil {
		b.report(what, err.Error())
	}
}

// badPage has one fault of each kind that is looked for.
const badPage = `<!doctype html><html lang="zh-CN"><head><meta name="viewport" content="width=device-width,initial-scale=1"><title>x</title></head>
<body bgcolor="#ffffff"><main><h1>x</h1><h3>skipped</h3><p><font color="#bbbbbb">faint</font></p><p><a href="/">alone</a></p><p>In a sentence <a href="/">a link</a> is low.</p>
<input name="nameless"><table width="900"><tr><td>wide</td></tr></table></main><script>1</script></body></html>`

// TestABadPageIsSeen plants faults, so that a look that sees nothing is not taken for a page without faults.
func TestABadPageIsSeen(t *testing.T) {
	s := newShelf(t)
	s.pages["bad"] = gallery.Answer{Status: 200, Body: []byte(badPage), Header: http.Header{
		"Content-Type": {"text/html; charset=utf-8"}, "Content-Security-Policy": {"default-src 'none'"}}}
	t.Setenv("ANJU_LONG", "1")
	b := newEye(t, s)
	var all []string
	b.report = func(where string, faults ...string) { all = append(all, where+": "+strings.Join(faults, "\n")) }
	b.look(gallery.Sample{Name: "bad", Role: gallery.Officer})
	found := strings.Join(all, "\n")
	for _, want := range []string{"375 light: color-contrast", "1280 dark unfolded: color-contrast", "heading-order", "label (", "“alone” is", "input “” is", "the screen 375", "the screen 320", "bad at 375 in text of twice the size: the page is",
		"in the console: "} {
		if !strings.Contains(found, want) {
			t.Errorf("nobody saw %q in\n%s", want, found)
		}
	}
	if strings.Contains(found, "a link") {
		t.Errorf("a link in a sentence is taken for a target:\n%s", found)
	}
}

// keep takes a picture where ANJU_SHOTS says, to be looked at.
func (b *eye) keep(name string, width int64, state string) {
	dir := os.Getenv("ANJU_SHOTS")
	if dir == "" {
		return
	}
	var picture []byte
	b.do(name, chromedp.FullScreenshot(&picture, 100))
	if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%s-%d-%s.png", name, width, state)), picture, 0o644); err != nil {
		b.report(name, err.Error())
	}
}
