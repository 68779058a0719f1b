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
