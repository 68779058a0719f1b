package registry_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"anju/models"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/storetest"
	"anju/models/workday"
)

// handed is a grid with work in it, its worker, and another who takes it over.
type handed struct {
	*people
	old, next, chief    policy.Actor
	oldSession          string
	draft, item, oldRef string
	posts               []store.Post
}

func newHanded(t *testing.T, st *store.Store) *handed {
	t.Helper()
	ctx := context.Background()
	h := &handed{people: newPeople(t, st)}
	h.old, h.oldSession, _ = h.desk(t, "chen01", "auxiliary", "33020011", false)
	h.next, _, _ = h.desk(t, "wu01", "auxiliary", "33020012", false)
	h.chief, _, _ = h.desk(t, "du01", "supervisor", "3302001", false)
	h.checkIn(t, 1)
	exec(t, st, "UPDATE stays SET reported_at = 0")
	_, err := h.RaiseFlags(ctx, policy.SystemActor, h.at.AddDate(0, 0, 6))
	must(t, err)
	h.draft, err = h.KeepDraft(ctx, h.old, "visit", "", `{"at":["`+h.unit.Ref+`"],"note":["没记完"]}`, h.at)
	must(t, err)
	must(t, st.InTx(ctx, func(tx *store.Tx) error {
		must(t, tx.SaveRequest(&store.Request{No: "00000001", Kind: "report", Audience: "grid", State: "open", UnitID: h.unit.ID, Ancestors: h.unit.Ancestors, FiledAt: 1}))
		items := []models.SampleItem{{UnitID: h.unit.ID, CheckerID: h.old.UserID}}
		must(t, tx.SaveSample(&models.Sample{Kind: models.SampleRoster, Ancestors: h.unit.Ancestors, DrawnAt: 1}, items, []int64{h.unit.ID}))
		h.item = items[0].Ref
		return nil
	}))
	user, err := st.User(ctx, h.old.UserID)
	must(t, err)
	h.oldRef = user.Ref
	h.posts, err = st.Posts(ctx, user.ID)
	must(t, err)
	return h
}

func (h *handed) form() registry.PostForm {
	return registry.PostForm{Posts: []int64{h.posts[0].ID}, To: h.next.UserRef}
}

// sees says whether somebody has the work of the grid now: its flags, its home, the draft and the check.
func (h *handed) sees(t *testing.T, who policy.Actor) []bool {
	t.Helper()
	ctx, now := context.Background(), workday.At(h.at)
	user, err := h.Store.User(ctx, who.UserID)
	must(t, err)
	who, err = h.Store.Actor(ctx, user)
	must(t, err)
	flags, err := h.Store.ListFlags(ctx, policy.ScopeOf(who, policy.QueueView, now), store.Queue{N: 9})
	must(t, err)
	reports, err := h.Store.ListRequests(ctx, policy.ScopeOf(who, policy.RequestAnswer, now), []string{"grid"}, 9)
	must(t, err)
	_, roster := h.ViewRoster(ctx, who, h.unit.Ref, "看房屋", h.at)
	_, draft := h.Draft(ctx, who, "visit", h.draft, h.at)
	_, item := h.Store.ItemFor(ctx, h.item, who.UserID)
	return []bool{len(flags) > 0, len(reports) > 0, roster == nil, draft == nil, item == nil}
}

func each(seen []bool, want bool) bool {
	for _, s := range seen {
		if s != want {
			return false
		}
	}
	return true
}

func TestAGridGoesToTheSuccessorWithAllItsWorkAndThePredecessorSeesNothingFromThen(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		h := newHanded(t, st)
		if !each(h.sees(t, h.old), true) {
			t.Fatalf("before: the worker sees %v", h.sees(t, h.old))
		}
		loads, err := h.PostLoads(ctx, h.chief, h.old.UserID, h.posts, h.at)
		must(t, err)
		want := models.PostLoad{Flags: 1, Homes: loads[h.posts[0].ID].Homes, Drafts: 1, Reports: 1, Checks: 1}
		if got := loads[h.posts[0].ID]; got != want || got.Homes == 0 {
			t.Errorf("it is said that %+v moves", got)
		}
		log := does(t, st, "the hand-over", 1, func() error { return h.HandPosts(ctx, h.chief, h.oldRef, h.form(), h.at) })
		if log[0].Action != "grid.hand" || log[0].RefID != h.old.UserID || log[0].Role != "supervisor" {
			t.Errorf("%+v", log[0])
		}
		if !each(h.sees(t, h.old), false) || !each(h.sees(t, h.next), true) {
			t.Errorf("afterwards the predecessor sees %v, the successor %v", h.sees(t, h.old), h.sees(t, h.next))
		}
		if who, err := h.Who(ctx, h.oldSession); err != nil || who.UserID != 0 {
			t.Errorf("the predecessor's session goes on: %+v %v", who, err)
		}
		history, err := st.Posts(ctx, h.old.UserID)
		must(t, err)
		if len(history) != 1 || history[0].Grant.To != workday.At(h.at) || history[0].Grant.From == 0 {
			t.Errorf("the history reads %+v", history)
		}
		hands, err := st.HandsTo(ctx, h.next.UserID, 0, workday.At(h.at))
		must(t, err)
		if len(hands) != 1 || hands[0].PostLoad != want || hands[0].SettledAt == 0 {
			t.Errorf("the successor is told of %+v", hands)
		}
		refuses(t, st, "a second time", models.Invalid, func() error { return h.HandPosts(ctx, h.chief, h.oldRef, h.form(), h.at) })
	})
}

