package officer_test

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"anju/models"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/workday"
)

// TestAVisitHalfTypedIsThereHoweverItIsOpenedAgain: who was called away opens it from the home, the plate or the task, and not
// from the address of his draft.
func TestAVisitHalfTypedIsThereHoweverItIsOpenedAgain(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		w.toGrid("7700000101")
		w.night("2026-09-29 10:00")
		flags, err := w.Store.ListFlags(context.Background(), policy.Scope{All: true}, store.Queue{N: 9})
		must(t, err)
		if len(flags) == 0 {
			t.Fatal("no task at the home")
		}
		item, home := "/o/items/"+flags[0].Ref, "/o/u/"+w.home.Ref
		const kept, note = "您上次填到这里，还没交", "门口有三双鞋"
		b := w.browser().signIn("chen01", false)
		types := func(what string, pairs ...string) {
			b.post(b.find(`data-keep="([^"]+)"`), append(pairs, "at", w.home.Ref, "note", what, "heads", "5")...)
		}
		b.get(home + "/visit").hidesAll(kept)
		types(note, "result", "missing", "p-"+w.entry().Stay.Ref, "met", "fire_exit", "bad", "door", w.home.DoorToken)
		for _, again := range []string{home + "/visit", home + "/visit?door=" + w.home.DoorToken, item + "/visit"} {
			b.get(again).shows(kept, note, `value="missing" checked`, `value="met" checked`, `name="fire_exit" value="bad" checked`, `value="5"`,
				`name="door" value="`+w.home.DoorToken+`"`)
		}
		b.get(home+"/visit?door="+w.home.DoorToken).get(strings.TrimPrefix(b.find(`href="([^"]+)">重新填一份`), "http://anju.test")).hidesAll(kept, note)
		b.shows(`name="door" value="` + w.home.DoorToken + `"`)
		w.browser().signIn("li01", false).get(home+"/visit").shows("保存走访").hidesAll(kept, note)
		types("第二份", "result", "match", "item", flags[0].Ref)
		b.get(item+"/visit").shows(kept, "第二份", `value="match" checked`).hidesAll("请再选一次")
		b.get(home+"/visit").shows(kept, "第二份", "这次问的不是同一件，“一致”请再选一次").hidesAll(`value="match" checked`)
		b.post(home+"/visit?d="+b.find(`\?d=([a-z2-9]+)" method`), "result", "missing", "extra", "1").shows("走访记好了")
		b.get(home+"/visit").hidesAll(kept, "第二份", note)
		types(note, "result", "missing")
		w.at = w.at.AddDate(0, 0, 1)
		w.browser().signIn("chen01", false).get(home+"/visit").shows("保存走访").hidesAll(kept, note)
	})
}

// TestAllWereMetIsAskedAgainWhereTheRosterIsAnother: a page that is drawn again, after a fault or from a draft, shows who came since, and
// a tick from before would speak of them.
func TestAllWereMetIsAskedAgainWhereTheRosterIsAnother(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		w.toGrid("7700000101")
		home, ref := "/o/u/"+w.home.Ref, w.entry().Stay.Ref
		const ticked = `name="all_seen" value="1" checked`
		b := w.browser().signIn("chen01", false).get(home + "/visit")
		b.post(home+"/visit", "result", "match", "all_seen", "1", "heads", "x").hidesAll(ticked).shows(`id="f-heads-error"`)
		b.post(home+"/visit", "result", "match", "heads", "1").shows(`id="f-all_seen-error"`)
		b.get(home+"/visit").post(home+"/visit", "result", "match", "all_seen", "1", "shown", ref, "heads", "x").shows(ticked)
		if w.entry().Stay.ConfirmedHow == models.HowVisit {
			t.Fatal("confirmed by a form with a fault")
		}
		b.get(home+"/visit").post(home+"/visit", "result", "refused", "all_seen", "1", "shown", "x").hidesAll(ticked).shows(`id="f-all_seen-error"`)
		types := func(shown ...string) {
			pairs := []string{"at", w.home.Ref, "result", "match", "all_seen", "1"}
			for _, s := range shown {
				pairs = append(pairs, "shown", s)
			}
			b.get(home+"/visit").post(b.find(`data-keep="([^"]+)"`), pairs...)
			b.get(home + "/visit").shows(`value="match" checked`)
		}
		types(ref)
		b.shows(ticked)
		types(ref, "x")
		b.hidesAll(ticked)
	})
}

// TestAVisitToAHomeOfManyPeopleIsKept: a form with a field for each of them is longer than others.
func TestAVisitToAHomeOfManyPeopleIsKept(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		w.toGrid("7700000101")
		one, home := w.entry().Stay, "/o/u/"+w.home.Ref
		must(t, w.Store.InTx(t.Context(), func(tx *store.Tx) error {
			for i := range 400 {
				s := one
				s.ID, s.Ref, s.ReceiptNo = 0, "", fmt.Sprintf("9%07d", i)
				if err := tx.SaveStay(&s); err != nil {
					return err
				}
			}
			return nil
		}))
		entries, err := w.Store.Entries(t.Context(), w.home.ID)
		must(t, err)
		b := w.browser().signIn("chen01", false).get(home + "/visit").shows("都见到了（册里 401 位）")
		pairs := []string{"result", "match", "all_seen", "1", "at", w.home.Ref}
		for i, e := range entries {
			pairs = append(pairs, "shown", e.Stay.Ref, "back-"+e.Stay.Ref, "")
			if i%2 == 0 {
				pairs = append(pairs, "p-"+e.Stay.Ref, "away")
			}
		}
		if b.post(b.find(`data-keep="([^"]+)"`), pairs...); b.code != http.StatusNoContent {
			t.Errorf("the draft: %d", b.code)
		}
		b.get(home+"/visit").shows("您上次填到这里", `name="all_seen" value="1" checked`).post(home+"/visit", pairs...).shows("走访记好了：一致")
	})
}

// TestAllWereMetSpeaksOfNobodyWhoDoesNotLiveThereToday: who moves in tomorrow or is said to have left stands on the page too.
func TestAllWereMetSpeaksOfNobodyWhoDoesNotLiveThereToday(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		w.toGrid("7700000101")
		s, home := w.entry().Stay, "/o/u/"+w.home.Ref
		later := s
		later.ID, later.Ref, later.ReceiptNo, later.MovedInOn = 0, "", "90000077", workday.DayOf(w.at)+1
		save := func(s models.Stay) {
			must(t, w.Store.InTx(t.Context(), func(tx *store.Tx) error { return tx.SaveStay(&s) }))
		}
		save(later)
		b := w.browser().signIn("chen01", false).get(home + "/visit")
		if b.shows("都见到了（册里 1 位，暂离的、还没住进来的、说搬走的不算）", `name="shown" value="`+s.Ref+`"`); strings.Count(b.page, `name="shown"`) != 1 {
			t.Error("who moves in tomorrow is met today")
		}
		s = w.entry().Stay
		s.SayLeft(workday.DayOf(w.at), workday.At(w.at))
		save(s)
		b.get(home + "/visit").hidesAll(`name="all_seen"`)
	})
}
