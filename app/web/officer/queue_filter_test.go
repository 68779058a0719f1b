package officer_test

import (
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"anju/models"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/storetest"
)

// crowd files homes on one road, each with somebody unregistered since another day, and lets the rules judge.
func (w *town) crowd(days ...string) {
	w.t.Helper()
	w.street(len(days), "2026-05-01")
	ctx := w.t.Context()
	rooms, stays := make([][]string, len(days)), make([][]string, len(days))
	for i, day := range days {
		code := fmt.Sprintf("S2026-05-01%04d", i)
		rooms[i] = []string{code, "1", "bedroom"}
		stays[i] = []string{code, "1", "何以安", "111", storetest.Number("3399", 100+i), day}
	}
	must(w.t, w.ImportList(ctx, policy.SystemActor, "rooms", "unit_code room_no room_type", rooms, registry.ImportHow{At: w.at}))
	must(w.t, w.ImportList(ctx, policy.SystemActor, "stays", "unit_code room_no name doc_type doc_no moved_in_on", stays, registry.ImportHow{At: w.at}))
}

var (
	overdue = regexp.MustCompile(`(?:户主|网格员)(超期|还有) (\d+) 天|(今天到期)`)
	roads   = regexp.MustCompile(`长街 (\d+) 号`)
)

// TestTheQueueStandsInTheOrderOfTheDaysThatItShows: else a row of two days stands above one of four, and the worker goes to
// the wrong door first.
func TestTheQueueStandsInTheOrderOfTheDaysThatItShows(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		w.toGrid("7700000101")
		w.night("2026-08-31 09:00") // the home is stale: its landlord has fifteen days
		w.crowd("2026-09-01", "2026-09-02", "2026-09-03", "2026-09-04")
		for _, day := range []string{"05", "08", "09", "10"} { // unregistered later, and the landlord has three days
			w.night("2026-09-" + day + " 09:00")
		}
		b := w.browser().signIn("li01", false).get("/o/queue").shows("待核实", "未登记")
		last, n := -1000, 0
		for _, m := range overdue.FindAllStringSubmatch(b.page, -1) {
			left := 0
			_, _ = fmt.Sscan(m[2], &left)
			if m[1] == "超期" {
				left = -left
			}
			if left < last {
				t.Errorf("%d days stand below %d", left, last)
			}
			last, n = left, n+1
		}
		if n < 5 {
			t.Errorf("%d rows tell their days", n)
		}
	})
}

// TestTheQueueIsNarrowedByTheLimitAndByThePlace, with the chips, from page to page, and a name finds nobody.
func TestTheQueueIsNarrowedByTheLimitAndByThePlace(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		w.toGrid("7700000101")
		days := slices.Repeat([]string{"2026-06-01"}, 25)
		w.crowd(append(days, "2026-06-02", "2026-06-08")...)
		w.night("2026-06-05 09:00")
		w.night("2026-06-10 09:00") // 1 June: the landlord's step ended on the 9th
		w.night("2026-06-12 09:00")
		b := w.browser().signIn("li01", false)
		shown := func(address string) (homes []string) {
			for path := address; path != ""; {
				b.get(path)
				for _, m := range roads.FindAllStringSubmatch(b.page[strings.Index(b.page, `class="q"`)+1:], -1) {
					homes = append(homes, m[1])
				}
				path = ""
				if m := regexp.MustCompile(`href="([^"]+)">下一页`).FindStringSubmatch(b.page); m != nil {
					path = strings.ReplaceAll(m[1], "&amp;", "&")
					asked, next := conditions(address), conditions(path)
					if asked != next {
						t.Errorf("page two asks for %s, page one for %s", next, asked)
					}
				}
			}
			slices.Sort(homes)
			return slices.Compact(homes)
		}
		street := url.QueryEscape("长街")
		if got := shown("/o/queue?q=" + street); len(got) != 27 {
			t.Errorf("of the road stand %v", got)
		}
		if b.get("/o/queue?q="+street).shows(`全部 <b>27</b>`, "不跟着条件走", `href="/o/reports"`, `href="/o/handover"`, "等核实 <b>"); strings.Contains(b.page, "反映 <b>") {
			t.Error("a chip counts what lies elsewhere")
		}
		week := shown("/o/queue?due=week&q=" + street)
		late, today := shown("/o/queue?due=late"), shown("/o/queue?due=today")
		if len(week)+len(late) != 27 || len(week) == 0 || len(today) >= len(week) {
			t.Errorf("within a week %v, late %v, today %v", week, late, today)
		}
		w.at = w.at.Add(6 * 24 * time.Hour) // no night judged: some steps ended and nobody took the next
		b = w.browser().signIn("li01", false)
		week, late = shown("/o/queue?due=week"), shown("/o/queue?due=late")
		if len(late) == 0 || len(week)+len(late) != 27 {
			t.Errorf("six days on: within a week %v, late %v", week, late)
		}
		if got := shown("/o/queue?q=" + url.QueryEscape("长街27号")); !slices.Equal(got, []string{"27"}) {
			t.Errorf("长街27号 finds %v", got)
		}
		b.get("/o/queue?due=week").shows(`value="week" selected`, "这里不能按姓名找")
		if b.shows("不按期限筛，选了期限就不列"); strings.Contains(b.page, "等核实 <b>") || strings.Contains(b.page, "反映 <b>") {
			t.Error("what has no limit is counted as none")
		}
		if b.get("/o/queue").shows("反映 <b>", "等核实 <b>1</b>"); strings.Contains(b.page, "不跟着条件走") {
			t.Error("the whole queue says that something is left out")
		}
		b.get("/o/queue?flag=accept&due=week").shows("这一类不按期限筛", "青禾路 18 号", "等核实 <b>1</b>")
		b.get("/o/queue?q="+url.QueryEscape("何以安")).shows("没有符合条件的", `value="何以安"`)
		b.get("/o/queue?due=never").shows("有一个条件不认识，已忽略")
		b.get("/o/queue?flag=accept").shows("青禾路 18 号")
		if b.get("/o/queue?flag=accept&q=" + street); strings.Contains(b.page, "青禾路 18 号") {
			t.Error("a home of another road is found")
		}
		code := w.unit().ShortCode
		b.get("/o/queue?flag=accept&q="+code).shows("青禾路 18 号", `等核实 <b>1</b>`)
	})
}

