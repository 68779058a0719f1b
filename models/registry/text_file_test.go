package registry_test

import (
	"context"
	"testing"

	"anju/models"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/storetest"
)

func TestATextLeavesThroughACarrierOnlyOnceItsWordsAreApproved(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		ctx := context.Background()
		h := newHouse(t, st, shanghai("2026-11-24 10:00"))
		h.Texts = realTexts(t)
		tencent := models.Carrier{Key: "tencent", Name: "腾讯云", Templates: true, VarMax: 6, Numbers: true}
		route := func() models.Route {
			t.Helper()
			filings, err := st.Filings(ctx)
			must(t, err)
			return h.Texts.RouteAt(tencent, "R03", filings)
		}
		if got := route(); got.Why == "" || got.Code != "" {
			t.Fatalf("a text that nobody filed leaves: %+v", got)
		}
		wordings := h.Texts.Wordings("R03")
		filed := registry.TextFiling{Carrier: "tencent", Kind: "R03", Wording: wordings[1], Code: "1234567", State: models.FilingFiled}
		admin := policy.Actor{UserID: 9, Staff: true, Fresh: true, Grants: []policy.Grant{{Role: policy.Admin, AreaID: h.grid.ID, Level: policy.Grid}}}
		stale := admin
		stale.Fresh = false
		for name, try := range map[string]func() error{
			"a landlord":                func() error { return h.FileText(ctx, h.landlord, filed, h.at) },
			"a code given long ago":     func() error { return h.FileText(ctx, stale, filed, h.at) },
			"words that nobody says":    func() error { f := filed; f.Wording += "！"; return h.FileText(ctx, admin, f, h.at) },
			"approved without a code":   func() error { f := filed; f.Code = ""; return h.FileText(ctx, admin, f, h.at) },
			"a code that is no code":    func() error { f := filed; f.Code = "SMS 1；"; return h.FileText(ctx, admin, f, h.at) },
			"an answer nobody can give": func() error { f := filed; f.State = "maybe"; return h.FileText(ctx, admin, f, h.at) },
		} {
			before := pictureOf(t, st)["sms_filings"]
			if err := try(); models.AsError(err) == nil || pictureOf(t, st)["sms_filings"] != before {
				t.Errorf("%s: %v", name, err)
			}
		}
		must(t, h.FileText(ctx, admin, filed, h.at))
		if got := route(); got.Why != "" || got.Code != "1234567" || got.Wording != wordings[1] {
			t.Errorf("an approved text: %+v", got)
		}
		filed.State, filed.Code = models.FilingRefused, ""
		must(t, h.FileText(ctx, admin, filed, h.at))
		if got := route(); got.Why == "" {
			t.Errorf("a refused text leaves: %+v", got)
		}
		filings, err := st.Filings(ctx)
		must(t, err)
		if len(filings) != 1 {
			t.Errorf("%d rows of one wording", len(filings))
		}
		// Words that changed are not what was approved.
		filed.State, filed.Code = models.FilingFiled, "1234567"
		must(t, h.FileText(ctx, admin, filed, h.at))
		changed := h.Texts.ByID["R03"]
		changed.Variants = []string{"网格员将于近日上门。"}
		h.Texts.ByID["R03"] = changed
		if got := route(); got.Why == "" {
			t.Errorf("other words leave under an old approval: %+v", got)
		}
	})
}
