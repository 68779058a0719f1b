package registry_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"anju/models"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/storetest"
	"anju/models/workday"
)

func (h *house) purge(t *testing.T) int {
	t.Helper()
	tally, err := h.Purge(context.Background(), policy.SystemActor, h.at)
	must(t, err)
	return tally.Examined
}

// number asks the database for one number.
func (h *house) number(t *testing.T, query string) (n int) {
	t.Helper()
	must(t, h.Store.SQL().QueryRow(query).Scan(&n))
	return n
}

// TestThoseWhoLeftLongAgoAreErasedAndEveryCountStaysWhatItWas looks at the edge of the retention, and at the statistics of
// every kind of day before and after.
func TestThoseWhoLeftLongAgoAreErasedAndEveryCountStaysWhatItWas(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		h := newHouse(t, st, shanghai("2026-05-01 10:00"))
		row := func(province string, n int, in, out string) string {
			r := fmt.Sprintf("unit_code=%s|room_no=101|name=何以安|doc_type=111|doc_no=%s|phone=199%08d|moved_in_on=%s|reported_at=%s", h.unit.UnitCode,
				storetest.Number(province+"99", n), n, in, in)
			if out != "" {
				r += "|moved_out_on=" + out
			}
			return r
		}
		var rows []string
		for i := range 15 {
			rows = append(rows, row("34", i, "2025-02-01", "2026-01-15"), row("52", 100+i, fmt.Sprintf("2025-%02d-10", 1+i%9), "2026-02-01"))
		}
		for i := range 12 {
			rows = append(rows, row("33", 210+i, "2025-03-03", "2026-02-01"))
		}
		rows = append(rows, row("33", 202, "2025-03-03", "2025-03-03"),
			row("34", 203, "2025-06-01", "2026-02-02"), row("34", 204, "2026-04-01", ""),
			row("34", 205, "2024-01-01", "2025-01-01"), row("34", 205, "2026-04-01", "")) // was here, and is again
		h.bring(t, "stays", len(rows), 0, 0, rows...)
		var days []workday.Day
		for _, s := range []string{"2024-06-01", "2025-02-01", "2025-03-03", "2025-07-01", "2026-01-14", "2026-01-15", "2026-01-31", "2026-02-01", "2026-02-02", "2026-05-01"} {
			d, err := workday.ParseDay(s)
			must(t, err)
			days = append(days, d)
		}
		all, city, grid := h.counted(t, "", days...), h.counted(t, "330200", days...), h.counted(t, "33020011", days...)
		if !strings.Contains(all, `"key":"52","n":15`) {
			t.Fatalf("the provinces are not there to be lost: %s", all)
		}
		h.at = shanghai("2026-07-31 03:00") // 180 days after 1 February: not yet
		does(t, st, "the night before", 1, func() error { h.purge(t); return nil })
		if n := h.number(t, "SELECT COUNT(*) FROM tenants WHERE erased_at > 0"); n != 15+1 {
			t.Errorf("%d erased on the last day, want those of January and the one that never counted", n)
		}
		h.at = h.at.Add(24 * time.Hour)
		log := does(t, st, "the night after", 1, func() error { h.purge(t); return nil })
		if n := h.number(t, "SELECT COUNT(*) FROM tenants WHERE erased_at = 0"); n != 3 {
			t.Errorf("%d are left, want who left a day later and the two who live there", n)
		}
		if x := log[0]; x.Action != "purge.run" || x.Detail != "删除 名册 27" || x.At != workday.At(h.at) {
			t.Errorf("the certificate is %+v", x)
		}
		does(t, st, "a second run", 0, func() error {
			if n := h.purge(t); n != 0 {
				t.Errorf("it erased %d more", n)
			}
			return nil
		})
		if now := h.counted(t, "", days...); now != all {
			t.Errorf("everywhere:\n%s\nwas\n%s", now, all)
		}
		if now := h.counted(t, "330200", days...); now != city {
			t.Errorf("the city:\n%s\nwas\n%s", now, city)
		}
		if now := h.counted(t, "33020011", days...); now != grid {
			t.Errorf("the grid:\n%s\nwas\n%s", now, grid)
		}
		if entries := h.entries(t); len(entries) != 4 { // two of them of one person
			t.Errorf("%d entries stand on the roster", len(entries))
		}
		// The old file once more: who is erased does not come back, and is not counted twice.
		h.bring(t, "stays", 0, len(rows), 0, rows...)
		if now := h.counted(t, "", days...); now != all {
			t.Errorf("after the old file:\n%s\nwas\n%s", now, all)
		}
	})
}

