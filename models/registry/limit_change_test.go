package registry_test

import (
	"context"
	"strings"
	"sync"
	"testing"

	"anju/models"
	"anju/models/policy"
	"anju/models/profile"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/storetest"
)

var fiveDays = registry.LimitForm{Name: "report_working_days", Value: "5", Source: "某市流动人口居住登记办法", DocNo: "市政府令第 3 号", DocDate: "2026-10-01", Reason: "本市的办法放宽了"}

// TestAnotherLimitCountsOnlyAfterASecondAdministratorApprovedIt, reaches the other process, judges every home anew, and is taken
// back the same way.
func TestAnotherLimitCountsOnlyAfterASecondAdministratorApprovedIt(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		h := newHouse(t, st, shanghai("2026-11-16 10:00")) // a Monday: three working days end on Thursday, five on the next Monday
		one, two := h.administrator(t, "one"), h.administrator(t, "two")
		other := *h.Registry
		other.Rules = h.Rules.Copy()
		h.declares(t)
		h.at = shanghai("2026-11-20 00:00")
		flags := func() int {
			t.Helper()
			must(t, h.DueByRules(ctx, policy.SystemActor, h.at))
			_, err := h.RaiseFlags(ctx, policy.SystemActor, h.at)
			must(t, err)
			return len(h.openFlags(t))
		}
		if flags() != 1 {
			t.Fatal("no flag after three working days")
		}
		must(t, h.ProposeLimit(ctx, one, fiveDays, "p", h.at))
		must(t, h.ProposeLimit(ctx, one, fiveDays, "p", h.at)) // the button tapped twice
		if err := h.ProposeLimit(ctx, two, fiveDays, "q", h.at); !models.IsKind(err, models.Conflict) {
			t.Errorf("a second proposal beside the one that waits: %v", err)
		}
		if h.Limits().ReportWorkingDays != 3 || flags() != 1 {
			t.Error("a proposal counts before it is approved")
		}
		if err := h.StepLimit(ctx, one, "report_working_days", 1, models.LimitApprove, "", h.at); !models.IsKind(err, models.Forbidden) {
			t.Errorf("who proposed it approves it himself: %v", err)
		}
		if err := h.StepLimit(ctx, one, "report_working_days", 1, models.LimitRefuse, "不", h.at); !models.IsKind(err, models.Forbidden) {
			t.Errorf("who proposed it refuses it: %v", err)
		}
		if err := h.StepLimit(ctx, two, "report_working_days", 1, models.LimitWithdraw, "", h.at); !models.IsKind(err, models.Forbidden) {
			t.Errorf("somebody else withdraws it: %v", err)
		}
		stale := two
		stale.Fresh = false
		if err := h.StepLimit(ctx, stale, "report_working_days", 1, models.LimitApprove, "", h.at); !models.IsKind(err, models.Forbidden) {
			t.Errorf("without the code again: %v", err)
		}
		if moves, err := h.LimitMoves(ctx, two, models.LimitChange{Name: "report_working_days", Value: 5}, h.at); err != nil || moves != 1 {
			t.Errorf("%d open deadlines would move, %v", moves, err)
		}
		must(t, h.StepLimit(ctx, two, "report_working_days", 1, models.LimitApprove, "", h.at))
		must(t, h.StepLimit(ctx, two, "report_working_days", 1, models.LimitApprove, "", h.at)) // tapped twice
		if n := h.audited(t, policy.LimitAgree); len(n) != 1 {
			t.Errorf("an approval stands %d times in the audit", len(n))
		}
		if l, _ := h.Rules.Profile().Limit("report_working_days"); l.Value != "5 个工作日" || !l.Own || l.Was != "3 个工作日" || !l.Legal || l.Checked != "2026-11-20" || !strings.Contains(l.Source, "市政府令第 3 号") {
			t.Errorf("in force: %+v", l)
		}
		if flags() != 0 {
			t.Error("the flag of three working days stays although five count")
		}
		if other.Limits().ReportWorkingDays != 3 {
			t.Error("the other process cannot know yet")
		}
		must(t, other.ReadRules(ctx))
		if other.Limits().ReportWorkingDays != 5 {
			t.Error("the change does not reach the other process")
		}
		must(t, h.ProposeLimit(ctx, two, registry.LimitForm{Name: "report_working_days", Back: true, Reason: "办法废止了"}, "", h.at))
		must(t, h.StepLimit(ctx, one, "report_working_days", 2, models.LimitApprove, "", h.at))
		if h.Limits().ReportWorkingDays != 3 || flags() != 1 {
			t.Error("the number was not taken back")
		}
		if n := h.audited(t, policy.LimitPropose); len(n) != 2 {
			t.Errorf("%d proposals in the audit", len(n))
		}
	})
}

