package officer_test

import (
	"net/http"
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

// TestAHomeLeavesItsGridOnlyAfterItWasSaidWhatGoesAlong: one tap beside the right grid, and its worker sees the home no more.
func TestAHomeLeavesItsGridOnlyAfterItWasSaidWhatGoesAlong(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		w.toGrid("7700000101")
		w.night("2026-09-20 10:00")
		home := "/o/u/" + w.home.Ref
		to, err := w.Store.AreaByCode(t.Context(), "7700000102")
		must(t, err)
		gridOf := func() int64 {
			unit, err := w.Store.UnitByRef(t.Context(), w.home.Ref)
			must(t, err)
			return unit.GridID
		}
		b := w.browser().signIn("li01", false)
		b.get(home).post(home+"/assign", "grid", to.Ref).shows("划到"+to.Name+"吗", "住着</dt><dd class=\"num\">1 人", "待办</dt><dd class=\"num\">1 件", "看不到这处房屋了")
		if gridOf() == to.ID {
			t.Fatal("the home was moved by one tap")
		}
		if b.post(home+"/assign", "grid", to.Ref, "sure", "1").shows("划好了"); gridOf() != to.ID {
			t.Error("the home was not moved")
		}
		if b.get(home).post(home+"/assign", "grid", to.Ref, "sure", "1"); b.code != http.StatusConflict {
			t.Errorf("the same again: %d", b.code)
		}
		b.get(home).post(home+"/assign", "grid", "nowhere").shows(`id="f-grid-error"`)
	})
}
