package registry_test

import (
	"context"
	"testing"

	"anju/models"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/storetest"
	"anju/models/workday"
)

// TestAVisitPutsSomebodyDownAsAwayByTheRuleOfTheLandlordsForm (RULES 48): whoever is away for a while is not called for, goes on
// standing on the roster, and is confirmed by nobody who did not see him.
func TestAVisitPutsSomebodyDownAsAwayByTheRuleOfTheLandlordsForm(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		h, who, _ := flagged(t, st)
		h.tick(t, shanghai("2026-11-27 09:00"))
		ref := h.entries(t)[0].Stay.Ref
		visit := func(back string) registry.VisitForm {
			return registry.VisitForm{Result: models.VisitMatch, Away: map[string]string{ref: back}}
		}
		record := func(f registry.VisitForm) error {
			return h.RecordVisit(ctx, who, h.unit.Ref, f, "", h.at)
		}
		for _, back := range []string{"", "今天", "2026-11-26", "2027-01-27", "十二月", "2026-11-27"} {
			refuses(t, st, "back "+back, models.Invalid, func() error {
				err := record(visit(back))
				if e := models.AsError(err); e != nil && (len(e.Faults) != 1 || e.Faults[0].Field != "back-"+ref) {
					t.Errorf("back %q: the fault stands at %+v", back, e.Faults)
				}
				return err
			})
		}
		nobody := visit("12-20")
		nobody.Result = models.VisitNobody
		refuses(t, st, "nobody was met", models.Invalid, func() error { return record(nobody) })
		before := h.entries(t)[0].Stay
		must(t, record(visit("2027-01-26"))) // 60 days
		s := h.entries(t)[0].Stay
		if today := workday.DayOf(h.at); s.AwayFrom != today || s.AwayTo != today+60 || s.AwaySaid != models.SaidVisit || s.ConfirmedAt != before.ConfirmedAt || !s.LivesOn(today) {
			t.Errorf("%+v", s)
		}
		day, err := h.PlanDay(ctx, who, 0, h.at)
		must(t, err)
		if len(day.Today) != 0 {
			t.Errorf("somebody is sent to his door: %+v", day)
		}
		must(t, h.SayAway(ctx, h.landlord, ref, registry.AwayForm{Days: "10"}, h.at))
		if s = h.entries(t)[0].Stay; s.AwaySaid != models.SaidOwner {
			t.Errorf("the landlord's word is told as %q", s.AwaySaid)
		}
		must(t, h.ComeBack(ctx, h.landlord, ref, h.at))
		if s = h.entries(t)[0].Stay; s.AwaySaid != "" || s.AwayOn(workday.DayOf(h.at)) {
			t.Errorf("back again: %+v", s)
		}
		must(t, h.RecordVisit(ctx, who, h.unit.Ref, registry.VisitForm{Result: models.VisitExtra, Gone: []string{ref}}, "", h.at))
		must(t, record(visit("12-20")))
		if s = h.entries(t)[0].Stay; !s.SaidLeftAt.IsZero() || !s.LivesOn(workday.DayOf(h.at)) {
			t.Errorf("a later visit heard that he comes back: %+v", s)
		}
	})
}