// TestALimitIsNotChangedIntoNonsenseNorBelowTheLaw.
func TestALimitIsNotChangedIntoNonsenseNorBelowTheLaw(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		h := newHouse(t, st, shanghai("2026-11-16 10:00"))
		one, two := h.administrator(t, "one"), h.administrator(t, "two")
		for words, change := range map[string]func(*registry.LimitForm){
			"只写数字":    func(f *registry.LimitForm) { f.Value = "五" },
			"只写数字，例如": func(f *registry.LimitForm) { f.Value = "" },
			"要么按工作日算": func(f *registry.LimitForm) { f.Value = "0" },
			"要在 1 小时 到 24 小时 之间（出境入境管理法": func(f *registry.LimitForm) { f.Name, f.Value = "foreigner_hours", "48" },
			"只能是 18 岁（未成年人保护法":           func(f *registry.LimitForm) { f.Name, f.Value = "adult_age", "16" },
			"前后不对":              func(f *registry.LimitForm) { f.Name, f.Value = "education_from_minute", "21:00" },
			"几点几分":              func(f *registry.LimitForm) { f.Name, f.Value = "education_from_minute", "540" },
			"几平方米":              func(f *registry.LimitForm) { f.Name, f.Value = "min_area_c", "4.555" },
			"和现在的数一样":           func(f *registry.LimitForm) { f.Value = "3" },
			"依据哪条法律":            func(f *registry.LimitForm) { f.Source = "" },
			"请写文号或者第几条":         func(f *registry.LimitForm) { f.DocNo = "" },
			"请写文件的日期":           func(f *registry.LimitForm) { f.DocDate = "" },
			"没有“2026-02-30”这一天": func(f *registry.LimitForm) { f.DocDate = "2026-02-30" },
			"“去年”不是日期，请写成":      func(f *registry.LimitForm) { f.DocDate = "去年" },
			"最多写 99999，请":       func(f *registry.LimitForm) { f.Value = "12345678901234567890" },
			"最多写 9999 平方米":      func(f *registry.LimitForm) { f.Name, f.Value = "min_area_c", "12345678901234567890" },
			"不能在今天以后":           func(f *registry.LimitForm) { f.DocDate = "2026-12-01" },
			"请写为什么改":            func(f *registry.LimitForm) { f.Reason = "" },
			"写短一点":              func(f *registry.LimitForm) { f.Reason = strings.Repeat("长", 101) },
			"这个数没有改过":           func(f *registry.LimitForm) { f.Back = true },
		} {
			f := fiveDays
			change(&f)
			if err := h.ProposeLimit(ctx, one, f, "", h.at); !models.IsKind(err, models.Invalid) || !strings.Contains(err.Error(), words) {
				t.Errorf("%s: %v", words, err)
			}
		}
		for _, name := range []string{"", "report_days", "nothing"} {
			f := fiveDays
			f.Name = name
			if err := h.ProposeLimit(ctx, one, f, "", h.at); !models.IsKind(err, models.NotFound) {
				t.Errorf("%q: %v", name, err)
			}
		}
		if err := h.ProposeLimit(ctx, h.landlord, fiveDays, "", h.at); !models.IsKind(err, models.Forbidden) {
			t.Errorf("a landlord: %v", err)
		}
		if changes, err := st.LimitChanges(ctx, profile.DefaultKey); err != nil || len(changes) != 0 {
			t.Errorf("kept: %+v, %v", changes, err)
		}
		// Two numbers that make sense each by itself do not together: the second is not approved.
		from, to := fiveDays, fiveDays
		from.Name, from.Value, to.Name, to.Value = "education_from_minute", "18:00", "education_to_minute", "17:00"
		must(t, h.ProposeLimit(ctx, one, from, "", h.at))
		must(t, h.ProposeLimit(ctx, one, to, "", h.at))
		must(t, h.StepLimit(ctx, two, from.Name, 1, models.LimitApprove, "", h.at))
		if err := h.StepLimit(ctx, two, to.Name, 1, models.LimitApprove, "", h.at); !models.IsKind(err, models.Invalid) || !strings.Contains(err.Error(), "前后不对") {
			t.Errorf("the second: %v", err)
		}
		if err := h.StepLimit(ctx, two, to.Name, 1, models.LimitRefuse, "", h.at); !models.IsKind(err, models.Invalid) {
			t.Errorf("refused without a word: %v", err)
		}
		must(t, h.StepLimit(ctx, two, to.Name, 1, models.LimitRefuse, "和开始的时间对不上", h.at))
		if err := h.StepLimit(ctx, two, to.Name, 1, models.LimitApprove, "", h.at); !models.IsKind(err, models.Conflict) {
			t.Errorf("approved after it was refused: %v", err)
		}
		if l := h.Limits(); l.EducationFrom != 18*60 || l.EducationTo != 20*60 {
			t.Errorf("in force: from %d to %d", l.EducationFrom, l.EducationTo)
		}
	})
}

