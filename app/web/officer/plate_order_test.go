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
		b.shows("长街 21 号", "别的页上还选了 1 处", `value="a5" checked`)
		second := row(0)
		turn("下一页", second)
		b.shows("长街 45 号", "别的页上还选了 2 处")
		third := row(4)
		turn("回到最前", third)
		b.shows("长街 1 号", "别的页上还选了 2 处", `value="`+first+`" checked`)
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
		if b.post("/o/plates", many...).shows("一次最多选 1000 处", "别的页上还选了 1000 处"); b.code != http.StatusUnprocessableEntity {
			t.Errorf("1001 ticks: %d", b.code)
		}
	})
}
