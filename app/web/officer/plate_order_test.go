package officer_test

import (
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"anju/models/policy"
	"anju/models/registry"
	"anju/models/token"
)

// TestAPileOfPlatesIsHungInOneRound: they come grid by grid, and in a grid along each road, not as they were filed.
func TestAPileOfPlatesIsHungInOneRound(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		rows := [][]string{{"P1", "7700000102", "长街 3 号", "2026-05-01"}, {"P2", "7700000101", "长街 10 号", "2026-05-01"}, {"P3", "7700000101", "北街 7 号", "2026-05-01"},
			{"P4", "7700000101", "长街 2 号", "2026-05-01"}, {"P5", "7700000102", "北街 1 号", "2026-05-01"}}
		must(t, w.ImportList(t.Context(), policy.SystemActor, "units", "unit_code area_code address accepted_on", rows, registry.ImportHow{At: w.at}))
		b := w.browser().signIn("li01", false).get("/o/plates").post("/o/plates", "all", "1", "size", "a6")
		var got []string
		for _, m := range regexp.MustCompile(`class="road">([^<]+)</p><p class="no num">(\d+)`).FindAllStringSubmatch(b.page, -1) {
			got = append(got, m[1]+" "+m[2]+" 号")
		}
		if want := []string{"北街 7 号", "长街 2 号", "长街 10 号", "北街 1 号", "长街 3 号"}; !slices.Equal(got, want) {
			t.Errorf("printed as %v, one walks %v", got, want)
		}
	})
}

var platesListed = regexp.MustCompile(`value="([a-z2-7]{20})"[^>]*><span>([^<]+)<span`)

// TestTheListOfPlatesStandsInTheOrderOfThePile, over all pages, whatever the order of filing; else nobody finds on paper what
// he ticked on the screen.
func TestTheListOfPlatesStandsInTheOrderOfThePile(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		var rows [][]string
		for i := range 60 { // filed backwards, through both grids and the community
			area := []string{"7700000102", "7700000101", "77000001"}[i%3]
			rows = append(rows, []string{fmt.Sprintf("P%03d", i), area, fmt.Sprintf("%s %d 号", []string{"长街", "北街"}[i%2], 100-i), "2026-05-01"})
		}
		must(t, w.ImportList(t.Context(), policy.SystemActor, "units", "unit_code area_code address accepted_on", rows, registry.ImportHow{At: w.at}))
		b := w.browser().signIn("li01", false).get("/o/plates")
		var listed []string
		for pages := 1; ; pages++ {
			for _, m := range platesListed.FindAllStringSubmatch(b.page, -1) {
				listed = append(listed, m[2])
			}
			next := regexp.MustCompile(`name="turn" value="([^"]+)">下一页`).FindStringSubmatch(b.page)
			if next == nil || pages > 9 {
				break
			}
			b.post("/o/plates", "size", "a6", "turn", next[1])
		}
		b.post("/o/plates", "all", "1", "size", "a6")
		var printed []string
		for _, m := range regexp.MustCompile(`class="road">([^<]+)</p><p class="no num">(\d+)`).FindAllStringSubmatch(b.page, -1) {
			printed = append(printed, m[1]+" "+m[2]+" 号")
		}
		if len(listed) != 60 || !slices.Equal(listed, printed) {
			t.Errorf("listed %d as %v, printed as %v", len(listed), listed, printed)
		}
	})
}

// TestTicksStayWhenThePageIsTurned, forth and back and through a fault, up to a batch.
func TestTicksStayWhenThePageIsTurned(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		w.street(45, "2026-05-01")
		b := w.browser().signIn("li01", false).get("/o/plates")
		turn := func(word string, ticks ...string) {
			pairs := []string{"size", "a5", "at", b.find(`name="at" value="([^"]*)"`), "turn", b.find(`name="turn" value="([^"]*)">` + word)}
			for _, m := range regexp.MustCompile(`type="hidden" name="unit" value="([^"]+)"`).FindAllStringSubmatch(b.page, -1) {
				ticks = append(ticks, m[1])
			}
			for _, ref := range ticks {
				pairs = append(pairs, "unit", ref)
			}
			b.post("/o/plates", pairs...)
		}
		row := func(i int) string { return platesListed.FindAllStringSubmatch(b.page, -1)[i][1] }
		first := row(2)
		turn("下一页", first)
		b.shows("长街 21 号", "这里没列出的还选了 1 处", `value="a5" checked`)
		second := row(0)
		turn("下一页", second)
		b.shows("长街 45 号", "这里没列出的还选了 2 处")
		third := row(4)
		turn("回到最前", third)
		b.shows("长街 1 号", "这里没列出的还选了 2 处", `value="`+first+`" checked`)
		b.post("/o/plates", "size", "a5", "unit", first, "unit", second, "unit", third)
		if b.shows(`>长街</p>`); strings.Count(b.page, `class="sheet"`) != 3 {
			t.Errorf("%d sheets, three were ticked: %d", strings.Count(b.page, `class="sheet"`), b.code)
		}
		b.get("/o/plates").post("/o/plates", "size", "a5", "unit", first+" "+second, "unit", third, "renew", "1").shows("换新码：3 处")
		if b.post("/o/plates", "size", "a5", "unit", b.find(`name="unit" value="([^"]*)"`), "renew", "1", "sure", "1"); strings.Count(b.page, `class="sheet"`) != 3 {
			t.Errorf("%d new plates, three were asked for: %d", strings.Count(b.page, `class="sheet"`), b.code)
		}
		b.get("/o/plates")
		turn("下一页")
		at := b.find(`name="at" value="([^"]*)"`)
		if b.post("/o/plates", "size", "a5", "at", at); b.code != http.StatusUnprocessableEntity {
			t.Errorf("nothing ticked: %d", b.code)
		}
		b.shows("长街 21 号", "请点要打印的房子") // the page that was in view
		many := []string{"size", "a5", "turn", at}
		for range 11 {
			some := make([]string, 91)
			for i := range some {
				some[i] = token.NewRef()
			}
			many = append(many, "unit", strings.Join(some, " "))
		}
		if b.post("/o/plates", many...).shows("一次最多选 1000 处", "这里没列出的还选了 1000 处"); b.code != http.StatusUnprocessableEntity {
			t.Errorf("1001 ticks: %d", b.code)
		}
	})
}

