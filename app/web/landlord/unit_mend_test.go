package landlord_test

import (
	"strings"
	"testing"

	"anju/models"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/storetest"
	"anju/models/workday"
)

func TestALandlordSeesAtItsFieldWhatToPutRightAndSubmitsAgain(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		w := newStreet(t, st, "2026-11-16 10:00")
		b, home := w.browser(), "/h/u/"+w.unit.Ref
		if b.get(home + "/mend"); b.code != 409 {
			t.Errorf("a home that nobody gave back: %d", b.code)
		}
		w.unit.State, w.unit.PlateAddress, w.unit.ProvenAddress = models.UnitSubmitted, "", ""
		must(t, st.InTx(t.Context(), func(tx *store.Tx) error { return tx.SaveUnit(&w.unit) }))
		must(t, w.reg.ReturnUnit(t.Context(), policy.SystemActor, w.unit.Ref, registry.ReturnForm{Reasons: []string{"door_no", "more"}, Note: "门上写的是 28 号"}, w.at))
		b.get("/h").sees(200, "登记退回", "青禾18：要改地址、房间", home+"/mend")
		b.get(home).sees(200, "民警把登记退回了", "看改哪里", "退回了，要改")
		b.get(home+"/mend").sees(200, `id="f-address-error"`, "门牌号和门上的不一样，请改好", `id="f-rooms-error"`, "多写了房间", "民警说：门上写的是 28 号", `value="青禾路 18 号"`, "101 102 103 201 202 203")
		path := home + "/checkin"
		b.get(path).post(path, "room", "101", "name", "何以安", "doc_no", doc1, "phone", "19900000013", "moved_in", "today").post(path).sees(200, "登记好了")
		b.get(home+"/mend").post(home+"/mend", "address", "青禾路", "kind", "home", "rooms", "101 102").sees(422, `id="f-address-error"`, `value="青禾路"`)
		b.post(home+"/mend", "address", "青禾路 28 号", "kind", "home", "land", "state", "rooms", "102 103").sees(422, "101 房登记过人，不能去掉")
		b.post(home+"/mend", "address", "青禾路 28 号", "kind", "home", "land", "state", "rooms", "101 102 103", "owner_name", "周桂芳").sees(200, "改好了，交上去了", "青禾路 28 号", "等核实")
		b.get("/h").sees(200, "青禾路 28 号·房态")
		if b.get(home + "/mend"); b.code != 409 {
			t.Errorf("it can be put right twice: %d", b.code)
		}
		if b.get("/h/u/" + w.next.Ref + "/mend"); b.code != 404 {
			t.Errorf("the neighbour's home: %d", b.code)
		}
	})
}

