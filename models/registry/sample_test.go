package registry_test

import (
	"context"
	"fmt"
	"slices"
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

// TestASampleIsCheckedByWhoWasNotThere draws all homes of a grid, and holds that no home goes to who visited it in the last
// 90 days, that another grid's worker comes first, that he sees counts alone, and that the rates are those of DOMAIN 2.4.
func TestASampleIsCheckedByWhoWasNotThere(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		ctx := context.Background()
		h := newHouse(t, st, shanghai("2026-06-01 10:00"))
		for i := range 3 {
			_, err := h.CheckIn(ctx, h.landlord, h.unit.Ref, []registry.StayForm{form("101", "何以安", storetest.Number("3399", i+1), "")}, "", h.at)
			if err != nil {
				_, err = h.CheckIn(ctx, h.landlord, h.unit.Ref, []registry.StayForm{form("101", "何以安", storetest.Number("3399", i+1), fmt.Sprintf("1990000%04d", i))}, "", h.at)
			}
			must(t, err)
		}
		officer, _, _ := h.desk(t, "li01", "officer", "3302001", false)
		own, _, _ := h.desk(t, "chen01", "auxiliary", "33020011", false)
		other, _, _ := h.desk(t, "wu01", "auxiliary", h.otherGrid(t), false)
		grid, err := st.AreaByCode(ctx, "33020011")
		must(t, err)
		draw := func(kind string) (checker policy.Actor, ref string) {
			t.Helper()
			_, err := h.DrawSample(ctx, officer, registry.SampleForm{Kind: kind, GridRef: grid.Ref, Homes: "50"}, "", h.at)
			must(t, err)
			for _, who := range []policy.Actor{officer, own, other} {
				rows, err := st.ItemsFor(ctx, who.UserID)
				must(t, err)
				for _, row := range rows {
					if row.Kind == kind {
						checker, ref = who, row.Ref
					}
				}
			}
			return checker, ref
		}
		visit := func(who policy.Actor) {
			t.Helper()
			must(t, h.RecordVisit(ctx, who, h.unit.Ref, registry.VisitForm{Result: models.VisitMissing, Door: h.unit.DoorToken}, "", h.at))
		}
		visit(own)
		checker, ref := draw(models.SampleRoster)
		if checker.UserID != other.UserID {
			t.Fatalf("the home of the first grid goes to %d, not to the worker of the other", checker.UserID)
		}
		for name, run := range map[string]func() error{
			"the worker of the home checks himself": func() error {
				return h.CheckSample(ctx, own, ref, registry.CheckForm{Agreed: "3"}, h.at)
			},
			"more were found than the roster has": func() error {
				return h.CheckSample(ctx, other, ref, registry.CheckForm{Agreed: "4"}, h.at)
			},
			"nothing typed": func() error { return h.CheckSample(ctx, other, ref, registry.CheckForm{}, h.at) },
			"the checker looks at the roster": func() error {
				_, err := h.ViewRoster(ctx, other, h.unit.Ref, "抽查", h.at)
				return err
			},
			"a worker draws": func() error {
				_, err := h.DrawSample(ctx, own, registry.SampleForm{Kind: models.SampleField, GridRef: grid.Ref, Homes: "1"}, "", h.at)
				return err
			},
		} {
			if err := run(); models.AsError(err) == nil {
				t.Errorf("%s: %v", name, err)
			}
		}
		err = h.CheckSample(ctx, other, ref, registry.CheckForm{Agreed: "99999", Fields: "12345678901234567890", Right: "三"}, h.at)
		for _, words := range []string{"最多写 999，请再看一眼", "请只写数字，例如：3"} { // a number is told apart from what is none
			if !models.IsKind(err, models.Invalid) || !strings.Contains(err.Error(), words) {
				t.Errorf("no word of %q: %v", words, err)
			}
		}
		must(t, h.CheckSample(ctx, other, ref, registry.CheckForm{Agreed: "2", Fields: "9", Right: "8"}, h.at))
		h.at = h.at.Add(89 * 24 * time.Hour)
		visitors, err := st.VisitorsOf(ctx, h.unit.ID, workday.At(h.at.AddDate(0, 0, -90)))
		must(t, err)
		if !visitors[own.UserID] {
			t.Fatal("a visit of 89 days ago is forgotten")
		}
		exec(t, st, "UPDATE users SET disabled = ? WHERE id = ?", true, other.UserID)
		checker, ref = draw(models.SampleField)
		if checker.UserID != officer.UserID {
			t.Fatalf("nobody of another grid is left, and %d checks", checker.UserID)
		}
		visit(officer)
		if err := h.CheckSample(ctx, officer, ref, registry.CheckForm{People: "3", Agreed: "2"}, h.at); !models.IsKind(err, models.Conflict) {
			t.Errorf("the officer visits the home that he was given, and checks it: %v", err)
		}
		rates, err := h.RatesOf(ctx, policy.ScopeOf(officer, policy.SampleView, workday.At(h.at)), workday.DayOf(shanghai("2026-06-30 23:00")))
		must(t, err)
		if rates.Consistent != (models.Share{Part: 2, Whole: 3}) || rates.Accurate != (models.Share{Part: 8, Whole: 9}) || rates.Visited != (models.Share{Part: 1, Whole: 1}) || rates.Registered.Whole != 0 {
			t.Fatalf("the rates of June are %+v", rates)
		}
	})
}

