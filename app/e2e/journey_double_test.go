package e2e

import (
	"context"
	"regexp"
	"strings"
	"testing"
	"time"

	"anju/app/boot"
	"anju/models"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/storetest"

	"github.com/chromedp/chromedp"
)

const otherLandlord, officerPassword = "19900000098", "lantern-river-48"

// double adds one person in two homes: of two landlords, in two grids of one community, with an officer over both. It answers the
// second home and the secret of the officer's authenticator.
func (w *world) double(t *testing.T) (far models.Unit, secret string) {
	t.Helper()
	ctx, system := context.Background(), policy.SystemActor
	app, err := boot.Open(ctx, boot.Start{Config: w.config(t), FakeNow: true})
	must(t, err)
	defer app.Close()
	reg, at := app.Registry, app.Clock.Now().Add(-24*time.Hour)
	near := w.grid
	w.grid, err = reg.AddArea(ctx, system, w.community.Code, models.Area{Code: "3399000102", Level: models.LevelGrid, Name: "稻香 01 网格", WorkerName: "小吴", WorkerPhone: "0500-880 0102"}, at)
	must(t, err)
	far, other := w.addHome(t, app, otherLandlord, "吴大海", "稻香路 5 号", at)
	w.grid = near
	owner, err := reg.AddPerson(ctx, system, w.landlord, "周桂芳", at)
	must(t, err)
	someone := tenantNo(7)
	for unit, who := range map[string]policy.Actor{w.unit.Ref: owner, far.Ref: other} {
		_, err := reg.CheckIn(ctx, who, unit, []registry.StayForm{{Room: "102", Name: someone.name, DocType: "111", DocNo: someone.doc, Phone: someone.phone, MovedIn: "today", Term: "long"}}, "", at)
		must(t, err)
	}
	_, err = reg.RaiseFlags(ctx, system, app.Clock.Now())
	must(t, err)
	secret, _, err = reg.AddStaff(ctx, system, registry.StaffForm{Login: "li01", Name: "李警官", Title: "社区民警", Password: officerPassword,
		Role: string(policy.Officer), AreaCode: w.community.Code}, at)
	must(t, err)
	return far, secret
}

var (
	ownStay = regexp.MustCompile(`(?s)<article class="person.*?</article>`)
	tokens  = regexp.MustCompile(`<input type="hidden" name="[^"]+" value="[^"]*">`)
)

// hears are the pages of a landlord; on none of them stands one of some words.
func hears(t *testing.T, v *visitor, unit string, never ...string) map[string]string {
	t.Helper()
	pages := map[string]string{}
	for _, path := range []string{"/h", "/h/roster", "/h/u/" + unit, "/h/u/" + unit + "/roster", "/h/u/" + unit + "/rooms/101", "/h/messages", "/h/me"} {
		must(t, v.get(path))
		if v.last.StatusCode != 200 {
			t.Fatalf("%s answers %d", path, v.last.StatusCode)
		}
		for _, word := range never {
			if strings.Contains(v.page, word) {
				t.Errorf("%s tells a landlord of %s", path, word)
			}
		}
		// His own stays are left out, and what every page draws anew.
		pages[path] = tokens.ReplaceAllString(ownStay.ReplaceAllString(v.page, ""), "")
	}
	return pages
}

// TestAnOfficerSettlesOnePersonInTwoHomesAndNoLandlordLearnsOfTheOther goes from the queue to the end in Chromium.
func TestAnOfficerSettlesOnePersonInTwoHomesAndNoLandlordLearnsOfTheOther(t *testing.T) {
	storetest.EachName(t, func(t *testing.T, db string) {
		w := newWorld(t, db)
		far, secret := w.double(t)
		p := start(t, w.env, "serve")
		landlords := map[string]string{w.landlord: w.unit.Ref, otherLandlord: far.Ref}
		visitors, before := map[string]*visitor{}, map[string]map[string]string{}
		for number, unit := range landlords {
			visitors[number] = newVisitor(p.URL)
			visitors[number].signIn(t, w.sms, number)
			before[number] = hears(t, visitors[number], unit)
		}
		sent := len(texts(t, w.sms))

		b := newBrowser(t, p.URL, phone{})
		(&campaignCity{secrets: map[string]string{"li01": secret}}).signIn(t, b, "li01")
		b.open("/o/queue?flag=B17")
		b.follow("=核对两处")
		b.sees("这里", "另一处", "青禾路 18 号 102 房", "稻香路 5 号 102 房", "不同")
		b.looks("compare")
		b.tap(`input[name="result"][value="both"]`)
		b.follow("=记下结果")
		b.sees("请选怎么核对的", "两处都住，要写本人是怎么说的")
		b.tap(`input[name="reason"][value="打电话问过本人"]`)
		b.tap(`input[name="week"][value="workdays"]`)
		b.do(chromedp.SetValue(`#f-word`, "平时在厂边住，周末回来", chromedp.ByID))
		b.follow("=记下结果")
		b.sees("办结", "两处都住")
		b.looks("settled")
		b.open("/o/queue?flag=B17")
		if strings.Contains(b.html(), "/o/compare/") {
			t.Error("the queue still asks about one of the two")
		}

		never := map[string][]string{w.landlord: {"稻香", far.Ref, "另一处"}, otherLandlord: {"青禾路", w.unit.Ref, "另一处"}}
		for number, unit := range landlords {
			for path, page := range hears(t, visitors[number], unit, never[number]...) {
				if page != before[number][path] {
					t.Errorf("%s of %s has changed:\n%s", path, number, page)
				}
			}
		}
		for _, text := range texts(t, w.sms)[sent:] {
			if text.To == w.landlord || text.To == otherLandlord {
				t.Errorf("a landlord is texted: %+v", text)
			}
		}
	})
}
