package registry_test

import (
	"context"
	"strings"
	"testing"

	"anju/models"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/storetest"
	"anju/models/workday"
)

// homesOf are the codes of the homes that somebody may keep, as one word.
func (h *house) homesOf(t *testing.T, phone string) string {
	t.Helper()
	ctx := context.Background()
	user, err := h.Store.UserByPhone(ctx, phone)
	must(t, err)
	who, err := h.Store.Actor(ctx, user)
	must(t, err)
	units, err := h.Store.ListUnits(ctx, policy.ScopeOf(who, policy.HomeKeep, h.now()), 0, 99)
	must(t, err)
	var codes []string
	for _, u := range units {
		codes = append(codes, u.UnitCode)
	}
	return strings.Join(codes, " ")
}

func TestALandlordIsKnownByDocumentWithSeveralPhonesAndHomes(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		h := newHouse(t, st, shanghai("2026-11-24 10:00"))
		zhou, bai := storetest.Number("3399", 1), storetest.Number("3399", 2)
		unit := func(code, more string) string {
			return strings.TrimSuffix("unit_code="+code+"|area_code="+h.grid.Code+"|address=青禾路 3 号|"+more, "|")
		}
		rows := []string{
			unit("B1", "landlord_name=周玉兰|landlord_doc_no="+zhou+"|landlord_phone=19900000021"),
			unit("B2", "landlord_name=周玉兰|landlord_doc_no="+zhou+"|landlord_phone=19900000022"),
			unit("B3", "landlord_name=周玉兰|landlord_doc_type=113|landlord_doc_no="+zhou),
			unit("B4", "landlord_name=白以宁|landlord_doc_no="+bai),
			unit("B5", "landlord_name=白以宁|landlord_doc_no="+bai+"|landlord_phone=199 0000 0023|accepted_on=2025-03-01"),
			unit("B6", ""),
		}
		h.bring(t, "units", 6, 0, 0, rows...)
		h.bring(t, "units", 0, 6, 0, rows...)
		for phone, want := range map[string]string{"19900000021": "B1 B2 B3", "19900000022": "B1 B2 B3", "19900000023": "B4 B5"} {
			if got := h.homesOf(t, phone); got != want {
				t.Errorf("%s keeps %q, want %q", phone, got, want)
			}
		}
		accepted, waiting := storetest.UnitByCode(t, st, "B5"), storetest.UnitByCode(t, st, "B4")
		if accepted.State != models.UnitAccepted || accepted.AcceptedAt.Day().String() != "2025-03-01" || waiting.State != models.UnitSubmitted ||
			waiting.DoorOpen() || waiting.Label != "青禾3" || waiting.GridID != h.grid.ID || waiting.DueAt != h.now() || accepted.ShortCode == waiting.ShortCode {
			t.Errorf("the homes read %+v\n%+v", accepted, waiting)
		}
		// Somebody else's phone is no proof of being him.
		h.bring(t, "units", 0, 0, 1, unit("B7", "landlord_name=白以宁|landlord_doc_no="+bai+"|landlord_phone=19900000021"))
		// A home that changes hands leaves its old landlord and all who acted for him.
		h.bring(t, "units", 1, 0, 0, unit("B1", "landlord_name=白以宁|landlord_doc_no="+bai+"|landlord_phone=19900000023"))
		for phone, want := range map[string]string{"19900000021": "B2 B3", "19900000022": "B2 B3", "19900000023": "B1 B4 B5"} {
			if got := h.homesOf(t, phone); got != want {
				t.Errorf("after the sale %s keeps %q, want %q", phone, got, want)
			}
		}
	})
}

func TestALandlordMayBeATenantAndMayHaveSignedInBefore(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		h := newHouse(t, st, shanghai("2026-11-24 10:00"))
		doc := storetest.Number("3399", 1)
		h.bring(t, "stays", 1, 0, 0, h.stay(1, "2026-10-01", "phone=19900000021"))
		before := h.signIn(t, "19900000021")
		h.bring(t, "units", 1, 0, 0, "unit_code=B1|area_code="+h.grid.Code+"|address=青禾路 3 号|landlord_name=何以安|landlord_doc_no="+doc+"|landlord_phone=19900000021")
		user, err := st.UserByPhone(context.Background(), "19900000021")
		must(t, err)
		if user.ID != before.UserID || user.Name != "何以安" || user.DocNo != doc {
			t.Errorf("the account reads %+v", user)
		}
		if got := h.homesOf(t, "19900000021"); got != "B1" {
			t.Errorf("he keeps %q", got)
		}
	})
}

