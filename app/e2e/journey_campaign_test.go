package e2e

import (
	"context"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"anju/app/boot"
	"anju/app/demo"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/storetest"
	"anju/models/workday"

	"github.com/chromedp/chromedp"
)

// campaignCity is a city of more than ten thousand tenants with two supervisors, and a carrier that takes its time.
type campaignCity struct {
	*world
	carrier *sink
	secrets map[string]string // of the authenticators, by login
}

const supervisorPassword = "lantern-river-48"

func newCampaignCity(t *testing.T, db string) *campaignCity {
	t.Helper()
	ctx, dir := context.Background(), t.TempDir()
	c := &campaignCity{carrier: newSink(), secrets: map[string]string{}}
	close(c.carrier.open)
	t.Cleanup(c.carrier.Close)
	c.world = &world{env: []string{"ANJU_DB=" + db, "ANJU_KEY_FILE=" + filepath.Join(dir, "anju.key"), "ANJU_ADDR=127.0.0.1:0", "ANJU_SMS=kannel:" + c.carrier.URL,
		"ANJU_SMS_SIGN=柳岸社区", "ANJU_SMS_KANNEL_USER=u", "ANJU_SMS_KANNEL_PASSWORD=p", "ANJU_SMS_AT_ONCE=16", "ANJU_TEST=1", "ANJU_NOW=" + workday.DayOf(time.Now()).String() + " 10:00"}}
	app, err := boot.Open(ctx, boot.Start{Config: c.config(t), Migrate: true, FakeNow: true})
	must(t, err)
	defer app.Close()
	must(t, app.Store.Hurry(ctx, true))
	at := app.Clock.Now()
	must(t, app.Registry.SwitchSending(ctx, policy.SystemActor, true, at))
	// About a tenth of them live in homes that nobody has looked at, and hear nothing.
	_, err = demo.City{Stays: 11_200, Seed: 1, At: at}.Build(ctx, app.Registry)
	must(t, err)
	c.supervise(t, app.Registry, at)
	return c
}

// supervise hires two supervisors of the city.
func (c *campaignCity) supervise(t *testing.T, reg *registry.Registry, at time.Time) {
	t.Helper()
	for login, name := range map[string]string{"shen01": "沈主任", "lu01": "陆主任"} {
		var err error
		c.secrets[login], _, err = reg.AddStaff(context.Background(), policy.SystemActor, registry.StaffForm{Login: login, Name: name, Title: "督导员", Password: supervisorPassword,
			Role: string(policy.Supervisor), AreaCode: "339900"}, at)
		must(t, err)
	}
}

func (c *campaignCity) signIn(t *testing.T, b *browser, login string) {
	t.Helper()
	b.open("/staff/login")
	b.write(`#f-login`, login)
	b.write(`#f-password`, supervisorPassword)
	b.follow(`main form button[type="submit"]`)
	b.write(`#f-totp`, totpNow(t, c.secrets[login]))
	b.follow(`main form button[type="submit"]`)
}

// looks checks the page in view at the width of a phone and of a desk.
func (b *browser) looks(name string) {
	b.t.Helper()
	for _, width := range []int64{375, 1280} {
		b.do(chromedp.EmulateViewport(width, 812))
		b.noSidewaysScroll()
		b.shoot(name + "-" + strconv.FormatInt(width, 10))
	}
}

var (
	counted = regexp.MustCompile(`<dd class="num">([\d,]+) 个号码`)
	far     = regexp.MustCompile(`([\d]+) 个号码，办完 (\d+) 个`)
)

// progress is how many numbers the page in view has done, and of how many; its lines add up to the second.
func (b *browser) progress() (done, all int) {
	b.t.Helper()
	page := b.html()
	m := far.FindStringSubmatch(page)
	if m == nil {
		return 0, 0
	}
	all, _ = strconv.Atoi(m[1])
	done, _ = strconv.Atoi(m[2])
	_, part, _ := strings.Cut(page, `id="progress"`)
	part, _, _ = strings.Cut(part, "</section>")
	sum := 0
	for _, m := range counted.FindAllStringSubmatch(part, -1) {
		n, _ := strconv.Atoi(strings.ReplaceAll(m[1], ",", ""))
		sum += n
	}
	if sum != all {
		b.t.Errorf("the lines of the page add up to %d of %d", sum, all)
	}
	return done, all
}

