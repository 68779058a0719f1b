package registry_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"anju/models"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/storetest"
)

// gridIn adds a grid to the community of the office.
func (o *office) gridIn(t *testing.T, code string) {
	t.Helper()
	_, err := o.AddArea(context.Background(), policy.SystemActor, "3302001", models.Area{Code: code, Level: models.LevelGrid, Name: "网格" + code}, o.at)
	must(t, err)
}

// TestTwoOfficersAtOnceWarnPeopleOnce: everybody would get the same alarm twice, at night.
func TestTwoOfficersAtOnceWarnPeopleOnce(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		o := newOffice(t, st, 3)
		o.gridIn(t, "330200177")
		var wg sync.WaitGroup
		errs := make([]error, 2)
		for i, area := range []string{"3302001", "330200177"} {
			wg.Go(func() { _, errs[i] = o.SendAlarm(ctx, o.duty, "A03", area, fmt.Sprint("once", i), o.at) })
		}
		wg.Wait()
		refused := slices.IndexFunc(errs, func(err error) bool { return err != nil })
		if n := storetest.Count(t, st, "SELECT COUNT(*) FROM campaigns"); n != 1 || refused < 0 || !models.IsKind(errs[refused], models.Invalid) {
			t.Fatalf("%d alarms; %v", n, errs)
		}
		for _, area := range []string{"3302001", "330200177"} { // both ways round
			ahead, err := o.LookAheadAlarm(ctx, o.duty, "A03", area, o.at)
			must(t, err)
			if ahead.Earlier.ID == 0 || ahead.Earlier.AreaName == "" {
				t.Errorf("%s: nothing is said of the one just sent", area)
			}
			_, err = o.SendAlarmAgain(ctx, o.duty, "A03", area, "another", "", o.at)
			if e := models.AsError(err); e == nil || e.Faults[0].Field != "send" || !strings.Contains(e.Faults[0].Message, ahead.Earlier.AreaName) {
				t.Errorf("%s again, not having seen it: %v", area, err)
			}
		}
		ahead, err := o.LookAheadAlarm(ctx, o.duty, "A03", "3302001", o.at)
		must(t, err)
		_, err = o.SendAlarmAgain(ctx, o.duty, "A03", "3302001", ahead.Earlier.Ref, "seen", o.at)
		must(t, err)
		_, err = o.SendAlarm(ctx, o.duty, "A01", "3302001", "other", o.at) // another emergency
		must(t, err)
		_, err = o.SendAlarm(ctx, o.duty, "A03", "3302001", "later", o.at.Add(61*time.Minute))
		must(t, err)
	})
}

// TestHeadsAreCountedAlsoWhereNoTextLeaves: doors are knocked on then, and the sheet is needed most.
func TestHeadsAreCountedAlsoWhereNoTextLeaves(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		o := newOffice(t, st, 3)
		if _, _, err := o.CountHeadsUnsent(ctx, o.duty, "A03", "3302001", o.at); !models.IsKind(err, models.Conflict) {
			t.Errorf("while texts leave: %v", err)
		}
		must(t, o.SwitchSending(ctx, policy.SystemActor, false, o.at))
		before := storetest.Count(t, st, "SELECT COUNT(*) FROM audit_entries")
		area, rows, err := o.CountHeadsUnsent(ctx, o.duty, "A03", "3302001", o.at)
		must(t, err)
		if len(rows) != 1 || rows[0].People != 3 || area.Code != "3302001" {
			t.Errorf("%+v of %+v", rows, area)
		}
		// Who is said to have left counts in no statistics any more; a rescuer looks for him and reads why he may not find him.
		must(t, st.InTx(ctx, func(tx *store.Tx) error {
			entries, err := st.Entries(ctx, o.unit.ID)
			must(t, err)
			entries[0].Stay.SayLeft(o.now().Day(), o.now())
			return tx.SaveStay(&entries[0].Stay)
		}))
		counted, err := o.CountStays(ctx, policy.SystemActor, "3302001", o.now().Day(), o.now())
		must(t, err)
		_, rows, err = o.CountHeadsUnsent(ctx, o.duty, "A03", "3302001", o.at)
		must(t, err)
		if counted.Residents != 2 || rows[0].People != 3 || rows[0].Gone != 1 {
			t.Errorf("of three, one said to have left, %d count, and the sheet says %+v", counted.Residents, rows[0])
		}
		views, err := st.Views(ctx, o.unit.ID, 0, 0, 9)
		must(t, err)
		if i := slices.IndexFunc(views, func(v models.View) bool { return v.What == models.ViewHeads }); i < 0 || views[i].UserID != o.duty.UserID || views[i].Reason == "" {
			t.Errorf("who lives there does not read of it: %+v", views)
		}
		if n := storetest.Count(t, st, "SELECT COUNT(*) FROM audit_entries") - before; n != 1 || storetest.Count(t, st, "SELECT COUNT(*) FROM audit_entries WHERE action = 'alarm.count' AND subject = 'area'") != 1 {
			t.Errorf("%d audit entries", n)
		}
		for name, who := range map[string]policy.Actor{"of another grid": o.officer, "a supervisor": o.maker, "a landlord": o.landlord, "the administrator": o.admin} {
			if _, _, err := o.CountHeadsUnsent(ctx, who, "A03", "3302001", o.at); !models.IsKind(err, models.NotFound) && !models.IsKind(err, models.Forbidden) {
				t.Errorf("%s counts heads: %v", name, err)
			}
		}
		if _, _, err := o.CountHeadsUnsent(ctx, o.duty, "E06", "3302001", o.at); !models.IsKind(err, models.NotFound) {
			t.Errorf("for a lesson: %v", err)
		}
	})
}

