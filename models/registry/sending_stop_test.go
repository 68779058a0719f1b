package registry_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"anju/models"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/storetest"
)

// TestWhoStopsTheSendingStopsAlsoTheQueueThatIsLeaving within a batch, and codes still leave.
func TestWhoStopsTheSendingStopsAlsoTheQueueThatIsLeaving(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		o := newOffice(t, st, 1)
		o.queue(t, "R04", 0, 200)
		way := newLine("slow")
		way.answer = func(m models.Outgoing) models.Reply {
			if len(way.given) == 1 {
				must(t, o.SwitchSending(ctx, policy.SystemActor, false, o.at))
				o.at = o.at.Add(2 * time.Second)
			}
			return models.Reply{Sent: models.SentAccepted, ID: "id-" + m.OutID}
		}
		o.drains(t, way)
		if n := len(way.taken); n == 0 || n > 60 {
			t.Errorf("%d of 200 texts left; at most the 60 in hand may", n)
		}
		was := len(way.taken)
		o.queue(t, "R20", 500, 1)
		o.drains(t, way)
		if len(way.taken) > was+1 {
			t.Errorf("%d texts left while the sending is off", len(way.taken)-was)
		}
		must(t, o.SwitchSending(ctx, policy.SystemActor, true, o.at))
		o.at = o.at.Add(time.Minute)
		o.drains(t, way)
		if n := len(way.taken); n < 200 {
			t.Errorf("switched on again, %d of 200 left", n)
		}
	})
}

// TestACampaignLeavesInTheWordsOnWhichPeopleAgreedOrNotAtAll: where a carrier has approved older words alone, nobody gets
// what nobody looked at.
func TestACampaignLeavesInTheWordsOnWhichPeopleAgreedOrNotAtAll(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		o := newOffice(t, st, 12)
		o.Ways, o.Carriers = []string{"recorder"}, []models.Carrier{{Key: "recorder", Name: "短信商", Templates: true}}
		old := o.Texts.ByID["E06"].Text
		must(t, o.FileText(ctx, o.admin, registry.TextFiling{Carrier: "recorder", Kind: "E06", Wording: old, Code: "SMS_1", State: models.FilingFiled}, o.at))
		must(t, o.EditText(ctx, o.admin, models.TextVersion{Kind: "E06", Wording: "燃气软管老化了要换，睡前关阀门。", Note: "写短"}, o.at))
		ref, err := o.MakeCampaign(ctx, o.maker, registry.CampaignForm{Kind: "E06", AreaCode: "330200", Role: models.AudienceTenants}, "", o.at)
		must(t, err)
		if err := o.StepCampaign(ctx, o.second, ref, models.StepSubmit, o.at); !models.IsKind(err, models.Forbidden) {
			t.Errorf("who will approve it hands it in: %v", err)
		}
		must(t, o.StepCampaign(ctx, o.maker, ref, models.StepSubmit, o.at))
		if err := o.StepCampaign(ctx, o.second, ref, models.StepApprove, o.at); !models.IsKind(err, models.Invalid) || !strings.Contains(err.Error(), "还没报备") {
			t.Errorf("words that no carrier approved are agreed on: %v", err)
		}
		now, err := o.TextsNow(ctx)
		must(t, err)
		words := now.Wordings("E06")[0]
		must(t, o.FileText(ctx, o.admin, registry.TextFiling{Carrier: "recorder", Kind: "E06", Wording: words, Code: "SMS_2", State: models.FilingFiled}, o.at))
		must(t, o.StepCampaign(ctx, o.second, ref, models.StepApprove, o.at))
		must(t, o.FileText(ctx, o.admin, registry.TextFiling{Carrier: "recorder", Kind: "E06", Wording: words, State: models.FilingRefused, Note: "撤回"}, o.at))
		o.drains(t, o.sent)
		if len(o.sent.texts) != 0 {
			t.Errorf("%d texts left in %q, which nobody agreed on", len(o.sent.texts), o.sent.texts[0].Text)
		}
	})
}

// TestNobodyDraftsCampaignAfterCampaignToSeeNumbers: each draft shows the ends of three.
func TestNobodyDraftsCampaignAfterCampaignToSeeNumbers(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		o := newOffice(t, st, 12)
		wide := registry.CampaignForm{Kind: "E06", AreaCode: "330200", Role: models.AudienceTenants}
		narrow := wide
		narrow.UnitKind = "home"
		ref, err := o.MakeCampaign(ctx, o.maker, narrow, "", o.at)
		must(t, err)
		if l := o.looks(t, ref); len(l.Ends) != 0 {
			t.Errorf("of a kind of home these numbers are shown: %v", l.Ends)
		}
		for n := 1; n < 20; n++ {
			_, err := o.MakeCampaign(ctx, o.maker, wide, "", o.at)
			must(t, err)
		}
		if _, err := o.MakeCampaign(ctx, o.maker, wide, "", o.at); !models.IsKind(err, models.Invalid) {
			t.Errorf("the twenty-first draft of a day: %v", err)
		}
		_, err = o.MakeCampaign(ctx, o.second, wide, "", o.at)
		must(t, err)
		_, err = o.MakeCampaign(ctx, o.maker, wide, "", o.at.Add(25*time.Hour))
		must(t, err)
	})
}
