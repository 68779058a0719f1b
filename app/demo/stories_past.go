package demo

import (
	"context"
	"fmt"
	"time"

	"anju/models"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/workday"
)

const pastMonths = 3

// planPast tells what happened in each of the last months and is over by now, so that every kind of text that there is
// was sent in each of them.
func (b *builder) planPast() {
	for month := range pastMonths {
		b.month(8+30*month, month)
	}
}

// month plans the stories that are over so many days ago; they lie in the communities of the other officers.
func (b *builder) month(over, n int) {
	at := func(i int) int { return 2 + (i+n)%4 }

	late := b.teller(at(0)) // R01, R02, R03; in the middle month it takes an officer
	b.scans(over+20, late)
	if n == 1 {
		b.officerCloses(over, late)
	} else {
		b.accepts(over, late)
	}

	stale := b.teller(at(1)) // R05, R06
	b.movesIn(over+b.reg.Limits().StaleDays+7, stale)
	b.confirms(over, stale)

	renewed := b.teller(at(2)) // R07 twice
	b.movesIn(over+190, renewed)
	b.leaseUntil(over+190, renewed, b.day(over))
	b.confirms(over+110, renewed)
	b.confirms(over+40, renewed)
	b.leaseUntil(over+1, renewed, b.day(over)+365)
	b.confirms(over+1, renewed)

	stays := b.teller(at(3)) // R08
	b.movesIn(over+150, stays)
	b.leaseUntil(over+150, stays, b.day(over+12))
	b.confirms(over+80, stays)
	b.confirms(over, stays)

	h := b.openStory(over+100, at(0), "101", "102") // R10
	left := b.guest(h, "102")
	b.movesIn(over+60, left)
	b.plan(b.at(over+5, 10, 20), func(ctx context.Context, at time.Time) error { return b.reg.SayVacant(ctx, h.owner, h.ref, true, at) })
	b.leaves(over, left)

	abroad := b.teller(at(1)) // R12
	abroad.form = b.crowd.foreigner(abroad.form.Room)
	b.movesIn(over+5, abroad)
	b.atPolice(over+4, abroad, over+5)

	wrong := b.teller(at(2)) // R16
	b.movesIn(over+10, wrong)
	b.disputes(over+9, wrong)
	b.answers(over+6, wrong, registry.RequestDispute, "已当面核对：户主把手机号写错了，这条登记注销")
	b.leaves(over+5, wrong)

	first, second := b.teller(at(3)), b.teller(at(0)) // R19
	second.form.Name, second.form.DocNo, second.form.Phone = first.form.Name, first.form.DocNo, first.form.Phone
	b.movesIn(over+50, first)
	b.movesIn(over+6, second)
	b.leaves(over, first)
}

// disputes: whoever holds the phone says that it is not he who lives there.
func (b *builder) disputes(ago int, g *guest) {
	b.does(ago, 12, 10, g, func(ctx context.Context, at time.Time) error {
		who, err := b.self(ctx, g, at)
		if err == nil {
			_, err = b.reg.DisputeStay(ctx, who, g.ref, at)
		}
		return err
	})
}

// answers lets staff answer what was asked about a stay.
func (b *builder) answers(ago int, g *guest, kind, words string) {
	b.does(ago, 15, 40, g, func(ctx context.Context, at time.Time) error {
		who := b.officerOf(g.home.place)
		rows, err := b.reg.Store.ListRequests(ctx, policy.ScopeOf(who, policy.RequestAnswer, workday.At(at)), []string{registry.ToGrid}, 200)
		if err != nil {
			return err
		}
		entry, err := b.reg.Store.EntryByRef(ctx, g.ref)
		if err != nil {
			return err
		}
		for _, q := range rows {
			if q.StayID == entry.Stay.ID && q.Kind == kind && q.AnsweredAt.IsZero() {
				return b.reg.AnswerRequest(ctx, who, q.Ref, words, at)
			}
		}
		return fmt.Errorf("no %s about %s waits", kind, g.form.Name)
	})
}

// officerCloses: an officer goes there, meets the person, and closes what stands open about him.
func (b *builder) officerCloses(ago int, g *guest) {
	b.does(ago, 15, 30, g, func(ctx context.Context, at time.Time) error {
		who := b.officerOf(g.home.place)
		flags, err := b.reg.Store.ListFlags(ctx, policy.ScopeOf(who, policy.FlagClose, workday.At(at)), store.Queue{N: 200})
		if err != nil {
			return err
		}
		for _, f := range flags {
			if f.StayRef != g.ref {
				continue
			}
			form := registry.VisitForm{Result: models.VisitMatch, FlagRef: f.Ref, Seen: []string{g.ref}, Note: "见到本人，合同也看了"}
			if err := b.reg.RecordVisit(ctx, who, g.home.ref, form, "", at); err != nil {
				return err
			}
			return b.reg.CloseFlag(ctx, who, f.Ref, registry.CloseForm{Result: registry.CloseMatch}, at)
		}
		return fmt.Errorf("nothing stands open about %s", g.form.Name)
	})
}
