package e2e

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/dom"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// browser is a Chromium on a phone. It touches and types as a finger does, through the browser's own input events, and
// counts both.
type browser struct {
	t     testing.TB
	ctx   context.Context
	base  string
	taps  int
	typed int
	loads atomic.Int64
}

// phone says what sort of phone it is.
type phone struct {
	Width     int64
	NoScript  bool
	Slow      float64 // how many times slower the processor is; 0 = as it is
	UserAgent string
}

func newBrowser(t testing.TB, base string, p phone) *browser {
	t.Helper()
	if p.Width == 0 {
		p.Width = 375
	}
	profile, err := os.MkdirTemp("", "anju-chromium-")
	must(t, err)
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(chromium(t)), chromedp.UserDataDir(profile), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true), chromedp.WindowSize(int(p.Width), 812))
	if p.UserAgent != "" {
		options = append(options, chromedp.UserAgent(p.UserAgent))
	}
	alloc, stopAlloc := chromedp.NewExecAllocator(context.Background(), options...)
	ctx, stop := chromedp.NewContext(alloc)
	ctx, cancel := context.WithTimeout(ctx, 15*time.Minute)
	t.Cleanup(func() {
		cancel()
		stop()
		stopAlloc()
		for range 20 { // Chromium writes to its profile a little longer than it lives
			if os.RemoveAll(profile) == nil {
				return
			}
			time.Sleep(50 * time.Millisecond)
		}
	})
	b := &browser{t: t, ctx: ctx, base: base}
	chromedp.ListenTarget(ctx, func(event any) {
		if _, ok := event.(*page.EventLoadEventFired); ok {
			b.loads.Add(1)
		}
	})
	b.do(chromedp.EmulateViewport(p.Width, 812, chromedp.EmulateScale(2)), emulation.SetScriptExecutionDisabled(p.NoScript))
	if p.Slow > 1 {
		b.do(emulation.SetCPUThrottlingRate(p.Slow))
	}
	return b
}

// chromium finds the browser; the tests are worth nothing without one.
func chromium(t testing.TB) string {
	t.Helper()
	for _, path := range []string{"/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"} {
		if _, err := os.Stat(path); err == nil {
			return path
		}
	}
	t.Fatal("there is no Chromium; `bash .ci/test` installs it")
	return ""
}

func (b *browser) do(actions ...chromedp.Action) {
	b.t.Helper()
	if err := chromedp.Run(b.ctx, actions...); err != nil {
		b.shoot("failed")
		b.t.Fatalf("%v\nat %s", err, b.at())
	}
}

// open goes to a page by its address: a scan or a bookmark, no tap.
func (b *browser) open(path string) {
	b.t.Helper()
	if strings.HasPrefix(path, "/") {
		path = b.base + path
	}
	b.do(chromedp.Navigate(path))
}

// at is the address in view, without the host.
func (b *browser) at() string {
	var where string
	_ = chromedp.Run(b.ctx, chromedp.ActionFunc(func(ctx context.Context) error {
		i, entries, err := page.GetNavigationHistory().Do(ctx)
		if err == nil && int(i) < len(entries) {
			where = strings.TrimPrefix(entries[i].URL, b.base)
		}
		return err
	}))
	return where
}

// html is what the page holds now.
func (b *browser) html() string {
	b.t.Helper()
	var all string
	var err error
	for range 5 { // a page that is just being replaced has no nodes for a moment
		if err = chromedp.Run(b.ctx, chromedp.OuterHTML("html", &all, chromedp.ByQuery)); err == nil {
			return all
		}
		time.Sleep(100 * time.Millisecond)
	}
	b.t.Fatalf("%v\nat %s", err, b.at())
	return ""
}

// sees fails unless the page holds the words.
func (b *browser) sees(words ...string) {
	b.t.Helper()
	all := b.html()
	for _, w := range words {
		if !strings.Contains(all, w) {
			b.shoot("missing")
			b.t.Fatalf("the page %s does not say %q", b.at(), w)
		}
	}
}

