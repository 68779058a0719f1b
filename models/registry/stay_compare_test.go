package registry_test

import (
	"context"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"anju/models"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/storetest"
	"anju/models/workday"
)

// twice is one person in two homes: here in the grid of the house, there in the other grid of the same community or, when near,
// in the same grid.
type twice struct {
	*people
	far         models.Unit
	here, there string       // refs of the stays
	ours        policy.Actor // officer of the grid of here
	theirs      policy.Actor // officer of the other grid
	both        policy.Actor // of the community
}

func newTwice(t *testing.T, st *store.Store) *twice {
	t.Helper()
	ctx := context.Background()
	w := &twice{people: newPeople(t, st)}
	grid, err := st.AreaByCode(ctx, "33020012")
	must(t, err)
	must(t, st.InTx(ctx, func(tx *store.Tx) error {
		anc, err := tx.AncestorsOf(ctx, grid.ID)
		must(t, err)
		w.far = models.Unit{Label: "稻香5", AreaID: grid.ID, Ancestors: anc, Address: "稻香路 5 号", Kind: models.KindHome, State: models.UnitAccepted,
			Occupancy: models.OccupancyUnknown, OwnerID: w.other.UserID}
		must(t, tx.SaveUnit(&w.far))
		return tx.SaveRoom(&models.Room{UnitID: w.far.ID, No: "901", Floor: 9, Type: models.RoomBedroom})
	}))
	w.here = w.checkIn(t, 7)
	done, err := w.CheckIn(ctx, w.other, w.far.Ref, []registry.StayForm{form("901", "何以安", invented(7), "19900000050")}, "", w.at)
	must(t, err)
	w.there = done.StayRef
	w.tick(t, w.at)
	w.ours, _, _ = w.desk(t, "ours01", "officer", "33020011", false)
	w.theirs, _, _ = w.desk(t, "theirs01", "officer", "33020012", false)
	w.both, _, _ = w.desk(t, "both01", "officer", "3302001", false)
	return w
}

// flag is the ref of the B17 on a stay, "" when none is open.
func (w *twice) flag(t *testing.T, stayRef string) string {
	t.Helper()
	flags, err := w.Store.ListFlags(context.Background(), policy.Scope{All: true}, store.Queue{Rule: "B17", N: 9})
	must(t, err)
	for _, f := range flags {
		if f.StayRef == stayRef {
			return f.Ref
		}
	}
	return ""
}

func (w *twice) stay(t *testing.T, ref string) models.Stay {
	t.Helper()
	e, err := w.Store.EntryByRef(context.Background(), ref)
	must(t, err)
	return e.Stay
}

func told(result, with string) registry.DoubleForm {
	return registry.DoubleForm{Result: result, With: with, Reason: "打电话问过本人", Week: "workdays", Word: "平时在厂边住"}
}

func TestAPersonInTwoHomesIsSettledFromOneFlagAndStaysSettled(t *testing.T) {
	ctx := context.Background()
	for result, want := range map[string]struct {
		here, there bool
		flags       int
	}{
		models.DoubleHere: {true, false, 0}, models.DoubleThere: {false, true, 0}, models.DoubleBoth: {true, true, 0}, models.DoubleOther: {true, true, 2},
	} {
		t.Run(result, func(t *testing.T) {
			storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
				w := newTwice(t, st)
				pair, err := w.ViewPair(ctx, w.both, w.flag(t, w.here), "", w.at)
				must(t, err)
				if pair.Outside || pair.There.Stay.Ref != w.there || pair.There.Unit.Address != "稻香路 5 号" {
					t.Fatalf("the other home is not shown: %+v", pair.There.Stay)
				}
				log := does(t, st, result, 2, func() error {
					ref, err := w.SettleDouble(ctx, w.both, w.flag(t, w.here), told(result, w.there), w.at)
					if err == nil && ref != w.here {
						t.Errorf("answered %s", ref)
					}
					return err
				})
				told := map[int64]string{}
				for _, e := range log {
					if e.Action != "stay.compare" || e.Reason != "打电话问过本人" {
						t.Errorf("put down as %+v", e)
					}
					told[e.UnitID] = e.Detail
				}
				turned := map[string]string{models.DoubleHere: models.DoubleThere, models.DoubleThere: models.DoubleHere}[result]
				if turned == "" {
					turned = result
				}
				if told[w.unit.ID] != "核对两处 "+result || told[w.far.ID] != "核对两处 "+turned {
					t.Errorf("the homes tell %v", told)
				}
				past, err := st.HomePast(ctx, w.far.ID, 0, 9)
				must(t, err)
				if len(past) == 0 || past[0].Action != "stay.compare" || past[0].StayID != w.stay(t, w.there).ID {
					t.Errorf("the past of the other home says nothing: %+v", past)
				}
				w.tick(t, w.at)
				for ref, lives := range map[string]bool{w.here: want.here, w.there: want.there} {
					s := w.stay(t, ref)
					if s.LivesOn(workday.At(w.at).Day()) != lives || !lives && !s.Recallable(workday.At(w.at)) {
						t.Errorf("%+v", s)
					}
				}
				open := 0
				for _, ref := range []string{w.here, w.there} {
					if w.flag(t, ref) != "" {
						open++
					}
				}
				if open != want.flags {
					t.Errorf("%d flags stand", open)
				}
			})
		})
	}
}

