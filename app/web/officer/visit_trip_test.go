package officer_test

import (
	"context"
	"net/http"
	"testing"

	"anju/models"
	"anju/models/policy"
	"anju/models/registry"
)

// TestAVisitSaysThatSomebodyIsAwayAndForHowLong: the day of return stands at his name, a wrong one is asked for again there.
func TestAVisitSaysThatSomebodyIsAwayAndForHowLong(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		w.toGrid("7700000101")
		entries, err := w.Store.Entries(context.Background(), w.home.ID)
		must(t, err)
		ref, home := entries[0].Stay.Ref, "/o/u/"+w.home.Ref
		b := w.browser().signIn("chen01", false)
		b.get(home+"/visit").shows("暂时外出", `name="back-`+ref+`"`)
		for _, back := range []string{"", "2026-09-01", "6-1"} {
			if b.post(home+"/visit", "result", "match", "p-"+ref, "trip", "back-"+ref, back); b.code != http.StatusUnprocessableEntity {
				t.Fatalf("back on %q: %d", back, b.code)
			}
			b.shows(`id="f-back-`+ref+`-error"`, `href="#f-back-`+ref+`"`, `value="trip" checked`)
		}
		b.post(home+"/visit", "result", "match", "p-"+ref, "trip", "back-"+ref, "7-30").shows("走访记好了：一致", "到 7 月 30 日回来", "走访时记的")
	})
}

// TestTheVisitFormKeepsWhoWasNotMetAndSaysWhoIsAway: the answer at his name is kept, and who is away is said so beforehand; else
// the worker's own 没见到 is turned into a confirmation at the door.
func TestTheVisitFormKeepsWhoWasNotMetAndSaysWhoIsAway(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		w.toGrid("7700000101")
		first := func() models.Stay {
			entries, err := w.Store.Entries(context.Background(), w.home.ID)
			must(t, err)
			return entries[0].Stay
		}
		ref, home := first().Ref, "/o/u/"+w.home.Ref
		b := w.browser().signIn("chen01", false)
		b.get(home+"/visit").post(home+"/visit", "result", "match", "p-"+ref, "away").shows("一位也没见到", `name="p-`+ref+`" value="away" checked`)
		if s := first(); s.ConfirmedHow == models.HowVisit {
			t.Errorf("confirmed at the door though not met: %+v", s)
		}
		b.get(home + "/visit").hidesAll("现在暂离")
		b.post(home+"/visit", "result", "match", "p-"+ref, "trip", "back-"+ref, "7-30").shows("走访记好了：一致")
		b.get(home+"/visit").shows("现在暂离，7 月 30 日回来。走访时记的").hidesAll(`name="all_seen"`, `name="shown"`)
		b.post(home+"/visit", "result", "match", "p-"+ref, "met").shows("走访记好了：一致")
		b.get(home + "/visit").hidesAll("现在暂离")
		if s := first(); s.ConfirmedHow != models.HowVisit {
			t.Errorf("met, and not confirmed: %+v", s)
		}
	})
}

// TestAgreeingToAWholeHomeAsksOneTapMore: the fault stands at the tap, what was typed is kept, and a task about one person asks
// for nothing more (UX F11).
func TestAgreeingToAWholeHomeAsksOneTapMore(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		w.toGrid("7700000101")
		home := "/o/u/" + w.home.Ref
		b := w.browser().signIn("chen01", false)
		b.get(home+"/visit").shows(`name="all_seen"`, "都见到了（册里 1 位）")
		if b.post(home+"/visit", "result", "match", "note", "在楼下问的"); b.code != http.StatusUnprocessableEntity {
			t.Fatalf("nobody is said to be met: %d", b.code)
		}
		b.shows(`id="f-all_seen-error"`, `href="#f-all_seen"`, `value="match" checked`, "在楼下问的")
		b.post(home+"/visit", "result", "refused", "all_seen", "1", "shown", b.find(`name="shown" value="([^"]+)"`)).shows(`id="f-all_seen-error"`, `name="all_seen" value="1" checked`)
		if b.post(home+"/visit", "result", "match", "all_seen", "1", "shown", "").shows("名册变了（101 房）"); w.entry().Stay.ConfirmedHow == models.HowVisit {
			t.Error("who came onto the roster after the page was opened is confirmed by it")
		}
		b.post(home+"/visit", "result", "match", "all_seen", "1", "shown", b.find(`name="shown" value="([^"]+)"`)).shows("走访记好了：一致")
		if s := w.entry().Stay; s.ConfirmedHow != models.HowVisit {
			t.Errorf("all were met, and he is not confirmed: %+v", s)
		}
	})
}

// TestAChildWhoseGuardianIsToBeAskedIsNamedAtTheHome: also one who turned out to be a child when the document was put right.
func TestAChildWhoseGuardianIsToBeAskedIsNamedAtTheHome(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		ctx := context.Background()
		w.toGrid("7700000101")
		w.at = shanghai("2026-06-02 10:00")
		entries, err := w.Store.Entries(ctx, w.home.ID)
		must(t, err)
		e := entries[0]
		b := w.browser().signIn("li01", false)
		home := "/o/u/" + w.home.Ref
		must(t, w.CorrectEntry(ctx, policy.SystemActor, e.Stay.Ref, registry.EntryForm{Name: e.Tenant.Name, DocType: "111", DocNo: "339900201506150044",
			MovedIn: e.Stay.MovedInOn.String(), Reason: models.AmendReasons[0]}, w.at))
		b.get(home).shows("还没得到同意", "未满 14 岁")
		entries, err = w.Store.Entries(ctx, w.home.ID)
		must(t, err)
		unit, err := w.Store.UnitByRef(ctx, w.home.Ref)
		must(t, err)
		owner, err := w.Store.User(ctx, unit.OwnerID)
		must(t, err)
		who, err := w.Store.Actor(ctx, owner)
		must(t, err)
		must(t, w.ChangeStay(ctx, who, entries[0].Stay.Ref, registry.StayChange{Room: "101", Phone: wholeCall, Guardian: "何以宁"}, w.at))
		b.get(home).shows("何以宁")
		if all, err := w.Store.Entries(ctx, w.home.ID); err != nil || len(all) != 1 || all[0].Stay.ConsentDue {
			t.Errorf("%v, still to be asked: %+v", err, all)
		}
	})
}
