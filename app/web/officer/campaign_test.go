package officer_test

import (
	"context"
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"anju/models"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/storetest"
	"anju/models/workday"
)

// newSMSTown is a town with a supervisor, two texts, and sending switched on.
func newSMSTown(t *testing.T, st *store.Store) *town {
	w := newTown(t, st)
	w.toGrid("7700000101")
	w.hire("shen01", "supervisor", "770000")
	w.Texts = models.Texts{Signature: "【社区】", ByID: map[string]models.SMSTemplate{
		"E06": {ID: "E06", Text: "电动车不进楼、不进屋充电。"}, "A03": {ID: "A03", Text: "附近起火，请走楼梯撤离。"}}}
	must(t, w.SwitchSending(context.Background(), policy.SystemActor, true, w.at))
	return w
}

// campaign puts one of the city into the register as it stands.
func (w *town) campaign(state string, began time.Time) models.Campaign {
	w.t.Helper()
	ctx := context.Background()
	c := models.Campaign{Kind: "E06", Audience: models.Audience{Role: models.AudienceBoth}, State: state, MadeBy: 1, MadeAt: workday.At(w.at), BeganAt: workday.At(began)}
	if state == models.CampaignDone || state == models.CampaignCancelled {
		c.EndedAt = workday.At(w.at)
	}
	area, err := w.Store.AreaByCode(ctx, "770000")
	must(w.t, err)
	c.AreaID = area.ID
	must(w.t, w.Store.InTx(ctx, func(tx *store.Tx) error { return tx.AddCampaign(&c) }))
	return c
}

// text puts n texts of a campaign into the outbox.
func (w *town) text(c models.Campaign, n int, state, reason string) {
	w.t.Helper()
	var all []models.Notice
	for i := range n {
		all = append(all, models.Notice{Kind: c.Kind, Phone: "19900000013", Params: map[string]string{}, Subject: fmt.Sprint(state, reason, i), Period: c.Ref, CampaignID: c.ID,
			State: state, Reason: reason, UnitID: w.home.ID, CreatedAt: workday.At(w.at), NotBefore: workday.At(w.at), ExpiresAt: workday.At(w.at.Add(time.Hour))})
	}
	must(w.t, w.Store.InTx(context.Background(), func(tx *store.Tx) error {
		_, err := tx.QueueAll(all)
		return err
	}))
}

func eachSMS(t *testing.T, test func(t *testing.T, w *town)) {
	t.Helper()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) { test(t, newSMSTown(t, st)) })
}

// TestWhoIsRefusedIsLedToAFrontThatIsOpenToHim: a supervisor was led from one refusal to the next.
func TestWhoIsRefusedIsLedToAFrontThatIsOpenToHim(t *testing.T) {
	eachSMS(t, func(t *testing.T, w *town) {
		s := w.browser().signIn("shen01", false)
		s.get("/o/queue").told("a page of others", 403, `<a class="btn alt" href="/o">`)
		if s.get("/o"); s.path != "/o/stats" || s.code != 200 {
			t.Errorf("the supervisor comes to %s (%d)", s.path, s.code)
		}
		if b := w.browser().signIn("li01", false).get("/o"); b.path != "/o/queue" {
			t.Errorf("the officer comes to %s", b.path)
		}
		if b := w.browser().get("/o"); !strings.HasPrefix(b.path, "/staff/login") {
			t.Errorf("a stranger comes to %s", b.path)
		}
	})
}

// TestALateTapOnACampaignShowsTheCampaign, and what stands still shows that it does.
func TestALateTapOnACampaignShowsTheCampaign(t *testing.T) {
	eachSMS(t, func(t *testing.T, w *town) {
		done, running := w.campaign(models.CampaignDone, w.at), w.campaign(models.CampaignRunning, w.at)
		s := w.browser().signIn("shen01", false)
		s.get("/o/campaigns/"+running.Ref).post("/o/campaigns/"+done.Ref+"/pause").told("too late", 409, "这次群发现在是“发完了”", "发了什么", "!有 1 处要改")
		page := "/o/campaigns/" + running.Ref
		s.get(page).told("running", 200, "data-hx-get=", `id="latest"`, `role="status"`, "!总开关")
		must(t, w.SwitchSending(context.Background(), policy.SystemActor, false, w.at))
		s.get(page).told("switched off", 200, "短信的总开关关着", "排着，发不出去", "!data-hx-get", "!每 3 秒")
		must(t, w.SwitchSending(context.Background(), policy.SystemActor, true, w.at))
		w.at = shanghai("2026-06-01 21:00")
		w.browser().signIn("shen01", false).get(page).told("at night", 200, "6 月 2 日 09:00", "!data-hx-get", "!>正在发<")
	})
}

// TestWhoWasLeftAloneIsNoFailureAndWhatIsWithTheCarrierIsWaitedFor.
func TestWhoWasLeftAloneIsNoFailureAndWhatIsWithTheCarrierIsWaitedFor(t *testing.T) {
	eachSMS(t, func(t *testing.T, w *town) {
		c := w.campaign(models.CampaignCancelled, w.at)
		w.text(c, 13, models.NoticeCancelled, models.ReasonUnwilling)
		w.text(c, 12, models.NoticeCancelled, models.ReasonCalledOff)
		w.text(c, 24, models.NoticeSending, "")
		s := w.browser().signIn("shen01", false)
		s.get("/o/campaigns/"+c.Ref).told("called off", 200, "没有发给</h3>", "已经交出去，还在等结果", "data-hx-get=", "发到哪儿了", "!>结果<", "!正在发", "!没发到：本人")
		part := s.get("/o/campaigns/" + c.Ref + "/progress?state=cancelled&said=50")
		part.told("a quarter that was told", 200, `id="latest"`, "!hx-swap-oob")
		if part.head.Get("HX-Refresh") != "" {
			t.Error("the page loads anew every three seconds")
		}
		s.get("/o/campaigns/"+c.Ref+"/progress?state=cancelled&said=25").told("a quarter more", 200, `hx-swap-oob="innerHTML"`)
	})
}

