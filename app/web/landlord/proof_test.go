package landlord_test

import (
	"regexp"
	"testing"
	"time"

	"anju/models/store"
	"anju/models/storetest"
)

func TestALandlordCanProveThatHeReportedInTime(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		w := newStreet(t, st, "2026-11-16 10:00")
		b := w.browser().checkIn("103", "何以安", doc1, "19900000013")
		w.at = w.at.Add(48 * time.Hour)
		b.get("/h/u/"+w.unit.Ref+"/roster").post("/h/u/"+w.unit.Ref+"/confirm").sees(200, "在住")
		b.get("/h/u/"+w.unit.Ref+"/proof").sees(200, "不代替派出所居住登记", "开一张凭证")
		b.post("/h/u/"+w.unit.Ref+"/proof").sees(200, "户主尽责凭证", "何以安", "2026-11-16", "2026-11-19", "11 月 16 日 10:00", "是", "全部一点", "待运营单位审定")
		b.misses(doc1, "19900000013")
		code := regexp.MustCompile(`核对码 <b class="num">(\d{4}) (\d{4}) (\d{4})</b>`).FindStringSubmatch(b.page)
		if code == nil {
			t.Fatal("no code on the sheet")
		}
		for typed, want := range map[string]bool{code[1] + code[2] + code[3]: true, "000000000000": false} {
			if ok, err := w.reg.IsProof(t.Context(), typed); err != nil || ok != want {
				t.Errorf("%s: %v %v", typed, ok, err)
			}
		}
		b.get("/h/u/" + w.next.Ref + "/proof.print?code=" + code[1] + code[2] + code[3]).sees(404)
	})
}