func TestAThirdHomeIsSaidAnewThoughTwoAreAllowed(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		w := newTwice(t, st)
		_, err := w.SettleDouble(ctx, w.both, w.flag(t, w.here), told(models.DoubleBoth, w.there), w.at)
		must(t, err)
		must(t, st.InTx(ctx, func(tx *store.Tx) error { return tx.SaveRoom(&models.Room{UnitID: w.empty.ID, No: "1", Floor: 1}) }))
		_, err = w.CheckIn(ctx, w.landlord, w.empty.Ref, []registry.StayForm{form("1", "何以安", invented(7), "19900000050")}, "", w.at)
		must(t, err)
		w.tick(t, w.at)
		if w.flag(t, w.here) == "" || w.flag(t, w.there) == "" {
			t.Error("a third home raises nothing")
		}
		third, err := st.Entries(ctx, w.empty.ID)
		must(t, err)
		for _, result := range []string{models.DoubleOther, models.DoubleHere} {
			_, err = w.SettleDouble(ctx, w.both, w.flag(t, w.here), told(result, third[0].Stay.Ref), w.at)
			must(t, err)
		}
		w.tick(t, w.at)
		if w.flag(t, w.here) != "" || w.flag(t, w.there) != "" {
			t.Error("he does not live in the third home, and the two others are asked about anew")
		}
	})
}

func TestAnOfficerDecidesAboutHisOwnGridAloneAndLearnsNoAddressOfAnother(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		w := newTwice(t, st)
		pair, err := w.ViewPair(ctx, w.ours, w.flag(t, w.here), w.there, w.at)
		must(t, err)
		if !pair.Outside || pair.Community.Name != "柳岸社区" || pair.There.Stay.ID != 0 || len(pair.More) != 0 {
			t.Fatalf("%+v", pair)
		}
		for _, secret := range []string{"稻香路", "稻香5", `\b901\b`, w.there, w.far.Ref} { // a moment may hold the digits of the room
			if regexp.MustCompile(secret).MatchString(fmt.Sprintf("%+v", pair)) {
				t.Errorf("he is shown %s of a home outside his grid", secret)
			}
		}
		before := w.stay(t, w.there)
		refuses(t, st, "with a stay outside the grid", models.NotFound, func() error {
			_, err := w.SettleDouble(ctx, w.ours, w.flag(t, w.here), told(models.DoubleHere, w.there), w.at)
			return err
		})
		_, err = w.SettleDouble(ctx, w.ours, w.flag(t, w.here), told(models.DoubleHere, ""), w.at)
		must(t, err)
		if after := w.stay(t, w.there); fmt.Sprint(after) != fmt.Sprint(before) {
			t.Errorf("the stay of another grid changed: %+v", after)
		}
		w.tick(t, w.at)
		if w.flag(t, w.here) == "" || w.flag(t, w.there) == "" {
			t.Error("one officer's word ended what the other has to decide")
		}
		_, err = w.SettleDouble(ctx, w.theirs, w.flag(t, w.there), told(models.DoubleThere, ""), w.at)
		must(t, err)
		w.tick(t, w.at)
		if w.flag(t, w.here) != "" || w.flag(t, w.there) != "" || w.stay(t, w.there).State != models.StayLeaving {
			t.Error("both officers agree, and it still stands")
		}
	})
}

