package officer_test

import (
	"strings"
	"testing"

	"anju/models"
	"anju/models/store"
	"anju/models/workday"
)

// TestTheWorkOfAMonthTellsOfNoHandfulOfPeople: the supervisor reads persons nowhere, so a check of four people, a returned
// registration and two flags are told by a dash.
func TestTheWorkOfAMonthTellsOfNoHandfulOfPeople(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		w.toGrid("7700000101")
		w.hire("du01", "supervisor", "77000001")
		home, err := w.Store.UnitByRef(t.Context(), w.home.Ref)
		must(t, err)
		var item models.SampleItem
		check := func(people, agreed int) {
			must(t, w.Store.InTx(t.Context(), func(tx *store.Tx) error {
				items := []models.SampleItem{{UnitID: home.ID, CheckerID: 1}}
				must(t, tx.SaveSample(&models.Sample{Kind: models.SampleRoster, Ancestors: home.Ancestors, DrawnAt: workday.At(w.at)}, items, []int64{home.ID}))
				item = items[0]
				item.CheckedAt, item.People, item.Agreed, item.Fields, item.Right = workday.At(w.at), people, agreed, 4, 3
				_, err := tx.CheckItem(item)
				return err
			}))
		}
		check(4, 3)
		_, err = w.Store.SQL().Exec("INSERT INTO batch_rows (batch_id, no, stay_id, turn, kind, answer, answered_at) SELECT 1, 1, id, 1, 'new', ?, ? FROM stays", models.HandReturned, int64(workday.At(w.at)))
		must(t, err)
		w.at = w.at.Add(60e9)
		b := w.browser().signIn("du01", false).get("/o/work")
		grid := func() string { _, part, _ := strings.Cut(b.page, "每个网格"); return part }
		for _, word := range []string{"1 / 4", "1 条", "25%"} {
			if strings.Contains(grid(), word) {
				t.Errorf("the supervisor reads %q", word)
			}
		}
		if !strings.Contains(grid(), "0 / 1 户") || strings.Count(grid(), "—") < 3 {
			t.Errorf("homes are told and a handful is a dash: %s", grid())
		}
		check(96, 95)
		if b.get("/o/work"); !strings.Contains(grid(), "不到一成") || strings.Contains(grid(), "/ 100") {
			t.Errorf("two of a hundred people are a band: %s", grid())
		}
	})
}
