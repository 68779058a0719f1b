package officer_test

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"
)

func TestAWorkerVisitsAndClosesAStaleStayFromTheQueue(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		w.toGrid("7700000101")
		w.night("2026-09-20 09:00")
		b := w.browser().signIn("chen01", false)
		b.shows("待核实", "青禾路 18 号 101 房", "90 天没有人确认", "户主 周**")
		if strings.Contains(b.page, "何以安") {
			t.Error("the queue names a tenant")
		}
		item := b.find(`href="(/o/items/[a-z0-9]+)/visit"`)
		b.get(item).shows("为什么提示", "何以安", "•••• 0011", "•••• 0013")
		b.post(item+"/close", "result", "match")
		if b.code != http.StatusUnprocessableEntity {
			t.Fatalf("closed as seen before anybody went: %d", b.code)
		}
		b.shows(`href="` + item + `/visit"`)
		b.get(item+"/visit").post(item+"/visit", "note", "敲门")
		if b.code != http.StatusUnprocessableEntity {
			t.Fatalf("a visit without a result: %d", b.code)
		}
		b.shows(`id="f-result-error"`, `aria-invalid="true"`, `href="#f-result"`, ">敲门</textarea>")
		b.post(item+"/visit", "result", "nobody").shows("走访记好了：到访未遇")
		b.get(item+"/visit").post(item+"/visit", "result", "match").shows("走访记好了：一致", "已经办好")
		b.get("/o/queue").shows("这几个网格没有待办")
		b.get("/o/visits").shows("共 2 次", "到访未遇")
		b.get("/o/queue").post("/staff/logout")
		if b.get("/o/queue"); !strings.HasPrefix(b.path, "/staff/login") {
			t.Fatalf("still inside after signing out: %s", b.path)
		}
	})
}

func TestWhatLiesOutsideOnesGridIsNotThere(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		w.toGrid("7700000101")
		w.night("2026-09-20 09:00")
		item := w.browser().signIn("chen01", false).find(`href="(/o/items/[a-z0-9]+)/visit"`)
		b := w.browser().signIn("wu01", false)
		if strings.Contains(b.page, "青禾路 18 号") {
			t.Error("another grid's task is in the queue")
		}
		entries, err := w.Store.Entries(context.Background(), w.home.ID)
		must(t, err)
		home := "/o/u/" + w.home.Ref
		for _, path := range []string{item, item + "/visit", home, home + "/visit"} {
			if b.get(path); b.code != http.StatusNotFound || strings.Contains(b.page, "青禾路") {
				t.Errorf("GET %s: %d", path, b.code)
			}
		}
		b.get("/o/queue")
		mark := b.page
		for _, path := range []string{item + "/visit", item + "/close", home + "/visit", home + "/assign"} {
			b.page = mark
			if b.post(path, "result", "gone"); b.code != http.StatusNotFound {
				t.Errorf("POST %s: %d", path, b.code)
			}
		}
		if b.get("/o/reveal/" + entries[0].Stay.Ref); b.code != http.StatusForbidden {
			t.Errorf("a grid worker may ask for a whole number: %d", b.code)
		}
		if a := w.browser().signIn("admin", false).get(home); a.code != http.StatusForbidden {
			t.Errorf("the administrator reads a roster: %d", a.code)
		}
	})
}

