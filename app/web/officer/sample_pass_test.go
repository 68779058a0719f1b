package officer_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"anju/models"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/workday"
)

// drawn lets the officer draw the only home of the first grid; visitors are logins who were there before, most of 90 days ago.
func (w *town) drawn(visitors ...string) {
	w.t.Helper()
	w.toGrid("7700000101")
	for _, login := range visitors {
		w.wasThere(login, w.at.AddDate(0, 0, -89))
	}
	grid, err := w.Store.AreaByCode(w.t.Context(), "7700000101")
	must(w.t, err)
	_, err = w.DrawSample(w.t.Context(), w.actor("li01"), registry.SampleForm{Kind: models.SampleRoster, GridRef: grid.Ref, Homes: "5"}, "", w.at)
	must(w.t, err)
}

// wasThere puts down that somebody knocked at the home.
func (w *town) wasThere(login string, at time.Time) {
	w.t.Helper()
	_, err := w.Store.SQL().Exec("INSERT INTO visits (ref, unit_id, user_id, at, result) VALUES (?, (SELECT id FROM units), ?, ?, 'nobody')",
		"aaaaaaaaaaaaaaaaaaaa"+login, w.actor(login).UserID, int64(workday.At(at)))
	must(w.t, err)
}

// actor is somebody of the staff, without his signing in.
func (w *town) actor(login string) policy.Actor {
	w.t.Helper()
	user, err := w.Store.UserByLogin(w.t.Context(), login)
	must(w.t, err)
	who, err := w.Store.Actor(w.t.Context(), user)
	must(w.t, err)
	return who
}

// TestWhoMayNotCheckAHomeHearsItBeforeHeTypesAndPassesItOn: else the item stays with him for ever.
func TestWhoMayNotCheckAHomeHearsItBeforeHeTypesAndPassesItOn(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		w.hire("sun01", "auxiliary", "7700000102")
		w.hire("he01", "auxiliary", "7700000102")
		w.drawn("chen01")
		wu := w.browser().signIn("wu01", false)
		wu.get("/o/samples").shows("派给您的 1 户", "去查")
		item := wu.find(`href="(/o/samples/items/[a-z0-9]+)"`)
		wu.get(item).shows("册上现在登记")
		page := wu.page
		for _, login := range []string{"wu01", "he01"} { // they go there after it was drawn
			w.wasThere(login, w.at.Add(-time.Hour))
		}
		wu.page = page // it lies open still
		if wu.post(item, "agreed", "1"); wu.code != http.StatusConflict {
			t.Errorf("whoever was there checks it: %d", wu.code)
		}
		wu.shows("这一户您不能查", "交给别人")
		if strings.Contains(wu.page, `name="agreed"`) {
			t.Error("he is asked to type what he may not send")
		}
		wu.get("/o/samples").shows("90 天里您去过，不能查，请交给别人")
		w.browser().signIn("li01", false).get("/o/samples").shows("派给别人、还没查的", "在 90 天里去过，不能查")
		wu.get(item).shows("这一户您不能查").get(item + "/pass")
		for _, login := range []string{"chen01", "wu01", "he01"} { // each of them was there
			if ref := w.actor(login).UserRef; strings.Contains(wu.page, `<option value="`+ref) {
				t.Errorf("%s is offered, and may not check it", login)
			}
		}
		sun := w.actor("sun01").UserRef
		if first := wu.find(`<option value="([a-z0-9]+)"`); first != sun {
			t.Error("the one of another grid does not stand first")
		}
		if wu.post(item+"/pass", "to", w.actor("he01").UserRef); wu.code != http.StatusUnprocessableEntity {
			t.Errorf("it is passed to somebody who was there: %d", wu.code)
		}
		entries := w.count("SELECT COUNT(*) FROM audit_entries WHERE action = 'sample.pass'")
		wu.get(item+"/pass").taps("交给别人", item+"/pass", "/o/samples", "to", sun)
		if n := w.count("SELECT COUNT(*) FROM audit_entries WHERE action = 'sample.pass'"); n != entries+1 {
			t.Errorf("%d entries tell that it was passed on", n-entries)
		}
		if wu.get("/o/samples"); strings.Contains(wu.page, "派给您的") {
			t.Error("it is still his")
		}
		if wu.get(item + "/pass"); wu.code != http.StatusNotFound {
			t.Errorf("he reads on what is his no more: %d", wu.code)
		}
		w.browser().signIn("sun01", false).get(item).shows("册上现在登记").post(item, "agreed", "1").shows("记好了")
	})
}

// TestTheOfficerPassesAHomeOnThatNobodyOfHisCouldCheck: else a home that fits nobody on the day of the draw is never checked.
func TestTheOfficerPassesAHomeOnThatNobodyOfHisCouldCheck(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		w.drawn("chen01", "wu01", "li01")
		li := w.browser().signIn("li01", false)
		li.get("/o/samples").shows("没有人查，请交给别人")
		pass := li.find(`href="(/o/samples/items/[a-z0-9]+/pass)"`)
		li.get(pass).shows("现在没有别人能查")
		li.get("/o/samples")
		if li.post(pass, "to", w.actor("wu01").UserRef); li.code != http.StatusUnprocessableEntity {
			t.Errorf("it is passed to somebody who was there: %d", li.code)
		}
		for _, login := range []string{"chen01", "wu01"} {
			if b := w.browser().signIn(login, false).get(pass); b.code != http.StatusNotFound {
				t.Errorf("%s passes on what was never given to him: %d", login, b.code)
			}
		}
		w.hire("sun01", "auxiliary", "7700000102")
		old := li.get(pass).page
		li.post(pass, "to", w.actor("sun01").UserRef).shows("交好了")
		w.hire("he01", "auxiliary", "7700000102")
		li.page = old // it lies open still, from before it was given to anybody
		if li.post(pass, "to", w.actor("he01").UserRef); li.code != http.StatusConflict {
			t.Errorf("it is taken from whom it was given to meanwhile: %d", li.code)
		}
		li.shows("别人刚办过这一户")
		w.browser().signIn("sun01", false).get("/o/samples").shows("派给您的 1 户")
	})
}
