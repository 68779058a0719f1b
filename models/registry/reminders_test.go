package registry_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"anju/models"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/storetest"
)

// heard are the texts that the jobs of a moment send, as "phone kind text".
func (h *house) heard(t *testing.T, at time.Time) []string {
	t.Helper()
	h.sent.texts = nil
	h.tick(t, at)
	var heard []string
	for _, m := range h.sent.texts {
		heard = append(heard, m.Phone+" "+m.Kind+" "+m.Text[len("【青禾派出所】"):])
	}
	return heard
}

func hears(t *testing.T, when string, got []string, want ...string) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%s: %q, should be %q", when, got, want)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("%s: %q, should be %q", when, got[i], want[i])
		}
	}
}

func TestALandlordIsRemindedOnTheLastDayThenOnceALevel(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		p := newPeople(t, st)
		p.declare(t, 1)
		p.declare(t, 2)
		p.heard(t, p.at)
		const landlord = "19900000099 "
		for _, day := range []struct {
			when string
			want []string
		}{
			{"2026-11-17 09:00", nil}, {"2026-11-18 23:59", nil},
			{"2026-11-19 08:30", []string{landlord + "R01 您的出租房青禾18有2位租客待登记，请于11月19日前补登。"}},
			{"2026-11-19 12:00", nil}, // once
			{"2026-11-20 08:30", []string{landlord + "R02 您的出租房青禾18登记已逾期1天。"}},
			{"2026-11-21 09:00", nil}, {"2026-11-24 09:00", nil},
			{"2026-11-25 08:30", []string{landlord + "R03 出租房青禾18仍未登记。咨询05008800101。"}},
			{"2026-11-26 09:00", nil}, {"2026-12-02 09:00", nil}, {"2026-12-20 09:00", nil},
		} {
			hears(t, day.when, p.heard(t, shanghai(day.when)), day.want...)
		}
	})
}

func TestALandlordWhoReportsInTimeHearsNothing(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		p := newPeople(t, st)
		ref := p.declare(t, 1)
		p.heard(t, p.at)
		must(t, p.AcceptStay(ctx, p.landlord, ref, p.at))
		hears(t, "the tenant", p.heard(t, p.at), "19900010001 R04 有房东为您申报了居住登记。")
		for day := p.at.Add(24 * time.Hour); day.Before(shanghai("2026-12-10 00:00")); day = day.Add(24 * time.Hour) {
			hears(t, day.String(), p.heard(t, day))
		}
	})
}

func TestAStaleHomeIsOneTextToTheLandlordAndOneToEachTenant(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		p := newPeople(t, st)
		first := p.checkIn(t, 1)
		p.checkIn(t, 2)
		p.heard(t, p.at)
		hears(t, "the 90th day", p.heard(t, shanghai("2027-02-14 20:00")))
		hears(t, "the 91st day", p.heard(t, shanghai("2027-02-15 09:00")),
			"19900000099 R05 出租房青禾18的名册已91天未确认。", "19900010001 R06 您的居住信息已91天未更新。", "19900010002 R06 您的居住信息已91天未更新。")
		hears(t, "the day after", p.heard(t, shanghai("2027-02-16 09:00")))
		if len(p.openFlags(t)) != 2 {
			t.Fatalf("%+v", p.openFlags(t))
		}
		must(t, p.ConfirmStay(ctx, p.tenant("19900010001"), first, p.at))
		if n, err := p.ConfirmRoster(ctx, p.landlord, p.unit.Ref, p.at); n != 2 || err != nil || len(p.openFlags(t)) != 0 {
			t.Errorf("%d confirmed, %v, open %+v", n, err, p.openFlags(t))
		}
	})
}

