package registry_test

import (
	"context"
	"testing"
	"time"

	"anju/models"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/storetest"
	"anju/models/workday"
)

// TestAnAnswerByTextTakesTheVisitOffTheDay holds that nobody goes to a door while a text may be answered, and that the answer
// itself ends the task.
func TestAnAnswerByTextTakesTheVisitOffTheDay(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		ctx := context.Background()
		h := newHouse(t, st, shanghai("2026-06-01 10:00"))
		_, err := h.CheckIn(ctx, h.landlord, h.unit.Ref, []registry.StayForm{form("101", "何以安", "339900199001010011", "19900000013")}, "", h.at)
		must(t, err)
		who, _, _ := h.desk(t, "chen01", "auxiliary", "33020011", false)
		day := func() registry.VisitDay {
			t.Helper()
			d, err := h.PlanDay(ctx, who, 0, h.at)
			must(t, err)
			return d
		}
		h.tick(t, shanghai("2026-09-01 09:00"))
		if d := day(); len(d.Today) != 0 {
			t.Fatalf("level 1 is a visit: %+v", d)
		}
		h.tick(t, shanghai("2026-09-17 09:00"))
		d := day()
		if len(d.Today) != 1 || d.Homes != 1 || d.Flags[0].Rule != "B05" {
			t.Fatalf("level 2 is no visit: %+v", d)
		}
		flag := d.Flags[0]
		must(t, st.InTx(ctx, func(tx *store.Tx) error {
			_, err := tx.Queue(models.Notice{Kind: "R06", Phone: "19900000013", Params: map[string]string{"d": "106"}, Subject: "stay:1", Period: "again", CreatedAt: workday.At(h.at),
				UnitID: flag.UnitID, StayID: flag.StayID, Day: workday.DayOf(h.at)})
			return err
		}))
		if d := day(); len(d.Today) != 1 {
			t.Fatalf("a text that never left holds the visit up: %+v", d)
		}
		exec(t, st, "UPDATE notices SET state = 'sent', sent_at = ? WHERE period = 'again'", int64(workday.At(h.at)))
		h.at = h.at.Add(26 * time.Hour)
		if d := day(); len(d.Today) != 0 || d.Waits[flag.ID] != models.WaitAnswer {
			t.Fatalf("a text may be answered yet, and the visit is %+v", d)
		}
		tenant := h.signIn(t, "19900000013")
		entries, err := st.Entries(ctx, flag.UnitID)
		must(t, err)
		must(t, h.ConfirmStay(ctx, tenant, entries[0].Stay.Ref, h.at))
		if d := day(); len(d.Today)+len(d.Waits) != 0 {
			t.Fatalf("it was answered, and stands: %+v", d)
		}
	})
}

func TestNobodyKnocksTwiceOnOneDay(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		ctx := context.Background()
		h, who, flag := flagged(t, st)
		h.tick(t, shanghai("2026-11-26 09:00"))
		nobody := registry.VisitForm{Result: models.VisitNobody, FlagRef: flag}
		must(t, h.RecordVisit(ctx, who, h.unit.Ref, nobody, "v1", h.at))
		d, err := h.PlanDay(ctx, who, 0, h.at)
		must(t, err)
		if len(d.Today) != 0 || d.Made != 1 || d.Waits[h.openFlags(t)[0].ID] != models.WaitKnocked {
			t.Fatalf("after a knock the day is %+v", d)
		}
		if e := models.AsError(h.RecordVisit(ctx, who, h.unit.Ref, nobody, "v2", h.at)); e == nil || len(e.Faults) == 0 || e.Faults[0].Field != "result" {
			t.Fatalf("a second knock was taken: %v", e)
		}
		h.at = h.at.Add(24 * time.Hour)
		must(t, h.RecordVisit(ctx, who, h.unit.Ref, nobody, "v3", h.at))
	})
}
