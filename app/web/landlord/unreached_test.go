package landlord_test

import (
	"context"
	"testing"

	"anju/models/store"
	"anju/models/storetest"
	"anju/models/workday"
)

// TestATenantWhomTextsDoNotReachIsSeenAndANewNumberBeginsAnew: at his card, in the room and among the errands of the
// landlord, and of nobody else.
func TestATenantWhomTextsDoNotReachIsSeenAndANewNumberBeginsAnew(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		w := newStreet(t, st, "2026-11-16 10:00")
		b := w.browser().checkIn("103", "何以安", doc1, "19900000013")
		roster := "/h/u/" + w.unit.Ref + "/roster"
		b.get("/h").misses("短信送不到")
		must(t, st.InTx(context.Background(), func(tx *store.Tx) error {
			return tx.StopNumber(st.PhoneIndex("19900000013"), true, workday.At(w.at))
		}))
		b.get("/h").sees(200, "短信送不到", "何以安的手机连着三次没收到短信", "请问一个新号码")
		b.get(roster).sees(200, "这个号码连着三次没收到短信")
		b.get("/h/u/"+w.unit.Ref+"/rooms/103").sees(200, "这个号码连着三次没收到短信")
		b.misses("19900000013")
		who := w.who
		other, err := st.Actor(context.Background(), w.neighbour)
		must(t, err)
		w.who = other
		w.browser().get("/h").misses("短信送不到", "何以安")
		w.who = who
		edit := "/h/u/" + w.unit.Ref + "/stays/" + w.entries()[0].Stay.Ref + "/edit"
		b.get(edit).post(edit, "room", "103", "phone", "19900000017", "relation", "本人").sees(200, "改好了")
		b.get("/h").misses("短信送不到")
		b.get(roster).misses("连着三次没收到短信")
	})
}
