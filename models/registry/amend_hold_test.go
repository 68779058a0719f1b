package registry_test

import (
	"context"
	"testing"
	"time"

	"anju/models"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/storetest"
)

func TestWhatWasPutRightIsKeptWhileACaseRuns(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		p := newPeople(t, st)
		officer, _, _ := p.desk(t, "li01", "officer", "33020011", false)
		ref := p.checkIn(t, 1)
		e, err := st.EntryByRef(ctx, ref)
		must(t, err)
		must(t, p.CorrectEntry(ctx, officer, ref, registry.EntryForm{Name: "何以宁", DocType: "111", MovedIn: e.Stay.MovedInOn.String(), Reason: models.AmendReasons[0]}, p.at))
		must(t, p.HoldStay(ctx, policy.SystemActor, ref, true, "案件 7", p.at))
		p.at = p.at.Add(4 * 365 * 24 * time.Hour) // longer than anything is kept
		p.purge(t)
		kept := "SELECT COUNT(*) FROM amendments WHERE old IS NOT NULL"
		if p.number(t, kept) != 1 {
			t.Error("what stood there before is erased though a case runs")
		}
		must(t, p.HoldStay(ctx, policy.SystemActor, ref, false, "案件 7 结了", p.at))
		p.purge(t)
		if p.number(t, kept) != 0 {
			t.Error("it stays for ever after the case")
		}
	})
}
