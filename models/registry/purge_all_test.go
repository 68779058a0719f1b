package registry_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"anju/models"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/storetest"
	"anju/models/workday"
)

// spared are the columns of persons that outlive every retention, each with its reason.
var spared = map[string]string{
	"suppressions.phone_idx": "who does not want texts must not get them later either; nothing but the keyed print is kept",
	"tenants.doc_idx":        "holds the row's own number after the person is erased",

	"employers.manager_name":      "the post at a firm that is still there: whoever follows overwrites him",
	"employers.manager_name_idx":  "as above",
	"employers.manager_phone":     "as above",
	"employers.manager_phone_idx": "as above",
}

// TestNothingThatTellsOfAPersonOutlivesItsRetention fills every column that tells of a person, lets everybody leave and
// four years pass. A column of that kind that is added later fails here until something fills it and something erases it.
func TestNothingThatTellsOfAPersonOutlivesItsRetention(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		h := newHouse(t, st, shanghai("2022-05-01 10:00"))
		h.fillEverything(t)
		h.rollUp(t)
		rows, err := st.SQL().Query("SELECT table_name, column_name FROM column_classes WHERE class IN ('sealed', 'index', 'person') AND (table_name <> 'users' OR column_name NOT IN ('login', 'totp_secret', 'title')) ORDER BY table_name, column_name")
		must(t, err)
		var columns [][2]string
		for rows.Next() {
			var c [2]string
			must(t, rows.Scan(&c[0], &c[1]))
			columns = append(columns, c)
		}
		must(t, rows.Err())
		must(t, rows.Close())
		told := func(table, column string) int {
			query := fmt.Sprintf("SELECT COUNT(*) FROM %s WHERE LENGTH(%s) > 0 AND %s <> '0'", table, column, column)
			if table == "daily_counts" {
				query += " AND residents > 0" // what is sealed of an empty area is as long, and tells of nobody
			}
			if table == "users" {
				query += " AND name IS NOT NULL AND id = (SELECT MAX(id) FROM users)" // not the landlord, who has his home still
				if column == "name" {
					query = "SELECT COUNT(*) FROM users WHERE id = (SELECT MAX(id) FROM users) AND name IS NOT NULL"
				}
			}
			return h.number(t, query)
		}
		for _, c := range columns {
			if told(c[0], c[1]) == 0 {
				t.Errorf("%s.%s is never filled here: fill it, and let the purge erase it", c[0], c[1])
			}
		}
		h.at = h.at.Add(4 * 366 * 24 * time.Hour)
		h.rollUp(t) // drops the provinces of days whose numbers are erased
		h.purge(t)
		for _, c := range columns {
			if n := told(c[0], c[1]); n != 0 && spared[c[0]+"."+c[1]] == "" {
				t.Errorf("%s.%s still tells of %d after four years", c[0], c[1], n)
			}
		}
		for table, want := range map[string]int{"drafts": 0, "once_keys": 0, "sessions": 0, "otp_codes": 0, "rate_windows": 0, "devices": 0, "views": 0, "job_runs": 0,
			"consents": 0, "stays": 1, "tenants": 1, "notices": 2, "visits": 1, "requests": 1} {
			if n := h.number(t, "SELECT COUNT(*) FROM "+table); n != want {
				t.Errorf("%d rows in %s, want %d", n, table, want)
			}
		}
		if n := h.number(t, "SELECT COUNT(*) FROM users WHERE name IS NOT NULL"); n != 1 {
			t.Errorf("%d accounts have a name, want the landlord's", n)
		}
		if h.purge(t) != 0 {
			t.Error("a second run erased more")
		}
	})
}

