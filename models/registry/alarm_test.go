package registry_test

import (
	"context"
	"slices"
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

// TestAnAlarmReachesEverybodyOfItsAreaAtAnyHourOnce: also who wants no lessons, who got his fill, whose telephone was off
// before, and a child with a telephone; a landlord who lives there himself gets one.
func TestAnAlarmReachesEverybodyOfItsAreaAtAnyHourOnce(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		o := newOffice(t, st, 12)
		child := form("102", "何小树", idcard.WithCheckDigit("33990020150101001"), "19900010050")
		child.Guardian, child.GuardPhone = "何以安", "19900010051"
		self := form("103", "周桂芳", invented(77), "19900000099") // the landlord
		for _, f := range []registry.StayForm{child, self} {
			_, err := o.CheckIn(ctx, o.landlord, o.unit.Ref, []registry.StayForm{f}, "", o.at)
			must(t, err)
		}
		must(t, o.ChooseEducation(ctx, o.tenant("19900010001"), false, o.at))
		o.bend(t, "texts_a_day", 0, "texts_in_30_days", 0)
		must(t, st.InTx(ctx, func(tx *store.Tx) error { return tx.StopNumber(st.PhoneIndex("19900010002"), true, workday.At(o.at)) }))
		o.at = shanghai("2026-12-20 03:00")
		ahead, err := o.LookAheadAlarm(ctx, o.duty, "A03", "3302001", o.at)
		must(t, err)
		// 12 tenants, the child, the landlord, and the two others who have a home there.
		if ahead.Numbers != 15 || ahead.Homes != 1 || ahead.People != 14 || ahead.Segments != 1 || ahead.Waits != "" {
			t.Errorf("the preview: %+v", ahead)
		}
		ref, err := o.SendAlarm(ctx, o.duty, "A03", "3302001", "once", o.at)
		must(t, err)
		if again, err := o.SendAlarm(ctx, o.duty, "A03", "3302001", "once", o.at); err != nil || again != ref {
			t.Errorf("the button tapped twice: %q, %v", again, err)
		}
		o.drains(t, o.sent)
		o.onceEach(t, "A03", 15)
		_, err = o.RunCampaigns(ctx, policy.SystemActor, o.at)
		must(t, err)
		l, err := o.LookAtAlarm(ctx, o.duty, ref, o.at)
		must(t, err)
		if l.State != models.CampaignDone || l.Sent != 15 {
			t.Errorf("the alarm: %+v", l)
		}
		if err := o.StepCampaign(ctx, o.maker, ref, models.StepPause, o.at); err == nil {
			t.Error("somebody pauses an alarm")
		}
	})
}

func TestOnlyTheOfficerOfTheAreaWithTheCodeSendsAnAlarm(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		o := newOffice(t, st, 1)
		stale, walking := o.duty, o.duty
		stale.Fresh, walking.Shift = false, true
		for name, c := range map[string]struct {
			who  policy.Actor
			kind models.Kind
		}{"without the code": {stale, models.Invalid}, "on a walk": {walking, models.Forbidden}, "of another grid": {o.officer, models.Invalid},
			"a supervisor": {o.maker, models.Forbidden}, "a landlord": {o.landlord, models.Forbidden}} {
			if _, err := o.SendAlarm(ctx, c.who, "A03", "3302001", "", o.at); !models.IsKind(err, c.kind) {
				t.Errorf("%s: %v", name, err)
			}
		}
		if _, err := o.SendAlarm(ctx, o.duty, "E06", "3302001", "", o.at); !models.IsKind(err, models.Invalid) {
			t.Errorf("a lesson as an alarm: %v", err)
		}
		must(t, o.SwitchSending(ctx, policy.SystemActor, false, o.at))
		if _, err := o.SendAlarm(ctx, o.duty, "A03", "3302001", "", o.at); !models.IsKind(err, models.Invalid) {
			t.Errorf("an alarm that nobody would get: %v", err)
		}
		o.drains(t, o.sent)
		if slices.Contains(o.sent.kinds(), "A03") || storetest.Count(t, st, "SELECT COUNT(*) FROM campaigns") != 0 {
			t.Error("an alarm was refused and sent")
		}
	})
}

// TestWhoCountsTheHeadsOfAHomeStandsInItsRecord: rescuers get numbers, and the people who live there read that somebody looked.
func TestWhoCountsTheHeadsOfAHomeStandsInItsRecord(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		o := newOffice(t, st, 3)
		for i, born := range []string{"33990020150101001", "33990019500101002"} {
			f := form("102", "何以安", idcard.WithCheckDigit(born), []string{"19900010050", "19900010060"}[i])
			f.Guardian, f.GuardPhone = "何以安", "19900010051"
			_, err := o.CheckIn(ctx, o.landlord, o.unit.Ref, []registry.StayForm{f}, "", o.at)
			must(t, err)
		}
		ref, err := o.SendAlarm(ctx, o.duty, "A01", "3302001", "", o.at)
		must(t, err)
		for range 2 { // turning back is no second look
			_, rows, err := o.CountHeads(ctx, o.duty, ref, o.at)
			must(t, err)
			if len(rows) != 1 || rows[0].People != 5 || rows[0].Children != 1 || rows[0].Old != 1 {
				t.Errorf("the heads: %+v", rows)
			}
			o.at = o.at.Add(time.Minute)
		}
		views, err := st.Views(ctx, o.unit.ID, 0, 0, 9)
		must(t, err)
		heads := slices.DeleteFunc(views, func(v models.View) bool { return v.What != models.ViewHeads })
		if len(heads) != 1 || heads[0].UserID != o.duty.UserID || heads[0].Role != "officer" {
			t.Errorf("the record: %+v", views)
		}
		for name, who := range map[string]policy.Actor{"of another grid": o.officer, "a supervisor": o.maker, "a landlord": o.landlord, "the administrator": o.admin} {
			if _, _, err := o.CountHeads(ctx, who, ref, o.at); err == nil {
				t.Errorf("%s counts heads", name)
			}
		}
		if _, _, err := o.CountHeads(ctx, o.duty, ref, o.at.AddDate(0, 0, 8)); !models.IsKind(err, models.Conflict) {
			t.Errorf("a week later: %v", err)
		}
	})
}
