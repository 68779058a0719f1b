package officer_test

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"anju/models"
	"anju/models/idcard"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/store"
)

// taps presses the button of a form twice on the page in view: both answers lead to the same page.
func (b *browser) taps(what, path, leads string, pairs ...string) {
	b.t.Helper()
	page := b.page
	b.follow = false
	for _, tap := range []string{"first", "second"} {
		b.page = page
		if b.post(path, pairs...); b.code != http.StatusSeeOther || b.head.Get("Location") != leads {
			b.t.Errorf("%s, the %s tap: %d to %q, should lead to %q", what, tap, b.code, b.head.Get("Location"), leads)
		}
	}
	b.follow = true
}

// TestASecondTapOnAButtonAnswersAsTheFirstDid: else whoever taps twice reads that somebody else was faster.
func TestASecondTapOnAButtonAnswersAsTheFirstDid(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		_, flags := w.twoHomes()
		ctx := context.Background()
		b := w.browser().signIn("li01", false)
		home := "/o/u/" + w.home.Ref
		b.get(home+"/return").taps("退回户主改", home+"/return", home, "why", "door_no", "note", "门上写的是 28 号")
		b.get(home).taps("核实通过", home+"/accept", home)
		b.get(home+"/door").taps("补发门牌码", home+"/door", home, "sure", "1")
		if n := w.count("SELECT COUNT(*) FROM old_doors"); n != 1 {
			t.Errorf("two taps revoked %d plates", n)
		}

		owner, err := w.Store.User(ctx, w.home.OwnerID)
		must(t, err)
		who, err := w.Store.Actor(ctx, owner)
		must(t, err)
		_, err = w.CheckIn(ctx, who, w.home.Ref, []registry.StayForm{{Room: "102", Name: "何以宁", DocType: "111", DocNo: "339900199001010038", Phone: "19900000015", MovedIn: "today"}}, "", w.at)
		must(t, err)
		entries, err := w.Store.Entries(ctx, w.home.ID)
		must(t, err)
		refs := map[string]string{}
		for _, e := range entries {
			refs[e.Tenant.Name] = e.Stay.Ref
		}
		ending := "" // the first 17 digits of a number that ends in X
		for n := 100; ending == ""; n++ {
			if short := fmt.Sprintf("33990019900101%03d", n); strings.HasSuffix(idcard.WithCheckDigit(short), "X") {
				ending = short
			}
		}
		form := "/o/stays/" + refs["何以宁"] + "/correct"
		b.get(form).post(form, "name", "何以柠", "doc_type", "111", "doc_x", "1", "doc_no", ending, "moved_in_y", "2026", "moved_in_m", "6", "moved_in_d", "1", "reason", "照证件核对过", "rev", between(b.page, `name="rev" value="`, `"`))
		b.shows("要改的") // 17 digits and the box: the box is on this form too
		check, _, _ := strings.Cut(b.path, "?")
		b.taps("存这次更正", check, home, "d", between(b.page, `name="d" value="`, `"`))

		merge := "/o/stays/" + refs["何以安"] + "/merge"
		b.get(merge+"?with="+refs["何以宁"]).taps("合成一条", merge, "/o/stays/"+refs["何以安"]+"/correct", "with", refs["何以宁"], "reason", models.MergeReasons[1])
		var merged string
		must(t, w.Store.SQL().QueryRow("SELECT ref FROM amendments WHERE kind = 'merge'").Scan(&merged))
		b.get("/o/merges/"+merged).taps("拆成两条", "/o/merges/"+merged, "/o/stays/"+refs["何以安"]+"/correct", "reason", models.SplitReasons[0])

		flag := flags[w.home.Ref]
		b.get("/o/compare/" + flag)
		b.taps("核对两处", "/o/compare/"+flag, "/o/items/"+flag, "result", "here", "reason", "上门见到本人", "with", between(b.page, `name="with" value="`, `"`))

		w.night("2026-12-01 10:00")
		b = w.browser().signIn("li01", false)
		rows, err := w.Store.ListFlags(ctx, policy.Scope{All: true}, store.Queue{Rule: "B05", N: 9})
		must(t, err)
		item := "/o/items/" + rows[0].Ref
		b.get(item).taps("办结", item+"/close", "/o/queue", "result", registry.CloseOther, "note", "电话核实，还住着")
	})
}

// TestARefusedErrandLeadsBackToItsHome: 回首页 alone leaves the officer to look for the home again.
func TestARefusedErrandLeadsBackToItsHome(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		w.toGrid("7700000101")
		b := w.browser().signIn("li01", false)
		home := "/o/u/" + w.home.Ref
		look := b.get(home).page
		b.post(home + "/accept")
		b.page = strings.ReplaceAll(look, `name="_once"`, `name="gone"`) // another form
		if b.post(home + "/accept"); b.code != http.StatusConflict || !strings.Contains(b.page, `href="`+home+`"`) {
			t.Errorf("%d: %s", b.code, b.page)
		}
	})
}

// TestTheSecondTapOnAHazardLeadsToItsHome: the first tap led there, and an error page would say that nothing was done.
func TestTheSecondTapOnAHazardLeadsToItsHome(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		w.toGrid("7700000101")
		must(t, w.RecordVisit(t.Context(), policy.SystemActor, w.home.Ref, registry.VisitForm{Result: models.VisitMatch, AllSeen: true, Heads: "1", Fire: map[string]string{models.HazardKinds[0].Code: registry.FireBad}}, "", w.at))
		b := w.browser().signIn("li01", false)
		home := "/o/u/" + w.home.Ref
		done := b.get(home).find(`action="(/o/hazards/[a-z2-7]+/mended)"`)
		form := b.page
		b.post(done).shows("记下了，改好了")
		b.page = form
		if b.post(done).shows("已经了结了，不用再点"); b.code != http.StatusOK || b.path != home {
			t.Errorf("the second tap: %d at %s", b.code, b.path)
		}
	})
}

// TestTheSecondTapOnAnApprovalIsDone: an error page would let him think that somebody else was faster, or that nothing leaves.
func TestTheSecondTapOnAnApprovalIsDone(t *testing.T) {
	eachSMS(t, func(t *testing.T, w *town) {
		w.hire("shen02", "supervisor", "770000")
		w.at = w.at.AddDate(0, 0, 40)
		c := w.campaign(models.CampaignWaiting, time.Time{})
		page := "/o/campaigns/" + c.Ref
		b := w.browser().signIn("shen01", false).get(page)
		form := b.page
		b.post(page + "/approve").shows("批准了。")
		b.page = form
		if b.post(page + "/approve").shows("已经办好了，不用再点"); b.code != http.StatusOK || b.path != page {
			t.Errorf("the second tap: %d at %s", b.code, b.path)
		}
		w.at = w.at.Add(time.Minute)
		if other := w.browser().signIn("shen02", false).get(page).post(page + "/approve"); other.code != http.StatusConflict {
			t.Errorf("somebody else's late tap: %d", other.code)
		}
	})
}
