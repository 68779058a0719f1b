package registry_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"anju/models"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/storetest"
	"anju/models/workday"
)

// TestAHouseIsGradedByWhatVisitsFoundAndItsLandlordMayObject walks a house from green to red and back by the word of an
// officer, with the landlord's objection in the officer's list and in nobody else's.
func TestAHouseIsGradedByWhatVisitsFoundAndItsLandlordMayObject(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		ctx := context.Background()
		h := newHouse(t, st, shanghai("2026-06-01 10:00"))
		worker, _, _ := h.desk(t, "chen01", "auxiliary", "33020011", false)
		officer, _, _ := h.desk(t, "li01", "officer", "3302001", false)
		stranger, _, _ := h.desk(t, "wu01", "auxiliary", h.otherGrid(t), false)
		is := func(want models.Grade, planned int) {
			t.Helper()
			grades, err := h.GradesOf(ctx, []models.Unit{h.unit}, nil, h.at)
			must(t, err)
			week, err := h.PlanWeek(ctx, worker, 0, workday.DayOf(h.at), h.at)
			must(t, err)
			if g := grades[h.unit.ID]; g.Grade != want || len(week.Homes) != planned {
				t.Fatalf("on %s %s for %v, %d homes this week; want %s, %d", h.at.Format("01-02"), g.Grade, g.Why, len(week.Homes), want, planned)
			}
			if other, err := h.PlanWeek(ctx, stranger, 0, workday.DayOf(h.at), h.at); err != nil || len(other.Homes) != 0 {
				t.Fatalf("another grid's worker is sent there: %+v %v", other.Homes, err)
			}
		}
		is(models.GradeGreen, 1) // never visited
		must(t, h.RecordVisit(ctx, worker, h.unit.Ref, registry.VisitForm{Result: models.VisitMatch, AllSeen: true, Fire: map[string]string{"exit": registry.FireBad}}, "v1", h.at))
		is(models.GradeYellow, 0)
		h.at = h.at.Add(3 * 24 * time.Hour)
		is(models.GradeRed, 0) // visited on the Monday: the 7 days end in the next week
		filed, err := h.AppealGrade(ctx, h.landlord, h.unit.Ref, "楼道当天就清开了", "a1", h.at)
		must(t, err)
		again, err := h.AppealGrade(ctx, h.landlord, h.unit.Ref, "楼道当天就清开了", "a1", h.at)
		if err != nil || again.No != filed.No || len(filed.No) != 8 {
			t.Fatalf("two taps: %+v %+v %v", filed, again, err)
		}
		for name, c := range map[string]struct {
			who  policy.Actor
			want int
		}{"the officer": {officer, 1}, "the worker": {worker, 0}} {
			scope := policy.ScopeOf(c.who.Only(policy.Officer), policy.RequestAnswer, workday.At(h.at))
			rows, err := st.ListRequests(ctx, scope, []string{"police"}, 10)
			must(t, err)
			if len(rows) != c.want {
				t.Errorf("%s reads %d objections", name, len(rows))
			}
		}
		if _, err := h.AppealGrade(ctx, worker, h.unit.Ref, "不对", "a2", h.at); !models.IsKind(err, models.Forbidden) {
			t.Errorf("a worker objects: %v", err)
		}
		found, err := st.Hazards(ctx, []int64{h.unit.ID})
		must(t, err)
		must(t, second(h.EndHazard(ctx, officer, found[0].Ref, models.HazardMistake, h.at)))
		is(models.GradeGreen, 0)
	})
}

// TestALargeRentalIsLookedAtForFireEveryMonth: rooms where nobody may live make no home large, beds do.
func TestALargeRentalIsLookedAtForFireEveryMonth(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		h := newHouse(t, st, shanghai("2026-06-01 10:00"))
		h.unit.CreatedAt = workday.At(h.at)
		why := func(days int) []models.GradeReason {
			t.Helper()
			grades, err := h.GradesOf(context.Background(), []models.Unit{h.unit}, nil, h.at.AddDate(0, 0, days))
			must(t, err)
			return grades[h.unit.ID].Why
		}
		rooms := storetest.Count(t, st, "SELECT COUNT(*) FROM rooms WHERE unit_id = ?", h.unit.ID)
		add := func(no, kind string, beds int) {
			t.Helper()
			_, err := st.SQL().Exec("INSERT INTO rooms (ref, unit_id, no, type, beds) VALUES (?, ?, ?, ?, ?)", "large"+no, h.unit.ID, no, kind, beds)
			must(t, err)
		}
		for i := rooms; i < 9; i++ {
			add(fmt.Sprintf("9%02d", i), models.RoomBedroom, 0)
		}
		add("999", models.RoomKitchen, 9)
		if got := why(31); len(got) != 0 {
			t.Fatalf("nine rooms, nine beds and a kitchen, new for 31 days: %v", got)
		}
		add("998", models.RoomKitchen, 1)
		if got := why(30); len(got) != 0 {
			t.Fatalf("ten beds, new for 30 days: %v", got)
		}
		if got := why(31); len(got) != 1 || got[0].Words != "大的出租房，超过 30 天没看过消防" {
			t.Fatalf("ten beds, new for 31 days: %v", got)
		}
	})
}