func TestAHomeThatMovesToAnotherGridTakesItsPeopleAlong(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		ctx := context.Background()
		h := newHouse(t, st, shanghai("2026-11-24 10:00"))
		h.bring(t, "areas", 2, 1, 0, "code=NEW-1|parent_code=NEW|level=网格|name=新 01 网格|zone=农村", "code=NEW|parent_code=330200|level=村|name=新村",
			"code=330200|level=city|name=云溪市")
		h.bring(t, "stays", 1, 0, 0, h.stay(1, "2026-11-01", ""))
		h.bring(t, "units", 1, 0, 0, "unit_code="+h.unit.UnitCode+"|area_code=NEW-1")
		area, err := st.AreaByCode(ctx, "NEW-1")
		must(t, err)
		s := h.entries(t)[0].Stay
		if s.GridID != area.ID || s.CommunityID != area.ParentID || s.CityID == 0 {
			t.Errorf("the stay lies in %+v", s.Ancestors)
		}
		stats, err := h.CountStays(ctx, policy.SystemActor, "NEW", h.now().Day(), h.now())
		must(t, err)
		if stats.Residents != 1 || stats.ByZone[1].N != 1 {
			t.Errorf("counted %+v", stats)
		}
		h.bring(t, "rooms", 1, 1, 0, "unit_code="+h.unit.UnitCode+"|room_no=101|usable_m2=7.99", "unit_code="+h.unit.UnitCode+"|room_no=101|beds=")
		rooms, err := st.Rooms(ctx, h.unit.ID)
		must(t, err)
		if rooms[0].UsableC != 799 {
			t.Errorf("7.99 m² became %d hundredths", rooms[0].UsableC)
		}
	})
}

// TestAnOldRosterIsTakenOverWithoutADayOnWhichAllOfItFallsDue imports homes with --baseline and lets 181 days pass: the
// first confirmations fall due from the 91st day on, and no day carries more than twice the mean.
func TestAnOldRosterIsTakenOverWithoutADayOnWhichAllOfItFallsDue(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		h := newHouse(t, st, shanghai("2026-07-01 10:00"))
		baseline := h.now().Day()
		var units, rooms, rows []string
		for u := range 300 {
			code := "B" + string(rune('0'+u/100)) + string(rune('0'+u/10%10)) + string(rune('0'+u%10))
			units = append(units, "unit_code="+code+"|area_code="+h.grid.Code+"|address=青禾路 3 号|landlord_doc_no="+storetest.Number("3399", 5000+u))
			rooms = append(rooms, "unit_code="+code+"|room_no=101")
			for p := range 1 + u%3 {
				rows = append(rows, strings.Replace(h.stay(u*3+p, "2025-03-01", "lease_end=2026-03-01|confirmed_at=2025-03-02"), h.unit.UnitCode, code, 1))
			}
		}
		h.bring(t, "units", len(units), 0, 0, units...)
		h.bring(t, "rooms", len(rooms), 0, 0, rooms...)
		late := h.stay(9001, "2026-07-02", "")                               // moves in after the baseline: nobody reported him
		gone := h.stay(9002, "2025-01-01", "moved_out_on=2026-06-30")        // was gone by then
		known := h.stay(9003, "2025-01-01", "confirmed_at=2026-07-01 09:00") // confirmed later than the baseline
		all := append(rows, late, gone, known)
		h.bringOn(t, baseline, "stays", len(all), 0, 0, all...)
		h.bringOn(t, baseline, "stays", 0, len(all), 0, all...)

		perDay, total := map[workday.Day]int{}, 0
		for d := baseline; d <= baseline+181; d++ {
			tally := h.tick(t, d.Start())
			if d <= baseline+90 && d > baseline+1 && tally.Opened > 1 { // one is the late one's B01
				t.Fatalf("%s: %d flags for facts older than the baseline", d, tally.Opened)
			}
			if d > baseline+90 {
				perDay[d], total = tally.Opened, total+tally.Opened
			}
		}
		mean := float64(len(rows)) / 90
		for d, n := range perDay {
			if float64(n) > 2*mean+1 {
				t.Errorf("%s carries %d of %d, the mean is %.1f", d, n, len(rows), mean)
			}
		}
		if total != len(rows)+1 { // and the one who was confirmed later
			t.Errorf("%d fell due, want %d", total, len(rows)+1)
		}
	})
}
