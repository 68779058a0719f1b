package cli

import (
	"maps"
	"os"
	"testing"

	"anju/app/config"
	"anju/app/web/webtest"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/storetest"
	"anju/models/workday"
)

// look is what a supervisor sees of an area on a day.
func (a *anju) look(area string, on workday.Day) registry.Look {
	a.t.Helper()
	conf, err := config.Load(os.Getenv)
	webtest.Must(a.t, err)
	app, err := (&world{ctx: a.t.Context(), conf: conf}).open()
	webtest.Must(a.t, err)
	defer app.Close()
	city, err := app.Store.AreaByCode(a.t.Context(), "339900")
	webtest.Must(a.t, err)
	who := policy.Actor{UserID: 1, Staff: true, Grants: []policy.Grant{{Role: policy.Supervisor, AreaID: city.ID, Level: policy.City}}}
	look, err := app.Registry.LookAtStats(a.t.Context(), who, area, on, webtest.Shanghai(essayAt))
	webtest.Must(a.t, err)
	return look
}

// TestThePageOfStatisticsTellsTheEssaysTable: what people read of the imported table is the table, to a man, and the same
// with rollups. The short form takes a fiftieth of its 87,857 people.
func TestThePageOfStatisticsTellsTheEssaysTable(t *testing.T) {
	scale := 50
	if os.Getenv("ANJU_LONG") == "1" {
		scale = 1
	}
	storetest.EachName(t, func(t *testing.T, db string) {
		a := newAnju(t, db)
		e := storetest.NewEssayRoster(t, a.dir, scale)
		for _, list := range []struct{ kind, path string }{{"areas", e.Areas}, {"units", e.Units}, {"rooms", e.Rooms}, {"stays", e.Stays}} {
			a.take(list.kind, list.path)
		}
		for _, rolled := range []bool{false, true} {
			if rolled {
				a.ok("job", "run", "rollup", "--at", "2026-11-25 00:10")
			}
			look := a.look("", e.AsOf)
			here := look.Here
			if here.Residents != e.Residents || !maps.Equal(counts(here.Zones), e.Zones) || !maps.Equal(counts(here.Lengths), e.Lengths) || !maps.Equal(counts(here.Origins), e.Provinces) {
				t.Errorf("rolled %v: the page tells %+v\nwanted %d %v %v %v", rolled, here, e.Residents, e.Zones, e.Lengths, e.Provinces)
			}
			for _, part := range look.Parts {
				exact := a.stats("--as-of", e.AsOf.String(), "--area", part.Code)
				if !part.Told || part.Residents != exact.Residents || !maps.Equal(counts(part.Lengths), counts(exact.ByLength)) || part.Origins != nil {
					t.Errorf("rolled %v: %s tells %+v, the command counts %+v", rolled, part.Code, part, exact)
				}
			}
			if len(look.Parts) != 2 {
				t.Errorf("%d parts", len(look.Parts))
			}
		}
	})
}
