package officer_test

import (
	"context"
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

// owner is the landlord of the home.
func (w *town) owner() policy.Actor {
	w.t.Helper()
	user, err := w.Store.UserByPhone(context.Background(), "19900000099")
	must(w.t, err)
	who, err := w.Store.Actor(context.Background(), user)
	must(w.t, err)
	return who
}

func TestATaskThatTheLandlordSettledDoesNotSpellHisName(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		w.toGrid("7700000101")
		w.night("2026-09-20 09:00")
		b := w.browser().signIn("chen01", false)
		item := b.find(`href="(/o/items/[a-z0-9]+)/visit"`)
		_, err := w.ConfirmRoster(context.Background(), w.owner(), w.home.Ref, w.at)
		must(t, err)
		if b.get(item).shows("周** 已在"); strings.Contains(b.page, "周桂芳") {
			t.Error("the landlord's whole name stands on the page")
		}
	})
}

func TestSomebodyMetAtAVisitIsNotSaidToHaveDeclaredHimself(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		w.toGrid("7700000101")
		met := registry.StayForm{Room: "102", Name: "白以宁", DocType: "111", DocNo: storetest.Number("3399", 7), Phone: "19900000014", MovedIn: "today"}
		must(t, w.RecordVisit(context.Background(), policy.SystemActor, w.home.Ref,
			registry.VisitForm{Result: models.VisitExtra, Heads: "2", AddFound: &met}, "", w.at))
		w.at = w.at.Add(4 * 24 * time.Hour)
		b := w.browser().signIn("chen01", false)
		if b.get("/o/queue?flag=declared").shows("走访登记", "走访时见到的人，户主一直没确认"); strings.Contains(b.page, "房客自己申报") {
			t.Error("it says that he declared himself")
		}
	})
}

func TestARequestThatNobodyAnsweredInTimeStandsFirstAndSaysSo(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		w.toGrid("7700000101")
		late, fresh := w.file("grid", "厨房漏水"), w.file("grid ", "门锁坏了")
		for q, days := range map[*store.Request]int{&late: -1, &fresh: 3} {
			_, err := w.Store.SQL().Exec("UPDATE requests SET audience = 'grid', due_at = ? WHERE id = ?", workday.At(w.at.AddDate(0, 0, days)), q.ID)
			must(t, err)
		}
		b := w.browser().signIn("chen01", false)
		b.get("/o/reports").shows("已超期")
		if strings.Count(b.page, "已超期") != 1 || strings.Index(b.page, late.Body) > strings.Index(b.page, fresh.Body) {
			t.Error("what is overdue is not marked, or does not stand first")
		}
	})
}

func TestSomebodyWhoseDayHasNotComeTakesNoPlaceInTheRoomYet(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		w.toGrid("7700000101")
		_, err := w.Store.SQL().Exec("UPDATE stays SET moved_in_on = ? WHERE unit_id = ?", int64(workday.DayOf(w.at)+3), w.home.ID)
		must(t, err)
		b := w.browser().signIn("li01", false)
		if b.get("/o/u/" + w.home.Ref).shows("还没到日子"); strings.Contains(b.page, "住 1 / ") {
			t.Error("who comes in three days takes a place today")
		}
	})
}
