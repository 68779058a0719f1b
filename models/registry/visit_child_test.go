package registry_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"anju/models"
	"anju/models/idcard"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/storetest"
	"anju/models/workday"
)

// alone is a home in which a child lives without an adult, and the ref of the flag about it.
func alone(t *testing.T, st *store.Store) (*people, string) {
	t.Helper()
	p := newPeople(t, st)
	f := form("101", "白小舟", idcard.WithCheckDigit("33990020140505003"), "")
	f.NoPhone, f.Guardian, f.GuardPhone = true, "白以宁", "19900000060"
	_, err := p.CheckIn(context.Background(), p.landlord, p.unit.Ref, []registry.StayForm{f}, "", p.at)
	must(t, err)
	p.tick(t, p.at)
	for _, flag := range p.openFlags(t) {
		if flag.Rule == "B15" {
			return p, flag.Ref
		}
	}
	t.Fatalf("no flag about the child: %+v", p.openFlags(t))
	return nil, ""
}

// notes are the notes of the visits to the home that somebody may read.
func (p *people) notes(t *testing.T, who policy.Actor) string {
	t.Helper()
	visits, err := p.Store.Visits(context.Background(), policy.ScopeOf(who, policy.QueueView, workday.At(p.at)), p.unit.ID, 9)
	must(t, err)
	all := ""
	for _, v := range visits {
		all += v.Note
	}
	return all
}

func TestWhatIsWrittenAboutAChildAloneIsForTheChildWorkerAloneAndHeReadsNothingElse(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		p, flag := alone(t, st)
		child, _, _ := p.desk(t, "tong01", "child_worker", "3302001", false)
		grid, _, _ := p.desk(t, "chen01", "auxiliary", "33020011", false)
		officer, _, _ := p.desk(t, "li01", "officer", "3302001", false)
		visit := func(who policy.Actor, flagRef, note string) {
			t.Helper()
			p.at = p.at.Add(time.Minute)
			must(t, p.RecordVisit(ctx, who, p.unit.Ref, registry.VisitForm{Result: models.VisitMissing, FlagRef: flagRef, Note: note}, "", p.at))
		}
		visit(child, flag, "甲")
		visit(child, "", "乙") // the form named no task
		visit(grid, "", "丙")
		visit(officer, "", "丁")
		for who, want := range map[*policy.Actor]string{&child: "乙甲", &grid: "丁丙", &officer: "丁丙"} {
			if got := p.notes(t, *who); got != want {
				t.Errorf("%v reads %q, should read %q", who.Grants[0].Role, got, want)
			}
		}
		past, err := st.HomePast(ctx, p.unit.ID, 0, 99)
		must(t, err)
		rows, err := st.ListAuditRows(ctx, policy.Scope{All: true}, store.AuditFilter{Action: "visit.record", N: 99})
		must(t, err)
		for _, e := range rows {
			past = append(past, e.AuditEntry)
		}
		count := 0
		for _, e := range past {
			if e.Action != "visit.record" {
				continue
			}
			count++
			if e.UserID == child.UserID {
				t.Error("the past of the home, or the search of the audit, tells of the child worker's visit")
			}
		}
		if count != 4 { // two visits, told twice
			t.Errorf("%d visits are told", count)
		}
		must(t, p.CloseFlag(ctx, child, flag, registry.CloseForm{Result: registry.CloseGone, Note: "戊"}, p.at))
		if got := p.notes(t, officer); got != "丁丙" {
			t.Errorf("the officer reads %q", got)
		}
	})
}

// TestWhereNoChildWorkerIsNamedTheGridWorkerReadsWhatHeWroteAndTheOfficerDoesNot (RULES 11).
func TestWhereNoChildWorkerIsNamedTheGridWorkerReadsWhatHeWroteAndTheOfficerDoesNot(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		p, flag := alone(t, st)
		grid, _, _ := p.desk(t, "chen01", "auxiliary", "33020011", false)
		officer, _, _ := p.desk(t, "li01", "officer", "3302001", false)
		must(t, p.RecordVisit(ctx, grid, p.unit.Ref, registry.VisitForm{Result: models.VisitMissing, FlagRef: flag, Note: "甲"}, "", p.at))
		if got := fmt.Sprint(p.notes(t, grid), "|", p.notes(t, officer)); got != "甲|" {
			t.Errorf("they read %q", got)
		}
	})
}