func TestALandlordReadsByWhenToPutAnAcceptedHomeRightAndThatItStaysAccepted(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		w := newStreet(t, st, "2026-11-16 10:00")
		b, home := w.browser(), "/h/u/"+w.unit.Ref
		w.unit.AcceptedAt = workday.At(w.at)
		must(t, st.InTx(t.Context(), func(tx *store.Tx) error { return tx.SaveUnit(&w.unit) }))
		must(t, w.reg.ReturnUnit(t.Context(), policy.SystemActor, w.unit.Ref, registry.ReturnForm{Reasons: []string{"split"}, Note: "103 房隔成了两间"}, w.at))
		b.get("/h").sees(200, "要整改", "青禾18：要改房间", "请在 11 月 26 日以前改好，再交。房客照样能登记", home+"/mend")
		b.get(home).sees(200, "登记和房子有几处对不上，民警请您改。请在 11 月 26 日以前改好", "备案还在，门牌码照用", "0500-880 0101", "看改哪里", "备案说要整改，还没改好")
		b.get(home+"/plate").sees(200, "贴在大门外")
		b.get(home+"/mend").sees(200, "11 月 16 日民警看了，登记和房子对不上，要改：房间。请在 11 月 26 日以前改好", `id="f-rooms-error"`, "大间隔成了小间", "民警说：103 房隔成了两间")
		w.at = w.at.AddDate(0, 0, 11)
		b.get("/h").sees(200, "本该 11 月 26 日以前改好，请尽快改，再交")
		path := home + "/checkin"
		b.get(path).post(path, "room", "101", "name", "何以安", "doc_no", doc1, "phone", "19900000013", "moved_in", "today").post(path).sees(200, "登记好了")
		if strings.Contains(b.page, "房子还没核实") {
			t.Error("a new tenant's receipt says that nobody looked at the home")
		}
		mend := []string{"rooms", "101 102 103 103B 201 202 203", "cap", "很多"}
		b.get(home+"/mend").misses(`name="address"`, `name="kind"`, `name="land"`, `name="owner_name"`)
		b.post(home+"/mend", mend...).sees(422, `id="f-cap-error"`, "只算新加的房间", "101 102 103 103B 201 202 203")
		mend = mend[:2]
		w.unit, _ = st.UnitByRef(t.Context(), w.unit.Ref)
		must(t, st.InTx(t.Context(), func(tx *store.Tx) error { return tx.SaveUnit(&w.unit) })) // as a check-in does
		b.post(home+"/mend", mend...).sees(409, "别人刚改过这条，您填的还没有存", "101 102 103 103B 201 202 203")
		form := b.page
		b.post(home+"/mend", mend...).sees(200, "改好了，交上去了。民警看过没问题，整改就结束", "整改交上去了，等民警看", "整改交了，等核实", "103B")
		b.page = form
		b.post(home+"/mend", mend...).sees(200, "已经交上去了，不用再点", "整改交上去了，等民警看")
		b.get(home+"/plate").sees(200, "贴在大门外")
		if b.get(home); strings.Contains(b.page, "还没来看过") || strings.Contains(b.page, "看改哪里") {
			t.Error("its page says that nobody looked at it, or asks once more")
		}
	})
}

// TestALandlordIsToldThatHisPlateWaitsForTheNewAddress, that its code is good meanwhile, and then to hang the new one.
func TestALandlordIsToldThatHisPlateWaitsForTheNewAddress(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		w := newStreet(t, st, "2026-11-16 10:00")
		b, home := w.browser(), "/h/u/"+w.unit.Ref
		w.unit.Listed = true
		must(t, st.InTx(t.Context(), func(tx *store.Tx) error { return tx.SaveUnit(&w.unit) }))
		must(t, w.reg.ReturnUnit(t.Context(), policy.SystemActor, w.unit.Ref, registry.ReturnForm{Reasons: []string{"door_no"}, Note: "门上是 28 号"}, w.at))
		b.get(home+"/plate").sees(200, "贴在大门外")
		b.get(home+"/mend").post(home+"/mend", "address", "青禾路 28 号", "kind", "home", "land", "state", "rooms", "101 102 103 201 202 203", "owner_name", "周桂芳")
		b.sees(200, "地址改过，等民警核实，证明才能开，门牌照新地址重打", "门上的码照样能扫、能登记")
		b.get(home+"/invite").sees(200, "登记卡等核实", "房客扫门上的码，就能自己登记")
		b.misses("网格员还没来看过")
		b.get(home).misses("换门牌")
		b.get(home+"/door").sees(200, "门牌等核实", "现在打不了门牌")
		b.get(home+"/proof").sees(200, "民警在重新核实这处房子")
		b.get(home+"/plate").sees(200, "门牌等核实", "码照样能扫、能登记")
		must(t, w.reg.AcceptUnit(t.Context(), policy.SystemActor, w.unit.Ref, 0, w.at))
		b.get(home).sees(200, "门上的门牌写的还是“青禾路 18 号”", "打印门牌")
		b.get("/h").sees(200, "换门牌", "青禾18：门上的门牌写的还是旧地址")
		b.get(home+"/door").sees(200, "换门牌")
		b.get(home).post(home+"/hung", "address", "青禾路 28 号").sees(200, "记下了：门上的门牌是新地址")
		b.misses("门上的门牌写的还是")
		b.get(home+"/mend").sees(409, "不用改了")
	})
}
