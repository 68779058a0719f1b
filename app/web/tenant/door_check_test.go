package tenant_test

import (
	"strings"
	"testing"

	"anju/models"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/storetest"
)

// TestADoorWhoseAddressIsLookedAtNamesNoneAndTakesEveryErrand: the plate at that door is real, and whoever scans it needs the same as
// before.
func TestADoorWhoseAddressIsLookedAtNamesNoneAndTakesEveryErrand(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		h := newHouse(t, st)
		h.checkIn("101", "何以安", "339900199001010011", "19900000013")
		door, b := "/d/"+h.unit.DoorToken, h.browser()
		b.get(door)
		must(t, h.Registry.ReturnUnit(t.Context(), policy.SystemActor, h.unit.Ref, registry.ReturnForm{Reasons: []string{"door_no"}, Note: "门上写的是 28 号"}, h.at))
		unit, err := st.UnitByRef(t.Context(), h.unit.Ref)
		must(t, err)
		must(t, h.Registry.MendUnit(t.Context(), policy.SystemActor, unit.Ref, registry.UnitForm{Address: "云溪路 28 号", Kind: unit.Kind, Land: unit.Land, Rooms: "101 102 103"}, unit.Rev, h.at))
		for _, page := range []string{"", "/register", "/stay", "/left", "/report", "/legal-aid"} {
			w := b.send("GET", door+page, nil)
			if w.Code != 200 || strings.Contains(w.Body.String(), "云溪路") || (page != "") == strings.Contains(w.Body.String(), "青禾路") {
				t.Errorf("%s answers %d: %s", page, w.Code, text(w.Body.String()))
			}
		}
		page := b.get(door)
		for _, want := range []string{"这处房子正在核实", "门牌上写的该是“青禾路 18 号”", "不要登记", "小陈", door + "/register", door + "/stay", door + "/left", door + "/report"} {
			if !strings.Contains(page, want) {
				t.Error("the page lacks", want)
			}
		}
		must(t, h.Registry.AcceptUnit(t.Context(), policy.SystemActor, unit.Ref, 0, h.at))
		if page = b.get(door); strings.Contains(page, "正在核实") || !strings.Contains(page, "云溪路") || !strings.Contains(page, "门牌上写的还是“青禾路 18 号”，正在换") {
			t.Error("accepted, and its page still says that somebody looks at it")
		}
		if now, err := st.UnitByRef(t.Context(), unit.Ref); err != nil || now.State != models.UnitAccepted {
			t.Errorf("%+v %v", now, err)
		}
	})
}
