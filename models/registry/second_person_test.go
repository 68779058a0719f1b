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

// puppet is an account that an administrator makes, and whose password and authenticator he therefore knows.
func (h *house) puppet(t *testing.T, maker policy.Actor, login, role, area string) policy.Actor {
	t.Helper()
	ctx := context.Background()
	_, _, err := h.AddStaff(ctx, maker, registry.StaffForm{Login: login, Name: "某人", Password: "lantern-river-48", Role: role, AreaCode: area}, h.at)
	must(t, err)
	return h.known(t, login)
}

// known is a staff account as it is now, with the code given just now.
func (h *house) known(t *testing.T, login string) policy.Actor {
	t.Helper()
	user, err := h.Store.UserByLogin(context.Background(), login)
	must(t, err)
	who, err := h.Store.Actor(context.Background(), user)
	must(t, err)
	who.Fresh = true
	return who
}

// TestNobodyApprovesHisOwnChangeOfALimitThroughAnAccountThatHeMade, in whatever order, or took over from a colleague.
func TestNobodyApprovesHisOwnChangeOfALimitThroughAnAccountThatHeMade(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		h := newHouse(t, st, shanghai("2026-11-16 10:00"))
		one, two, three := h.administrator(t, "one"), h.administrator(t, "two"), h.administrator(t, "three")
		early := h.puppet(t, one, "early", "admin", "")
		helper := h.puppet(t, three, "helper", "auxiliary", "330200")
		h.at = h.at.Add(time.Minute)
		must(t, h.ProposeLimit(ctx, one, fiveDays, "", h.at))
		h.at = h.at.Add(time.Minute)
		late := h.puppet(t, one, "late", "admin", "")
		approve := func(who policy.Actor, version int) error {
			return h.StepLimit(ctx, who, fiveDays.Name, version, models.LimitApprove, "", h.at)
		}
		refused := func(what, words string, who policy.Actor, version int) {
			t.Helper()
			if err := approve(who, version); !models.IsKind(err, models.Invalid) || !strings.Contains(err.Error(), words) {
				t.Errorf("%s: %v", what, err)
			}
		}
		refused("an account made before the proposal", "这 7 天里", early, 1)
		refused("an account made after it", "提出来以后", late, 1)
		must(t, h.GivePost(ctx, one, helper.UserRef, registry.GiveForm{Role: "admin", Choice: "today"}, h.at))
		refused("a worker made administrator for it", "提出来以后", h.known(t, "helper"), 1)
		must(t, h.SetPassword(ctx, one, three.UserRef, "another-river-48", h.at))
		refused("a colleague whose password he changed", "提出来以后", three, 1)
		must(t, h.SetPassword(ctx, two, two.UserRef, "another-river-48", h.at)) // his own: nobody else knows it
		h.at = h.at.Add(8 * 24 * time.Hour)
		refused("an account made after it, a week later", "提出来以后", late, 1)
		must(t, approve(two, 1))
		puppet := h.puppet(t, one, "puppet", "admin", "")
		h.at = h.at.Add(time.Minute)
		must(t, h.ProposeLimit(ctx, puppet, registry.LimitForm{Name: fiveDays.Name, Back: true, Reason: "办法废止了"}, "", h.at))
		refused("who made the account that proposes", "提这件事的人", one, 2)
		_, _, err := h.ResetTOTP(ctx, two, three.UserRef, h.at.Add(-time.Hour))
		must(t, err)
		refused("a colleague whose authenticator was changed an hour ago", "这 7 天里", three, 2)
		if h.Limits().ReportWorkingDays != 5 {
			t.Error("a limit was changed by one person")
		}
		h.at = h.at.Add(8 * 24 * time.Hour)
		must(t, approve(three, 2))
	})
}

// TestNobodySendsToAWholeCityByApprovingHisOwnCampaignThroughAnAccountThatHeMade.
func TestNobodySendsToAWholeCityByApprovingHisOwnCampaignThroughAnAccountThatHeMade(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		o := newOffice(t, st, 12)
		early := o.puppet(t, o.admin, "early", "supervisor", "330200")
		o.at = o.at.Add(time.Minute)
		ref := o.makes(t, "E06")
		o.at = o.at.Add(time.Minute)
		late := o.puppet(t, o.admin, "late", "supervisor", "330200")
		for words, who := range map[string]policy.Actor{"这 7 天里": early, "提出来以后": late} {
			if err := o.StepCampaign(ctx, who, ref, models.StepApprove, o.at); !models.IsKind(err, models.Invalid) || !strings.Contains(err.Error(), words) {
				t.Errorf("%s: %v", words, err)
			}
		}
		if l := o.looks(t, ref); l.State != models.CampaignWaiting {
			t.Errorf("the campaign is %s", l.State)
		}
		must(t, o.StepCampaign(ctx, o.second, ref, models.StepApprove, o.at))
	})
}

// TestAnAdministratorOfOneGridIsNotMade: he would act on everything, and nobody who gave him one grid would know.
func TestAnAdministratorOfOneGridIsNotMade(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		p := newPeople(t, st)
		for _, code := range []string{"33020011", "3302001"} {
			_, _, err := p.AddStaff(ctx, p.admin, registry.StaffForm{Login: "new01", Name: "新人", Password: "lantern-river-48", Role: "admin", AreaCode: code}, p.at)
			if e := models.AsError(err); e == nil || len(e.Faults) != 1 || e.Faults[0].Field != "area_code" || !strings.Contains(e.Faults[0].Message, "管理员管全部，不能只管一个") {
				t.Errorf("an account over %s: %v", code, err)
			}
			err = p.GivePost(ctx, p.admin, p.officer.UserRef, registry.GiveForm{Role: "admin", AreaCode: code, Choice: "today"}, p.at)
			if e := models.AsError(err); e == nil || len(e.Faults) != 1 || e.Faults[0].Field != "area_code" || !strings.Contains(e.Faults[0].Message, "管理员管全部，不能只管一个") {
				t.Errorf("a post over %s: %v", code, err)
			}
		}
		// One for all: with the top of the register, as setup does, or with no area.
		p.puppet(t, p.admin, "top01", "admin", "330200")
		p.puppet(t, policy.SystemActor, "none01", "admin", "")
		must(t, p.GivePost(ctx, p.admin, p.officer.UserRef, registry.GiveForm{Role: "admin", AreaCode: "330200", Choice: "today"}, p.at))
	})
}