// TestAPageThatAsksByItselfKeepsNobodySignedIn: the desk was left, and the page of a campaign is open on it.
func TestAPageThatAsksByItselfKeepsNobodySignedIn(t *testing.T) {
	eachSMS(t, func(t *testing.T, w *town) {
		c := w.campaign(models.CampaignRunning, w.at)
		page := "/o/campaigns/" + c.Ref
		left, there := w.browser().signIn("shen01", false), w.browser()
		w.at = w.at.Add(time.Minute)
		there.signIn("shen01", false)
		for range 4 {
			w.at = w.at.Add(9 * time.Minute)
			there.get(page)
			left.get(page + "/progress?state=running&said=0")
		}
		if there.get(page); there.path != page {
			t.Errorf("who works there is led to %s", there.path)
		}
		left.get(page + "/progress?state=running&said=0")
		if want := "/staff/login?next=" + url.QueryEscape(page); left.path != want {
			t.Errorf("led to %s, not %s", left.path, want)
		}
	})
}

// TestAnAlarmPostedWithoutASessionLeadsToItsPreview: it was one tap away from going out unseen.
func TestAnAlarmPostedWithoutASessionLeadsToItsPreview(t *testing.T) {
	eachSMS(t, func(t *testing.T, w *town) {
		b := w.browser().signIn("li01", false)
		b.get("/o/alarm?kind=A03&area=77000001").shows("要发的是")
		delete(b.jar, "anju") // the session
		preview := "/o/alarm?area=77000001&kind=A03"
		b.post("/o/alarm", "kind", "A03", "area", "77000001", "totp", "123456").told("an old page", 403, "!再点一次</button>", ">打开那一页</a>")
		b.get("/staff/login").post("/o/alarm", "kind", "A03", "area", "77000001", "totp", "123456")
		if want := "/staff/login?next=" + url.QueryEscape(preview); b.path != want {
			t.Fatalf("led to %s, not %s", b.path, want)
		}
		if storetest.Count(t, w.Store, "SELECT COUNT(*) FROM campaigns") != 0 {
			t.Error("it went out")
		}
		w.at = w.at.Add(time.Minute) // a code opens once
		b.signIn("li01", false).get(preview).told("the preview", 200, "要发的是", "附近起火")
	})
}

// TestARefusedAlarmLeadsToTheHeadsOfTheArea, in one sentence, and the sheet opens.
func TestARefusedAlarmLeadsToTheHeadsOfTheArea(t *testing.T) {
	eachSMS(t, func(t *testing.T, w *town) {
		must(t, w.SwitchSending(context.Background(), policy.SystemActor, false, w.at))
		b := w.browser().signIn("li01", false)
		b.get("/o/alarm?kind=A03&area=77000001").told("before", 200, "短信的总开关关着", "各户人数，给上门的人")
		b.post("/o/alarm", "kind", "A03", "area", "77000001").told("refused", 422, "短信的总开关关着")
		if n := strings.Count(b.page[strings.Index(b.page, "<h1>"):], "请马上打电话"); n != 1 {
			t.Errorf("the sentence stands %d times on the page", n)
		}
		b.get(b.find(`href="(/o/alarm/heads[^"]*)"`)).told("the sheet", 200, "各户人数", "青禾路 18 号")
		must(t, w.SwitchSending(context.Background(), policy.SystemActor, true, w.at))
		b.get("/o/alarm/heads?kind=A03&area=77000001").told("while texts leave", 409)
	})
}

// TestWhatRunsCanAlwaysBeStoppedAndEveryCampaignIsFound: a hundred newer ones pushed it off the list.
func TestWhatRunsCanAlwaysBeStoppedAndEveryCampaignIsFound(t *testing.T) {
	eachSMS(t, func(t *testing.T, w *town) {
		seen := map[string]int{w.campaign(models.CampaignRunning, w.at).Ref: 0}
		for range 103 {
			seen[w.campaign(models.CampaignDone, w.at).Ref] = 0
		}
		s := w.browser().signIn("shen01", false)
		pages := 0
		for next := "/o/campaigns"; next != ""; pages++ {
			s.get(next).told("the list", 200)
			for _, m := range regexp.MustCompile(`href="/o/campaigns/([a-z0-9]{20})"`).FindAllStringSubmatch(s.page, -1) {
				seen[m[1]]++
			}
			next = ""
			if m := regexp.MustCompile(`href="(/o/campaigns\?after=[^"]*)"`).FindStringSubmatch(s.page); m != nil {
				next = m[1]
			}
			if pages == 0 && !strings.Contains(s.page, "正在发") {
				t.Error("what runs is not on the first page")
			}
		}
		for ref, n := range seen {
			if n != 1 {
				t.Errorf("%s stands on the list %d times", ref, n)
			}
		}
		if pages != 3 || len(seen) != 104 {
			t.Errorf("%d pages of %d campaigns", pages, len(seen))
		}
	})
}

// TestAListOfMissedHomesThatIsCutSaysHowManyThereAre.
func TestAListOfMissedHomesThatIsCutSaysHowManyThereAre(t *testing.T) {
	eachSMS(t, func(t *testing.T, w *town) {
		c := w.campaign(models.CampaignDone, w.at)
		w.text(c, registry.MostMissed+1, models.NoticeFailed, "")
		w.browser().signIn("li01", false).get("/o/missed/"+c.Ref).told("cut", 200, "一共 2001 个号码没发到", "只列前 2000 处")
	})
}