// TestAChangeThatManyApproveAtOnceIsApprovedOnce.
func TestAChangeThatManyApproveAtOnceIsApprovedOnce(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		h := newHouse(t, st, shanghai("2026-11-16 10:00"))
		one := h.administrator(t, "one")
		must(t, h.ProposeLimit(ctx, one, fiveDays, "", h.at))
		var all sync.WaitGroup
		answers := make(chan error, 4)
		for _, login := range []string{"two", "three", "four", "five"} {
			who := h.administrator(t, login)
			all.Go(func() { answers <- h.StepLimit(ctx, who, fiveDays.Name, 1, models.LimitApprove, "", h.at) })
		}
		all.Wait()
		close(answers)
		approved := 0
		for err := range answers {
			if err == nil {
				approved++
			} else if !models.IsKind(err, models.Conflict) {
				t.Error(err)
			}
		}
		if n := len(h.audited(t, policy.LimitAgree)); approved != 1 || n != 1 {
			t.Errorf("approved %d times, %d entries in the audit", approved, n)
		}
	})
}

// TestAnApprovedNumberThatFitsNoMoreIsLeftOutAndTold, when the operator changes his own file beside it.
func TestAnApprovedNumberThatFitsNoMoreIsLeftOutAndTold(t *testing.T) {
	base, err := profile.Extend([]byte(`{"limits": {"stale_days": {"value": 60, "source": "约定", "checked": "2026-11-01"}, "education_to_minute": {"value": 720, "source": "约定", "checked": "2026-11-01"}}}`))
	must(t, err)
	if l, _ := base.Limit("stale_days"); !l.Own || l.Was != "90 天" || l.Value != "60 天" {
		t.Errorf("the file's own number: %+v", l)
	}
	change := func(name string, value, version int) models.LimitChange {
		return models.LimitChange{Place: base.Key, Name: name, Version: version, Value: value, Source: "文件", State: models.LimitApproved}
	}
	far := change("recall_days", 9, 1)
	far.Place = "wuhan"
	p, err := base.With(nil, []models.LimitChange{change("education_from_minute", 800, 1), change("stale_days", 30, 1), change("stale_days", 45, 2), far})
	must(t, err)
	l := p.Limits()
	if l.EducationFrom != 540 || l.StaleDays != 45 || l.RecallDays != 7 || len(p.Unfit) != 1 || !strings.Contains(p.Unfit[0], "普法最早几点发") {
		t.Errorf("in force: from %d, stale %d, recall %d, %v", l.EducationFrom, l.StaleDays, l.RecallDays, p.Unfit)
	}
	// Two that make sense only together are both taken.
	p, err = base.With(nil, []models.LimitChange{change("hazard_high_days", 50, 1), change("hazard_days", 60, 1)})
	must(t, err)
	if l := p.Limits(); l.HazardHighDays != 50 || l.HazardDays != 60 || len(p.Unfit) != 0 {
		t.Errorf("together: %d, %d, %v", l.HazardHighDays, l.HazardDays, p.Unfit)
	}
}
