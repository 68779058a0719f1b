package registry_test

import (
	"context"
	"fmt"
	"math/rand/v2"
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

// district is a house among several communities with grids, homes and people.
type district struct {
	*house
	admin policy.Actor
	homes int
}

func newDistrict(t *testing.T, st *store.Store, homes int) *district {
	t.Helper()
	d := &district{house: newHouse(t, st, shanghai("2026-11-16 10:00")), homes: homes + 1,
		admin: policy.Actor{UserID: 900, Staff: true, Fresh: true, Grants: []policy.Grant{{Role: policy.Admin, From: 1}}}}
	d.bring(t, "areas", 9, 0, 0,
		"code=S1|parent_code=330200|level=subdistrict|name=东街道", "code=S2|parent_code=330200|level=subdistrict|name=西街道",
		"code=C1|parent_code=S1|level=community|name=一社区", "code=C2|parent_code=S2|level=community|name=二社区",
		"code=G11|parent_code=C1|level=grid|name=一一|zone=urban", "code=G12|parent_code=C1|level=grid|name=一二|zone=rural", "code=G13|parent_code=C1|level=grid|name=一三|zone=rural",
		"code=G21|parent_code=C2|level=grid|name=二一|zone=urban", "code=G22|parent_code=C2|level=grid|name=二二|zone=rural")
	var units, rooms, stays []string
	for i := range homes {
		units = append(units, fmt.Sprintf("unit_code=U%d|area_code=%s|address=青禾路 %d 号|kind=home|landlord_name=周桂芳|landlord_phone=19900000099", i, []string{"G11", "G12", "G13", "G21", "G22"}[i%5], 40+i))
		rooms = append(rooms, fmt.Sprintf("unit_code=U%d|room_no=101|room_type=bedroom|usable_m2=20|beds=2", i))
		stays = append(stays, fmt.Sprintf("unit_code=U%d|room_no=101|name=何以安|doc_type=111|doc_no=%s|moved_in_on=2026-%02d-01", i, storetest.Number("3399", i), 1+i%9))
	}
	d.bring(t, "units", homes, 0, 0, units...)
	d.bring(t, "rooms", homes, 0, 0, rooms...)
	d.bring(t, "stays", homes, 0, 0, stays...)
	d.CarryPage = 3
	d.rollUp(t)
	_, err := d.RaiseFlags(context.Background(), policy.SystemActor, d.at)
	must(t, err)
	return d
}

func (d *district) area(t *testing.T, code string) models.Area {
	t.Helper()
	a, err := d.Store.AreaByCode(context.Background(), code)
	must(t, err)
	return a
}

// carry lets the job run until everything has arrived.
func (d *district) carry(t *testing.T) {
	t.Helper()
	_, err := d.CarryAreas(context.Background(), policy.SystemActor, d.at)
	must(t, err)
}

// whole holds that no home is lost or in two places: each carries one area, and all that belongs to it says the same. Once
// everything has arrived, each lies in an area that stands, and carries what the tree has above it.
func (d *district) whole(t *testing.T, arrived bool) {
	t.Helper()
	ctx := context.Background()
	if n := storetest.Words(t, d.Store, "SELECT COUNT(*) FROM units"); n[0] != fmt.Sprint(d.homes) {
		t.Fatalf("%s homes, there were %d", n[0], d.homes)
	}
	for _, table := range []string{"stays", "flags", "requests"} {
		lost := storetest.Words(t, d.Store, "SELECT CONCAT(c.id, '') FROM "+table+" c JOIN units u ON u.id = c.unit_id WHERE c.city_id <> u.city_id OR c.county_id <> u.county_id OR c.subdistrict_id <> u.subdistrict_id OR c.community_id <> u.community_id OR c.grid_id <> u.grid_id")
		if len(lost) > 0 {
			t.Fatalf("%d of %s lie elsewhere than their home", len(lost), table)
		}
	}
	all, err := d.Store.AllAreas(ctx)
	must(t, err)
	byID := map[int64]models.Area{}
	for _, a := range all {
		byID[a.ID] = a
	}
	for _, a := range all {
		if up := byID[a.ParentID]; a.Path != strings.TrimSuffix(up.Path, "/")+"/"+fmt.Sprint(a.ID)+"/" {
			t.Fatalf("%s stands at %s, its parent at %s", a.Code, a.Path, up.Path)
		}
	}
	rows, err := d.Store.SQL().Query("SELECT area_id, city_id, county_id, subdistrict_id, community_id, grid_id FROM units")
	must(t, err)
	defer rows.Close()
	for rows.Next() {
		var area int64
		var has models.Ancestors
		must(t, rows.Scan(&area, &has.CityID, &has.CountyID, &has.SubdistrictID, &has.CommunityID, &has.GridID))
		if has.GridID != area {
			t.Fatalf("a home of area %d is listed in grid %d", area, has.GridID)
		}
		var want models.Ancestors
		for id := area; id != 0; id = byID[id].ParentID {
			want.Set(byID[id].Level, id)
		}
		if arrived && (byID[area].Ended() || has != want) {
			t.Fatalf("a home of %s carries %+v, above it stands %+v", byID[area].Code, has, want)
		}
	}
	must(t, rows.Err())
}

// TestNoHomeIsLostWhereverAreasGo lets areas be moved, split and merged at random, cut off in the middle and gone on with:
// every home lies in one grid that stands, what is above it and what belongs to it agrees, counts are those of a recount, and
// the whole city counts what it counted, today and in the past.
func TestNoHomeIsLostWhereverAreasGo(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		ctx := context.Background()
		seed := rand.Uint64()
		defer func() {
			if t.Failed() {
				t.Logf("seed %d", seed)
			}
		}()
		dice := rand.New(rand.NewPCG(seed, 1))
		d := newDistrict(t, st, 40)
		today := d.now().Day()
		days := []workday.Day{today - 200, today - 3}
		city := d.counted(t, "330200", days...)
		dueBefore := strings.Join(storetest.Words(t, st, "SELECT CONCAT(id, ' ', due_at) FROM units ORDER BY id"), "\n")
		did := map[string]int{}
		for round := range 16 {
			grids, err := st.AreasAt(ctx, models.LevelGrid)
			must(t, err)
			communities, err := st.AreasAt(ctx, models.LevelCommunity)
			must(t, err)
			streets, err := st.AreasAt(ctx, models.LevelSubdistrict)
			must(t, err)
			pick := func(all []models.Area) models.Area { return all[dice.IntN(len(all))] }
			a := pick(grids)
			kind := []string{models.AreaMoved, models.AreaMerged, models.AreaSplit, "community"}[dice.IntN(4)]
			switch kind {
			case models.AreaMoved:
				err = d.MoveArea(ctx, d.admin, a.Ref, pick(communities).Ref, d.at)
			case "community":
				err = d.MoveArea(ctx, d.admin, pick(communities).Ref, pick(streets).Ref, d.at)
			case models.AreaMerged:
				err = d.MergeGrid(ctx, d.admin, a.Ref, pick(grids).Ref, d.at)
			case models.AreaSplit:
				homes, e := st.HomesIn(ctx, a.ID)
				must(t, e)
				var some []string
				for _, h := range homes {
					if dice.IntN(2) == 0 {
						some = append(some, h.Ref)
					}
				}
				_, err = d.SplitGrid(ctx, d.admin, a.Ref, registry.SplitForm{Area: models.Area{Code: fmt.Sprintf("N%d", round), Name: "新"}, Homes: some, Staff: true}, d.at)
			}
			switch {
			case err == nil:
				did[kind]++
			case !models.IsKind(err, models.Invalid) && err != error(registry.ErrAreaMoving):
				t.Fatalf("%s: %v", kind, err)
			}
			if dice.IntN(2) == 0 { // the machine goes off somewhere in the middle
				cut, off := context.WithTimeout(ctx, time.Duration(dice.IntN(12))*time.Millisecond)
				_, _ = d.CarryAreas(cut, policy.SystemActor, d.at)
				off()
				d.whole(t, false)
			}
			if dice.IntN(3) == 0 {
				continue // and the next change is asked for before the job comes round again
			}
			d.carry(t)
			d.whole(t, true)
			for _, code := range []string{"330200", "C1", "C2", "G11"} {
				if got, want := d.counted(t, code, days...), d.recounted(t, code, days...); got != want {
					t.Fatalf("round %d, %s: %s\nrecounted\n%s", round, code, got, want)
				}
			}
			d.rollUp(t)
		}
		d.carry(t)
		d.whole(t, true)
		if now := d.counted(t, "330200", days...); stripZones(now) != stripZones(city) {
			t.Errorf("the city counted\n%s\nand counts\n%s", city, now)
		}
		if dueNow := strings.Join(storetest.Words(t, st, "SELECT CONCAT(id, ' ', due_at) FROM units ORDER BY id"), "\n"); dueNow != dueBefore {
			t.Error("homes are due at another time because their area moved")
		}
		for _, kind := range []string{models.AreaMoved, models.AreaMerged, models.AreaSplit} {
			if did[kind] == 0 {
				t.Logf("no %s was possible this time", kind)
			}
		}
		d.at = d.at.Add(time.Hour)
		d.carry(t)
		if open, err := st.OpenAreaMoves(ctx); err != nil || len(open) > 0 {
			t.Errorf("%d moves never end: %v", len(open), err)
		}
	})
}

// stripZones leaves out what a grid without a zone changes.
func stripZones(counted string) string {
	var out []string
	for _, part := range strings.Split(counted, `"by_zone":[`) {
		if i := strings.Index(part, `]`); i >= 0 && len(out) > 0 {
			part = part[i:]
		}
		out = append(out, part)
	}
	return strings.Join(out, "")
}