func TestANumberGetsOneReminderADayAndTheOtherHomeIsNotForgotten(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		p := newPeople(t, st)
		must(t, st.InTx(ctx, func(tx *store.Tx) error {
			return tx.SaveRoom(&models.Room{UnitID: p.empty.ID, No: "101", Floor: 1, Type: models.RoomBedroom})
		}))
		moveIn := func(n int, when string) {
			number := fmt.Sprintf("199000000%d", n)
			_, err := p.Declare(ctx, p.tenant(number), p.empty.DoorToken, form("101", "邵雨晴", invented(n), number), models.ViaDoor, "", shanghai(when))
			must(t, err)
		}
		p.declare(t, 1)
		moveIn(22, "2026-11-16 10:00")
		p.heard(t, p.at)
		hears(t, "the last day of both", p.heard(t, shanghai("2026-11-19 08:30")), "19900000099 R01 您的出租房青禾18等2处有2位租客待登记，请于11月19日前补登。")
		hears(t, "the day after", p.heard(t, shanghai("2026-11-20 08:30")), "19900000099 R02 您的出租房青禾18等2处登记已逾期1天。")
		hears(t, "the second day after", p.heard(t, shanghai("2026-11-21 08:30")))
		moveIn(23, "2026-11-20 10:00")
		hears(t, "two that differ", p.heard(t, shanghai("2026-11-25 08:30")), "19900000099 R01 您的出租房青禾19有1位租客待登记，请于11月25日前补登。")
		hears(t, "the other of them", p.heard(t, shanghai("2026-11-26 08:30")), "19900000099 R03 出租房青禾18等2处仍未登记。咨询05008800101。")
		hears(t, "and one of the next day", p.heard(t, shanghai("2026-11-27 08:30")), "19900000099 R02 您的出租房青禾19登记已逾期2天。")
		hears(t, "nothing is left", p.heard(t, shanghai("2026-11-28 08:30")))
	})
}

func TestWhatIsQueuedInTheEveningIsStillOneReminderInTheMorning(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		p := newPeople(t, st)
		p.declare(t, 1)
		p.heard(t, p.at)
		p.at = shanghai("2026-11-20 20:40")
		must(t, st.InTx(ctx, func(tx *store.Tx) error {
			return tx.SaveRoom(&models.Room{UnitID: p.empty.ID, No: "101", Floor: 1, Type: models.RoomBedroom})
		}))
		must(t, p.SayVacant(ctx, p.landlord, p.empty.Ref, true, p.at)) // and yet somebody lives there
		_, err := p.Declare(ctx, p.tenant("19900000022"), p.empty.DoorToken, form("101", "邵雨晴", invented(22), "19900000022"), models.ViaDoor, "", p.at)
		must(t, err)
		hears(t, "at night", p.heard(t, shanghai("2026-11-20 21:00")))
		hears(t, "in the morning", p.heard(t, shanghai("2026-11-21 08:30")), "19900000099 R02 您的出租房青禾18登记已逾期1天。")
		hears(t, "the day after", p.heard(t, shanghai("2026-11-22 08:30")), "19900000099 R10 出租房青禾19已报空置，但名册仍有在住人员。有疑问请拨05008800101。")
	})
}

func TestAHomeNobodyAcceptedTextsFiveStrangersADay(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		p := newPeople(t, st)
		must(t, st.InTx(ctx, func(tx *store.Tx) error {
			u, err := tx.LockUnit(p.unit.ID)
			u.State, u.PlateAddress = models.UnitSubmitted, ""
			must(t, err)
			return tx.SaveUnit(&u)
		}))
		enter := func(n int) bool {
			f := form("101", "何以安", invented(n), fmt.Sprintf("1990001%04d", n))
			done, err := p.CheckIn(ctx, p.landlord, p.unit.Ref, []registry.StayForm{f}, "", p.at)
			must(t, err)
			return done.Texted
		}
		for n := 1; n <= 7; n++ {
			if texted := enter(n); texted != (n <= 5) {
				t.Errorf("entry %d of the day: texted %v", n, texted)
			}
		}
		if heard := p.heard(t, p.at); len(heard) != 5 || heard[0] != "19900010001 R04 有房东为您申报了居住登记。" {
			t.Errorf("%q", heard)
		}
		p.at = shanghai("2026-11-17 09:00")
		if !enter(8) {
			t.Error("the next day nobody is texted any more")
		}
		must(t, st.InTx(ctx, func(tx *store.Tx) error {
			u, err := tx.LockUnit(p.unit.ID)
			u.State = models.UnitAccepted
			must(t, err)
			return tx.SaveUnit(&u)
		}))
		for n := 11; n <= 18; n++ {
			if !enter(n) {
				t.Errorf("an accepted home could not text tenant %d", n)
			}
		}
	})
}

