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
	"anju/models/workday"
)

func TestACampaignThatIsCutOffAtAnyPageReachesEverybodyOnce(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		const tenants, page = 23, 4
		o := newOffice(t, st, tenants)
		o.Page = page
		for i, kind := range []string{"E01", "E02", "E03", "E05", "E06", "E07", "E08"} {
			stop := i // pages that are whole when the program dies
			ref := o.makes(t, kind)
			c, err := st.CampaignByRef(context.Background(), ref)
			must(t, err)
			must(t, st.InTx(context.Background(), func(tx *store.Tx) error { // approved, and not begun: the approval would begin it
				c.State = models.CampaignApproved
				return tx.SaveCampaign(c)
			}))
			for n := 0; n < 2; n++ { // and dies again on the same page
				ctx, die := context.WithCancel(context.Background())
				pages := 0
				o.Kick = func() {
					if pages++; pages >= stop {
						die()
					}
				}
				if stop == 0 {
					die()
				}
				_, err = o.RunCampaigns(ctx, policy.SystemActor, o.at)
				die()
				if stop > 0 && stop*page*(n+1) < tenants && err == nil {
					t.Errorf("stop %d: nothing was cut off", stop)
				}
			}
			o.Kick = nil
			_, err = o.RunCampaigns(context.Background(), policy.SystemActor, o.at)
			must(t, err)
			o.drains(t, o.sent)
			o.onceEach(t, kind, tenants)
			_, err = o.RunCampaigns(context.Background(), policy.SystemActor, o.at)
			must(t, err)
			if l := o.looks(t, ref); l.State != models.CampaignDone || l.Sent != tenants || l.People != tenants {
				t.Errorf("stop %d: %+v", stop, l)
			}
			o.at = o.at.Add(48 * time.Hour)
		}
	})
}

func TestNobodyApprovesHisOwnCampaignNorWithoutTheCodeNorOneThatCannotLeave(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		o := newOffice(t, st, 12)
		ref := o.makes(t, "E06")
		if err := o.StepCampaign(ctx, o.maker, ref, models.StepApprove, o.at); !models.IsKind(err, models.Forbidden) {
			t.Errorf("the maker approves: %v", err)
		}
		stale := o.second
		stale.Fresh = false
		if err := o.StepCampaign(ctx, stale, ref, models.StepApprove, o.at); !models.IsKind(err, models.Invalid) {
			t.Errorf("approved without the code: %v", err)
		}
		for _, who := range []policy.Actor{o.officer, o.duty, o.landlord, o.admin} {
			if err := o.StepCampaign(ctx, who, ref, models.StepApprove, o.at); err == nil {
				t.Errorf("%s approves", who.Name)
			}
		}
		o.Ways, o.Carriers = []string{"tencent"}, []models.Carrier{{Key: "tencent", Name: "腾讯云", Templates: true}}
		if err := o.StepCampaign(ctx, o.second, ref, models.StepApprove, o.at); !models.IsKind(err, models.Invalid) || !strings.Contains(err.Error(), "还没报备") {
			t.Errorf("a text that was not filed is approved: %v", err)
		}
		o.Ways = []string{"tencent", "file"}
		must(t, o.SwitchSending(ctx, policy.SystemActor, false, o.at))
		if err := o.StepCampaign(ctx, o.second, ref, models.StepApprove, o.at); !models.IsKind(err, models.Invalid) || !strings.Contains(err.Error(), "总开关关着") {
			t.Errorf("approved while nothing is sent: %v", err)
		}
		must(t, o.SwitchSending(ctx, policy.SystemActor, true, o.at))
		edit := models.TextVersion{Kind: "E07", Wording: "电瓶不进楼、不入户。", Note: "写清楚"}
		other, err := o.MakeCampaign(ctx, o.maker, registry.CampaignForm{Kind: "E07", AreaCode: "330200", Role: models.AudienceTenants}, "", o.at)
		must(t, err)
		must(t, o.EditText(ctx, o.admin, edit, o.at))
		must(t, o.StepCampaign(ctx, o.maker, other, models.StepSubmit, o.at))
		edit.Version = 1
		if err := o.EditText(ctx, o.admin, edit, o.at); !models.IsKind(err, models.Invalid) {
			t.Errorf("what two people are about to agree on is changed: %v", err)
		}
		if err := o.StepCampaign(ctx, o.second, other, models.StepApprove, o.at); !models.IsKind(err, models.Invalid) || !strings.Contains(err.Error(), "改过") {
			t.Errorf("words that nobody looked at are approved: %v", err)
		}
		must(t, o.StepCampaign(ctx, o.second, ref, models.StepApprove, o.at))
		if l := o.looks(t, ref); l.State != models.CampaignRunning || l.ApprovedBy != o.second.UserID || l.Open != 12 {
			t.Errorf("after the approval: %+v", l)
		}
		if err := o.StepCampaign(ctx, o.second, ref, models.StepApprove, o.at); !models.IsKind(err, models.Conflict) {
			t.Errorf("approved twice: %v", err)
		}
	})
}

