package landlord_test

import (
	"context"
	"testing"

	"anju/models"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/storetest"
)

func TestACheckOutAsksTheDayAndCanBeTakenBackForSevenDays(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		w := newStreet(t, st, "2026-11-16 10:00")
		b := w.browser().checkIn("103", "何以安", doc1, "19900000013")
		stay := "/h/u/" + w.unit.Ref + "/stays/" + w.entries()[0].Stay.Ref
		w.at = shanghai("2026-11-20 10:00")
		b.get("/h/u/"+w.unit.Ref+"/roster").sees(200, "在住 1", "尾号 0011", "登记时", "还住这里", stay+"/checkout")
		b.get(stay+"/checkout").sees(200, "何以安要从 103 房退房吗？", "确认退房", "11 月 27 日前能撤回")
		b.post(stay+"/checkout", "moved_out", "other", "moved_out_y", "2026", "moved_out_m", "11", "moved_out_d", "15")
		b.sees(422, "搬走日期不能早于入住日期", `id="f-moved_out-error"`, `name="moved_out_d" value="15"`)
		b.post(stay+"/checkout", "moved_out", "yesterday").sees(200, "退房登记好了", "还没有人登记")
		b.get("/h/u/"+w.unit.Ref+"/roster?tab=gone").sees(200, "已搬走 1", "2026-11-19", "撤回退房", "到 11 月 27 日为止")
		b.post(stay+"/recall").sees(200, "撤回了", "在住 1")
		b.get(stay+"/checkout").post(stay+"/checkout", "moved_out", "today").sees(200)
		w.at = shanghai("2026-11-28 00:00")
		b.get("/h/u/"+w.unit.Ref+"/roster?tab=gone").sees(200, "已搬走 1")
		b.misses("撤回退房")
		b.post(stay+"/recall").sees(409, "已经过了 7 天")
	})
}

func TestAChangeOverANewerOneIsRefusedAndAnEmptyPhoneIsKept(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		w := newStreet(t, st, "2026-11-16 10:00")
		b := w.browser().checkIn("103", "何以安", doc1, "19900000013")
		edit := "/h/u/" + w.unit.Ref + "/stays/" + w.entries()[0].Stay.Ref + "/edit"
		old := b.get(edit).page
		b.sees(200, "现在的尾号 0013", `<option value="103" selected>`)
		b.misses("19900000013", doc1)
		b.post(edit, "room", "201", "phone", "", "relation", "本人", "lease_end_y", "2027", "lease_end_m", "2", "lease_end_d", "30")
		b.sees(422, `id="f-lease_end-error"`, `<option value="201" selected>`, `value="30"`)
		b.post(edit, "room", "201", "phone", "", "relation", "本人", "lease_end_y", "2027", "lease_end_m", "2", "lease_end_d", "28").sees(200, "改好了")
		e := w.entries()[0]
		if e.Room.No != "201" || e.Tenant.Phone != "19900000013" || e.Stay.LeaseEnd.String() != "2027-02-28" || e.Stay.Relation != "本人" {
			t.Fatalf("%+v", e)
		}
		b.page = old
		b.post(edit, "room", "102").sees(409, "别人刚改过这条，您填的还没有存", "现在是 201 房", `<option value="102" selected>`)
		b.post(edit, "room", "102", "phone", "", "relation", "本人").sees(200, "改好了")
	})
}

