package officer_test

import (
	"regexp"
	"slices"
	"testing"

	"anju/models/policy"
	"anju/models/registry"
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
