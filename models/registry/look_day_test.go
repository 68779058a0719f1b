package registry_test

import (
	"context"
	"testing"

	"anju/models"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/storetest"
	"anju/models/workday"
)

func TestTheSupervisorHearsOfTheFiftyFirstNumberAndOfAHomeOutsideTheGrid(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		p := newPeople(t, st)
		p.bend(t, "view_limit", 3)
		ref := p.checkIn(t, 1)
		officer, _, _ := p.desk(t, "li01", "officer", "33020011", false)
		stray, _, _ := p.desk(t, "wu01", "auxiliary", "33020012", false)
		boss, _, _ := p.desk(t, "boss01", "supervisor", "3302001", false)
		far, _, _ := p.desk(t, "boss02", "supervisor", "33020012", false)
		officer.Fresh = true
		days := func(who policy.Actor) []models.LookDay {
			all, err := st.ListLookDays(ctx, policy.ScopeOf(who, policy.LooksWatch, workday.At(p.at)), 9)
			must(t, err)
			return all
		}
		for range 3 {
			_, err := p.RevealID(ctx, officer, ref, "核对身份", p.at)
			must(t, err)
		}
		if n := len(days(policy.SystemActor)); n != 0 {
			t.Fatalf("told of three of three: %d", n)
		}
		for range 2 {
			log := does(t, st, "one number too many", 1, func() error {
				if number, err := p.RevealID(ctx, officer, ref, "核对身份", p.at); number != "" || !models.IsKind(err, models.TooMany) {
					t.Errorf("%q %v", number, err)
				}
				return nil
			})
			if log[0].Detail != "满额，没看到" || log[0].StayID == 0 {
				t.Errorf("put down as %+v", log[0])
			}
		}
		for who, ref := range map[*policy.Actor]string{&stray: ref, &officer: p.unit.Ref} { // the second is refused within his own grid
			must(t, p.KeepRefusal(ctx, *who, "GET /o/u/:ref", []string{ref}, p.at))
		}
		must(t, p.KeepRefusal(ctx, stray, "GET /o/u/:ref", []string{"aaaaaaaaaaaaaaaaaaaa"}, p.at))
		all := days(policy.SystemActor)
		if len(all) != 2 || all[0].UserID != stray.UserID || all[0].Outside != 1 || all[1].UserID != officer.UserID || all[1].FullIDs != 5 {
			t.Fatalf("%+v", all)
		}
		see := func(who policy.Actor, ref, note string) func() error {
			return func() error { return p.SeeLooks(ctx, who, ref, note, p.at) }
		}
		refuses(t, st, "an officer", models.Forbidden, see(officer, all[1].Ref, "看过"))
		refuses(t, st, "an administrator", models.Forbidden, see(p.admin, all[1].Ref, "看过"))
		refuses(t, st, "the supervisor of another grid", models.NotFound, see(far, all[1].Ref, "看过"))
		refuses(t, st, "without a word", models.Invalid, see(boss, all[1].Ref, " "))
		refuses(t, st, "with somebody's number", models.Invalid, see(boss, all[1].Ref, "问过 339900199001010011 了"))
		does(t, st, "the supervisor", 1, see(boss, all[1].Ref, "问过了，在办移交"))
		refuses(t, st, "twice", models.Conflict, see(boss, all[1].Ref, "问过了"))
		if all = days(boss); len(all) != 2 || all[1].Note != "问过了，在办移交" || all[1].SeenBy != boss.UserID {
			t.Errorf("%+v", all)
		}
		if n := len(days(far)); n != 1 {
			t.Errorf("the supervisor of one grid sees %d", n)
		}
		// A list with whole numbers counts by its lines.
		for n := 2; n <= 5; n++ {
			p.checkIn(t, n)
		}
		second, _, _ := p.desk(t, "li02", "officer", "33020011", false)
		second.Fresh = true
		_, err := p.Export(ctx, second, registry.ExportHow{Kind: "roster", Reveal: "核对身份", At: p.at}, func([]string) error { return nil })
		must(t, err)
		if all = days(policy.SystemActor); len(all) != 3 || all[0].UserID != second.UserID || all[0].FullIDs < 5 {
			t.Errorf("a list of whole numbers: %+v", all)
		}
	})
}
