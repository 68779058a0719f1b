package store_test

import (
	"slices"
	"strings"
	"testing"

	"anju/models"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/storetest"
	"anju/models/workday"
)

// families is one community with two grids and a home in each; both homes carry one flag of each kind.
type families struct {
	st                     *store.Store
	community, grid, other models.Area
	home                   models.Unit
	owner                  int64
}

func newFamilies(t *testing.T, st *store.Store) *families {
	t.Helper()
	f := &families{st: st}
	must(t, st.InTx(ctx, func(tx *store.Tx) error {
		owner := models.User{Name: "周桂芳", Phone: "19900000099"}
		must(t, tx.SaveUser(&owner))
		f.owner = owner.ID
		city := models.Area{Code: "33", Level: models.LevelCity, Name: "云溪市"}
		must(t, tx.SaveArea(&city))
		f.community = models.Area{Code: "331", ParentID: city.ID, Level: models.LevelCommunity, Name: "柳岸社区"}
		must(t, tx.SaveArea(&f.community))
		for i, grid := range []*models.Area{&f.grid, &f.other} {
			*grid = models.Area{Code: []string{"3311", "3312"}[i], ParentID: f.community.ID, Level: models.LevelGrid, Name: "网格"}
			must(t, tx.SaveArea(grid))
			anc, err := tx.AncestorsOf(ctx, grid.ID)
			must(t, err)
			home := models.Unit{AreaID: grid.ID, Ancestors: anc, Address: grid.Code, Kind: models.KindHome, State: models.UnitAccepted, OwnerID: owner.ID}
			must(t, tx.SaveUnit(&home))
			var c models.Changes
			for _, rule := range []string{"B01", "B15", "B17"} {
				flag := models.Flag{Rule: rule, UnitID: home.ID, StayID: 1, Ancestors: anc, Level: 2, RaisedAt: at, DueAt: at}
				key := flag.Key()
				flag.OpenKey = &key
				c.Open = append(c.Open, flag)
			}
			_, _, err = tx.SaveChanges(c, 0)
			must(t, err)
			if i == 0 {
				f.home = home
			}
		}
		return nil
	}))
	return f
}

// grants names somebody of staff.
func (f *families) grants(t *testing.T, role policy.Role, area models.Area, disabled bool, until workday.Moment) {
	t.Helper()
	must(t, f.st.InTx(ctx, func(tx *store.Tx) error {
		u := models.User{Staff: true, Name: "小陈", Login: "w" + string(role) + area.Code + string(rune('a'+until%26)), Disabled: disabled}
		must(t, tx.SaveUser(&u))
		return tx.SaveGrant(u.ID, policy.Grant{Role: role, AreaID: area.ID, Level: policy.Level(area.Level), From: at - 10, To: until})
	}))
}

// sees are the rules of the open flags that a scope shows, everywhere that asks in its own way.
func (f *families) sees(t *testing.T, scope policy.Scope) string {
	t.Helper()
	rows, err := f.st.ListFlags(ctx, scope, store.Queue{N: 99})
	must(t, err)
	var rules []string
	counts := map[string]int{}
	for _, row := range rows {
		counts[row.Rule]++
		rules = append(rules, row.Rule)
		if _, err := f.st.FlagByRef(ctx, scope, row.Ref); err != nil {
			t.Errorf("%s is listed and not found: %v", row.Rule, err)
		}
	}
	told, err := f.st.ListFlagCounts(ctx, scope, store.Queue{})
	must(t, err)
	for rule, n := range told {
		if counts[rule] != n {
			t.Errorf("%d %s counted, %d listed", n, rule, counts[rule])
		}
	}
	all, err := f.st.ListFlags(ctx, policy.Scope{All: true}, store.Queue{N: 99})
	must(t, err)
	for _, row := range all {
		_, err := f.st.FlagByRef(ctx, scope, row.Ref)
		if listed := slices.ContainsFunc(rows, func(r store.FlagRow) bool { return r.ID == row.ID }); listed != (err == nil) {
			t.Errorf("%s of home %d is listed %v and found %v", row.Rule, row.UnitID, listed, err)
		}
	}
	home, err := f.st.ListUnitFlags(ctx, scope, f.home.ID)
	must(t, err)
	rules = append(rules, "|")
	for _, flag := range home {
		rules = append(rules, flag.Rule)
	}
	return strings.Join(rules, " ")
}

func TestAQueueHoldsWhatItsReaderMaySee(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		f := newFamilies(t, st)
		may := func(role policy.Role, area models.Area) policy.Scope {
			who := policy.Actor{UserID: 900, Staff: true, Grants: []policy.Grant{{Role: role, AreaID: area.ID, Level: policy.Level(area.Level)}}}
			return policy.ScopeOf(who, policy.QueueView, at)
		}
		check := func(when, who string, scope policy.Scope, want string) {
			t.Helper()
			if got := f.sees(t, scope); got != want {
				t.Errorf("%s, %s sees %q, should see %q", when, who, got, want)
			}
		}
		const without = "nobody named"
		check(without, "the landlord", policy.Scope{User: f.owner, At: at}, "B01 B01 | B01")
		check(without, "the officer", may(policy.Officer, f.community), "B01 B17 B01 B17 | B01 B17")
		check(without, "the grid worker", may(policy.Auxiliary, f.grid), "B01 B15 B17 | B01 B15 B17")
		check(without, "the worker of the other grid", may(policy.Auxiliary, f.other), "B01 B15 B17 |")
		check(without, "a child worker", may(policy.ChildWorker, f.community), "B15 B15 | B15")
		check(without, "the jobs", policy.Scope{All: true}, "B01 B15 B17 B01 B15 B17 | B01 B15 B17")
		both := policy.ScopeOf(policy.Actor{UserID: 900, Staff: true, Grants: []policy.Grant{
			{Role: policy.Officer, AreaID: f.community.ID, Level: policy.Community}, {Role: policy.Auxiliary, AreaID: f.grid.ID, Level: policy.Grid}}}, policy.QueueView, at)
		check(without, "an officer who is the worker of one grid", both, "B01 B15 B17 B01 B17 | B01 B15 B17")
		narrow := may(policy.Officer, f.community)
		narrow.Grid = f.other.ID
		check(without, "the officer, one grid", narrow, "B01 B17 |")
		f.grants(t, policy.ChildWorker, f.community, true, 0)   // her account is off
		f.grants(t, policy.ChildWorker, f.community, false, at) // her time is over
		f.grants(t, policy.Officer, f.community, false, 0)      // not a child worker
		check("still nobody", "the grid worker", may(policy.Auxiliary, f.grid), "B01 B15 B17 | B01 B15 B17")
		f.grants(t, policy.ChildWorker, f.community, false, at+1)
		check("named", "the grid worker", may(policy.Auxiliary, f.grid), "B01 B17 | B01 B17")
		check("named", "the child worker", may(policy.ChildWorker, f.community), "B15 B15 | B15")
		check("named", "the officer", may(policy.Officer, f.community), "B01 B17 B01 B17 | B01 B17")
	})
}