// TestACampaignToTenThousandTenantsIsApprovedWatchedPausedAndEnds: one supervisor makes it, another approves it, the page
// follows it by itself, nothing leaves while it stands still, nobody gets it twice, and the result is the sum of everybody.
func TestACampaignToTenThousandTenantsIsApprovedWatchedPausedAndEnds(t *testing.T) {
	storetest.EachName(t, func(t *testing.T, db string) {
		c := newCampaignCity(t, db)
		p := start(t, c.env, "serve")
		maker, second := newBrowser(t, p.URL, phone{}), newBrowser(t, p.URL, phone{Width: 1280})
		c.signIn(t, maker, "shen01")
		c.signIn(t, second, "lu01")
		began := time.Now()

		maker.open("/o/campaigns")
		maker.follow("=排一次群发")
		maker.do(chromedp.SetValue(`#f-kind`, "E06", chromedp.ByID), chromedp.SetValue(`#f-area`, "339900", chromedp.ByID))
		maker.tap(`input[name="role"][value="tenants"]`)
		maker.looks("make")
		maker.follow("=算一算")
		maker.sees("预览", "尾号", "会收到", "元", "按 1 条算钱")
		maker.looks("preview")
		maker.follow("=送去批")
		maker.sees("自己排的，自己不能批")
		campaign := maker.at()

		second.open("/o/campaigns")
		second.follow(`main .q a[href^="/o/campaigns/"]`)
		second.looks("approve")
		if second.at() != campaign {
			t.Fatalf("the list leads to %s", second.at())
		}
		second.follow("=批准，按时间发")
		loads := second.loads.Load()
		for done, all := 0, 0; done < all/10 || all < 10_000; done, all = second.progress() {
			if time.Since(began) > 2*time.Minute {
				t.Fatalf("%d of %d after two minutes", done, all)
			}
			time.Sleep(300 * time.Millisecond)
		}
		if second.loads.Load() != loads {
			t.Error("the page was loaded anew to show the progress")
		}
		second.looks("running")

		maker.open(campaign)
		maker.follow("=先停住")
		maker.sees("停住了")
		stood := c.stands()
		time.Sleep(2 * time.Second)
		if n := c.carrier.n.Load(); n != stood {
			t.Errorf("%d texts left while it stood still", n-stood)
		}
		done, all := maker.progress()
		if all < 10_000 || done >= all || stood >= int64(all) {
			t.Fatalf("it stands at %d of %d; the carrier has %d", done, all, stood)
		}
		maker.looks("paused")
		maker.follow("=接着发")
		for done := 0; done < all; done, _ = maker.progress() {
			if time.Since(began) > 5*time.Minute {
				t.Fatalf("%d of %d after five minutes", done, all)
			}
			time.Sleep(500 * time.Millisecond)
		}
		run(t, c.env, "job", "run", "campaign")
		second.open(campaign)
		second.sees("发完了", "结果")
		second.looks("result")
		if done, all = second.progress(); done != all {
			t.Errorf("%d of %d at the end", done, all)
		}
		c.carrier.mu.Lock()
		defer c.carrier.mu.Unlock()
		for _, n := range c.carrier.times {
			if n != 1 {
				t.Errorf("somebody got it %d times", n)
			}
		}
		if len(c.carrier.times) != all {
			t.Errorf("%d numbers got it, the page says %d", len(c.carrier.times), all)
		}
		t.Logf("%d tenants, stood still at %d, from the first page to the result in %s", all, stood, time.Since(began).Round(time.Second))
	})
}

// stands waits until the carrier gets nothing more, and says how many texts it has.
func (c *campaignCity) stands() int64 {
	for n := int64(-1); ; {
		time.Sleep(time.Second)
		if now := c.carrier.n.Load(); now == n {
			return n
		}
		n = c.carrier.n.Load()
	}
}