// TestNobodyIsErasedWhileSomethingIsUndecided: a dispute, a request, a case.
func TestNobodyIsErasedWhileSomethingIsUndecided(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		p := newPeople(t, st)
		var stays []models.Stay
		for i := range 5 {
			line, err := st.EntryByRef(ctx, p.checkIn(t, i))
			must(t, err)
			stays = append(stays, line.Stay)
		}
		refuses(t, st, "a landlord who holds", models.Forbidden, func() error { return p.HoldStay(ctx, p.landlord, stays[2].Ref, true, "案件", p.at) })
		refuses(t, st, "a hold without a reason", models.Invalid, func() error { return p.HoldStay(ctx, policy.SystemActor, stays[2].Ref, true, " ", p.at) })
		does(t, st, "a hold", 1, func() error { return p.HoldStay(ctx, policy.SystemActor, stays[2].Ref, true, "案件 7", p.at) })
		refuses(t, st, "a second hold", models.Conflict, func() error { return p.HoldStay(ctx, policy.SystemActor, stays[2].Ref, true, "案件 7", p.at) })
		must(t, st.InTx(ctx, func(tx *store.Tx) error {
			for i := range stays {
				line, err := tx.EntryByRef(ctx, stays[i].Ref)
				must(t, err)
				s := line.Stay
				s.State, s.MovedOutOn = models.StayClosed, s.MovedInOn+1
				switch i {
				case 0:
					s.DisputedAt = workday.At(p.at)
				case 1:
					must(t, tx.SaveRequest(&store.Request{No: "00000009", Kind: "correct", State: "open", StayID: s.ID, UnitID: s.UnitID, Body: "名字写错了", FiledAt: workday.At(p.at)}))
				case 3:
					s.State, s.MovedOutOn, s.VoidedAt = models.StayVoid, 0, workday.At(p.at)
				}
				must(t, tx.SaveStay(&s))
			}
			return nil
		}))
		erased := func() string {
			var who []string
			for i, s := range stays {
				if p.number(t, fmt.Sprintf("SELECT COUNT(*) FROM stays WHERE id = %d AND erased_at > 0", s.ID)) == 1 {
					who = append(who, fmt.Sprint(i))
				}
			}
			return strings.Join(who, " ")
		}
		p.at = p.at.Add(29 * 24 * time.Hour)
		if p.purge(t); erased() != "" {
			t.Errorf("after 29 days %s are erased", erased())
		}
		p.at = p.at.Add(2 * 24 * time.Hour)
		if p.purge(t); erased() != "3" {
			t.Errorf("after 31 days %q are erased, want the mistake", erased())
		}
		p.at = p.at.Add(300 * 24 * time.Hour)
		if p.purge(t); erased() != "3 4" {
			t.Errorf("after the retention %q are erased", erased())
		}
		if _, err := st.EntryByRef(ctx, stays[4].Ref); !models.IsKind(err, models.NotFound) {
			t.Errorf("the page of who is erased: %v", err)
		}
		does(t, st, "letting go", 1, func() error { return p.HoldStay(ctx, policy.SystemActor, stays[2].Ref, false, "案件 7 结了", p.at) })
		if p.purge(t); erased() != "2 3 4" {
			t.Errorf("after the case %q are erased", erased())
		}
		for name, who := range map[string]policy.Actor{"a landlord": p.landlord, "an officer": p.officer, "an administrator": p.admin} {
			refuses(t, st, name, models.Forbidden, func() error { _, err := p.Purge(ctx, who, p.at); return err })
		}
	})
}

// TestWhoComesBackAfterBeingErasedIsSomebodyNew: the home does not know him any more, and he can be entered.
func TestWhoComesBackAfterBeingErasedIsSomebodyNew(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		p := newPeople(t, st)
		must(t, p.CheckOut(ctx, p.landlord, p.checkIn(t, 1), registry.DayForm{Choice: "today"}, p.at))
		p.tick(t, p.at.Add(10*24*time.Hour))
		p.at = p.at.Add(400 * 24 * time.Hour)
		if p.purge(t); len(p.entries(t)) != 0 {
			t.Fatal("he is still on the roster")
		}
		p.checkIn(t, 1)
		if entries := p.entries(t); len(entries) != 1 || entries[0].Tenant.Name != "何以安" {
			t.Errorf("he came back as %+v", entries)
		}
		if p.purge(t); len(p.entries(t)) != 1 {
			t.Error("who lives there again was erased")
		}
	})
}