func TestAPausedCampaignSendsNothingAndGoesOnWithoutSendingTwice(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		const tenants = 130
		o := newOffice(t, st, tenants)
		ref := o.makes(t, "E06")
		must(t, o.StepCampaign(ctx, o.second, ref, models.StepApprove, o.at))
		n := 0
		o.sent.fate = func(models.Outgoing) models.Sent {
			if n++; n == 10 {
				must(t, o.StepCampaign(ctx, o.maker, ref, models.StepPause, o.at))
			}
			if n == 20 { // one that comes back while all stand still
				return models.SentLater
			}
			return models.SentAccepted
		}
		o.drains(t, o.sent)
		left := len(o.sent.texts)
		if left >= tenants/2 || left < 10 {
			t.Fatalf("%d of %d left although it was paused after 10", left, tenants)
		}
		o.at = o.at.Add(2 * time.Hour)
		o.drains(t, o.sent)
		if _, err := o.RunCampaigns(ctx, policy.SystemActor, o.at); err != nil || len(o.sent.texts) != left {
			t.Fatalf("%d left while it stood still, %v", len(o.sent.texts)-left, err)
		}
		if l := o.looks(t, ref); l.State != models.CampaignPaused || l.Open != tenants-left || o.states(t)[models.NoticeHeld] != tenants-left {
			t.Errorf("while it stands still: %+v; %v", l, o.states(t))
		}
		o.at = o.at.Add(48 * time.Hour) // longer than a text may wait
		must(t, o.StepCampaign(ctx, o.maker, ref, models.StepResume, o.at))
		o.drains(t, o.sent)
		o.onceEach(t, "E06", tenants)
		_, err := o.RunCampaigns(ctx, policy.SystemActor, o.at)
		must(t, err)
		if l := o.looks(t, ref); l.State != models.CampaignDone || l.Sent != tenants || l.People != tenants {
			t.Errorf("at the end: %+v", l)
		}
	})
}

func TestACampaignThatIsCalledOffSendsNoMore(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		o := newOffice(t, st, 12)
		ref := o.makes(t, "E06")
		must(t, o.StepCampaign(ctx, o.second, ref, models.StepApprove, o.at))
		must(t, o.StepCampaign(ctx, o.second, ref, models.StepCancel, o.at))
		o.drains(t, o.sent)
		_, err := o.RunCampaigns(ctx, policy.SystemActor, o.at)
		must(t, err)
		if l := o.looks(t, ref); len(o.sent.texts) != 0 || l.State != models.CampaignCancelled || l.Lost != 12 {
			t.Errorf("%d left; %+v", len(o.sent.texts), l)
		}
	})
}

