package registry_test

import (
	"context"
	"strconv"
	"testing"

	"anju/models"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/storetest"
)

// TestWhoTakesACodeAtTheSameMomentIsToldAtItsField: eight administrators at once give one code, one login, one post.
func TestWhoTakesACodeAtTheSameMomentIsToldAtItsField(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		p := newPeople(t, st)
		_, _, _ = p.desk(t, "chen01", "auxiliary", "33020011", false)
		var ref string
		must(t, st.SQL().QueryRow("SELECT ref FROM users WHERE login = 'chen01'").Scan(&ref))
		faultAt := func(err error, field string) bool {
			e := models.AsError(err)
			return e != nil && len(e.Faults) == 1 && e.Faults[0].Field == field
		}
		for name, run := range map[string]struct {
			field string
			do    func(i int) error
		}{
			"an area": {"code", func(i int) error {
				_, err := p.AddArea(ctx, policy.SystemActor, "330200", models.Area{Code: "3302009", Level: models.LevelCommunity, Name: "新社区" + strconv.Itoa(i)}, p.at)
				return err
			}},
			"a login": {"login", func(int) error {
				_, _, err := p.AddStaff(ctx, policy.SystemActor, registry.StaffForm{Login: "same01", Name: "某人", Password: "lantern-river-48", Role: "officer", AreaCode: "3302001"}, p.at)
				return err
			}},
			"a post": {"area_code", func(int) error {
				return p.GivePost(ctx, p.admin, ref, registry.GiveForm{Role: "officer", AreaCode: "33020012", Choice: "today"}, p.at)
			}},
		} {
			outcome := make([]error, 8)
			together(t, len(outcome), func(i int) error { outcome[i] = run.do(i); return nil })
			given := 0
			for _, err := range outcome {
				switch {
				case err == nil:
					given++
				case !faultAt(err, run.field):
					t.Errorf("%s: %v", name, err)
				}
			}
			if given != 1 {
				t.Errorf("%s was given %d times", name, given)
			}
		}
	})
}

// TestAHandOverThatFailsKeepsNoOtherWaiting: the draft of one predecessor cannot be opened.
func TestAHandOverThatFailsKeepsNoOtherWaiting(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		h := newHanded(t, st)
		second, _, _ := h.desk(t, "qian01", "auxiliary", "33020012", false)
		for i, who := range []policy.Actor{h.old, second} {
			exec(t, st, "INSERT INTO post_hands (ref, from_user, to_user, role, area_id, starts_at, made_at, made_by) VALUES (?, ?, ?, 'auxiliary', ?, 1, 1, 1)", "aaaaaaaaaaaaaaaaaaa"+strconv.Itoa(i), who.UserID, h.next.UserID, h.grid.ID)
		}
		exec(t, st, "UPDATE drafts SET body = ?", []byte("x"))
		if err := h.SettlePosts(ctx, policy.SystemActor, h.at); err == nil {
			t.Fatal("a draft that cannot be opened was given on")
		}
		if n := h.number(t, "SELECT COUNT(*) FROM post_hands WHERE settled_at > 0"); n != 1 {
			t.Errorf("%d of two are settled", n)
		}
	})
}

// TestAStrangersDraftStays: whoever has the ref of a draft cannot throw it away.
func TestAStrangersDraftStays(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		h := newHanded(t, st)
		must(t, h.DropDraft(ctx, h.next, "visit", h.draft))
		must(t, h.DropDraft(ctx, h.old, "checkin", h.draft))
		if _, err := h.Draft(ctx, h.old, "visit", h.draft, h.at); err != nil {
			t.Fatalf("a draft was dropped by a stranger, or by another form: %v", err)
		}
		must(t, h.DropDraft(ctx, h.old, "visit", h.draft))
		if _, err := h.Draft(ctx, h.old, "visit", h.draft, h.at); !models.IsKind(err, models.NotFound) {
			t.Errorf("his own is still there: %v", err)
		}
	})
}

// TestEachSupervisorOfAWorkerHearsOfHisLooks: he has posts under two of them, and the day carries one place.
func TestEachSupervisorOfAWorkerHearsOfHisLooks(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		p := newPeople(t, st)
		p.bend(t, "view_limit", 1)
		who, _, _ := p.desk(t, "li01", "officer", "33020011", false)
		far, err := st.AreaByCode(ctx, "33020012")
		must(t, err)
		exec(t, st, "INSERT INTO grants (user_id, role, area_id, level, from_at) VALUES (?, 'officer', ?, 'grid', 1)", who.UserID, far.ID)
		user, err := st.User(ctx, who.UserID)
		must(t, err)
		who, err = st.Actor(ctx, user)
		must(t, err)
		who.Fresh = true
		ref := p.checkIn(t, 1)
		for range 2 {
			if _, err = p.RevealID(ctx, who, ref, "核对身份", p.at); err != nil && !models.IsKind(err, models.TooMany) {
				t.Fatal(err)
			}
		}
		third := models.Area{Code: "33020013", ParentID: far.ParentID, Level: models.LevelGrid, Name: "青禾 05 网格"}
		must(t, st.InTx(ctx, func(tx *store.Tx) error { return tx.SaveArea(&third) }))
		for code, want := range map[string]int{"33020011": 1, "33020012": 1, "33020013": 0, "3302001": 1} {
			boss, _, _ := p.desk(t, "boss"+code, "supervisor", code, false)
			scope := policy.ScopeOf(boss, policy.LooksWatch, boss.Grants[0].From+1)
			days, err := st.ListLookDays(ctx, scope, 9)
			must(t, err)
			n, err := st.CountUnseenLooks(ctx, scope)
			must(t, err)
			if len(days) != want || n != want {
				t.Errorf("the supervisor of %s reads %d days, %d unseen", code, len(days), n)
			}
		}
	})
}

// TestAStayThatWasAMistakeMadeNoHouseLate: the grade of a house rests on what is so.
func TestAStayThatWasAMistakeMadeNoHouseLate(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		h := newHanded(t, st)
		late := func() int {
			counts, err := st.LateReports(ctx, []int64{h.unit.ID}, 1)
			must(t, err)
			return counts[h.unit.ID]
		}
		before := late()
		exec(t, st, "UPDATE stays SET state = ?", models.StayVoid)
		if after := late(); before != 1 || after != 0 {
			t.Errorf("late %d times, and %d when it turned out that nobody lived there", before, after)
		}
	})
}
