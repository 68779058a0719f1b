package landlord_test

import (
	"strings"
	"testing"

	"anju/models"
	"anju/models/store"
	"anju/models/storetest"
	"anju/models/workday"
)

// TestALandlordWithoutAHomeStillReadsWhoLookedAtHisNumber: the page is his own, not that of the home he gave up.
func TestALandlordWithoutAHomeStillReadsWhoLookedAtHisNumber(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		w := newStreet(t, st, "2026-11-16 10:00")
		heading, reason := "谁看过我的手机号", "原因：失联查找"
		hand := func() {
			t.Helper()
			must(t, st.InTx(t.Context(), func(tx *store.Tx) error {
				u, err := tx.LockUnit(w.unit.ID)
				must(t, err)
				u.OwnerID = w.neighbour.ID
				return tx.SaveUnit(&u)
			}))
		}
		b := w.browser()
		must(t, st.InTx(t.Context(), func(tx *store.Tx) error {
			return tx.SaveView(&models.View{At: workday.At(w.at), UserID: 7, Role: "officer", UnitID: w.unit.ID, OwnerID: w.owner.ID, What: models.ViewPhone, Reason: "失联查找"})
		}))
		hand()
		b.get("/h/me").sees(200, heading, reason, "还没有房子")
		if strings.Contains(b.page, "代办口令") {
			t.Error("a code for the window, of somebody who has no home")
		}
		var err error
		w.who, err = st.Actor(t.Context(), w.neighbour)
		must(t, err)
		if b = w.browser(); strings.Contains(b.get("/h/me").page, reason) {
			t.Error("the next landlord reads of the one before")
		}
	})
}
