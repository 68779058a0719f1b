package e2e

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"anju/jobs"
	"anju/models"
	"anju/models/policy"
	"anju/models/storetest"
)

// crowd is many landlords entering people at once, each with a home and in several browsers.
type crowd struct {
	*world
	homes   []models.Unit
	tabs    []*tab
	where   atomic.Pointer[string] // address of the program, "" while it is down
	closing atomic.Bool            // nobody new is entered any more
	waiting atomic.Int64           // requests not answered yet
	posted  atomic.Int64           // confirmed forms not answered yet
	through atomic.Int64           // people acknowledged so far
}

// newCrowd files the homes, signs everybody in, and opens the browsers.
func newCrowd(t *testing.T, w *world, landlords, each int) *crowd {
	t.Helper()
	c := &crowd{world: w}
	c.opens("")
	app := w.open(t)
	defer app.Close()
	ctx, reg, at := context.Background(), app.Registry, app.Clock.Now()
	phone := func(i int) string { return fmt.Sprintf("1990001%04d", i) }
	for i := range landlords {
		unit, _ := w.addHome(t, app, phone(i), "周桂芳", fmt.Sprintf("荷塘路 %d 号", i+1), at)
		c.homes = append(c.homes, unit)
		must(t, reg.SendCode(ctx, policy.Actor{Address: fmt.Sprintf("192.0.2.%d", i)}, phone(i)))
	}
	dispatch, _ := jobs.Find("dispatch")
	_, err := dispatch.Run(ctx, app.Runner, at)
	must(t, err)
	for i, home := range c.homes {
		secret, err := reg.SignIn(ctx, policy.Actor{}, phone(i), code(t, w.sms, phone(i), 0), "")
		must(t, err)
		for range each {
			v := newVisitor("http://127.0.0.1")
			here, _ := url.Parse(v.base)
			v.client.Jar.SetCookies(here, []*http.Cookie{{Name: "anju", Value: secret}})
			n := len(c.tabs)
			// One in four types everything anew when the answer is lost, as somebody does who closed the page.
			c.tabs = append(c.tabs, &tab{crowd: c, visitor: v, no: n, path: "/h/u/" + home.Ref + "/checkin", forgets: n%4 == 3})
		}
	}
	return c
}

// opens tells everybody where the program answers now.
func (c *crowd) opens(url string) { c.where.Store(&url) }

// begin sets everybody to work; the channel closes when all have gone home.
func (c *crowd) begin(ctx context.Context) <-chan struct{} {
	var all sync.WaitGroup
	for _, tab := range c.tabs {
		all.Go(func() { tab.work(ctx) })
	}
	done := make(chan struct{})
	go func() { all.Wait(); close(done) }()
	return done
}

// await waits until n more people have been acknowledged, and a moment longer.
func (c *crowd) await(ctx context.Context, n int, more time.Duration) {
	for from := c.through.Load(); c.through.Load() < from+int64(n) && ctx.Err() == nil; {
		time.Sleep(time.Millisecond)
	}
	time.Sleep(more)
}

// tab is one browser of the crowd. It enters one person after the other.
type tab struct {
	*crowd
	*visitor
	no            int
	path          string
	forgets       bool
	tried, resent int
	got           []string // phones of those whose receipt was shown
}

func (b *tab) work(ctx context.Context) {
	for ctx.Err() == nil && !b.closing.Load() {
		n := b.no*1000 + b.tried
		phone := fmt.Sprintf("199%08d", 10_000_000+n)
		form := url.Values{"room": {"101"}, "name": {"何以安"}, "doc_type": {"111"}, "doc_no": {storetest.Number("3399", n)},
			"phone": {phone}, "moved_in": {"today"}}
		b.tried++
		for ctx.Err() == nil && !b.enter(ctx, form) {
			b.rest(ctx)
		}
		if ctx.Err() == nil {
			b.got = append(b.got, phone)
			b.through.Add(1)
		}
	}
}

// enter fills in the form, checks the answers, and says whether the person is on the roster now.
func (b *tab) enter(ctx context.Context, form url.Values) bool {
	if b.ask(func() error { return b.get(b.path) }) != nil || b.ask(func() error { return b.post(b.path, form) }) != nil {
		return false
	}
	if known(b.visitor) {
		return true // saved just before the kill; the receipt was lost on the way
	}
	if !strings.HasSuffix(b.at(), "/check") {
		return false
	}
	for paper := b.page; ctx.Err() == nil; b.rest(ctx) {
		b.page = paper // the same form, with the same key, as a browser sends it again
		b.posted.Add(1)
		err := b.ask(func() error { return b.post(b.path, url.Values{"confirm": {"1"}}) })
		b.posted.Add(-1)
		if err == nil && b.last.StatusCode < 500 {
			return strings.HasSuffix(b.at(), "/done") || known(b.visitor)
		}
		b.resent++
		if b.forgets {
			return false
		}
	}
	return false
}

func known(v *visitor) bool {
	return v.last.StatusCode == 422 && strings.Contains(v.page, "不用再登")
}

// ask does one request at the address of the moment.
func (b *tab) ask(request func() error) error {
	b.base = *b.where.Load()
	b.waiting.Add(1)
	defer b.waiting.Add(-1)
	return request()
}

// rest waits a moment, and until the program is back.
func (b *tab) rest(ctx context.Context) {
	for time.Sleep(20 * time.Millisecond); *b.where.Load() == "" && ctx.Err() == nil; {
		time.Sleep(20 * time.Millisecond)
	}
}
