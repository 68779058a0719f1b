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

// TestWhoSettlesAReportCallsBackAndNobodyElseDoes: else somebody leaves his number, waits, and the officer can only go there; or
// the number is read by whom the report was not written to.
func TestWhoSettlesAReportCallsBackAndNobodyElseDoes(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		p := newPeople(t, st)
		p.bend(t, "view_limit", 4)
		stay := p.checkIn(t, 1)
		asked := map[string]string{} // the contact to the ref of its report
		report := func(audience, contact string) {
			t.Helper()
			_, err := p.FileRequest(ctx, policy.Actor{Address: "192.0.2.9"}, p.unit.DoorToken,
				registry.RequestForm{Kind: registry.RequestReport, Topic: "漏水", Audience: audience, Body: "厨房漏水", Contact: contact}, "", p.at)
			must(t, err)
			var ref string
			must(t, st.SQL().QueryRow("SELECT ref FROM requests ORDER BY id DESC LIMIT 1").Scan(&ref))
			asked[contact] = ref
		}
		report(registry.ToGrid, "19900000077")
		report(registry.ToPolice, "19900000078")
		report(registry.ToLandlord, "19900000079")
		report(registry.ToGrid, "19900000099") // the landlord of the home
		tenant := policy.Actor{UserID: 1001, Phone: st.PhoneIndex("19900010001")}
		_, err := p.CorrectStay(ctx, tenant, stay, "姓名", "何以宁", "", p.at)
		must(t, err)
		var own string
		must(t, st.SQL().QueryRow("SELECT ref FROM requests ORDER BY id DESC LIMIT 1").Scan(&own))
		asked["19900010001"] = own

		officer, _, _ := p.desk(t, "li01", "officer", "33020011", false)
		officer.Fresh = true
		stale, shift := officer, officer
		stale.Fresh, shift.Shift = false, true
		worker, _, _ := p.desk(t, "chen01", "auxiliary", "33020011", false)
		boss, _, _ := p.desk(t, "boss01", "supervisor", "3302001", false)
		far, _, _ := p.desk(t, "li02", "officer", "33020012", false)
		far.Fresh = true
		for name, one := range map[string]struct {
			who     policy.Actor
			contact string
			kind    models.Kind
		}{
			"without the code":       {stale, "19900000077", models.Forbidden},
			"on a walk":              {shift, "19900000077", models.Forbidden},
			"a grid worker":          {worker, "19900000077", models.Forbidden},
			"a supervisor":           {boss, "19900000077", models.Forbidden},
			"of another grid":        {far, "19900000077", models.NotFound},
			"of the landlord's post": {officer, "19900000079", models.NotFound},
		} {
			refuses(t, st, name, one.kind, func() error {
				_, err := p.RevealContact(ctx, one.who, asked[one.contact], "处理求助", p.at)
				return err
			})
		}
		refuses(t, st, "a reason of his own", models.Invalid, func() error {
			_, err := p.RevealContact(ctx, officer, asked["19900000077"], "好奇", p.at)
			return err
		})
		for _, contact := range []string{"19900000077", "19900000078", "19900000099", "19900010001"} {
			log := does(t, st, contact, 1, func() error {
				if got, err := p.RevealContact(ctx, officer, asked[contact], "处理求助", p.at); err != nil || got != contact {
					t.Errorf("reads %q, %v", got, err)
				}
				return nil
			})
			if log[0].Action != "phone.reveal" || log[0].Subject != "request" || log[0].Reason != "处理求助" || strings.Contains(log[0].Detail, "1990") {
				t.Errorf("put down as %+v", log[0])
			}
		}
		entries, err := st.Entries(ctx, p.unit.ID)
		must(t, err)
		views, err := st.Views(ctx, p.unit.ID, entries[0].Stay.ID, 0, 9)
		must(t, err)
		if len(views) != 1 || views[0].What != models.ViewPhone || views[0].StayID == 0 {
			t.Errorf("the tenant reads %+v, should of his own number alone", views)
		}
		if seen, err := st.OwnerViews(ctx, p.landlord.UserID, 9); err != nil || len(seen) != 1 {
			t.Errorf("the landlord reads %+v, %v", seen, err)
		}
		if _, err := p.RevealContact(ctx, officer, asked["19900000077"], "处理求助", p.at); !models.IsKind(err, models.TooMany) {
			t.Errorf("beyond the numbers of a day: %v", err)
		}
		days, err := st.ListLookDays(ctx, policy.ScopeOf(policy.SystemActor, policy.LooksWatch, workday.At(p.at)), 9)
		must(t, err)
		if len(days) == 0 || days[0].UserID != officer.UserID || days[0].FullIDs != 5 {
			t.Errorf("the supervisor hears %+v", days)
		}
	})
}
