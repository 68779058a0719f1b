package registry_test

import (
	"context"
	"testing"
	"time"

	"anju/models"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/storetest"
)

// TestWhoReadsOfHisDutiesOnHisPageGetsNoTextOfThemAndAllOthers: the way can be chosen, the duty cannot.
func TestWhoReadsOfHisDutiesOnHisPageGetsNoTextOfThemAndAllOthers(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		p := newPeople(t, st)
		who := policy.Actor{UserID: 7, Phone: st.PhoneIndex("19900020001")}
		must(t, p.ChooseDuty(ctx, who, true, p.at))
		p.queue(t, "R15", 1, 2) // to this number and another
		p.queue(t, "R19", 1, 1) // what others do in his name he hears in any case
		p.queue(t, "R20", 1, 1)
		p.queue(t, "E06", 1, 1)
		p.drains(t, p.sent)
		hears(t, "without texts of duties", p.sent.kinds(), "R20", "R15", "R19", "E06")
		kept, err := st.ListNotices(ctx, policy.Scope{Phone: who.Phone}, store.Outbox{State: models.NoticeCancelled, N: 9})
		must(t, err)
		if len(kept) != 1 || kept[0].Kind != "R15" || kept[0].Reason != models.ReasonOnPage {
			t.Errorf("on the page: %+v", kept)
		}
		must(t, p.ChooseDuty(ctx, who, false, p.at))
		p.at = p.at.Add(24 * time.Hour)
		p.sent.texts = nil
		p.queue(t, "R17", 1, 1)
		p.drains(t, p.sent)
		hears(t, "by text again", p.sent.kinds(), "R17")
		if err := p.ChooseDuty(ctx, policy.Actor{}, true, p.at); !models.IsKind(err, models.Unsigned) {
			t.Errorf("a stranger chooses: %v", err)
		}
	})
}