// spared are the columns of persons that outlive every retention, each with its reason.
var spared = map[string]string{
	"suppressions.phone_idx": "who does not want texts must not get them later either; nothing but the keyed print is kept",
	"tenants.doc_idx":        "holds the row's own number after the person is erased",
}

// TestNothingThatTellsOfAPersonOutlivesItsRetention fills every column that tells of a person, lets everybody leave and
// four years pass. A column of that kind that is added later fails here until something fills it and something erases it.
func TestNothingThatTellsOfAPersonOutlivesItsRetention(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		h := newHouse(t, st, shanghai("2022-05-01 10:00"))
		h.fillEverything(t)
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
		s := models.Stay{UnitID: h.unit.ID, RoomID: room[store.RoomPlace{UnitID: h.unit.ID, No: "101"}], TenantID: p.ID, DocIndex: p.DocIndex, PhoneIdx: tx.PhoneIndex(phone),
			State: models.StayClosed, MovedInOn: now.Day() - 9, MovedOutOn: now.Day(), Relation: "本人", Foreign: true, Guardian: "监护人", GuardPhone: "19900010002"}
		must(t, tx.SaveStay(&s))
		user := models.User{Name: "何以安", Phone: phone, DocType: "414", DocNo: "K1234567", CreatedAt: now}
		must(t, tx.SaveUser(&user))
		must(t, tx.SaveSession(&models.Session{Hash: store.Hash("s"), UserID: user.ID, Kind: models.SessionPerson, ExpiresAt: now.Add(time.Hour)}))
		must(t, tx.SaveDevice("d", user.ID, "tenant", now))
		must(t, tx.SaveDraft(&store.Draft{UserID: user.ID, Form: "check_in", Body: "何以", CreatedAt: now, ExpiresAt: now.Add(time.Hour)}))
		_, _, err = tx.Once("k", user.ID, now)
		must(t, err)
		_, err = tx.Hit("code:p:x", now)
		must(t, err)
		must(t, tx.SaveVisit(&models.Visit{UnitID: h.unit.ID, Result: models.VisitMatch, Note: "见到何以安", At: now}))
		must(t, tx.SaveView(&models.View{At: now, UserID: 9, UnitID: h.unit.ID, StayID: s.ID, What: models.ViewFullID, Reason: "案件"}))
		must(t, tx.SaveRequest(&store.Request{No: "00000009", Kind: "correct", State: "answered", StayID: s.ID, UnitID: h.unit.ID, Body: "名字错了", Contact: phone,
			Answer: "改好了", FiledAt: now, AnsweredAt: now}))
		_, err = tx.Queue(models.Notice{Kind: "R04", Phone: phone, Params: map[string]string{"home": "青禾18"}, Subject: "stay:1", Period: "x", CreatedAt: now, StayID: s.ID})
		return err
	}))
	exec(t, st, "UPDATE notices SET state = 'sent'")
	for _, table := range []string{"suppressions (phone_idx, category, since)", "consents (phone_idx, purpose, given_at)"} {
		exec(t, st, "INSERT INTO "+table+" VALUES (?, 'education', ?)", st.PhoneIndex(phone), int64(now))
	}
	must(t, h.LogRun(ctx, &models.JobRun{Job: "flag", At: now, Started: now, Ended: now}))
}

func TestTwoPurgesAtOnceEraseAndCountEverybodyOnce(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		h := newHouse(t, st, shanghai("2026-05-01 10:00"))
		var rows []string
		for i := range 40 {
			rows = append(rows, h.stay(i, "2025-02-01", "moved_out_on=2025-03-01"))
		}
		h.bring(t, "stays", 40, 0, 0, rows...)
		on, err := workday.ParseDay("2025-02-10")
		must(t, err)
		before := h.counted(t, "330200", on)
		erased := make([]int, 4)
		together(t, 4, func(i int) error {
			tally, err := h.Purge(context.Background(), policy.SystemActor, h.at)
			erased[i] = tally.Examined
			return err
		})
		if sum := erased[0] + erased[1] + erased[2] + erased[3]; sum != 40 {
			t.Errorf("the certificates tell of %v, want 40 together", erased)
		}
		if now := h.counted(t, "330200", on); now != before {
			t.Errorf("%s, was %s", now, before)
		}
	})
}