func TestRemindingIsTheJobsErrandAlone(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		p := newPeople(t, st)
		left(p, t, 3)
		p.declare(t, 1)
		at := shanghai("2026-11-20 09:00")
		for name, who := range map[string]policy.Actor{"a stranger": {}, "the landlord": p.landlord, "an officer": p.officer, "an administrator": p.admin} {
			kind := models.Forbidden
			if !who.SignedIn() {
				kind = models.Unsigned
			}
			refuses(t, st, name+" raising flags", kind, func() error { _, err := p.RaiseFlags(ctx, who, at); return err })
			refuses(t, st, name+" sending", kind, func() error { _, err := p.DispatchNotices(ctx, who, through(p.sent), at); return err })
		}
		tally := registry.Tally{}
		does(t, st, "raising flags", 1, func() (err error) { tally, err = p.RaiseFlags(ctx, policy.SystemActor, at); return err })
		if tally.Opened != 1 || tally.Examined != 1 {
			t.Errorf("%+v", tally)
		}
		does(t, st, "raising them again", 0, func() (err error) { tally, err = p.RaiseFlags(ctx, policy.SystemActor, at); return err })
		if tally != (registry.Tally{}) {
			t.Errorf("%+v", tally)
		}
		refuses(t, st, "a landlord reminding", models.Forbidden, func() error { _, err := p.QueueReminders(ctx, p.landlord, at); return err })
		log := does(t, st, "reminding", 1, func() (err error) { tally, err = p.QueueReminders(ctx, policy.SystemActor, at); return err })
		if tally.Queued != 1 || log[0].Detail != "R02" || log[0].UnitID != p.unit.ID {
			t.Errorf("%+v %+v", tally, log)
		}
		does(t, st, "reminding again", 0, func() (err error) { tally, err = p.QueueReminders(ctx, policy.SystemActor, at); return err })
		if tally.Queued != 0 {
			t.Errorf("%+v", tally)
		}
		does(t, st, "sending", 0, func() (err error) {
			_, err = p.DispatchNotices(ctx, policy.SystemActor, through(p.sent), at)
			return err
		})
	})
}

// TestNobodyIsDrownedInOfficialTexts enters one stranger's phone again and again, in an accepted home: two texts a day,
// six in thirty days, whatever happens.
func TestNobodyIsDrownedInOfficialTexts(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		p := newPeople(t, st)
		n := 0
		for day := range 32 {
			p.at = shanghai("2026-11-16 10:00").AddDate(0, 0, day)
			for range 4 {
				n++
				_, err := p.CheckIn(ctx, p.landlord, p.unit.Ref, []registry.StayForm{form("101", "何以安", invented(n), "19900010077")}, "", p.at)
				must(t, err)
			}
			heard := len(p.heard(t, p.at))
			switch {
			case day < 2 && heard != 2, day >= 2 && day < 30 && heard != 0, day == 30 && heard != 2: // who has just moved in hears four in 30 days
				t.Errorf("day %d: %d texts", day, heard)
			}
		}
	})
}

func TestALandlordHearsOfAForeignersTwentyFourHoursAtAnyHour(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		p := newPeople(t, st)
		p.at = shanghai("2026-11-16 23:30")
		for n := range 2 { // two of them: he is told once
			f := form("101", "Jean", fmt.Sprintf("12AB3456%d", n), "")
			f.DocType, f.Country, f.NoPhone = "414", "FRA", true
			_, err := p.CheckIn(ctx, p.landlord, p.unit.Ref, []registry.StayForm{f}, "", p.at)
			must(t, err)
		}
		p.checkIn(t, 5)
		hears(t, "at night", p.heard(t, shanghai("2026-11-16 23:31")), "19900000099 R12 出租房青禾18有外国人入住，请在24小时内办理住宿登记。")
		// A day later the flag is the officer's; the landlord is not told again.
		for _, text := range p.heard(t, shanghai("2026-11-18 09:00")) {
			if text[:11] == "19900000099" {
				t.Errorf("again: %s", text)
			}
		}
	})
}

func TestWhoIsOnTwoRostersHearsOfItOnceAndNoLandlordDoes(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		p := newPeople(t, st)
		p.checkIn(t, 1)
		units, err := st.ListUnits(ctx, policy.Scope{User: p.other.UserID}, 0, 9)
		must(t, err)
		must(t, st.InTx(ctx, func(tx *store.Tx) error {
			return tx.SaveRoom(&models.Room{UnitID: units[0].ID, No: "101", Floor: 1, Type: models.RoomBedroom})
		}))
		_, err = p.CheckIn(ctx, p.other, units[0].Ref, []registry.StayForm{form("101", "何以安", invented(1), "19900010001")}, "", p.at)
		must(t, err)
		p.sent.texts = nil
		for day := range 5 {
			p.tick(t, shanghai("2026-11-17 09:00").AddDate(0, 0, day))
		}
		told := 0
		for _, m := range p.sent.texts {
			if m.Kind == "R19" {
				told++
			}
			if m.Phone != "19900010001" && m.Kind != "R04" {
				t.Errorf("%s to %s", m.Kind, m.Phone)
			}
		}
		if told != 1 {
			t.Errorf("told %d times", told)
		}
	})
}
