package tenant_test

import (
	"context"
	"strings"
	"testing"

	"anju/models"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/storetest"
	"anju/models/workday"
)

func TestSomebodyWhosePhoneWasMistypedSaysNotMeAndLearnsOnlyTheAddress(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		h := newHouse(t, st)
		ref := h.checkIn("101", "何以安", "339900199001010011", "19900000015")
		b := h.browser()
		b.signIn("19900000015")
		if !strings.Contains(b.get("/login/doc"), `href="/me/not-me"`) {
			t.Error("who cannot give the document finds no way on")
		}
		page := "/me/stays/" + ref + "/not-me"
		for _, path := range []string{"/me/not-me", page} {
			body := b.get(path)
			if !strings.Contains(body, "青禾路 18 号") {
				t.Error(path, "lacks the address")
			}
			for _, never := range []string{"何以安", "何", "101", "0011"} {
				if strings.Contains(text(body), never) {
					t.Error(path, "tells a stranger", never)
				}
			}
		}
		if next := b.led(page, nil); next != "/me/not-me" {
			t.Error(next)
		}
		if h.entries()[0].Stay.DisputedAt.IsZero() {
			t.Error("not put down")
		}
		if body := b.get("/me/not-me"); !strings.Contains(body, "查询号") || !strings.Contains(body, "网格员在核对") || strings.Contains(body, page) {
			t.Error(text(body))
		}
		other := h.browser()
		other.signIn("19900000016")
		if w := other.send("GET", page, nil); w.Code != 404 {
			t.Error("another phone opens it:", w.Code)
		}
	})
}

func TestLooksAfterMovingOutAreShownToThePerson(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		h := newHouse(t, st)
		ref := h.checkIn("101", "何以安", "339900199001010011", "19900000013")
		must(t, h.CheckOut(context.Background(), h.landlord, ref, registry.DayForm{Choice: "today"}, h.at))
		b := h.browser()
		b.signIn("19900000013")
		b.post("/login/doc", "/login/doc", map[string][]string{"last4": {"0011"}})
		h.at = h.at.AddDate(0, 0, 5)
		must(t, st.InTx(context.Background(), func(tx *store.Tx) error {
			return tx.SaveView(&models.View{At: workday.At(h.at), Role: "auxiliary", UnitID: h.unit.ID, What: models.ViewRoster, Reason: "上门走访"})
		}))
		if body := b.get("/me/access"); !strings.Contains(body, "上门走访") {
			t.Error("staff looked at a former tenant and he is not told:", text(body))
		}
	})
}
