package registry_test

import (
	"context"
	"strings"
	"testing"

	"anju/models"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/storetest"
	"anju/models/workday"
)

// TestWhomStaffPutDownAsGoneTheLandlordAndTheTenantMayBringBack: a check-out from a flag is neither side's own word.
func TestWhomStaffPutDownAsGoneTheLandlordAndTheTenantMayBringBack(t *testing.T) {
	ctx := context.Background()
	for name, back := range map[string]func(p *people) policy.Actor{
		"landlord": func(p *people) policy.Actor { return p.landlord },
		"helper":   func(p *people) policy.Actor { return p.helper },
		"tenant":   func(p *people) policy.Actor { return p.tenant("19900010001") },
	} {
		t.Run(name, func(t *testing.T) {
			storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
				p := newPeople(t, st)
				ref := p.checkIn(t, 1)
				p.tick(t, p.at)
				p.at = p.at.AddDate(0, 0, 95)
				p.tick(t, p.at)
				flags := p.openFlags(t)
				if len(flags) != 1 || flags[0].Rule != "B05" {
					t.Fatalf("%+v", flags)
				}
				who, _, _ := p.desk(t, "chen01", "auxiliary", "33020011", false)
				p.sent.texts = nil
				must(t, p.CloseFlag(ctx, who, flags[0].Ref, registry.CloseForm{Result: registry.CloseGone}, p.at))
				p.tick(t, p.at)
				told := 0
				for _, m := range p.sent.texts {
					if m.Kind == "R09" && m.Phone == "19900010001" {
						told++
					}
				}
				if told != 1 {
					t.Errorf("the tenant heard %d times that he was put down as gone", told)
				}
				does(t, st, "the recall", 1, func() error { return p.RecallCheckOut(ctx, back(p), ref, p.at) })
				line, err := st.EntryByRef(ctx, ref)
				must(t, err)
				if s := line.Stay; s.State != models.StayReported || !s.MovedOutOn.IsZero() {
					t.Errorf("after the recall: %+v", s)
				}
			})
		})
	}
}

func TestWhomStaffCheckedOutWhenComparingHomesHisLandlordMayBringBack(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		w := newTwice(t, st)
		w.sent.texts = nil
		_, err := w.SettleDouble(ctx, w.both, w.flag(t, w.here), told(models.DoubleHere, w.there), w.at)
		must(t, err)
		w.tick(t, w.at)
		heard := ""
		for _, m := range w.sent.texts {
			heard += m.Kind + m.Phone + m.Text
		}
		if !strings.Contains(heard, "R0919900000050") || !strings.Contains(heard, "稻香5") || strings.Contains(heard, "青禾18") {
			t.Errorf("texted %q", heard)
		}
		must(t, w.RecallCheckOut(ctx, w.other, w.there, w.at))
		if s := w.stay(t, w.there); !s.LivesOn(workday.At(w.at).Day()) {
			t.Errorf("%+v", s)
		}
	})
}

// TestWhatATenantSaidAtTheCounterHisLandlordDoesNotTakeBack: that is the tenant's own word, though staff typed it.
func TestWhatATenantSaidAtTheCounterHisLandlordDoesNotTakeBack(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		c := newCounter(t, st)
		must(t, c.DeskLeft(ctx, c.clerk, c.stay, registry.DayForm{}, c.signed(0), "a", c.at))
		refuses(t, st, "the landlord", models.Conflict, func() error { return c.RecallCheckOut(ctx, c.landlord, c.stay, c.at) })
	})
}