func TestASelfDeclaredTenantIsTakenInTwoTapsOrSentToTheGrid(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		w := newStreet(t, st, "2026-11-16 10:00")
		w.declare("203", "何以安", doc1, "19900000013")
		w.declare("202", "苏见山", doc2, "19900000014")
		w.at = shanghai("2026-11-23 10:00")
		_, err := w.reg.RaiseFlags(t.Context(), policy.SystemActor, w.at)
		must(t, err)
		refs := map[string]string{}
		for _, e := range w.entries() {
			refs[e.Room.No] = "/h/u/" + w.unit.Ref + "/pending/" + e.Stay.Ref
		}
		b := w.browser().get("/h")
		b.sees(200, "今天要办 2 件事", "203 房：1 人自己登记了，等您确认", "原定 11 月 18 日前", `class="room info"`, refs["203"])
		b.misses("未登记")
		b.get(refs["203"]).sees(200, "203 房：何以安是您的房客吗？", "尾号 0011", "扫门上的码")
		b.misses(doc1, "19900000013")
		asked := b.page
		b.post(refs["203"], "answer", "yes").sees(200, "登记好了：203 房·何以安", "今天要办 1 件事")
		b.page = asked
		b.post(refs["203"], "answer", "yes").sees(200, "登记好了：203 房·何以安", "今天要办 1 件事") // a second tap
		b.get(refs["203"]).sees(200, "这条已经办过")
		b.get(refs["202"]).post(refs["202"], "answer", "no", "reason", " ").sees(422, `id="f-reason-error"`, "<details class=\"card\" open>")
		asked = b.page
		for range 2 {
			b.page = asked
			b.post(refs["202"], "answer", "no", "reason", "没租过我的房").sees(200, "网格员会上门看", "都办好了", "网格员在看")
		}
		requests, err := st.ListRequests(t.Context(), policy.Scope{All: true}, []string{"grid"}, 5)
		must(t, err)
		if len(requests) != 1 || requests[0].Body != "没租过我的房" {
			t.Fatalf("%+v", requests)
		}
	})
}

func TestAStaleRoomAsksAndOneTapAnswers(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		w := newStreet(t, st, "2026-08-01 10:00")
		w.browser().checkIn("102", "吴小满", doc1, "19900000013").checkIn("101", "何以宁", doc2, "19900000014")
		w.at = shanghai("2026-11-23 09:00")
		_, err := w.reg.RaiseFlags(t.Context(), policy.SystemActor, w.at)
		must(t, err)
		b := w.browser().get("/h")
		b.sees(200, "102 房：90 天没确认过", "吴小满还住在这里吗？", "12 月 7 日前点一下就行", `class="room warn"`)
		b.get("/h/u/"+w.unit.Ref+"/roster").sees(200, `class="person flag"`, "已 114 天", "待核实")
		for _, e := range w.entries() {
			if e.Room.No == "102" {
				b.post("/h/u/"+w.unit.Ref+"/stays/"+e.Stay.Ref+"/confirm").sees(200, "记下了：吴小满还住在 102 房", "11 月 23 日·<span class=\"muted\">逐人")
			}
		}
		b.post("/h/u/"+w.unit.Ref+"/confirm").sees(200, "记下了：2 位都还住在这里", "全部一点")
		b.misses("待核实</span>", `class="person flag"`)
		b.post("/h/u/"+w.unit.Ref+"/confirm").sees(200, "第二次不算日子")
	})
}

func TestWhatTheTenantSaidOfLeavingIsNotTakenBackByTheLandlord(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		w := newStreet(t, st, "2026-11-16 10:00")
		b := w.browser().checkIn("103", "何以安", doc1, "19900000013")
		user := models.User{Phone: "19900000013"}
		must(t, st.InTx(t.Context(), func(tx *store.Tx) error { return tx.SaveUser(&user) }))
		tenant, err := st.Actor(t.Context(), user)
		must(t, err)
		must(t, w.reg.CheckOut(t.Context(), tenant, w.entries()[0].Stay.Ref, registry.DayForm{Choice: "today"}, w.at))
		b.get("/h/u/"+w.unit.Ref+"/roster?tab=gone").sees(200, "本人说已搬走")
		b.misses("撤回退房")
	})
}

// declare enters a stay as the tenant at the door would.
func (w *street) declare(room, name, doc, phone string) {
	w.t.Helper()
	user := models.User{Name: "", Phone: phone}
	must(w.t, w.st.InTx(context.Background(), func(tx *store.Tx) error { return tx.SaveUser(&user) }))
	tenant, err := w.st.Actor(context.Background(), user)
	must(w.t, err)
	_, err = w.reg.Declare(context.Background(), tenant, w.unit.DoorToken,
		registry.StayForm{Room: room, Name: name, DocType: "111", DocNo: doc, Phone: phone, MovedIn: "today"}, models.ViaDoor, "", w.at)
	must(w.t, err)
}
