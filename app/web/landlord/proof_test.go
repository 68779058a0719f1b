package landlord_test

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"anju/models"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/storetest"
	"anju/models/workday"
)

func TestALandlordCanProveThatHeReportedInTime(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		w := newStreet(t, st, "2026-11-16 10:00")
		b := w.browser().checkIn("103", "何以安", doc1, "19900000013")
		w.at = w.at.Add(48 * time.Hour)
		b.get("/h/u/"+w.unit.Ref+"/roster").post("/h/u/"+w.unit.Ref+"/confirm").sees(200, "在住")
		b.get("/h/u/"+w.unit.Ref+"/proof").sees(200, "不代替派出所居住登记", "开一张凭证")
		b.post("/h/u/"+w.unit.Ref+"/proof").sees(200, "户主尽责凭证", "何以安", "2026-11-16", "2026-11-19", "2026-11-16 10:00", "是", "户主：周桂芳", "全部一点", "待运营单位审定")
		b.misses(doc1, "19900000013", "代办人", "社区名册")
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

func TestAProofTellsTheStationsRosterFromWhatTheLandlordReported(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		w := newStreet(t, st, "2026-11-16 10:00")
		w.stay("101", "何以安", doc1, "2026-05-08 00:00", "2026-05-09 00:00")
		b := w.browser().checkIn("103", "苏见山", doc2, "19900000014")
		b.get("/h/u/"+w.unit.Ref+"/proof").post("/h/u/"+w.unit.Ref+"/proof").sees(200, "户主尽责凭证")
		rows := map[string]string{}
		for _, m := range regexp.MustCompile(`(?s)<tr>(<td.*?)</tr>`).FindAllStringSubmatch(b.page, -1) {
			rows[regexp.MustCompile(`何以安|苏见山`).FindString(m[1])] = m[1]
		}
		if r := rows["何以安"]; !strings.Contains(r, "社区名册") || strings.Contains(r, ">是<") || strings.Contains(r, "晚了") || strings.Contains(r, "00:00") {
			t.Errorf("what the station brought reads %q", r)
		}
		if r := rows["苏见山"]; strings.Contains(r, "社区") || !strings.Contains(r, ">是<") || !strings.Contains(r, "2026-11-16 10:00") {
			t.Errorf("what the landlord reported reads %q", r)
		}
	})
}

func TestAProofIsTheSameSheetForTheLandlordAndHisHelper(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		w := newStreet(t, st, "2026-11-16 10:00")
		sent := workday.At(w.at.Add(-time.Hour))
		helper, second := models.User{Phone: "19900000097"}, models.User{Name: "周桂芳", Phone: "19900000095"}
		must(t, st.InTx(t.Context(), func(tx *store.Tx) error {
			for account, kind := range map[*models.User]string{&helper: "family", &second: models.ManagerSelf} {
				must(t, tx.SaveUser(account))
				must(t, tx.SaveManager(&models.Manager{UnitID: w.unit.ID, UserID: account.ID, Kind: kind, From: sent}))
			}
			for i, to := range []string{w.owner.Phone, helper.Phone, second.Phone} {
				_, err := tx.Queue(models.Notice{Kind: "R05", Category: models.CategoryReminder, Phone: to, Params: map[string]string{"home": "青禾18", "d": []string{"71", "72", "73"}[i]},
					Subject: "unit:1", Period: to, State: models.NoticeSent, SentAt: sent, CreatedAt: sent, UnitID: w.unit.ID})
				must(t, err)
			}
			return nil
		}))
		owner := w.who
		w.who = w.as(helper)
		b := w.browser().get("/h/u/" + w.unit.Ref + "/proof").post("/h/u/" + w.unit.Ref + "/proof")
		b.sees(200, "户主：周桂芳", "代办人：手机尾号 0097", "已71天未确认", "已73天未确认")
		b.misses("72天")
		sheet, path := b.text(), b.path
		for _, who := range []policy.Actor{owner, w.as(second)} {
			w.who, w.at = who, w.at.Add(time.Hour)
			if b.get(path); b.text() != sheet {
				t.Errorf("another sheet:\n%s\n%s", b.text(), sheet)
			}
		}
		w.who = w.as(second)
		b.get("/h/u/"+w.unit.Ref+"/proof").post("/h/u/"+w.unit.Ref+"/proof").sees(200, "户主：周桂芳")
		b.misses("代办人")
	})
}

// as is somebody who signed in.
func (w *street) as(u models.User) policy.Actor {
	w.t.Helper()
	who, err := w.st.Actor(w.t.Context(), u)
	must(w.t, err)
	return who
}

// stay is somebody whom the station's roster brought.
func (w *street) stay(room, name, doc, movedIn, reported string) {
	w.t.Helper()
	must(w.t, w.st.InTx(w.t.Context(), func(tx *store.Tx) error {
		rooms, err := tx.Rooms(w.t.Context(), w.unit.ID)
		must(w.t, err)
		person := models.Tenant{UnitID: w.unit.ID, Name: name, DocType: "111", DocNo: doc, DocIndex: tx.DocIndex(doc)}
		must(w.t, tx.SaveTenant(&person))
		s := models.Stay{UnitID: w.unit.ID, TenantID: person.ID, Ancestors: w.unit.Ancestors, DocIndex: person.DocIndex, State: models.StayReported,
			MovedInOn: workday.DayOf(shanghai(movedIn)), ReportedAt: workday.At(shanghai(reported))}
		for _, r := range rooms {
			if r.No == room {
				s.RoomID = r.ID
			}
		}
		return tx.SaveStay(&s)
	}))
}
