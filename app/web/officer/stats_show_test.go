package officer_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"anju/models/policy"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/storetest"
)

// fillHome lets ten more people live in the home.
func (w *town) fillHome() {
	w.t.Helper()
	ctx := context.Background()
	unit, err := w.Store.UnitByRef(ctx, w.home.Ref)
	must(w.t, err)
	who := policy.Actor{UserID: unit.OwnerID}
	for i := range 10 {
		f := registry.StayForm{Room: []string{"101", "102", "103"}[i%3], Name: "白以宁", DocType: "111", DocNo: storetest.Number("3399", i), Phone: fmt.Sprintf("1990005%04d", i), MovedIn: "today"}
		_, err := w.CheckIn(ctx, who, unit.Ref, []registry.StayForm{f}, "", w.at)
		must(w.t, err)
	}
}

func (b *browser) told(what string, code int, wanted ...string) {
	b.t.Helper()
	if b.code != code {
		b.t.Errorf("%s: %d, want %d", what, b.code, code)
	}
	for _, w := range wanted {
		hide := strings.HasPrefix(w, "!")
		if strings.Contains(b.page, strings.TrimPrefix(w, "!")) == hide {
			b.t.Errorf("%s: %s", what, w)
		}
	}
}

// TestStatisticsTellOfOnesOwnAreasAndOfNobody: an officer sees the numbers of his areas, not those of others, none of a
// handful of people, and where people come from only for the whole city.
func TestStatisticsTellOfOnesOwnAreasAndOfNobody(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		w := newTown(t, st)
		w.toGrid("7700000101")
		secret, _, err := w.AddStaff(context.Background(), policy.SystemActor, registry.StaffForm{Login: "shen01", Name: "沈主任", Password: password, Role: "supervisor", AreaCode: "770000"}, w.at)
		must(t, err)
		w.secrets["shen01"] = secret
		today := w.at.Format("2006-01-02")
		few, none := "人数太少，为保护隐私不显示", "这个范围那天没有在册人员"

		b := w.browser().signIn("li01", false)
		b.get("/o/stats?asof="+today).told("one person", 200, few, "!在册人数")
		w.fillHome()
		b.get("/o/stats").told("yesterday", 200, none)
		b.get("/o/stats?asof="+today).told("eleven", 200, `<dd class="num">11<small> 人`, "!从哪里来<small>", "各网格的人数和五项指标", `area=7700000101`, "!何以安", "!白以宁", "!2026-13")
		d := strings.Split(today, "-") // the boxes of the page; no date picker
		b.find(`name="asof_y" value="` + d[0] + `"`)
		b.get("/o/stats?asof_y="+d[0]+"&asof_m="+strings.TrimLeft(d[1], "0")+"&asof_d="+strings.TrimLeft(d[2], "0")).told("three boxes", 200, `<dd class="num">11<small> 人`, "!type=\"date\"", "!这个日子看不了")
		b.get("/o/stats?asof_y=2026&asof_m=2&asof_d=30").told("no such day", 200, "这个日子看不了")
		b.get("/o/stats?area=770000&asof="+today).told("the city of an officer", 404)
		b.get("/o/stats?area=nowhere").told("no area", 404)
		for _, day := range []string{"2026-13-01", "2099-01-01", "<script>"} {
			b.get("/o/stats?asof="+day).told("a day like "+day, 200, "这个日子看不了", "!<script>", "!2099")
		}
		w.browser().signIn("wu01", false).get("/o/stats?area=7700000101&asof="+today).told("a worker on another's grid", 404)
		w.browser().signIn("chen01", true).get("/o/stats?asof="+today).told("a worker on his own", 200, "区域7700000101·", `<dd class="num">11<small> 人`)

		s := w.browser().signIn("shen01", false)
		if s.path != "/o/stats" {
			t.Errorf("who only sees numbers lands at %s", s.path)
		}
		s.get("/o/stats?asof="+today).told("the city", 200, "从哪里来<small>", `<dd class="num">11<small> 人`, "退出登录", `class="brand" href="/o/stats"`)
		s.get("/o/stats?area=77000001&asof="+today).told("below", 200, "!从哪里来<small>", "回到区域770000<")
		s.get("/o/queue").told("the queue", 403)

		w.at = w.at.Add(24 * time.Hour)
		_, err = w.RollUp(context.Background(), policy.SystemActor, w.at)
		must(t, err)
		w.browser().signIn("li01", false).get("/o/stats").told("out of the rollups", 200, `<dd class="num">11<small> 人`)
		if stranger := w.browser().get("/o/stats"); strings.HasPrefix(stranger.path, "/o/") {
			t.Errorf("a stranger comes to %s", stranger.path)
		}
	})
}