func TestACampaignKeepsToOptOutsCapsAndHoursAndSaysWhoWasLeftOut(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		o := newOffice(t, st, 14)
		o.bend(t, "lessons_a_month", 2, "topic_days", 90, "texts_a_day", 2, "texts_in_30_days", 6)
		o.at = shanghai("2026-12-20 20:30") // after the hours for lessons
		must(t, o.ChooseEducation(ctx, o.tenant("19900010001"), false, o.at))
		was := workday.At(shanghai("2026-12-10 10:00"))
		must(t, st.InTx(ctx, func(tx *store.Tx) error {
			for _, n := range []models.Notice{{Kind: "E06", Phone: "19900010002"}, {Kind: "E03", Phone: "19900010003"}, {Kind: "E05", Phone: "19900010003"}} {
				n.Subject, n.Period, n.State, n.SentAt, n.CreatedAt, n.Day = n.Phone, "calendar x", models.NoticeSent, was, was, was.Day()
				_, err := tx.Queue(n)
				must(t, err)
			}
			return nil
		}))
		ref := o.makes(t, "E06")
		if f := o.looks(t, ref).Forecast; f.Fit != 11 || f.Missed[models.ReasonUnwilling] != 1 || f.Missed[models.ReasonHeard] != 1 || f.Missed[models.ReasonMonth] != 1 {
			t.Errorf("the preview says %+v", f)
		}
		must(t, o.StepCampaign(ctx, o.second, ref, models.StepApprove, o.at))
		o.drains(t, o.sent)
		if len(o.sent.texts) != 0 {
			t.Fatalf("%d left in the evening", len(o.sent.texts))
		}
		must(t, o.ChooseEducation(ctx, o.tenant("19900010004"), false, o.at)) // meanwhile
		// The calendar and another campaign found each number free at the same moment.
		must(t, st.InTx(ctx, func(tx *store.Tx) error {
			_, err := tx.Queue(models.Notice{Kind: "E06", Phone: "19900010005", Subject: "again", Period: "calendar y", CreatedAt: workday.At(o.at), NotBefore: workday.At(o.at),
				ExpiresAt: workday.At(o.at.Add(24 * time.Hour)), Day: workday.DayOf(o.at) + 1})
			return err
		}))
		o.at = shanghai("2026-12-21 09:01")
		o.sent.fate = func(m models.Outgoing) models.Sent {
			if m.Phone == "19900010006" {
				return models.SentBadPhone
			}
			return models.SentAccepted
		}
		o.drains(t, o.sent)
		_, err := o.RunCampaigns(ctx, policy.SystemActor, o.at)
		must(t, err)
		l, sum := o.looks(t, ref), 0
		for _, n := range l.Counts {
			sum += n.N
		}
		if l.State != models.CampaignDone || l.Sent != 9 || l.Lost != 5 || sum != 14 || l.People != 14 {
			t.Errorf("the result: %+v", l)
		}
		c, rows, err := o.MissedBy(ctx, o.duty, ref, o.at)
		must(t, err)
		// Who wants no lessons, or had enough of them, is nobody to call on; that he said no is nobody's business.
		if c.Ref != ref || len(rows) != 1 || rows[0].Reason == models.ReasonUnwilling {
			t.Errorf("%d rooms to call at", len(rows))
		}
		if n := storetest.Count(t, st, "SELECT COUNT(*) FROM views WHERE what = 'missed'"); n != 1 {
			t.Errorf("%d looks put down", n)
		}
		if _, _, err := o.MissedBy(ctx, o.officer, ref, o.at); !models.IsKind(err, models.NotFound) {
			t.Errorf("the officer of another grid: %v", err)
		}
		if _, _, err := o.MissedBy(ctx, o.maker, ref, o.at); !models.IsKind(err, models.Forbidden) {
			t.Errorf("a supervisor sees who was missed: %v", err)
		}
	})
}

func TestACampaignNamesNobodyAndPicksOutNobody(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		o := newOffice(t, st, 12)
		form := registry.CampaignForm{Kind: "E06", AreaCode: "330200", Role: models.AudienceTenants}
		for field, f := range map[string]registry.CampaignForm{
			"kind":      {Kind: "R03", AreaCode: form.AreaCode, Role: form.Role},
			"area":      {Kind: form.Kind, AreaCode: form.AreaCode, Role: models.AudienceLandlords}, // three of them
			"language":  {Kind: form.Kind, AreaCode: form.AreaCode, Role: form.Role, Language: "ug"},
			"unit_kind": {Kind: form.Kind, AreaCode: form.AreaCode, Role: form.Role, UnitKind: "castle"},
			"hour":      {Kind: form.Kind, AreaCode: form.AreaCode, Role: form.Role, Day: "2026-12-24", Hour: "21"},
			"day":       {Kind: form.Kind, AreaCode: form.AreaCode, Role: form.Role, Day: "2026-12-01", Hour: "10"},
		} {
			_, err := o.MakeCampaign(ctx, o.maker, f, "", o.at)
			if e := models.AsError(err); e == nil || len(e.Faults) == 0 || e.Faults[0].Field != field {
				t.Errorf("%s: %v", field, err)
			}
		}
		form.Day, form.Hour = "2026-12-24", "14"
		ref, err := o.MakeCampaign(ctx, o.maker, form, "twice", o.at)
		must(t, err)
		if again, err := o.MakeCampaign(ctx, o.maker, form, "twice", o.at); err != nil || again != ref {
			t.Errorf("sent twice: %q, %v", again, err)
		}
		l := o.looks(t, ref)
		if len(l.Ends) != 3 || len(l.Ends[0]) != 4 || l.Segments != 1 || l.Parts() != 12 {
			t.Errorf("the preview: %+v", l)
		}
		must(t, o.StepCampaign(ctx, o.maker, ref, models.StepSubmit, o.at))
		must(t, o.StepCampaign(ctx, o.second, ref, models.StepApprove, o.at))
		o.drains(t, o.sent)
		if l := o.looks(t, ref); l.State != models.CampaignApproved || len(o.sent.texts) != 0 {
			t.Errorf("before its day: %s, %d left", l.State, len(o.sent.texts))
		}
		o.at = shanghai("2026-12-24 14:00")
		_, err = o.RunCampaigns(ctx, policy.SystemActor, o.at)
		must(t, err)
		o.drains(t, o.sent)
		o.onceEach(t, "E06", 12)
	})
}