func TestAHandOverForALaterDayWaitsForItsMidnightAndMovesOnce(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		h := newHanded(t, st)
		f := h.form()
		f.Choice, f.Y, f.M, f.D = "other", "2026", "11", "17"
		does(t, st, "for tomorrow", 1, func() error { return h.HandPosts(ctx, h.chief, h.oldRef, f, h.at) })
		h.at = shanghai("2026-11-16 23:59")
		must(t, h.SettlePosts(ctx, policy.SystemActor, h.at))
		if !each(h.sees(t, h.old), true) || h.sees(t, h.next)[0] {
			t.Errorf("a minute before: %v and %v", h.sees(t, h.old), h.sees(t, h.next))
		}
		h.at = shanghai("2026-11-17 00:00")
		if seen := h.sees(t, h.old); seen[0] || seen[1] || seen[2] {
			t.Errorf("at midnight, before any job: the predecessor sees %v", seen)
		}
		does(t, st, "the moment", 1, func() error { return h.SettlePosts(ctx, policy.SystemActor, h.at) })
		does(t, st, "the moment again", 0, func() error { return h.SettlePosts(ctx, policy.SystemActor, h.at.Add(time.Hour)) })
		if seen := h.sees(t, h.next); seen[3] != true || seen[4] != true || h.sees(t, h.old)[3] {
			t.Errorf("draft and check went to %v", seen)
		}
	})
}

func TestNobodyHandsOverAGridThatIsNotInHisAreasOrToNobody(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		h := newHanded(t, st)
		far, _, _ := h.desk(t, "du02", "supervisor", "33020012", false)
		officer, _, _ := h.desk(t, "li01", "officer", "3302001", false)
		stale := h.chief
		stale.Fresh = false
		give := func(who policy.Actor, change func(*registry.PostForm)) func() error {
			f := h.form()
			if change != nil {
				change(&f)
			}
			return func() error { return h.HandPosts(ctx, who, h.oldRef, f, h.at) }
		}
		refuses(t, st, "a stranger", models.Unsigned, give(policy.Actor{}, nil))
		refuses(t, st, "a landlord", models.Forbidden, give(h.landlord, nil))
		refuses(t, st, "a worker", models.Forbidden, give(h.next, nil))
		refuses(t, st, "an officer", models.Forbidden, give(officer, nil))
		refuses(t, st, "a supervisor of another grid", models.NotFound, give(far, nil))
		refuses(t, st, "a supervisor without the code", models.NotFound, give(stale, nil))
		refuses(t, st, "to himself", models.Invalid, give(h.chief, func(f *registry.PostForm) { f.To = h.oldRef }))
		refuses(t, st, "to a landlord", models.Invalid, give(h.chief, func(f *registry.PostForm) { f.To = h.landlord.UserRef }))
		refuses(t, st, "to the supervisor himself", models.Invalid, give(h.chief, func(f *registry.PostForm) { f.To = h.chief.UserRef }))
		refuses(t, st, "to another supervisor", models.Invalid, give(h.chief, func(f *registry.PostForm) { f.To = far.UserRef }))
		refuses(t, st, "to one of another post", models.Invalid, give(h.chief, func(f *registry.PostForm) { f.To = officer.UserRef }))
		refuses(t, st, "nothing", models.Invalid, give(h.chief, func(f *registry.PostForm) { f.Posts = nil }))
		refuses(t, st, "yesterday", models.Invalid, give(h.chief, func(f *registry.PostForm) { f.Choice, f.Y, f.M, f.D = "other", "2026", "11", "15" }))
		must(t, give(h.admin, nil)())
	})
}

