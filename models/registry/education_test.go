package registry_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"anju/models"
	"anju/models/idcard"
	"anju/models/policy"
	"anju/models/profile"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/storetest"
)

// lessons lets the jobs of some days run and answers the lessons that a number got, as "11-17 E02".
func (h *house) lessons(t *testing.T, from time.Time, days int, number string) []string {
	t.Helper()
	ctx := context.Background()
	h.sent.texts = nil
	for i := range days {
		at := from.AddDate(0, 0, i)
		h.at = time.Date(at.Year(), at.Month(), at.Day(), 8, 35, 0, 0, at.Location())
		_, err := h.QueueEducation(ctx, policy.SystemActor, h.at)
		must(t, err)
		h.at = h.at.Add(30 * time.Minute)
		_, err = h.DispatchNotices(ctx, policy.SystemActor, through(h.sent), h.at)
		must(t, err)
	}
	var heard []string
	for _, m := range h.sent.texts {
		if m.Phone == number && m.Kind[0] == 'E' {
			heard = append(heard, m.At.Time().In(from.Location()).Format("01-02")+" "+m.Kind)
		}
	}
	return heard
}

func TestANewTenantHearsOfTheLawInTheFirstDaysUnlessHeDoesNotWantTo(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		p := newPeople(t, st)
		p.checkIn(t, 1)
		p.checkIn(t, 2)
		no := p.tenant("19900010002")
		must(t, p.ChooseEducation(ctx, no, false, p.at))
		got := p.lessons(t, p.at, 30, "19900010001")
		hears(t, "the first days", got, "11-17 E02", "11-23 E06", "11-29 E09")
		for _, m := range p.sent.texts {
			if m.Phone == "19900010002" && m.Kind[0] == 'E' {
				t.Errorf("who said no got %s", m.Kind)
			}
		}
		// He changes his mind; his first days are over, so he is in the calendar like everybody.
		must(t, p.ChooseEducation(ctx, no, true, p.at))
		if got := p.lessons(t, p.at.AddDate(0, 0, 2), 14, "19900010002"); len(got) < 1 || len(got) > 2 {
			t.Errorf("who wants lessons again got %q in a fortnight", got)
		}
	})
}

func TestALessonThatWaitsIsNotSentToWhoSaysNoMeanwhileNorTwice(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		p := newPeople(t, st)
		p.checkIn(t, 1)
		p.at = shanghai("2026-11-17 08:35")
		for run := range 2 {
			tally, err := p.QueueEducation(ctx, policy.SystemActor, p.at.Add(time.Duration(run)*time.Minute))
			must(t, err)
			if (tally.Queued > 0) != (run == 0) { // landlords may hear something too, by the lot of their number
				t.Errorf("run %d queued %d", run+1, tally.Queued)
			}
		}
		must(t, p.ChooseEducation(ctx, p.tenant("19900010001"), false, p.at))
		_, err := p.DispatchNotices(ctx, policy.SystemActor, through(p.sent), shanghai("2026-11-17 09:30"))
		must(t, err)
		if slices.Contains(p.sent.kinds(), "E02") {
			t.Error("it was sent all the same")
		}
	})
}

func TestWhereConsentIsTheBasisNobodyHearsBeforeHeAsks(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		p := newPeople(t, st)
		base := *p.Rules.Base()
		base.EducationBasis = models.BasisConsent
		p.Rules = profile.NewLive(&base)
		p.checkIn(t, 1)
		p.checkIn(t, 2)
		must(t, p.ChooseEducation(ctx, p.tenant("19900010001"), true, p.at))
		p.lessons(t, p.at, 20, "")
		for _, m := range p.sent.texts {
			if m.Kind[0] == 'E' && m.Phone != "19900010001" {
				t.Errorf("%s to somebody who never asked", m.Kind)
			}
		}
		if !slices.Contains(p.sent.kinds(), "E09") {
			t.Errorf("who asked got %q", p.sent.kinds())
		}
	})
}

func TestChildrenDisputedAndUnseenHomesGetNoLessonsAndOneNumberGetsOne(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		p := newPeople(t, st)
		child := form("102", "何小树", idcard.WithCheckDigit("33990020150101001"), "19900010050")
		child.Guardian, child.GuardPhone = "何以安", "19900010051"
		_, err := p.CheckIn(ctx, p.landlord, p.unit.Ref, []registry.StayForm{child}, "", p.at)
		must(t, err)
		disputed := p.checkIn(t, 3)
		_, err = p.DisputeStay(ctx, p.tenant("19900010003"), disputed, p.at)
		must(t, err)
		two := []registry.StayForm{form("101", "何以安", invented(7), "19900010007"), form("101", "何以宁", invented(8), "19900010007")}
		_, err = p.CheckIn(ctx, p.landlord, p.unit.Ref, two, "", p.at)
		must(t, err)
		p.tick(t, p.at) // who moved in hears of that first
		got := p.lessons(t, p.at, 3, "19900010007")
		hears(t, "one number, two people", got, "11-17 E02")
		for _, m := range p.sent.texts {
			if m.Kind[0] == 'E' && (m.Phone == "19900010050" || m.Phone == "19900010003") {
				t.Errorf("%s to %s", m.Kind, m.Phone)
			}
		}
		if _, err := p.QueueEducation(ctx, p.landlord, p.at); !models.IsKind(err, models.Forbidden) {
			t.Errorf("a landlord sends lessons: %v", err)
		}
		if err := p.ChooseEducation(ctx, policy.Actor{}, false, p.at); !models.IsKind(err, models.Unsigned) {
			t.Errorf("a stranger chooses: %v", err)
		}
	})
}

// TestATopicThatIsOffIsSentToNobody: the others come on their days as ever.
func TestATopicThatIsOffIsSentToNobody(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		p := newPeople(t, st)
		p.checkIn(t, 1)
		refuses(t, st, "by an officer", models.Forbidden, func() error { return p.SwitchTopic(ctx, p.officer, "E06", false, p.at) })
		refuses(t, st, "what is no topic", models.NotFound, func() error { return p.SwitchTopic(ctx, p.admin, "R01", false, p.at) })
		does(t, st, "switching a topic off", 1, func() error { return p.SwitchTopic(ctx, p.admin, "E06", false, p.at) })
		hears(t, "the first days", p.lessons(t, p.at, 20, "19900010001"), "11-17 E02", "11-29 E09")
	})
}
