package registry_test

import (
	"context"
	"strings"
	"testing"

	"anju/models"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/storetest"
)

// homesOf are the codes of the homes that are somebody's by the list, as one word: he is asked about each at his first
// sign-in.
func (h *house) homesOf(t *testing.T, phone string) string {
	t.Helper()
	ctx := context.Background()
	user, err := h.Store.UserByPhone(ctx, phone)
	must(t, err)
	who, err := h.Store.Actor(ctx, user)
	must(t, err)
	units, err := h.Store.ListUnits(ctx, policy.ScopeOf(who, policy.UnitClaim, h.now()), 0, 99)
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
		// Its plate is good from now on, and a list that writes another address asks for a new one.
		h.bring(t, "units", 1, 0, 0, strings.Replace(unit("B5", ""), "青禾路 3 号", "青禾路 5 号", 1))
		if again := storetest.UnitByCode(t, st, "B5"); accepted.PlateStale() || again.PlateAddress != "青禾路 3 号" || !again.PlateStale() || waiting.PlateAddress != "" {
			t.Errorf("its plate: %+v", again)
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