// conditions are what an address of the queue narrows it to, without the place in the list.
func conditions(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return err.Error()
	}
	asked := u.Query()
	asked.Del("after")
	return asked.Encode()
}

func (w *town) unit() models.Unit {
	w.t.Helper()
	unit, err := w.Store.UnitByRef(w.t.Context(), w.home.Ref)
	must(w.t, err)
	return unit
}

// TestAHomeThatWaitsForItsLandlordStandsInAListOfItsOwn: else nobody rings him, and it is forgotten.
func TestAHomeThatWaitsForItsLandlordStandsInAListOfItsOwn(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		w.toGrid("7700000101")
		b := w.browser().signIn("li01", false)
		b.get("/o/u/"+w.home.Ref+"/return").post("/o/u/"+w.home.Ref+"/return", "why", "door_no", "note", "门上写的是 28 号")
		w.at = w.at.Add(3 * 24 * time.Hour)
		b = w.browser().signIn("li01", false)
		b.get("/o/queue").shows(`退回、整改没改 <b>1</b>`)
		b.get("/o/queue?flag="+store.WaitReturn).shows("青禾路 18 号", "3 天前退回", "要改的是：地址", "/o/u/"+w.home.Ref)
		if b.get("/o/queue?flag=" + store.WaitMended); strings.Contains(b.page, "青禾路 18 号") {
			t.Error("it stands among those that were put right")
		}
		_, err := w.Store.SQL().Exec("UPDATE units SET state = ?", models.UnitSubmitted)
		must(t, err)
		if b.get("/o/queue").shows(`退回、整改没改 <b>0</b>`).get("/o/queue?flag=" + store.WaitReturn); strings.Contains(b.page, "青禾路 18 号") {
			t.Error("what its landlord put right stands among those that he did not")
		}
	})
}

// TestADisputeHasAChipOfItsOwn: it holds the levels of a home, and is lost among leaking taps.
func TestADisputeHasAChipOfItsOwn(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		w.toGrid("7700000101")
		dispute, leak := w.file("grid", "这不是我"), w.file("grid ", "厨房漏水")
		for q, kind := range map[*store.Request]string{&dispute: store.RequestDispute, &leak: "report"} {
			_, err := w.Store.SQL().Exec("UPDATE requests SET audience = 'grid', kind = ? WHERE id = ?", kind, q.ID)
			must(t, err)
		}
		b := w.browser().signIn("chen01", false)
		b.get("/o/queue").shows(`有异议 <b>1</b>`, `反映 <b>2</b>`)
		b.get("/o/reports?kind="+store.RequestDispute).shows("有异议的登记", dispute.Ref)
		if strings.Contains(b.page, leak.Ref) {
			t.Error("a leaking tap stands among the disputes")
		}
	})
}

// TestFewChipsStandBeforeTheFirstTask: the kinds that hold nothing are behind a line, the chosen one never.
func TestFewChipsStandBeforeTheFirstTask(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		w.toGrid("7700000101")
		b := w.browser().signIn("li01", false).get("/o/queue").shows("其余 ")
		open, rest, _ := strings.Cut(b.page, `<details class="fold">`)
		if !strings.Contains(open, "等核实 <b>1</b>") || strings.Contains(open, "待划网格 <b>0</b>") || !strings.Contains(rest, "待划网格 <b>0</b>") {
			t.Error("what is empty stands before what is not")
		}
		b.get("/o/queue?flag=grid")
		if open, _, _ = strings.Cut(b.page, `<details class="fold">`); !strings.Contains(open, "待划网格 <b>0</b>") {
			t.Error("the chosen kind is behind the line")
		}
	})
}
