package e2e

import (
	"context"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"anju/models"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/storetest"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

const deskPassword = "lantern-river-48"

// sitting is how many sheets of four slips each a clerk keys in one go.
func sitting() (sheets, slips int) {
	if os.Getenv("ANJU_LONG") == "1" {
		return 5, 20
	}
	return 2, 8
}

// clerk sits at the counter: an account, the authenticator's secret, and the slips on the pile.
type clerk struct {
	login, secret string
	id            int64
	batch         string
	slips         []string
}

// TestAPileOfSlipsIsKeyedWithoutTheMouse signs a clerk in and keys a pile of slips by the keyboard alone, without and with scripts,
// and then reads in the log who acted for whom.
func TestAPileOfSlipsIsKeyedWithoutTheMouse(t *testing.T) {
	storetest.EachName(t, func(t *testing.T, db string) {
		w := newWorld(t, db)
		app := w.open(t)
		owner, err := app.Store.UserByPhone(context.Background(), w.landlord)
		must(t, err)
		clerks := map[string]clerk{"no_script": w.addClerk(t, app.Registry, "chen01"), "script": w.addClerk(t, app.Registry, "chen02")}
		must(t, app.Close())
		p := start(t, w.env, "serve")
		n := 0
		for name, ph := range map[string]phone{"no_script": {Width: 1280, NoScript: true}, "script": {Width: 1280}} {
			n++
			t.Run(name, func(t *testing.T) { w.keysThePile(t, p, ph, clerks[name], n*100) })
		}
		p.kill()
		app = w.open(t)
		defer app.Close()
		log, err := app.Store.ListAudit(context.Background(), everything, w.unit.ID, 500)
		must(t, err)
		for name, c := range clerks {
			entries := 0
			for _, e := range log {
				if e.Action == "desk.serve" && e.UserID == c.id && e.OnBehalf == owner.ID && e.StayID != 0 && strings.HasPrefix(e.Detail, "代办·签字单 ") {
					entries++
				}
			}
			if entries != len(c.slips) {
				t.Fatalf("%s: %d entries say who acted for whom, want %d", name, entries, len(c.slips))
			}
			for _, no := range c.slips {
				slip, err := app.Store.Slip(context.Background(), models.DeskOf(w.unit), no)
				must(t, err)
				if slip.UsedBy != c.id || slip.UnitID != w.unit.ID || slip.StayID == 0 {
					t.Errorf("%s: slip %+v", name, slip)
				}
			}
		}
	})
}

// addClerk makes a grid worker and prints his pile.
func (w *world) addClerk(t *testing.T, reg *registry.Registry, login string) clerk {
	t.Helper()
	ctx, at := context.Background(), reg.Real()
	c := clerk{login: login}
	var err error
	c.secret, _, err = reg.AddStaff(ctx, policy.SystemActor, registry.StaffForm{Login: login, Name: "小陈", Title: "网格员", Password: deskPassword,
		Role: string(policy.Auxiliary), AreaCode: w.grid.Code}, at.Add(-24*time.Hour))
	must(t, err)
	user, err := reg.Store.UserByLogin(ctx, login)
	must(t, err)
	who, err := reg.Store.Actor(ctx, user)
	must(t, err)
	c.id = user.ID
	sheets, want := sitting()
	c.batch, err = reg.PrintSlips(ctx, who, w.community.Ref, strconv.Itoa(sheets), "", at)
	must(t, err)
	_, slips, err := reg.SlipBatch(ctx, who, c.batch, at)
	must(t, err)
	for _, s := range slips {
		c.slips = append(c.slips, s.No)
	}
	if len(c.slips) != want {
		t.Fatalf("%d sheets hold %d slips, want %d", sheets, len(c.slips), want)
	}
	return c
}

// keys presses one key after another.
func (b *browser) keys(words ...string) {
	b.t.Helper()
	for _, word := range words {
		for _, r := range word {
			b.typed++
			b.do(chromedp.KeyEvent(string(r)))
		}
	}
}

// back presses Tab with Shift held.
func (b *browser) back() {
	b.t.Helper()
	b.typed++
	b.do(chromedp.KeyEvent(kb.Tab, chromedp.KeyModifiers(input.ModifierShift)))
}

// reach presses Tab until a field waits for the next key.
func (b *browser) reach(field string) {
	b.t.Helper()
	for range 30 {
		if b.has(field + ":focus") {
			return
		}
		b.keys(kb.Tab)
	}
	b.t.Fatalf("Tab never comes to %s on %s", field, b.at())
}

// has says whether the page has an element now.
func (b *browser) has(selector string) bool {
	b.t.Helper()
	var nodes []*cdp.Node
	b.do(chromedp.Nodes(selector, &nodes, chromedp.ByQuery, chromedp.AtLeast(0)))
	return len(nodes) > 0
}

// enter presses Enter and waits for the page it leads to, where a field or button may wait for the next key.
func (b *browser) enter(waiting string) {
	b.t.Helper()
	before := b.loads.Load()
	b.keys(kb.Enter)
	for range 400 {
		if b.loads.Load() > before {
			if waiting != "" {
				b.node(waiting + ":focus")
			}
			return
		}
		time.Sleep(25 * time.Millisecond)
	}
	b.shoot("stuck")
	b.t.Fatalf("Enter on %s led nowhere", b.at())
}

func (w *world) keysThePile(t *testing.T, p *program, ph phone, c clerk, from int) {
	b := newBrowser(t, p.URL, ph)
	b.do(emulation.SetFocusEmulationEnabled(true)) // the window lies in front, as on a desk
	b.open("/staff/login")
	b.reach("#f-login")
	b.keys(c.login, kb.Tab, deskPassword)
	b.enter("")
	b.reach("#f-totp")
	b.keys(totpNow(t, c.secret))
	b.enter("")
	b.reach(`a[href="/o/desk"]`)
	b.enter("#f-q")
	b.reach(`a[href="/o/desk/slips"]`)
	b.enter("#f-slip")
	began, signIn := time.Now(), b.typed
	for i, no := range c.slips {
		who, home := tenantNo(from+i), ""
		if i == 0 {
			home = w.unit.ShortCode // afterwards the home of the slip before is kept
		}
		doc := who.doc
		if i == 6 { // a slip of the finger: the last digit
			doc = doc[:17] + string('0'+(doc[17]-'0'+1)%10)
		}
		day := []string{"今天", time.Now().AddDate(0, 0, -2).Format("20060102"), time.Now().AddDate(0, 0, -3).Format("1-2")}[i%3]
		b.keys(no, kb.Tab, home, kb.Tab, []string{"101", "102", "103"}[i%3], kb.Tab, who.name, kb.Tab, kb.Tab, doc, kb.Tab, who.phone, kb.Tab, day)
		if i == 6 {
			b.enter("#f-doc_no")
			b.sees("最后一位对不上", "何以安")
			b.back() // back and forth: the field is chosen whole
			b.keys(kb.Tab, who.doc)
		}
		b.enter(`button[type="submit"]`)
		if page := b.html(); !strings.Contains(page, "青禾路 18 号") || !strings.Contains(page, "1990 年") || strings.Contains(page, who.doc) {
			b.shoot("read-back")
			t.Fatalf("slip %d is read back wrong at %s", i+1, b.at())
		}
		if i == 0 {
			b.shoot("read-back")
		}
		b.enter("#f-slip")
		b.sees("第 "+strconv.Itoa(i+1)+" 张存好了：青禾路 18 号", "何以安")
	}
	b.shoot("pile-done")
	t.Logf("%d slips in %s, %d key presses: %.1f a slip; %d to sign in; the mouse: %d", len(c.slips), time.Since(began).Round(time.Second), b.typed-signIn,
		float64(b.typed-signIn)/float64(len(c.slips)), signIn, b.taps)
	if b.taps != 0 {
		t.Errorf("%d taps: the mouse was needed", b.taps)
	}
	b.open("/o/desk/slips.print?b=" + c.batch)
	pdf := filepath.Join(t.TempDir(), "slips.pdf")
	b.print(pdf)
	if info := tool(t, "pdfinfo", pdf); !regexp.MustCompile(`Pages:\s+`+strconv.Itoa(len(c.slips)/4)+`\b`).MatchString(info) || !strings.Contains(info, "(A4)") {
		t.Errorf("%d slips are not four to an A4 page:\n%s", len(c.slips), info)
	}
	if dir := os.Getenv("ANJU_SHOTS"); dir != "" {
		tool(t, "pdftoppm", "-r", "80", "-png", "-singlefile", pdf, filepath.Join(dir, "slips-on-paper"))
	}
}
