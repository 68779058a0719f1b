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

// stands says which homes a phone keeps and about which it is asked.
func (h *house) stands(t *testing.T, phone string) string {
	t.Helper()
	who := h.actor(t, phone)
	words := ""
	for _, one := range []struct {
		act  policy.Action
		word string
	}{{policy.RosterView, "keeps"}, {policy.UnitClaim, "asked"}} {
		units, err := h.Store.ListUnits(context.Background(), policy.ScopeOf(who, one.act, h.now()), 0, 9)
		must(t, err)
		for _, u := range units {
			words += " " + one.word + " " + u.UnitCode
		}
	}
	return strings.TrimSpace(words)
}

func (h *house) stand(t *testing.T, phone, want string) {
	t.Helper()
	if got := h.stands(t, phone); got != want {
		t.Errorf("%s: %q, want %q", phone, got, want)
	}
}

func (h *house) listed(code, owner string) string {
	return "unit_code=" + code + "|area_code=" + h.grid.Code + "|address=青禾路 5" + code[1:] + " 号|kind=home|" + owner
}

func officerOf(h *house) policy.Actor {
	return policy.Actor{UserID: 7, Staff: true, Grants: []policy.Grant{{Role: policy.Officer, AreaID: h.grid.ID, Level: policy.Grid}}}
}

func TestTheListDoesNotUndoWhatALandlordSaid(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		ctx := context.Background()
		h := newHouse(t, st, shanghai("2026-11-24 10:00"))
		doc := storetest.Number("3399", 9)
		zhou := func(phone string) string {
			return "landlord_name=周玉兰|landlord_doc_no=" + doc + "|landlord_phone=" + phone
		}
		rows := []string{h.listed("C0", zhou("19900000052")), h.listed("C1", zhou("19900000051"))}
		h.bring(t, "units", 2, 0, 0, rows...)
		unit := storetest.UnitByCode(t, st, "C1")
		must(t, h.ClaimUnit(ctx, h.actor(t, "19900000051"), unit.Ref, false, "", h.at)) // a wrong phone says no
		must(t, h.ClaimUnit(ctx, h.actor(t, "19900000052"), unit.Ref, true, doc[14:], h.at))
		h.bring(t, "units", 0, 2, 0, rows...)
		h.stand(t, "19900000052", "keeps C1 asked C0")
		h.stand(t, "19900000051", "asked C0")
		if u := storetest.UnitByCode(t, st, "C1"); u.OwnerID != h.actor(t, "19900000052").UserID || !u.Claimed() {
			t.Errorf("after the list came again: owner %d, claim %q", u.OwnerID, u.Claim)
		}
		// The officer found another landlord, who claimed it; the old list is handed back.
		h.bring(t, "units", 1, 0, 0, h.listed("C2", "landlord_name=周玉兰|landlord_phone=19900000055"))
		second := storetest.UnitByCode(t, st, "C2")
		must(t, h.ClaimUnit(ctx, h.actor(t, "19900000055"), second.Ref, false, "", h.at))
		must(t, h.HandUnit(ctx, officerOf(h), second.Ref, "19900000053", "白以宁", h.at))
		back := h.bring(t, "units", 0, 0, 1, h.listed("C2", "landlord_name=周玉兰|landlord_phone=19900000055"))
		must(t, h.ClaimUnit(ctx, h.actor(t, "19900000053"), second.Ref, true, "", h.at))
		h.bring(t, "units", 0, 0, 1, h.listed("C2", "landlord_name=周玉兰|landlord_phone=19900000055"))
		h.stand(t, "19900000053", "keeps C2")
		h.stand(t, "19900000055", "")
		if len(back) != 1 || !strings.Contains(back[0], "认领过或登记过") {
			t.Errorf("handed back: %q", back)
		}
	})
}

func TestEachPhoneOfALandlordProvesItselfBeforeItSeesARoster(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		ctx := context.Background()
		h := newHouse(t, st, shanghai("2026-11-24 10:00"))
		doc := storetest.Number("3399", 9)
		zhou := "landlord_name=周玉兰|landlord_doc_no=" + doc + "|landlord_phone="
		h.bring(t, "units", 2, 0, 0, h.listed("C0", zhou+"19900000052"), h.listed("C1", zhou+"19900000051"))
		unit := storetest.UnitByCode(t, st, "C1")
		must(t, h.ClaimUnit(ctx, h.actor(t, "19900000051"), unit.Ref, true, doc[14:], h.at))
		h.stand(t, "19900000052", "asked C0 asked C1")
		if who := h.actor(t, "19900000052"); who.Name != "" {
			t.Errorf("who has the phone is told the landlord's name: %q", who.Name)
		}
		if err := h.ClaimUnit(ctx, h.actor(t, "19900000052"), unit.Ref, true, "0000", h.at); models.AsError(err) == nil {
			t.Fatalf("a wrong document: %v", err)
		}
		h.stand(t, "19900000052", "asked C0 asked C1")
		must(t, h.ClaimUnit(ctx, h.actor(t, "19900000052"), unit.Ref, true, doc[14:], h.at))
		h.stand(t, "19900000052", "keeps C1 asked C0")
		if u := storetest.UnitByCode(t, st, "C1"); u.OwnerID != h.actor(t, "19900000051").UserID {
			t.Errorf("the second phone took the home from the first")
		}
	})
}

func TestAWrongPhoneInTheListOpensNobodysOwnHome(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		ctx := context.Background()
		h := newHouse(t, st, shanghai("2026-11-24 10:00"))
		doc, own := storetest.Number("3399", 9), "19900000099" // of a landlord who keeps a home of his own
		h.bring(t, "units", 1, 0, 0, h.listed("C0", "landlord_name=周玉兰|landlord_doc_no="+doc+"|landlord_phone=19900000052"))
		h.bring(t, "units", 1, 0, 0, h.listed("C1", "landlord_name=周玉兰|landlord_doc_no="+doc+"|landlord_phone="+own))
		h.stand(t, "19900000052", "asked C0 asked C1")
		h.stand(t, own, "keeps "+h.unit.UnitCode+" asked C0 asked C1")
		user, err := st.UserByPhone(ctx, own)
		must(t, err)
		if user.Name != "周桂芳" || user.DocNo != "" {
			t.Errorf("the landlord of a home of his own became %q with a document of %d characters", user.Name, len(user.DocNo))
		}
		// It is his after all: he proves it by the document of the list.
		unit := storetest.UnitByCode(t, st, "C1")
		must(t, h.ClaimUnit(ctx, h.actor(t, own), unit.Ref, true, doc[14:], h.at))
		h.stand(t, own, "keeps "+h.unit.UnitCode+" keeps C1 asked C0")
	})
}

func TestWhoHelpedTheFormerLandlordHelpsTheNextNoMore(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		ctx := context.Background()
		h := newHouse(t, st, shanghai("2026-11-24 10:00"))
		h.bring(t, "units", 1, 0, 0, h.listed("C1", "landlord_name=周玉兰|landlord_phone=19900000051"))
		unit := storetest.UnitByCode(t, st, "C1")
		must(t, h.AddManager(ctx, policy.SystemActor, unit.Ref, "19900000077", "family", h.at))
		h.bring(t, "units", 1, 0, 0, h.listed("C1", "landlord_name=白以宁|landlord_phone=19900000053"))
		h.stand(t, "19900000077", "")
		h.stand(t, "19900000051", "")
		must(t, h.ClaimUnit(ctx, h.actor(t, "19900000053"), unit.Ref, true, "", h.at))
		h.stand(t, "19900000053", "keeps C1")
		h.stand(t, "19900000077", "")
	})
}
