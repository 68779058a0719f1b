package registry_test

import (
	"context"
	"testing"
	"time"

	"anju/models"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/storetest"
)

// flagged opens a B01 flag: a tenant declared himself and nobody reported him for three working days.
func flagged(t *testing.T, st *store.Store) (*house, policy.Actor, string) {
	t.Helper()
	ctx := context.Background()
	h := newHouse(t, st, shanghai("2026-11-16 10:00"))
	tenant := h.signIn(t, "19900000013")
	_, err := h.Declare(ctx, tenant, h.unit.DoorToken, form("103", "何以安", "339900199001010011", "19900000013"), models.ViaDoor, "k1", h.at)
	must(t, err)
	h.tick(t, shanghai("2026-11-20 09:00"))
	flags := h.openFlags(t)
	if len(flags) != 1 {
		t.Fatalf("%d flags", len(flags))
	}
	who, _, _ := h.desk(t, "chen01", "auxiliary", "33020011", false)
	return h, who, flags[0].Ref
}

func TestAVisitThatMetNobodyClosesNothing(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		ctx := context.Background()
		h, who, flag := flagged(t, st)
		must(t, h.RecordVisit(ctx, who, h.unit.Ref, registry.VisitForm{Result: models.VisitNobody, FlagRef: flag}, "v1", h.at))
		must(t, h.RecordVisit(ctx, who, h.unit.Ref, registry.VisitForm{Result: models.VisitNobody, FlagRef: flag}, "v1", h.at))
		visits, err := st.Visits(ctx, policy.Scope{All: true}, h.unit.ID, 10)
		must(t, err)
		if len(visits) != 1 || !h.openFlags(t)[0].VisitedAt.IsZero() {
			t.Fatalf("two taps left %d visits, flag %+v", len(visits), h.openFlags(t)[0])
		}
		err = h.CloseFlag(ctx, who, flag, registry.CloseForm{Result: registry.CloseMatch}, h.at)
		if !models.IsKind(err, models.Invalid) || len(h.openFlags(t)) != 1 {
			t.Fatalf("closed as seen though nobody was met: %v", err)
		}
		must(t, h.RecordVisit(ctx, who, h.unit.Ref, registry.VisitForm{Result: models.VisitMissing, Heads: "1", Note: "见到本人", FlagRef: flag}, "v2", h.at))
		if h.openFlags(t)[0].VisitedAt.IsZero() {
			t.Fatal("a visit left no mark on the flag")
		}
		must(t, h.CloseFlag(ctx, who, flag, registry.CloseForm{Result: registry.CloseMatch}, h.at))
		if tally := h.tick(t, h.at); len(h.openFlags(t)) != 0 || tally.Opened != 0 {
			t.Fatal("the flag is back")
		}
		entries, err := st.Entries(ctx, h.unit.ID)
		must(t, err)
		if s := entries[0].Stay; s.State != models.StayReported || s.ConfirmedHow != models.HowVisit {
			t.Fatalf("the stay is %s, confirmed %q", s.State, s.ConfirmedHow)
		}
		if storetest.Count(t, st, "SELECT COUNT(*) FROM flags WHERE ref = ? AND resolution = '已核实一致' AND resolved_by = ?", flag, who.UserID) != 1 {
			t.Fatal("the flag does not say who closed it and why")
		}
		if err := h.CloseFlag(ctx, who, flag, registry.CloseForm{Result: registry.CloseGone}, h.at); !models.IsKind(err, models.Conflict) {
			t.Fatalf("closed twice: %v", err)
		}
	})
}

func TestAFlagThatAPersonClosesIsNotBackTheSameMinute(t *testing.T) {
	for _, result := range []string{registry.CloseGone, registry.CloseOther} {
		t.Run(result, func(t *testing.T) {
			storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
				ctx := context.Background()
				h, who, flag := flagged(t, st)
				err := h.CloseFlag(ctx, who, flag, registry.CloseForm{Result: registry.CloseOther}, h.at)
				if e := models.AsError(err); e == nil || e.Faults[0].Field != "note" {
					t.Fatalf("其他 without a word: %v", err)
				}
				must(t, h.CloseFlag(ctx, who, flag, registry.CloseForm{Result: result, Note: "电话核实"}, h.at))
				if tally := h.tick(t, h.at); len(h.openFlags(t)) != 0 || tally.Opened != 0 {
					t.Fatal("the flag is back")
				}
			})
		})
	}
}

func TestAVisitConfirmsTheStaleAndEntersTheUnlisted(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		ctx := context.Background()
		h := newHouse(t, st, shanghai("2026-06-01 10:00"))
		_, err := h.CheckIn(ctx, h.landlord, h.unit.Ref, []registry.StayForm{form("101", "何以安", "339900199001010011", "19900000013")}, "", h.at)
		must(t, err)
		h.tick(t, shanghai("2026-09-01 09:00"))
		flags := h.openFlags(t)
		if len(flags) != 1 || flags[0].Rule != "B05" {
			t.Fatalf("flags %+v", flags)
		}
		who, _, _ := h.desk(t, "chen01", "auxiliary", "33020011", false)
		extra := form("102", "苏见山", "33990019950505005X", "19900000014")
		bad := extra
		bad.Phone = "123"
		err = h.RecordVisit(ctx, who, h.unit.Ref, registry.VisitForm{Result: models.VisitMatch, FlagRef: flags[0].Ref, AddFound: &bad}, "v0", h.at)
		if e := models.AsError(err); e == nil || e.Faults[0].Field != "phone" || len(h.openFlags(t)) != 1 {
			t.Fatalf("half a visit was saved: %v", err)
		}
		must(t, h.RecordVisit(ctx, who, h.unit.Ref, registry.VisitForm{Result: models.VisitMatch, FlagRef: flags[0].Ref, AddFound: &extra}, "v1", h.at))
		if len(h.openFlags(t)) != 0 {
			t.Fatal("the stale flag stands although the person was met")
		}
		entries, err := st.Entries(ctx, h.unit.ID)
		must(t, err)
		if len(entries) != 2 || entries[1].Stay.DeclaredVia != models.ViaVisit || entries[1].Stay.State != models.StayDeclared {
			t.Fatalf("the roster reads %+v", entries)
		}
	})
}