// TestTicksStayWhenAnotherStreetIsLookedFor, and all of a range are printed only after its homes were counted to him.
func TestTicksStayWhenAnotherStreetIsLookedFor(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		w.street(5, "2026-05-01")
		b := w.browser().signIn("li01", false).get("/o/plates?q=%E9%95%BF%E8%A1%97")
		first := platesListed.FindAllStringSubmatch(b.page, -1)[2][1]
		shown := func() string { return b.find(`name="shown" value="([^"]*)"`) }
		was := shown()
		b.post("/o/plates", "find", "1", "q", "长街 5 号", "shown", was, "size", "a5", "unit", first)
		b.shows("长街 5 号", "这里没列出的还选了 1 处", `value="`+first+`"`, `value="a5" checked`, "这个范围的全部，1 处").hidesAll("长街 1 号")
		b.post("/o/plates", "find", "1", "q", "没有这条街", "shown", shown(), "size", "a5", "unit", first).shows("没找到有门牌的房子", "这里没列出的还选了 1 处")
		b.post("/o/plates", "q", "没有这条街", "shown", shown(), "size", "a5", "unit", first)
		if n := strings.Count(b.page, `class="sheet"`); b.code != http.StatusOK || n != 1 {
			t.Errorf("%d plates of one that was ticked: %d", n, b.code)
		}
		b.get("/o/plates?q=%E9%95%BF%E8%A1%97").post("/o/plates", "all", "1", "q", "长街 5 号", "shown", was, "size", "a4")
		if b.shows("范围改过了", "这个范围的全部，1 处", `id="f-all-error"`); b.code != http.StatusUnprocessableEntity {
			t.Errorf("all of a range that nobody saw: %d", b.code)
		}
		b.post("/o/plates", "all", "1", "q", "长街 5 号", "shown", shown(), "size", "a4")
		if n := strings.Count(b.page, `class="sheet"`); b.code != http.StatusOK || n != 1 {
			t.Errorf("%d plates of a range with one home: %d", n, b.code)
		}
		for _, q := range []string{wholeDoc, wholeCall, strings.Repeat("长街", 20)} {
			b.get("/o/plates").post("/o/plates", "all", "1", "q", q, "size", "a4")
			if b.shows(`id="f-q-error"`); b.code != http.StatusUnprocessableEntity {
				t.Errorf("%q prints the plates of everything: %d", q, b.code)
			}
		}
		b.get("/o/plates").post("/o/plates", "find", "1", "all", "1", "area", "7700000101", "q", "长街 5 号", "size", "a4", "unit", first).hidesAll(`name="all" value="1" checked`)
		both := []string{"all", "1", "q", "长街 5 号", "area", "7700000101", "shown", shown(), "size", "a4", "unit", first}
		if b.post("/o/plates", both...); strings.Count(b.page, `class="sheet"`) != 2 {
			t.Errorf("%d plates of a whole range and one of another street: %d", strings.Count(b.page, `class="sheet"`), b.code)
		}
		b.get("/o/plates").post("/o/plates", "area", "7700000102", "q", "", "shown", "7700000102", "size", "a4", "unit", first)
		if strings.Count(b.page, `class="sheet"`) != 1 {
			t.Errorf("one ticked in another grid than the one in view: %d", b.code)
		}
		b.get("/o/plates?q=%E9%95%BF%E8%A1%97").post("/o/plates", append(both[:6:6], "size", "a4", "unit", first, "renew", "1")...).shows("换新码：2 处", `name="unit" value="`+first+`"`, `name="all" value="1"`)
	})
}