func TestAHomeThatRegisteredItselfGetsItsGridAndItsPlateFromTheOfficer(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		if w.browser().signIn("chen01", false).get("/o/u/"+w.home.Ref).code != http.StatusNotFound {
			t.Error("a worker of one grid sees a home of no grid")
		}
		b := w.browser().signIn("li01", false)
		b.get("/o/queue?flag=grid").shows("待划网格", "青禾路 18 号", "去划网格")
		home := "/o/u/" + w.home.Ref
		b.get(home).shows("还没划网格，点一个", "核实通过", "•••• 0011")
		b.post(home + "/assign")
		if b.code != http.StatusUnprocessableEntity {
			t.Fatalf("no grid chosen: %d", b.code)
		}
		b.shows(`id="f-grid-error"`)
		b.post(home+"/assign", "grid", b.find(`name="grid" value="([a-z0-9]+)"`)).shows("划好了，现在归")
		b.get(home).post(home+"/accept").shows("核实通过了", "补发门牌码")
		b.get(home+"/door").post(home+"/door", "sure", "1").shows("换了新门牌码")
		b.get(home + "/plate").shows("<path")
		unit, err := w.Store.UnitByRef(context.Background(), w.home.Ref)
		must(t, err)
		if !unit.DoorOpen() || unit.DoorToken == w.home.DoorToken || unit.GridID == 0 {
			t.Errorf("the home is %+v", unit)
		}
		b.get("/o/properties?q=青禾路").shows("青禾路 18 号")
		b.get("/o/properties?q=没有").shows("没找到")
	})
}

func TestAWholeNumberIsShownOnceForAReasonAndNowhereElse(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		entries, err := w.Store.Entries(context.Background(), w.home.ID)
		must(t, err)
		reveal := "/o/reveal/" + entries[0].Stay.Ref
		b := w.browser().signIn("li01", false)
		w.at = w.at.Add(6 * time.Minute)
		seen := ""
		for _, path := range []string{"/o/queue", "/o/u/" + w.home.Ref, "/o/u/" + w.home.Ref + "/visit", reveal} {
			seen += b.get(path).page
		}
		b.shows(`id="f-totp"`)
		if seen += b.post(reveal).page; b.code != http.StatusUnprocessableEntity {
			t.Fatalf("no reason: %d", b.code)
		}
		b.shows("会写进记录", "本人能看到")
		seen += b.post(reveal, "reason", "核对身份", "totp", "000000").page
		for _, never := range []string{wholeDoc, wholeDoc[:6], wholeCall} {
			if strings.Contains(seen, never) {
				t.Errorf("%q stands on a masked page", never)
			}
		}
		code, err := totp.GenerateCode(w.secrets["li01"], w.at)
		must(t, err)
		b.post(reveal, "reason", "核对身份", "totp", code).shows(wholeDoc)
		if b.head.Get("Cache-Control") != "no-store" || !strings.HasPrefix(b.head.Get("Refresh"), "60;") {
			t.Errorf("the number may be kept: %v", b.head)
		}
		views, err := w.Store.Views(context.Background(), w.home.ID, entries[0].Stay.ID, 0, 10)
		must(t, err)
		if len(views) != 2 {
			t.Errorf("one roster and one number left %d looks", len(views))
		}
		w.at = w.at.Add(time.Minute)
		s := w.browser().signIn("li01", true)
		if s.get(reveal).code != http.StatusForbidden {
			t.Errorf("a visit shift asks for a whole number: %d", s.code)
		}
		w.at = w.at.Add(9 * time.Hour)
		if s.get("/o/queue").path != "/o/queue" || b.get("/o/queue").path == "/o/queue" {
			t.Error("after nine hours the shift is over or the desk still open")
		}
	})
}

func TestAnUnlistedPersonFoundAtTheDoorKeepsWhatWasTyped(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		b := w.browser().signIn("li01", false)
		visit := "/o/u/" + w.home.Ref + "/visit"
		b.get(visit).post(visit, "result", "missing", "heads", "2", "room", "102", "name", "苏见山", "doc_type", "111",
			"doc_no", "339900199505050050", "phone", "1990000", "moved_in", "today")
		if b.code != http.StatusUnprocessableEntity {
			t.Fatalf("a wrong number was taken: %d", b.code)
		}
		b.shows(`id="f-doc_no-error"`, `id="f-phone-error"`, `value="苏见山"`, `value="1990000"`)
		b.post(visit, "result", "missing", "heads", "2", "room", "102", "name", "苏见山", "doc_type", "111",
			"doc_no", "33990019950505005X", "phone", "19900000014", "moved_in", "today").shows("走访记好了：少登了人", "苏见山", "等确认")
	})
}
