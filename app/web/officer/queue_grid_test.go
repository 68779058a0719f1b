package officer_test

import (
	"testing"

	"anju/models"
	"anju/models/store"
)

// TestTheFilterOfAGridKeepsWhatElseAScopeSays: else a grid worker who stands in for a missing child worker loses the child
// once he filters by his own grid, and an officer of one grid counts the returned registrations of another.
func TestTheFilterOfAGridKeepsWhatElseAScopeSays(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		w.toGrid("7700000101")
		ctx := t.Context()
		home, err := w.Store.UnitByRef(ctx, w.home.Ref)
		must(t, err)
		must(t, w.Store.InTx(ctx, func(tx *store.Tx) error {
			flag := models.Flag{Rule: "B15", UnitID: home.ID, Ancestors: home.Ancestors, RaisedAt: 1, DueAt: 1, Level: 2, Evidence: "孩子独住"}
			_, _, err := tx.SaveChanges(models.Changes{Open: []models.Flag{flag}}, 0)
			return err
		}))
		grid, err := w.Store.AreaByCode(ctx, "7700000101")
		must(t, err)
		b := w.browser().signIn("chen01", false)
		for _, path := range []string{"/o/queue", "/o/queue?grid=" + grid.Ref} {
			b.get(path).shows("flag=B15")
		}
		w.hire("both01", "auxiliary", "7700000101")
		other, err := w.Store.AreaByCode(ctx, "7700000102")
		must(t, err)
		_, err = w.Store.SQL().Exec("INSERT INTO grants (user_id, role, area_id, level, from_at, to_at) SELECT id, 'officer', ?, 'grid', 1, 0 FROM users WHERE login = 'both01'", other.ID)
		must(t, err)
		_, err = w.Store.SQL().Exec("INSERT INTO batch_rows (batch_id, no, stay_id, turn, kind, answer, answered_at) SELECT 1, 1, id, 1, 'new', ?, 1 FROM stays", models.HandReturned)
		must(t, err)
		w.at = w.at.Add(60e9)
		both := w.browser().signIn("both01", false).get("/o/queue?grid=" + grid.Ref)
		if n := both.find(`派出所退回\D*(\d+)`); n != "0" {
			t.Errorf("who is an officer elsewhere counts %s returned registrations here", n)
		}
	})
}