func TestAHomeWithoutGridIsAcceptedAndPutIntoAGridOfItsCommunity(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		ctx := context.Background()
		h, _, _ := flagged(t, st)
		officer, _, _ := h.desk(t, "li01", "officer", "3302001", false)
		code := h.otherGrid(t)
		other, err := st.AreaByCode(ctx, code)
		must(t, err)
		must(t, h.AssignGrid(ctx, officer, h.unit.Ref, other.Ref, h.at))
		scope := policy.Scope{Areas: []policy.Area{{ID: other.ID, Level: policy.Grid}}}
		rows, err := st.ListFlags(ctx, scope, store.Queue{N: 10})
		must(t, err)
		entries, err := st.ListEntries(ctx, scope, 10)
		must(t, err)
		if len(rows) != 1 || len(entries) != 1 {
			t.Fatalf("the new grid sees %d flags and %d stays", len(rows), len(entries))
		}
		community, err := st.AreaByCode(ctx, "3302001")
		must(t, err)
		if err := h.AssignGrid(ctx, officer, h.unit.Ref, community.Ref, h.at); models.AsError(err) == nil || models.AsError(err).Faults[0].Field != "grid" {
			t.Fatalf("a community was taken for a grid: %v", err)
		}
		if err := h.AcceptUnit(ctx, officer, h.unit.Ref, 0, h.at); !models.IsKind(err, models.Conflict) {
			t.Fatalf("accepted twice: %v", err)
		}
		worker, _, _ := h.desk(t, "wu01", "auxiliary", code, false)
		if err := h.AcceptUnit(ctx, worker, h.unit.Ref, 0, h.at); !models.IsKind(err, models.Forbidden) {
			t.Fatalf("a grid worker accepted a home: %v", err)
		}
	})
}

// TestWhatAVisitFindsWrongStandsUntilItIsRight holds the round of a hazard: found once, its last day known, ended by the next
// look at it or by a word, and by mistake only by an officer.
func TestWhatAVisitFindsWrongStandsUntilItIsRight(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		ctx := context.Background()
		h := newHouse(t, st, shanghai("2026-06-01 10:00"))
		worker, _, _ := h.desk(t, "chen01", "auxiliary", "33020011", false)
		officer, _, _ := h.desk(t, "li01", "officer", "3302001", false)
		stranger, _, _ := h.desk(t, "wu01", "auxiliary", h.otherGrid(t), false)
		look := func(once string, fire map[string]string) {
			t.Helper()
			must(t, h.RecordVisit(ctx, worker, h.unit.Ref, registry.VisitForm{Result: models.VisitMissing, Fire: fire, Door: h.unit.DoorToken, Extra: "2"}, once, h.at))
		}
		open := func() []models.Hazard {
			t.Helper()
			all, err := st.Hazards(ctx, []int64{h.unit.ID})
			must(t, err)
			return all
		}
		look("v1", map[string]string{"exit": registry.FireBad, "alarm": registry.FireBad, "bars": registry.FireOK})
		h.at = h.at.Add(time.Hour)
		look("v2", map[string]string{"exit": registry.FireBad})
		found := open()
		if len(found) != 2 || found[0].Kind != "exit" || found[0].DueOn.String() != "2026-06-02" || found[1].DueOn.String() != "2026-07-01" {
			t.Fatalf("found %+v", found)
		}
		for name, err := range map[string]error{
			"another grid's worker":        second(h.EndHazard(ctx, stranger, found[0].Ref, models.HazardMended, h.at)),
			"a worker calls it a mistake":  second(h.EndHazard(ctx, worker, found[0].Ref, models.HazardMistake, h.at)),
			"the landlord says it is done": second(h.EndHazard(ctx, h.landlord, found[0].Ref, models.HazardMended, h.at)),
		} {
			if models.AsError(err) == nil || len(open()) != 2 {
				t.Errorf("%s: %v, %d stand", name, err, len(open()))
			}
		}
		must(t, second(h.EndHazard(ctx, officer, found[1].Ref, models.HazardMistake, h.at)))
		look("v3", map[string]string{"exit": registry.FireOK})
		if left := open(); len(left) != 0 {
			t.Fatalf("put right, and it stands: %+v", left)
		}
		look("v4", map[string]string{"exit": registry.FireBad})
		if len(open()) != 1 {
			t.Fatal("what is wrong again is not kept")
		}
		visits, err := st.Visits(ctx, policy.Scope{All: true}, h.unit.ID, 1)
		must(t, err)
		if v := visits[0]; !v.Scanned || v.Extra != 2 || v.Looked != 1 {
			t.Fatalf("the visit reads %+v", v)
		}
	})
}

func second(_ models.HazardKind, _ models.Unit, err error) error { return err }
