package landlord_test

import (
	"testing"
	"time"

	"anju/models"
	"anju/models/store"
	"anju/models/storetest"
	"anju/models/workday"
)

func TestOneWordConfirmsThoseOnThePageOnceAndNobodyElse(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		w := newStreet(t, st, "2026-11-16 10:00")
		w.stay("101", "何以安", doc1, "2026-05-08 00:00", "2026-05-09 00:00")
		w.stay("102", "苏见山", doc2, "2026-05-08 00:00", "2026-05-09 00:00")
		must(t, st.InTx(t.Context(), func(tx *store.Tx) error {
			w.unit.Claim, w.unit.ClaimBy, w.unit.ClaimedAt = models.ClaimMine, w.owner.ID, workday.At(w.at)
			return tx.SaveUnit(&w.unit)
		}))
		w.at = w.at.Add(time.Minute)
		b := w.browser().get("/h/claim/people").sees(200, "住着的这 2 位", "何以安", "苏见山")
		page := b.page
		w.stay("103", "邵雨晴", doc3, "2026-05-08 00:00", "2026-05-09 00:00") // the station brings somebody while he reads
		for range 2 {
			w.at = w.at.Add(time.Minute)
			b.page = page
			b.post("/h/claim/people").sees(200, "都核对好了：2 位住在这里", "认来的房子里 1 位还没核对")
		}
		for _, e := range w.entries() {
			if said := !e.Stay.ConfirmedAt.IsZero(); said != (e.Tenant.Name != "邵雨晴") || e.Stay.AllInARow > 1 {
				t.Errorf("%s: %+v", e.Tenant.Name, e.Stay)
			}
		}
		b.get("/h/claim/people").sees(200, "住着的这 1 位", "邵雨晴")
		b.misses("何以安")
		b.post("/h/claim/people").sees(200, "都核对好了：1 位住在这里")
		b.misses("还没核对")
		b.get("/h/claim/people").sees(200, "册里没有要核对的人")
	})
}