// node finds one element by a CSS selector, or by its words when it begins with "=".
func (b *browser) node(selector string) *cdp.Node {
	b.t.Helper()
	by := chromedp.ByQuery
	if words, ok := strings.CutPrefix(selector, "="); ok {
		selector = fmt.Sprintf(`(//main//a|//main//button|//main//label|//main//summary|//nav//a)[contains(normalize-space(.), %q)]`, words)
		by = chromedp.BySearch
	}
	var nodes []*cdp.Node
	ctx, cancel := context.WithTimeout(b.ctx, 10*time.Second)
	defer cancel()
	if err := chromedp.Run(ctx, chromedp.Nodes(selector, &nodes, by)); err != nil || len(nodes) == 0 {
		b.shoot("missing")
		b.t.Fatalf("the page %s has no %s", b.at(), selector)
	}
	return nodes[0]
}

// tap touches an element in its middle, as a finger does, and counts it.
func (b *browser) tap(selector string) {
	b.t.Helper()
	b.taps++
	node := b.node(selector)
	b.do(chromedp.ActionFunc(func(ctx context.Context) error {
		if err := dom.ScrollIntoViewIfNeeded().WithNodeID(node.NodeID).Do(ctx); err != nil {
			return err
		}
		quads, err := dom.GetContentQuads().WithNodeID(node.NodeID).Do(ctx)
		if err != nil {
			return err
		}
		if len(quads) == 0 {
			return fmt.Errorf("%s takes no room on the page", selector)
		}
		q := quads[0]
		x, y := (q[0]+q[4])/2, (q[1]+q[5])/2
		for _, kind := range []input.MouseType{input.MousePressed, input.MouseReleased} {
			if err := input.DispatchMouseEvent(kind, x, y).WithButton(input.Left).WithClickCount(1).Do(ctx); err != nil {
				return err
			}
		}
		return nil
	}))
}

// follow taps what leads to another page and waits until it is there.
func (b *browser) follow(selector string) {
	b.t.Helper()
	before := b.loads.Load()
	b.tap(selector)
	for range 400 {
		if b.loads.Load() > before {
			return
		}
		time.Sleep(25 * time.Millisecond)
	}
	b.shoot("stuck")
	b.t.Fatalf("tapping %s on %s led nowhere", selector, b.at())
}

// write taps a field and types into it, key by key.
func (b *browser) write(selector, words string) {
	b.t.Helper()
	b.tap(selector)
	b.do(chromedp.KeyEvent(kb.End)) // a finger puts the caret behind what is there
	for _, r := range words {
		b.typed++
		b.do(input.InsertText(string(r)))
	}
}

// wipe empties a field that has been tapped: select all, delete.
func (b *browser) wipe(selector string) {
	b.t.Helper()
	b.tap(selector)
	b.do(chromedp.ActionFunc(func(ctx context.Context) error {
		for _, kind := range []input.KeyType{input.KeyDown, input.KeyUp} {
			if err := input.DispatchKeyEvent(kind).WithKey("a").WithCode("KeyA").WithModifiers(input.ModifierCtrl).WithCommands([]string{"selectAll"}).Do(ctx); err != nil {
				return err
			}
		}
		return nil
	}), chromedp.KeyEvent("\b"))
}

// shoot keeps a picture of the page where ANJU_SHOTS says, to be looked at.
func (b *browser) shoot(name string) {
	dir := os.Getenv("ANJU_SHOTS")
	if dir == "" {
		return
	}
	var picture []byte
	if err := chromedp.Run(b.ctx, chromedp.FullScreenshot(&picture, 100)); err == nil {
		_ = os.WriteFile(filepath.Join(dir, strings.ReplaceAll(b.t.Name(), "/", "_")+"-"+name+".png"), picture, 0o644)
	}
}