// TestWhatRunsAndSendsNothingIsSeenToStandStill: else a supervisor waits all day for texts that do not leave.
func TestWhatRunsAndSendsNothingIsSeenToStandStill(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		o := newOffice(t, st, 12)
		o.at = shanghai("2026-12-20 21:30")
		ref := o.makes(t, "E06")
		must(t, o.StepCampaign(ctx, o.second, ref, models.StepApprove, o.at))
		if l := o.looks(t, ref); l.State != models.CampaignRunning || !l.LeavesAt.Time().Equal(shanghai("2026-12-21 09:00")) || l.Off {
			t.Errorf("at night: %+v", l)
		}
		o.at = shanghai("2026-12-21 10:00")
		if l := o.looks(t, ref); l.LeavesAt != 0 || l.Off || l.Waits != "" {
			t.Errorf("in the morning: %+v", l)
		}
		alarm, err := o.SendAlarm(ctx, o.duty, "A01", "3302001", "once", o.at)
		must(t, err)
		must(t, o.SwitchSending(ctx, policy.SystemActor, false, o.at))
		if l := o.looks(t, ref); !l.Off {
			t.Error("the campaign looks as if it sent")
		}
		if l, err := o.LookAtAlarm(ctx, o.duty, alarm, o.at); err != nil || !l.Off {
			t.Errorf("the alarm looks as if it went out: %v", err)
		}
	})
}

// TestADraftThatNobodyHandsInGoesAfterThirtyDays, and nothing else of the campaigns; the purge puts down how many.
func TestADraftThatNobodyHandsInGoesAfterThirtyDays(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		o := newOffice(t, st, 12)
		form := registry.CampaignForm{Kind: "E06", AreaCode: "330200", Role: models.AudienceTenants}
		_, err := o.MakeCampaign(ctx, o.maker, form, "", o.at)
		must(t, err)
		o.makes(t, "E06") // waits for a second person
		o.at = o.at.AddDate(0, 0, 30)
		_, err = o.Purge(ctx, policy.SystemActor, o.at)
		must(t, err)
		if n := storetest.Count(t, st, "SELECT COUNT(*) FROM campaigns"); n != 2 {
			t.Fatalf("%d campaigns after 30 days", n)
		}
		_, err = o.Purge(ctx, policy.SystemActor, o.at.Add(time.Second))
		must(t, err)
		if storetest.Count(t, st, "SELECT COUNT(*) FROM campaigns WHERE state = 'draft'") != 0 || storetest.Count(t, st, "SELECT COUNT(*) FROM campaigns") != 1 {
			t.Error("the draft stays, or more than it went")
		}
		if storetest.Count(t, st, "SELECT COUNT(*) FROM audit_entries WHERE action = 'purge.run' AND detail LIKE '%群发草稿 1%'") != 1 {
			t.Error("nobody can see that it went")
		}
	})
}
