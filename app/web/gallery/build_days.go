package gallery

import (
	"fmt"
	"time"

	"anju/models"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/workday"
)

const lastWeeks = 21

// days lets the last three weeks pass with their jobs, so that flags stand, were reminded of, and texts went out.
func (b *builder) days() {
	for day := lastWeeks; day >= 0; day-- {
		for _, j := range []struct {
			name         string
			hour, minute int
		}{{"flag", 0, 10}, {"remind", 8, 35}, {"dispatch", 8, 40}} {
			b.plan(b.ago(day, j.hour, j.minute), func(at time.Time) error { return b.run(b.ctx, j.name, at) })
		}
	}
}

// lastDays are what staff and tenants did lately: a visit, a look at a number, requests and an answer.
func (b *builder) lastDays() {
	officer, worker := b.known.staff[Officer].who, b.known.staff[Worker].who
	officer.Fresh = true
	b.plan(b.ago(30, 9, 0), func(at time.Time) error {
		return b.reg.AddManager(b.ctx, b.known.owner, b.known.unit.Ref, "19900000005", "family", at)
	})
	b.plan(b.ago(12, 14, 0), func(at time.Time) error {
		_, err := b.reg.RevealID(b.ctx, officer, b.known.stays[tenantName], registry.RevealReasons[0], at)
		return err
	})
	b.plan(b.ago(11, 15, 0), func(at time.Time) error {
		if _, err := b.reg.RevealPhone(b.ctx, officer, b.known.stays[tenantName], registry.RevealReasons[1], at); err != nil {
			return err
		}
		_, err := b.reg.RevealOwnerPhone(b.ctx, officer, b.known.unit.Ref, registry.RevealReasons[1], at)
		return err
	})
	b.plan(b.ago(9, 8, 30), func(at time.Time) error {
		tenant := b.person(b.known.phones[Tenant], "", at)
		_, err := b.reg.CorrectStay(b.ctx, tenant, b.known.stays[tenantName], "住进来的日子", "是 3 月 9 日住进来的，写早了一天", "", at)
		return err
	})
	b.plan(b.ago(6, 11, 0), func(at time.Time) error {
		b.known.request = b.requestOf(registry.RequestCorrect)
		return b.reg.AnswerRequest(b.ctx, officer, b.known.request, "看过收据，已经改成 3 月 9 日。谢谢您告诉我们", at)
	})
	b.plan(b.ago(4, 16, 0), func(at time.Time) error {
		return b.reg.RecordVisit(b.ctx, worker, b.known.next.Ref, registry.VisitForm{Result: models.VisitNobody, Note: "敲门没人应，晚上再来"}, "", at)
	})
	b.plan(b.ago(1, 19, 0), b.file)
	b.plan(b.ago(0, 9, 30), b.draw)
	b.plan(b.ago(0, 9, 5), func(at time.Time) error {
		return b.reg.RecordVisit(b.ctx, worker, b.known.unit.Ref, registry.VisitForm{Result: models.VisitMatch, Heads: "9",
			Seen: []string{b.known.stays["唐怀瑾"]}}, "", at)
	})
}

// file are two requests at the door, one to the grid and one to the landlord.
func (b *builder) file(at time.Time) error {
	for _, f := range []registry.RequestForm{
		{Kind: registry.RequestReport, Topic: "漏水", Audience: registry.ToGrid, Body: "卫生间天花板滴水，已经三天", Contact: "19900030006"},
		{Kind: registry.RequestReport, Topic: "用电", Audience: registry.ToLandlord, Body: "楼道灯不亮"},
	} {
		if _, err := b.reg.FileRequest(b.ctx, policy.Actor{Address: "192.0.2.7"}, b.known.unit.DoorToken, f, "", at); err != nil {
			return err
		}
	}
	b.known.report = b.requestOf(registry.RequestReport)
	return nil
}

func (b *builder) requestOf(kind string) string {
	all, err := b.reg.Store.ListRequests(b.ctx, policy.Scope{All: true}, []string{registry.ToGrid}, 50)
	b.try(err)
	for _, q := range all {
		if q.Kind == kind {
			return q.Ref
		}
	}
	return ""
}

// find keeps the refs of the flags by the name of the person.
func (b *builder) find() {
	if b.err != nil {
		return
	}
	units, err := b.reg.Store.ListUnitsByWords(b.ctx, policy.Scope{All: true}, "QX902", 0, 1)
	b.try(err)
	if len(units) == 1 {
		b.known.unclaimed = units[0]
	}
	flags, err := b.reg.Store.ListFlags(b.ctx, policy.Scope{All: true}, store.Queue{N: 50})
	b.try(err)
	for name, ref := range b.known.stays {
		for _, f := range flags {
			if f.StayRef == ref {
				b.known.flags[name] = f.Ref
			}
		}
	}
	for _, name := range []string{staleName, lateName, neighbourLad} {
		if b.known.flags[name] == "" {
			b.try(fmt.Errorf("%s has no flag", name))
		}
	}
}

// draw lets the officer draw all homes of the first grid; its worker has visited them, so the officer checks them.
func (b *builder) draw(at time.Time) error {
	officer := b.known.staff[Officer].who
	grids, err := b.reg.Store.ListAreas(b.ctx, policy.ScopeOf(officer, policy.SampleDraw, workday.At(at)), models.LevelGrid)
	if err != nil {
		return err
	}
	if _, err := b.reg.DrawSample(b.ctx, officer, registry.SampleForm{Kind: models.SampleRoster, GridRef: grids[0].Ref, Homes: "50"}, "", at); err != nil {
		return err
	}
	items, err := b.reg.Store.ItemsFor(b.ctx, officer.UserID)
	if err == nil && len(items) > 0 {
		last := items[len(items)-1]
		b.known.sample, b.known.barred, b.known.barredHome = items[0].Ref, last.Ref, last.UnitRef
	}
	return err
}
