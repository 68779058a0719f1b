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

// TestAnAlarmWarnsWhoeverMayBeThere: also in a home that nobody has looked at yet, whoever says that the stay is not his, and
// whoever is said to have left; and where no number is known at all, the officer reads at which rooms to knock.
func TestAnAlarmWarnsWhoeverMayBeThere(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		o := newOffice(t, st, 4)
		alone := form("103", "何无机", invented(70), "")
		alone.NoPhone = true
		beside := form("101", "何同住", invented(71), "") // those in his room have telephones
		beside.NoPhone = true
		for _, f := range []registry.StayForm{alone, beside} {
			_, err := o.CheckIn(ctx, o.landlord, o.unit.Ref, []registry.StayForm{f}, "", o.at)
			must(t, err)
		}
		before, err := o.LookAheadAlarm(ctx, o.duty, "A03", "3302001", o.at)
		must(t, err)
		for _, doubt := range []string{"UPDATE units SET state = 'submitted', listed = 0", "UPDATE stays SET disputed_at = 1 WHERE id = (SELECT MIN(id) FROM (SELECT id FROM stays) s)",
			"UPDATE stays SET said_left_at = 1 WHERE id = 1 + (SELECT MIN(id) FROM (SELECT id FROM stays) s)"} {
			_, err := st.SQL().Exec(doubt)
			must(t, err)
		}
		ahead, err := o.LookAheadAlarm(ctx, o.duty, "A03", "3302001", o.at)
		must(t, err)
		if ahead.Numbers != before.Numbers || ahead.Numbers < 4 || ahead.Unphoned != 1 {
			t.Errorf("before the doubts %d numbers; now %d, and %d rooms without one", before.Numbers, ahead.Numbers, ahead.Unphoned)
		}
		ref, err := o.SendAlarm(ctx, o.duty, "A03", "3302001", "", o.at)
		must(t, err)
		o.drains(t, o.sent)
		o.onceEach(t, "A03", ahead.Numbers)
		l, err := o.LookAtAlarm(ctx, o.duty, ref, o.at)
		must(t, err)
		_, rooms, err := o.MissedBy(ctx, o.duty, ref, o.at)
		must(t, err)
		if l.Unphoned != 1 || len(rooms) != 1 || rooms[0].RoomNo != "103" || !rooms[0].Unphoned {
			t.Errorf("to knock at: %d, %+v", l.Unphoned, rooms)
		}
		if _, _, err := o.MissedBy(ctx, o.officer, ref, o.at); !models.IsKind(err, models.NotFound) {
			t.Errorf("the officer of another grid: %v", err)
		}
	})
}

// TestAnAlarmIsRememberedInTheWordsThatPeopleGot although an administrator has other words said since.
func TestAnAlarmIsRememberedInTheWordsThatPeopleGot(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		o := newOffice(t, st, 3)
		ref, err := o.SendAlarm(ctx, o.duty, "A03", "3302001", "", o.at)
		must(t, err)
		o.drains(t, o.sent)
		said := o.sent.texts[len(o.sent.texts)-1].Text
		_, err = o.RunCampaigns(ctx, policy.SystemActor, o.at)
		must(t, err)
		must(t, o.EditText(ctx, o.admin, models.TextVersion{Kind: "A03", Wording: "火灾演练，请走楼梯，不要惊慌。", Note: "演练"}, o.at))
		if l, err := o.LookAtAlarm(ctx, o.duty, ref, o.at); err != nil || l.Text != said {
			t.Errorf("the page says %q, people got %q (%v)", l.Text, said, err)
		}
	})
}