func TestTwoHomesAreAllowedOnceBothOfficersTookItDown(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		w := newTwice(t, st)
		_, err := w.SettleDouble(ctx, w.ours, w.flag(t, w.here), told(models.DoubleBoth, ""), w.at)
		must(t, err)
		w.tick(t, w.at)
		if w.flag(t, w.here) == "" {
			t.Error("one officer alone allowed both")
		}
		_, err = w.SettleDouble(ctx, w.theirs, w.flag(t, w.there), told(models.DoubleBoth, ""), w.at)
		must(t, err)
		w.tick(t, w.at)
		if w.flag(t, w.here) != "" || w.flag(t, w.there) != "" {
			t.Error("both took it down, and it still stands")
		}
	})
}

func TestNobodyElseSettlesWhereAPersonLives(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		w := newTwice(t, st)
		flag := w.flag(t, w.here)
		settle := func(who policy.Actor, ref string, f registry.DoubleForm) func() error {
			return func() error { _, err := w.SettleDouble(ctx, who, ref, f, w.at); return err }
		}
		good := told(models.DoubleHere, "")
		refuses(t, st, "a stranger", models.Unsigned, settle(policy.Actor{}, flag, good))
		refuses(t, st, "the landlord", models.Forbidden, settle(w.landlord, flag, good))
		refuses(t, st, "the tenant", models.Forbidden, settle(w.tenant("19900010007"), flag, good))
		refuses(t, st, "an administrator", models.Forbidden, settle(w.admin, flag, good))
		refuses(t, st, "the officer of the other grid", models.NotFound, settle(w.theirs, flag, good))
		if _, err := w.ViewPair(ctx, w.theirs, flag, "", w.at); !models.IsKind(err, models.NotFound) {
			t.Errorf("the officer of the other grid sees it: %v", err)
		}
		refuses(t, st, "without naming the other home", models.Conflict, settle(w.both, flag, good))
		for name, f := range map[string]registry.DoubleForm{
			"nothing": {}, "no reason": {Result: models.DoubleHere}, "both without a word": {Result: models.DoubleBoth, Reason: "打电话问过本人", Week: "workdays"},
			"both without a week": {Result: models.DoubleBoth, Reason: "打电话问过本人", Word: "都住"},
		} {
			refuses(t, st, name, models.Invalid, settle(w.ours, flag, f))
		}
	})
}

func TestNoLandlordHearsOfTheOtherHomeWhenItIsSettled(t *testing.T) {
	ctx := context.Background()
	for _, result := range []string{models.DoubleHere, models.DoubleThere, models.DoubleBoth} {
		storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
			w := newTwice(t, st)
			w.sent.texts = nil
			_, err := w.SettleDouble(ctx, w.both, w.flag(t, w.here), told(result, w.there), w.at)
			must(t, err)
			w.tick(t, w.at)
			for _, m := range w.sent.texts {
				if m.Phone == "19900000099" || m.Phone == "19900000097" {
					t.Errorf("%s: a landlord is texted %q", result, m.Text)
				}
			}
			for who, words := range map[*policy.Actor][]string{&w.landlord: {"稻香", w.far.Ref, w.there}, &w.other: {"青禾路 18", w.unit.Ref, w.here}} {
				scope := policy.Scope{User: who.UserID, At: 1}
				entries, err := st.ListEntries(ctx, scope, 99)
				must(t, err)
				flags, err := st.ListFlags(ctx, scope, store.Queue{N: 99})
				must(t, err)
				for _, f := range flags {
					if f.Rule == "B17" {
						t.Errorf("%s: a landlord sees the flag", result)
					}
				}
				for _, word := range words {
					if strings.Contains(fmt.Sprintf("%+v %+v", entries, flags), word) {
						t.Errorf("%s: a landlord reads %s", result, word)
					}
				}
			}
		})
	}
}
