package landlord_test

import (
	"context"
	"testing"

	"anju/models"
	"anju/models/store"
	"anju/models/storetest"
	"anju/models/workday"
)

// TestAChildWhoseGuardianIsToBeAskedIsSaidAndSettledOnTheRoster: it came by a list, or by a document that was put right.
func TestAChildWhoseGuardianIsToBeAskedIsSaidAndSettledOnTheRoster(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		w := newStreet(t, st, "2026-11-16 10:00")
		b, path := w.browser(), "/h/u/"+w.unit.Ref+"/checkin"
		b.get(path).post(path, "room", "103", "name", "何小树", "doc_no", childDoc, "no_phone", "1", "guardian_name", "何以安", "guardian_phone", "19900000013", "moved_in", "today").post(path)
		roster := "/h/u/" + w.unit.Ref + "/roster"
		stay := w.entries()[0].Stay
		edit := "/h/u/" + w.unit.Ref + "/stays/" + stay.Ref + "/edit"
		b.get(roster).sees(200, "何小树").misses("还没得到监护人同意")
		b.get(edit).misses("guardian_name")
		must(t, st.InTx(context.Background(), func(tx *store.Tx) error {
			stay.Guardian, stay.GuardPhone, stay.ConsentDue = "", "", true
			return tx.SaveStay(&stay)
		}))
		b.get(roster).sees(200, "还没得到监护人同意", `href="`+edit+`#f-guardian_name"`)
		b.get(edit).sees(200, "要监护人同意").post(edit, "room", "103", "no_phone", "1", "guardian_name", "何以安").sees(422, `id="f-guardian_phone-error"`, `value="何以安"`)
		b.post(edit, "room", "103", "no_phone", "1", "guardian_name", "何以安", "guardian_phone", "19900000013").sees(200, "改好了")
		b.get(roster).sees(200, "何以安").misses("还没得到监护人同意")
	})
}

// TestALandlordReadsWhoSawHisPhone and nobody else's.
func TestALandlordReadsWhoSawHisPhone(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		w := newStreet(t, st, "2026-11-16 10:00")
		b := w.browser()
		b.get("/h/me").sees(200, "谁看过我的手机号", "还没有工作人员看过")
		must(t, st.InTx(context.Background(), func(tx *store.Tx) error {
			must(t, tx.SaveView(&models.View{At: workday.At(w.at), Role: "officer", UnitID: w.next.ID, OwnerID: w.neighbour.ID, What: models.ViewPhone, Reason: "失联查找"}))
			return tx.SaveView(&models.View{At: workday.At(w.at), Role: "officer", UnitID: w.unit.ID, OwnerID: w.owner.ID, What: models.ViewPhone, Reason: "处理求助"})
		}))
		b.get("/h/me").sees(200, "社区民警", "原因：处理求助").misses("失联查找", "还没有工作人员看过")
	})
}