// fillEverything lets one person leave a trace everywhere, and leave.
func (h *house) fillEverything(t *testing.T) {
	t.Helper()
	ctx, now := context.Background(), workday.At(h.at)
	phone, st := "19900010001", h.Store
	must(t, h.SendCode(ctx, policy.Actor{Address: "192.0.2.1"}, phone))
	must(t, st.InTx(ctx, func(tx *store.Tx) error {
		p := models.Tenant{UnitID: h.unit.ID, Name: "何以安", DocType: "414", DocNo: "K1234567", Phone: phone, Country: "FRA", Sex: "f", Language: "fr",
			Birth: now.Day() - 9999, DocIndex: tx.DocIndex("414:K1234567")}
		must(t, tx.SaveTenant(&p))
		room, err := tx.RoomIDs(ctx, []int64{h.unit.ID})
		must(t, err)
		s := models.Stay{UnitID: h.unit.ID, RoomID: room[store.RoomPlace{UnitID: h.unit.ID, No: "101"}], TenantID: p.ID, DocIndex: p.DocIndex, PhoneIdx: tx.PhoneIndex(phone), ProvedIdx: tx.PhoneIndex(phone),
			State: models.StayClosed, MovedInOn: now.Day() - 9, MovedOutOn: now.Day(), Relation: "本人", Foreign: true, Guardian: "监护人", GuardPhone: "19900010002"}
		must(t, tx.SaveStay(&s))
		must(t, tx.SaveAmendment(&models.Amendment{Kind: models.AmendCorrect, UnitID: h.unit.ID, StayID: s.ID, TenantID: p.ID, What: "姓名", Old: "何以安", MadeAt: now}))
		user := models.User{Name: "何以安", Phone: phone, DocType: "414", DocNo: "K1234567", CreatedAt: now}
		must(t, tx.SaveUser(&user))
		must(t, tx.SaveSession(&models.Session{Hash: store.Hash("s"), UserID: user.ID, Kind: models.SessionPerson, ExpiresAt: now.Add(time.Hour)}))
		must(t, tx.SaveDevice("d", user.ID, "tenant", now))
		must(t, tx.SaveDraft(&store.Draft{UserID: user.ID, Form: "check_in", Body: "何以", CreatedAt: now, ExpiresAt: now.Add(time.Hour)}))
		_, _, err = tx.Once("k", user.ID, "", now)
		must(t, err)
		_, err = tx.Hit("code:p:x", now)
		must(t, err)
		_, err = tx.KeepInbound(&models.Inbound{Gateway: "file", MessageID: "1", Phone: phone, Body: "我是何以安", ReceivedAt: now})
		must(t, err)
		must(t, tx.SaveVisit(&models.Visit{UnitID: h.unit.ID, Result: models.VisitMatch, Note: "见到何以安", At: now}))
		looks, err := tx.LookDay(user.ID, now.Day(), "officer", models.Ancestors{})
		must(t, err)
		looks.Note, looks.SeenAt, looks.RaisedAt = "问过何以安", now, now
		must(t, tx.SaveLookDay(looks))
		back := models.UnitReturn{UnitID: h.unit.ID, Reasons: "door_no", Note: "何以安说是 18 号", ReturnedAt: now}
		must(t, tx.SaveReturn(&back))
		back.MendedAt, back.Kept, back.Answer, back.Changed = now, true, "何以安量过", "户主姓名：改过"
		must(t, tx.MendReturn(back))
		hazard := models.Hazard{UnitID: h.unit.ID, Kind: "exit", FoundAt: now}
		_, err = tx.AddHazard(&hazard)
		must(t, err)
		hazard.EndedAt, hazard.Outcome = now, models.HazardMended
		_, err = tx.EndHazard(hazard)
		must(t, err)
		must(t, tx.SavePhoto(&store.Photo{HazardID: hazard.ID, Fixture: "alarm", Picture: []byte("jpeg"), TakenAt: now}))
		must(t, tx.SaveView(&models.View{At: now, UserID: 9, UnitID: h.unit.ID, StayID: s.ID, What: models.ViewFullID, Reason: "案件"}))
		must(t, tx.SaveRequest(&store.Request{No: "00000009", Kind: "correct", State: "answered", StayID: s.ID, UnitID: h.unit.ID, Body: "名字错了", Contact: phone,
			Answer: "改好了", FiledAt: now, AnsweredAt: now}))
		_, err = tx.Queue(models.Notice{Kind: "R04", Phone: phone, Params: map[string]string{"home": "青禾18"}, Subject: "stay:1", Period: "x", CreatedAt: now, StayID: s.ID})
		must(t, err)
		_, err = tx.KeepReceipt(models.Receipt{Gateway: "g", DedupKey: "k", Phone: phone, State: models.ReceiptFailed, Raw: phone, ReceivedAt: now})
		must(t, err)
		list := models.Import{Kind: "stays", Format: ".csv", State: models.ImportTried, MadeBy: 9, MadeAt: now, ExpiresAt: now.Add(time.Hour)}
		must(t, tx.AddImport(&list))
		must(t, tx.AddImportPart(list, store.PartsIn, 0, []byte("何以安")))
		must(t, tx.SaveImportLook(list, models.ImportLook{Rows: [][]string{{"何**"}}}))
		_, err = tx.AddBatch(&models.Batch{Ref: store.NewBatchRef(), Number: "1-0001", State: models.BatchOpen, MadeAt: now}, []byte("何以安"),
			[]models.BatchRow{{StayID: s.ID, No: 1, Turn: 1, Kind: models.HandIn, Mark: []byte("print")}})
		must(t, err)
		return tx.AddEmployers([]*models.Employer{{CreditCode: "e", Name: "青禾厂", AreaID: h.unit.AreaID, Manager: "何以安", Phone: phone, CreatedAt: now}})
	}))
	exec(t, st, "UPDATE notices SET state = 'sent'")
	for _, table := range []string{"suppressions (phone_idx, category, since)", "consents (phone_idx, purpose, given_at)"} {
		exec(t, st, "INSERT INTO "+table+" VALUES (?, 'education', ?)", st.PhoneIndex(phone), int64(now))
	}
	must(t, h.LogRun(ctx, &models.JobRun{Job: "flag", At: now, Started: now, Ended: now}))
}
