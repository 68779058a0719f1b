package registry_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"anju/models"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/storetest"
)

// TestTheSuccessorTakesOverWhatAMergedGridHad: its workers see its homes and no longer what is not theirs, old addresses and
// codes lead to it, its list may be brought again, and nobody files anything under the old one.
func TestTheSuccessorTakesOverWhatAMergedGridHad(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		ctx := context.Background()
		d := newDistrict(t, st, 10)
		old, into, far := d.area(t, "G11"), d.area(t, "G12"), d.area(t, "G21")
		worker := models.User{Staff: true, Name: "小陈", Login: "chen07"}
		must(t, st.InTx(ctx, func(tx *store.Tx) error {
			must(t, tx.SaveUser(&worker))
			return tx.SaveGrant(worker.ID, policy.Grant{Role: policy.Auxiliary, AreaID: old.ID, Level: policy.Grid, From: 1})
		}))
		sees := func() int {
			actor, err := st.Actor(ctx, worker)
			must(t, err)
			units, err := st.ListUnits(ctx, policy.ScopeOf(actor, policy.UnitView, d.now()), 0, 50)
			must(t, err)
			return len(units)
		}
		if n := sees(); n != 2 {
			t.Fatalf("the worker sees %d homes of his grid", n)
		}
		refuses(t, st, "into a grid of another community", models.Invalid, func() error { return d.MergeGrid(ctx, d.admin, old.Ref, far.Ref, d.at) })
		refuses(t, st, "by an officer", models.Forbidden, func() error {
			return d.MergeGrid(ctx, policy.Actor{UserID: 5, Staff: true, Grants: []policy.Grant{{Role: policy.Officer, AreaID: old.ID, From: 1}}}, old.Ref, into.Ref, d.at)
		})
		stale := d.admin
		stale.Fresh = false
		refuses(t, st, "without the code", models.Forbidden, func() error { return d.MergeGrid(ctx, stale, old.Ref, into.Ref, d.at) })
		does(t, st, "merging", 1, func() error { return d.MergeGrid(ctx, d.admin, old.Ref, into.Ref, d.at) })
		refuses(t, st, "again while homes are on their way", models.Conflict, func() error { return d.MoveArea(ctx, d.admin, into.Ref, d.area(t, "C2").Ref, d.at) })
		if n := sees(); n != 4 {
			t.Errorf("on the way the worker sees %d homes, both grids have 4", n)
		}
		d.at = d.at.Add(time.Minute)
		does(t, st, "carrying", 1, func() error { _, err := d.CarryAreas(ctx, policy.SystemActor, d.at); return err })
		if n := sees(); n != 4 {
			t.Errorf("afterwards the worker sees %d homes, the grid has 4", n)
		}
		if held := storetest.Words(t, st, fmt.Sprintf("SELECT COUNT(*) FROM grants WHERE area_id = %d AND to_at = 0", old.ID)); held[0] != "0" {
			t.Error("somebody still works in a grid that is no more")
		}
		byRef, err := st.AreaByRef(ctx, old.Ref)
		must(t, err)
		if byRef.ID != into.ID || d.area(t, "G11").ID != into.ID {
			t.Error("the old address and code do not lead to the successor")
		}
		d.bring(t, "units", 0, 1, 0, "unit_code=U0|area_code=G11|address=青禾路 40 号|kind=home|landlord_name=周桂芳|landlord_phone=19900000099")
		d.bring(t, "areas", 0, 0, 1, "code=G11|parent_code=C1|level=grid|name=又来")
		if _, err := d.AddArea(ctx, d.admin, "C1", models.Area{Code: "G11", Level: models.LevelGrid, Name: "又来"}, d.at); !models.IsKind(err, models.Invalid) {
			t.Errorf("the code of an old grid is given again: %v", err)
		}
		overseer := policy.Actor{UserID: 6, Staff: true, Grants: []policy.Grant{{Role: policy.Supervisor, AreaID: d.area(t, "330200").ID, Level: policy.City, From: 1}}}
		look, err := d.LookAtStats(ctx, overseer, "G11", d.now().Day(), d.now().Time())
		must(t, err)
		exact, err := d.CountStays(ctx, overseer, "G11", d.now().Day(), d.now())
		must(t, err)
		if look.Area.ID != into.ID || exact.Residents != 4 {
			t.Errorf("the statistics of the old grid are those of %s, %d people", look.Area.Code, exact.Residents)
		}
	})
}

// TestWhatWasWrittenBesideAMoveFollowsIt: a request that somebody was writing while the homes moved is found in the new grid.
func TestWhatWasWrittenBesideAMoveFollowsIt(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		ctx := context.Background()
		d := newDistrict(t, st, 10)
		old := d.area(t, "G11")
		must(t, d.MergeGrid(ctx, d.admin, old.Ref, d.area(t, "G12").Ref, d.at))
		d.carry(t)
		exec(t, st, "UPDATE stays SET grid_id = ? WHERE id = (SELECT id FROM (SELECT MIN(id) AS id FROM stays WHERE grid_id = ?) AS x)", old.ID, d.area(t, "G12").ID)
		exec(t, st, "UPDATE units SET grid_id = ?, area_id = ? WHERE unit_code = 'U1'", old.ID, old.ID)
		exec(t, st, "UPDATE stays SET grid_id = ? WHERE unit_id = (SELECT id FROM units WHERE unit_code = 'U1')", old.ID)
		d.at = d.at.Add(time.Minute)
		d.carry(t)
		d.whole(t, true)
	})
}

func TestHouseNumbersAreCountedAsPeopleCountThem(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{{"青禾路 8 号", "青禾路 18 号", -1}, {"青禾路 18 号", "青禾路 18 号", 0}, {"青禾路 018 号", "青禾路 18 号", 0}, {"青禾路 18 号 2 室", "青禾路 18 号", 1},
		{"青禾路 18 号", "青禾路１８号", 0}, {"青禾路 8 号", "青禾路18号", -1},
		{"柳岸路 9 号", "青禾路 1 号", strings.Compare("柳岸", "青禾")}} {
		if got := models.AddressOrder(c.a, c.b); got > 0 != (c.want > 0) || got < 0 != (c.want < 0) {
			t.Errorf("%s against %s: %d, want %d", c.a, c.b, got, c.want)
		}
	}
}