func TestTheSameSeedDrawsTheSameHomes(t *testing.T) {
	var ids []int64
	for i := range 300 {
		ids = append(ids, int64(i+1))
	}
	one := models.DrawHomes(ids, 10, 42)
	slices.Reverse(ids)
	if again := models.DrawHomes(ids, 10, 42); !slices.Equal(one, again) || slices.Equal(one, models.DrawHomes(ids, 10, 43)) {
		t.Fatalf("%v, then %v", one, again)
	}
	hits := map[int64]int{}
	for seed := range int64(3000) {
		for _, id := range models.DrawHomes(ids, 10, seed) {
			hits[id]++
		}
	}
	for id, n := range hits { // 100 each are expected
		if n < 50 || n > 160 {
			t.Errorf("home %d was drawn %d times of 3000", id, n)
		}
	}
	if len(hits) != 300 || len(models.DrawHomes(ids[:3], 10, 1)) != 3 {
		t.Errorf("%d homes were ever drawn", len(hits))
	}
}

func TestAfterAFewVisitsATenantIsAskedWhetherSomebodyCame(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		ctx := context.Background()
		h := newHouse(t, st, shanghai("2026-06-01 10:00"))
		h.Texts = realTexts(t)
		h.Texts.Answers = true
		h.bend(t, "visit_check_percent", 100)
		_, err := h.CheckIn(ctx, h.landlord, h.unit.Ref, []registry.StayForm{form("101", "何以安", storetest.Number("3399", 1), "19900000013")}, "", h.at)
		must(t, err)
		who, _, _ := h.desk(t, "chen01", "auxiliary", "33020011", false)
		h.at = h.at.Add(48 * time.Hour)
		must(t, h.RecordVisit(ctx, who, h.unit.Ref, registry.VisitForm{Result: models.VisitMatch, AllSeen: true}, "", h.at))
		exec(t, st, "UPDATE notices SET state = 'sent', sent_at = ? WHERE kind = 'R23'", int64(workday.At(h.at)))
		must(t, h.TakeAnswer(ctx, models.Inbound{Gateway: "recorder", MessageID: "1", Phone: "19900000013", Body: "2", ReceivedAt: workday.At(h.at.Add(time.Hour))}))
		h.at = h.at.Add(time.Hour)
		_, err = h.ReadAnswers(ctx, h.at)
		must(t, err)
		rates, err := h.RatesOf(ctx, policy.Scope{All: true}, workday.DayOf(h.at))
		must(t, err)
		entries, err := st.Entries(ctx, h.unit.ID)
		must(t, err)
		if rates.Came != (models.Share{Whole: 1}) || entries[0].Stay.State != models.StayReported {
			t.Fatalf("he said that nobody came: %+v, and his stay is %s", rates.Came, entries[0].Stay.State)
		}
		for _, c := range []struct {
			result string
			asked  int
		}{{models.VisitRefused, 1}, {models.VisitNobody, 0}} { // who sent somebody away knows that he came; where nobody opened nobody knows
			h.at = h.at.Add(24 * time.Hour)
			exec(t, st, "DELETE FROM notices")
			before := h.number(t, "SELECT COUNT(*) FROM visits WHERE asked_stay > 0")
			must(t, h.RecordVisit(ctx, who, h.unit.Ref, registry.VisitForm{Result: c.result}, "", h.at))
			if n := h.number(t, "SELECT COUNT(*) FROM visits WHERE asked_stay > 0") - before; n != c.asked {
				t.Errorf("%s: %d visits ask somebody", c.result, n)
			}
		}
		h.bend(t, "visit_check_percent", 5)
		for range 400 {
			must(t, h.RecordVisit(ctx, who, h.unit.Ref, registry.VisitForm{Result: models.VisitMatch, AllSeen: true}, "", h.at))
			h.at = h.at.Add(24 * time.Hour)
			exec(t, st, "DELETE FROM notices")
		}
		if n := h.number(t, "SELECT COUNT(*) FROM visits WHERE asked_stay > 0"); n < 6 || n > 50 { // 21 of 401 are expected
			t.Errorf("after %d of 401 visits somebody was asked", n)
		}
	})
}
