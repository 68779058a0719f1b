package landlord_test

import (
	"strings"
	"testing"

	"anju/models"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/storetest"
)

// TestALandlordWhoChangesNothingSaysWhy: else the officer reads that it was put right, and looks at the same home again.
func TestALandlordWhoChangesNothingSaysWhy(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		w := newStreet(t, st, "2026-11-16 10:00")
		give := func() {
			t.Helper()
			u, err := st.UnitByRef(t.Context(), w.unit.Ref)
			must(t, err)
			u.State, u.PlateAddress, u.ProvenAddress = models.UnitSubmitted, "", ""
			must(t, st.InTx(t.Context(), func(tx *store.Tx) error { return tx.SaveUnit(&u) }))
			must(t, w.reg.ReturnUnit(t.Context(), policy.SystemActor, u.Ref, registry.ReturnForm{Reasons: []string{"door_no", "more"}, Note: "门上写的是 28 号", Seen: u.Rev}, w.at))
		}
		last := func() models.UnitReturn {
			t.Helper()
			back, err := st.LastReturn(t.Context(), w.unit.ID)
			must(t, err)
			return back
		}
		give()
		b, mend := w.browser(), "/h/u/"+w.unit.Ref+"/mend"
		same := func(pairs ...string) *browser {
			return b.get(mend).post(mend, append([]string{"address", "青禾路18号", "kind", "home", "land", "state", "rooms", "101 102 103 201 202 203"}, pairs...)...)
		}
		same().sees(422, `id="f-kept-error"`, "地址、房间还和原来一样", `id="f-address-error"`, `value="青禾路18号"`, "民警说：门上写的是 28 号")
		if last().Waits() == false {
			t.Fatal("it was taken with nothing changed")
		}
		same("kept", "没错").sees(422, `id="f-kept-error"`, ">没错</textarea>")
		same("kept", "房客 19900000013 说的").sees(422, `id="f-kept-error"`, "请把证件号和手机号去掉")
		same("kept", "门上就是 18 号，网格员来看过").sees(200, "交上去了，您写的话民警看得到", "等核实")
		if back := last(); !back.Kept || back.Answer != "门上就是 18 号，网格员来看过" || back.Waits() {
			t.Errorf("%+v", back)
		}
		var sealed []byte
		must(t, st.SQL().QueryRow("SELECT answer FROM unit_returns").Scan(&sealed))
		if strings.Contains(string(sealed), "网格员") {
			t.Error("the line lies open")
		}
		give()
		b.get(mend).post(mend, "address", "青禾路 18 号", "kind", "home", "land", "state", "rooms", "101 102 103", "kept", "门上就是 18 号").sees(200, "交上去了。没改的，您写的话民警看得到")
		if back := last(); back.Kept || back.UnmendedWords() != "地址" || back.Changed != "房间：去掉了 201、202、203" {
			t.Errorf("%+v", back)
		}
	})
}