// TestOnlyThoseWhoMayTakeAGridOverAreOffered: a name that is refused afterwards costs the supervisor the whole form, and a
// name that is missing leaves the grid with nobody.
func TestOnlyThoseWhoMayTakeAGridOverAreOffered(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		h := newHanded(t, st)
		officer, _, _ := h.desk(t, "li01", "officer", "3302001", false)
		gone, _, _ := h.desk(t, "he01", "auxiliary", "33020012", false)
		exec(t, st, "UPDATE users SET disabled = ? WHERE id = ?", true, gone.UserID)
		stale := h.chief
		stale.Fresh = false // the page is opened before the code is asked
		offered := func(who policy.Actor) (ids []int64) {
			takers, err := h.PostTakers(ctx, who, h.old.UserID, h.posts, h.at)
			must(t, err)
			for _, one := range takers {
				ids = append(ids, one.ID)
			}
			return ids
		}
		if ids := offered(stale); !slices.Equal(ids, []int64{h.next.UserID}) {
			t.Errorf("the supervisor is offered %v", ids)
		}
		ids := offered(h.admin)
		for id, want := range map[int64]bool{h.next.UserID: true, officer.UserID: true, h.old.UserID: false, gone.UserID: false} {
			if slices.Contains(ids, id) != want {
				t.Errorf("the administrator is offered %v, with %d: %v", ids, id, !want)
			}
		}
		if _, err := h.PostTakers(ctx, h.next, h.old.UserID, h.posts, h.at); !models.IsKind(err, models.Forbidden) {
			t.Errorf("a grid worker is told whom he might hand his grid to: %v", err)
		}
		f := h.form()
		f.To = officer.UserRef
		refuses(t, st, "one who was not offered", models.Invalid, func() error { return h.HandPosts(ctx, h.chief, h.oldRef, f, h.at) })
		must(t, h.HandPosts(ctx, h.chief, h.oldRef, h.form(), h.at))
	})
}

func TestAPostGivenForSomeDaysHoldsOnThemAloneAndStaysInTheHistory(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		h := newHanded(t, st)
		f := registry.GiveForm{Role: "auxiliary", AreaCode: "33020011", Choice: "other", From: [3]string{"2026", "11", "18"}, Until: [3]string{"2026", "11", "19"}}
		refuses(t, st, "a supervisor", models.Forbidden, func() error { return h.GivePost(ctx, h.chief, h.next.UserRef, f, h.at) })
		refuses(t, st, "to himself", models.Conflict, func() error { return h.GivePost(ctx, h.admin, h.admin.UserRef, f, h.at) })
		back := f
		back.Until = [3]string{"2026", "11", "17"}
		refuses(t, st, "until before from", models.Invalid, func() error { return h.GivePost(ctx, h.admin, h.next.UserRef, back, h.at) })
		does(t, st, "for two days", 1, func() error { return h.GivePost(ctx, h.admin, h.next.UserRef, f, h.at) })
		refuses(t, st, "the same twice", models.Invalid, func() error { return h.GivePost(ctx, h.admin, h.next.UserRef, f, h.at) })
		for at, want := range map[string]bool{"2026-11-17 23:59": false, "2026-11-18 00:00": true, "2026-11-19 23:59": true, "2026-11-20 00:00": false} {
			h.at = shanghai(at)
			if got := h.sees(t, h.next)[0]; got != want {
				t.Errorf("at %s he sees the grid: %v", at, got)
			}
		}
		h.at = shanghai("2026-11-18 09:00")
		posts, err := st.Posts(ctx, h.next.UserID)
		must(t, err)
		refuses(t, st, "the post of another", models.NotFound, func() error { return h.EndPost(ctx, h.admin, h.next.UserRef, h.posts[0].ID, h.at) })
		does(t, st, "ending it", 1, func() error { return h.EndPost(ctx, h.admin, h.next.UserRef, posts[0].ID, h.at) })
		if h.sees(t, h.next)[0] {
			t.Error("a post that was ended still holds")
		}
		refuses(t, st, "ending it again", models.Conflict, func() error { return h.EndPost(ctx, h.admin, h.next.UserRef, posts[0].ID, h.at) })
		if after, err := st.Posts(ctx, h.next.UserID); err != nil || len(after) != len(posts) {
			t.Errorf("the history lost a line: %+v %v", after, err)
		}
	})
}
