package registry_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"anju/models"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/storetest"
	"anju/models/workday"
)

func TestASupervisorFindsWhatWasDoneInHisAreasAloneAndHisSearchIsPutDown(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		h := newHanded(t, st)
		far, _, _ := h.desk(t, "du02", "supervisor", "33020012", false)
		stay := h.checkIn(t, 2)
		must(t, h.RecordVisit(ctx, h.old, h.unit.Ref, registry.VisitForm{Result: models.VisitMatch, AllSeen: true, Note: "见到何以安 19900010002"}, "v", h.at))
		search := func(who policy.Actor, q registry.AuditQuery) []store.AuditRow {
			t.Helper()
			q.N = 50
			var rows []store.AuditRow
			log := does(t, st, "a search", 1, func() (err error) { rows, err = h.SearchAudit(ctx, who, q, h.at); return err })
			if log[0].Action != "audit.view" || !strings.HasPrefix(log[0].Detail, "按") {
				t.Errorf("the search is put down as %+v", log[0])
			}
			return rows
		}
		count := func(rows []store.AuditRow, action string) (n int) {
			for _, r := range rows {
				if r.Action == action {
					n++
				}
			}
			return n
		}
		if all := search(h.chief, registry.AuditQuery{}); count(all, "stay.check_in") != 2 || count(all, "visit.record") != 1 || count(all, "sign_in") == 0 {
			t.Errorf("today: %+v", all)
		}
		for name, q := range map[string]registry.AuditQuery{"by the worker": {Staff: h.oldRef}, "by the action": {Action: "visit.record"}, "by the home": {Code: h.unit.ShortCode},
			"by the code of the files": {Code: h.unit.UnitCode}, "by the home's reference": {Ref: h.unit.Ref}, "by the day": {Day: workday.DayOf(h.at)}} {
			if rows := search(h.chief, q); count(rows, "visit.record") != 1 {
				t.Errorf("%s: %+v", name, rows)
			}
		}
		if rows := search(h.chief, registry.AuditQuery{Ref: stay}); len(rows) != 1 || rows[0].Action != "stay.check_in" {
			t.Errorf("by the stay: %+v", rows)
		}
		if rows := search(h.chief, registry.AuditQuery{Day: workday.DayOf(h.at) - 1}); len(rows) != 0 {
			t.Errorf("yesterday: %+v", rows)
		}
		chief, err := st.User(ctx, h.chief.UserID)
		must(t, err)
		if rows := search(h.chief, registry.AuditQuery{Staff: chief.Ref}); count(rows, "audit.view") == 0 {
			t.Errorf("what the supervisor himself did: %+v", rows)
		}
		first, err := h.SearchAudit(ctx, h.chief, registry.AuditQuery{Code: h.unit.ShortCode, N: 2}, h.at)
		must(t, err)
		next, err := h.SearchAudit(ctx, h.chief, registry.AuditQuery{Code: h.unit.ShortCode, N: 2, Before: first[1].ID}, h.at)
		must(t, err)
		if len(next) == 0 || next[0].ID >= first[1].ID {
			t.Errorf("the second page begins at %+v", next)
		}
		if rows := search(far, registry.AuditQuery{}); count(rows, "visit.record")+count(rows, "stay.check_in") != 0 {
			t.Errorf("the supervisor of another grid reads %+v", rows)
		}
		for _, row := range search(h.chief, registry.AuditQuery{}) {
			if said := fmt.Sprintf("%+v %s %s", row, row.Words(), row.Who(row.OwnerID)); strings.Contains(said, "何以安") || strings.Contains(said, "1990001") || strings.Contains(said, "周桂芳") {
				t.Errorf("an entry tells of a person: %s", said)
			}
		}
		ask := func(who policy.Actor, q registry.AuditQuery) func() error {
			return func() error { _, err := h.SearchAudit(ctx, who, q, h.at); return err }
		}
		refuses(t, st, "a home elsewhere", models.Invalid, ask(far, registry.AuditQuery{Code: h.unit.ShortCode}))
		refuses(t, st, "a worker elsewhere", models.Invalid, ask(far, registry.AuditQuery{Staff: h.oldRef}))
		refuses(t, st, "a reference of nothing", models.Invalid, ask(h.chief, registry.AuditQuery{Ref: "aaaaaaaaaaaaaaaaaaaa"}))
		for name, who := range map[string]policy.Actor{"a worker": h.old, "a landlord": h.landlord, "an administrator": h.admin} {
			refuses(t, st, name, models.Forbidden, ask(who, registry.AuditQuery{}))
		}
	})
}

