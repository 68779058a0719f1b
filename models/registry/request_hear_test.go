package registry_test

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"anju/models"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/storetest"
	"anju/models/workday"
)

// TestOneAnswerReachesTheTenantHoweverManyAnswerAtOnce: a second answer must not replace the one that he has read.
func TestOneAnswerReachesTheTenantHoweverManyAnswerAtOnce(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		h := newHouse(t, st, shanghai("2026-11-16 10:00"))
		who, _, _ := h.desk(t, "chen01", "auxiliary", h.grid.Code, false)
		q := h.asked(t, registry.ToGrid, 0)
		var mu sync.Mutex
		var won []string
		before, err := st.AuditCount(ctx)
		must(t, err)
		together(t, 8, func(i int) error {
			words := fmt.Sprint("回话 ", i)
			err := h.AnswerRequest(ctx, who, q.Ref, words, h.at)
			if models.IsKind(err, models.Conflict) {
				return nil // somebody was faster
			}
			mu.Lock()
			defer mu.Unlock()
			won = append(won, words)
			return err
		})
		kept, err := st.RequestByRef(ctx, q.Ref)
		must(t, err)
		after, err := st.AuditCount(ctx)
		must(t, err)
		if len(won) != 1 || kept.Answer != won[0] || after != before+1 || kept.Body != q.Body {
			t.Errorf("answered by %v, kept %q, %d audit entries", won, kept.Answer, after-before)
		}
	})
}

// asked files a request about the home, or about a stay of it.
func (h *house) asked(t *testing.T, audience string, stayID int64) store.Request {
	t.Helper()
	q := store.Request{No: fmt.Sprint("1234567", len(audience)), Kind: registry.RequestReport, Topic: "漏水", Audience: audience, UnitID: h.unit.ID, StayID: stayID,
		Ancestors: h.unit.Ancestors, Body: "厨房漏水", State: "open", FiledAt: workday.At(h.at)}
	must(t, h.Store.InTx(context.Background(), func(tx *store.Tx) error { return tx.SaveRequest(&q) }))
	return q
}

// TestWhatIsForThePoliceIsNotReadByAnOfficerOfAnotherPlace: being an officer there makes nobody one here.
func TestWhatIsForThePoliceIsNotReadByAnOfficerOfAnotherPlace(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		h := newHouse(t, st, shanghai("2026-11-16 10:00"))
		both, session, _ := h.desk(t, "chen01", "auxiliary", h.grid.Code, false)
		far, err := st.AreaByCode(ctx, h.otherGrid(t))
		must(t, err)
		must(t, st.InTx(ctx, func(tx *store.Tx) error {
			return tx.SaveGrant(both.UserID, policy.Grant{Role: policy.Officer, AreaID: far.ID, Level: policy.Grid, From: 1})
		}))
		both, err = h.Who(ctx, session)
		must(t, err)
		here, _, _ := h.desk(t, "li01", "officer", h.grid.Code, false)
		police, grid := h.asked(t, registry.ToPolice, 0), h.asked(t, registry.ToGrid, 0)
		if _, err := h.HearRequest(ctx, both, grid.Ref, h.at); err != nil {
			t.Errorf("what is for the grid is not read: %v", err)
		}
		if _, err := h.HearRequest(ctx, both, police.Ref, h.at); !models.IsKind(err, models.NotFound) {
			t.Errorf("what is for the police is read: %v", err)
		}
		refuses(t, st, "answering it", models.NotFound, func() error { return h.AnswerRequest(ctx, both, police.Ref, "x", h.at) })
		if _, err := h.HearRequest(ctx, here, police.Ref, h.at); err != nil {
			t.Errorf("the officer of the place cannot read it: %v", err)
		}
		if _, err := h.HearRequest(ctx, h.landlord, grid.Ref, h.at); !models.IsKind(err, models.Forbidden) {
			t.Errorf("a landlord reads what was written to the grid: %v", err)
		}
		wait, err := st.ListWaitingCounts(ctx, policy.ScopeOf(both, policy.QueueView, workday.At(h.at)), 0,
			policy.ScopeOf(both.Only(policy.Officer), policy.RequestAnswer, workday.At(h.at)), "")
		if err != nil || wait.Requests != 1 {
			t.Errorf("the queue counts %d requests: %v", wait.Requests, err)
		}
	})
}

// TestATenantSeesWhoReadWhatHeWrote, also right after the whole roster was looked at, and his neighbour does not see it.
func TestATenantSeesWhoReadWhatHeWrote(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		p := newPeople(t, st)
		p.checkIn(t, 1)
		p.checkIn(t, 2)
		entries, err := st.Entries(ctx, p.unit.ID)
		must(t, err)
		mine, other := entries[0].Stay, entries[1].Stay
		who, _, _ := p.desk(t, "li01", "officer", p.grid.Code, false)
		q := p.asked(t, registry.ToGrid, mine.ID)
		at := p.at.Add(time.Minute)
		_, err = p.ViewRoster(ctx, who, p.unit.Ref, "看房屋", at)
		must(t, err)
		log := does(t, st, "reading it", 1, func() error { _, err := p.HearRequest(ctx, who, q.Ref, at); return err })
		if x := log[0]; x.StayID != mine.ID || x.Reason != "处理求助" {
			t.Errorf("put down as %+v", x)
		}
		does(t, st, "reading it again", 0, func() error { _, err := p.HearRequest(ctx, who, q.Ref, at.Add(time.Minute)); return err })
		for stay, want := range map[int64]int{mine.ID: 2, other.ID: 1} {
			views, err := st.Views(ctx, p.unit.ID, stay, 0, 9)
			must(t, err)
			if len(views) != want || want == 2 && (views[0].Reason != "处理求助" || views[0].What != models.ViewRoster) {
				t.Errorf("shown to him: %+v", views)
			}
		}
	})
}

// TestSomebodyWhoCameInAfterALookSeesTheNextOne within the ten minutes that the look before would have covered.
func TestSomebodyWhoCameInAfterALookSeesTheNextOne(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		p := newPeople(t, st)
		who, _, _ := p.desk(t, "li01", "officer", p.grid.Code, false)
		look := func(minute time.Duration, entries int) {
			t.Helper()
			does(t, st, "a look", entries, func() error {
				_, err := p.ViewRoster(ctx, who, p.unit.Ref, "看房屋", p.at.Add(minute*time.Minute))
				return err
			})
		}
		look(0, 1)
		p.at = p.at.Add(2 * time.Minute)
		p.checkIn(t, 1)
		look(1, 1)
		look(2, 0)
		entries, err := st.Entries(ctx, p.unit.ID)
		must(t, err)
		views, err := st.Views(ctx, p.unit.ID, entries[0].Stay.ID, entries[0].Stay.CreatedAt, 9)
		must(t, err)
		if len(views) != 1 {
			t.Errorf("whoever came in between the two looks sees %d", len(views))
		}
	})
}