func TestWhatIsDoneAboutAChildAloneStandsInNoSearchOfASupervisor(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		h := newHanded(t, st)
		must(t, st.InTx(ctx, func(tx *store.Tx) error {
			_, _, err := tx.SaveChanges(models.Changes{Open: []models.Flag{{Rule: "B15", UnitID: h.unit.ID, Ancestors: h.unit.Ancestors, RaisedAt: 1, DueAt: 1, Level: 2, Evidence: "孩子独住"}}}, 0)
			return err
		}))
		flags := h.openFlags(t)
		must(t, st.InTx(ctx, func(tx *store.Tx) error {
			for _, f := range flags {
				must(t, tx.Audit(&models.AuditEntry{At: workday.At(h.at), UserID: h.old.UserID, Role: "auxiliary", Action: "flag.close", Subject: "flag", RefID: f.ID, UnitID: f.UnitID}))
			}
			return nil
		}))
		rows, err := h.SearchAudit(ctx, h.chief, registry.AuditQuery{Action: "flag.close", N: 50}, h.at)
		must(t, err)
		if len(flags) != 2 || len(rows) != 1 {
			t.Errorf("of %d closed flags the supervisor reads %d", len(flags), len(rows))
		}
	})
}

func TestTheWorkOfAMonthIsCountedByGridAndByWorkerAndOnlyInTheOwnAreas(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		h := newHanded(t, st)
		far, _, _ := h.desk(t, "du02", "supervisor", "33020012", false)
		for i := range 2 { // a home visited twice counts once
			must(t, h.RecordVisit(ctx, h.old, h.unit.Ref, registry.VisitForm{Result: models.VisitMissing}, fmt.Sprint("v", i), h.at))
		}
		for _, f := range h.openFlags(t) {
			must(t, h.CloseFlag(ctx, h.old, f.Ref, registry.CloseForm{Result: registry.CloseResults[0][0]}, h.at))
		}
		must(t, st.InTx(ctx, func(tx *store.Tx) error { // the level of B03 never rises: it is late for nobody
			_, _, err := tx.SaveChanges(models.Changes{Open: []models.Flag{{Rule: "B03", UnitID: h.unit.ID, Ancestors: h.unit.Ancestors, RaisedAt: 1, DueAt: 1, Level: 3, Evidence: "外国人"}}}, 0)
			return err
		}))
		exec(t, st, "UPDATE flags SET resolved_at = ?, resolved_by = ? WHERE rule = 'B03'", int64(workday.At(h.at)), h.old.UserID)
		item, err := st.ItemFor(ctx, h.item, h.old.UserID)
		must(t, err)
		item.CheckedAt, item.People, item.Agreed, item.Fields, item.Right = workday.At(h.at), 5, 4, 10, 7
		must(t, st.InTx(ctx, func(tx *store.Tx) error { _, err := tx.CheckItem(item.SampleItem); return err }))
		now := workday.At(h.at)
		work, err := st.ListWork(ctx, policy.ScopeOf(h.chief, policy.WorkView, now), now.Add(-1e12), now+1)
		must(t, err)
		grid := work.ByGrid[h.grid.ID]
		want := models.Work{Visited: models.Share{Part: 1, Whole: 3}, InTime: models.Share{Part: 1, Whole: 1}, Roster: models.Share{Part: 1, Whole: 5}, Lines: models.Share{Part: 3, Whole: 10}}
		if grid != want {
			t.Errorf("the grid: %+v, should be %+v", grid, want)
		}
		if own := work.ByUser[h.old.UserID]; work.Homes[h.old.UserID][h.grid.ID] != 1 || own.InTime != want.InTime || len(work.Grids[h.old.UserID]) != 1 {
			t.Errorf("the worker: %+v in %v", own, work.Grids[h.old.UserID])
		}
		if none, err := st.ListWork(ctx, policy.ScopeOf(far, policy.WorkView, now), now.Add(-1e12), now+1); err != nil || none.ByGrid[h.grid.ID] != (models.Work{}) || len(none.ByUser) != 0 {
			t.Errorf("the supervisor of another grid reads %+v %v", none, err)
		}
		if later, err := st.ListWork(ctx, policy.ScopeOf(h.chief, policy.WorkView, now), now+1, now+2); err != nil || len(later.ByUser) != 0 {
			t.Errorf("another month: %+v %v", later, err)
		}
		exec(t, st, "UPDATE visits SET scanned = ?", true)
		exec(t, st, "UPDATE units SET state = ? WHERE id = ?", models.UnitDelisted, h.unit.ID)
		work, err = st.ListWork(ctx, policy.ScopeOf(h.chief, policy.WorkView, now), now.Add(-1e12), now+1)
		must(t, err)
		rates, err := h.RatesOf(ctx, policy.Scope{All: true}, now.Day())
		must(t, err)
		if done := work.ByGrid[h.grid.ID].Visited; done != (models.Share{Whole: 2}) || rates.Visited != done || work.Homes[h.old.UserID][h.grid.ID] != 0 {
			t.Errorf("of a home that is off the list a visit counts and the home does not: %+v, rates %+v", done, rates.Visited)
		}
	})
}
