package registry_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"anju/models"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/storetest"
	"anju/models/workday"
)

// holidays2027 is an invented year, with the days of more rows.
func holidays2027(t testing.TB, more ...string) []workday.Holiday {
	t.Helper()
	var days []workday.Holiday
	for _, row := range append([]string{"2027-01-01 off 元旦", "2027-05-01 off 劳动节", "2027-05-02 off 劳动节", "2027-10-01 off 国庆节", "2027-10-02 off 国庆节", "2027-10-03 off 国庆节"}, more...) {
		cell := strings.Fields(row)
		h, err := workday.ReadHoliday(cell[0], cell[1], cell[2], "国务院办公厅通知")
		must(t, err)
		days = append(days, h)
	}
	return days
}

// administrator adds one who has given the code just now.
func (h *house) administrator(t testing.TB, login string) policy.Actor {
	t.Helper()
	ctx := context.Background()
	_, _, err := h.AddStaff(ctx, policy.SystemActor, registry.StaffForm{Login: login, Name: "管理员", Password: "lantern-river-48", Role: "admin"}, h.at)
	must(t, err)
	user, err := h.Store.UserByLogin(ctx, login)
	must(t, err)
	who, err := h.Store.Actor(ctx, user)
	must(t, err)
	who.Fresh = true
	return who
}

// audited are the entries of an action that no job has sealed yet.
func (h *house) audited(t testing.TB, act policy.Action) []models.AuditEntry {
	t.Helper()
	all, err := h.Store.Unsealed(context.Background())
	must(t, err)
	return slices.DeleteFunc(all, func(e models.AuditEntry) bool { return e.Action != string(act) })
}

func (h *house) declares(t *testing.T) {
	t.Helper()
	ctx := context.Background()
	_, err := h.Declare(ctx, h.signIn(t, "19900000013"), h.unit.DoorToken, form("103", "何以安", "339900199001010011", "19900000013"), models.ViaDoor, "k1", h.at)
	must(t, err)
}

// TestAHolidayFileMovesTheDayOnWhichALandlordIsFlagged, says beforehand how many, closes what opened too early, is one entry
// of the audit and reaches the next process.
func TestAHolidayFileMovesTheDayOnWhichALandlordIsFlagged(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		h := newHouse(t, st, shanghai("2026-12-30 10:00")) // a Wednesday: by weekends alone the limit ends on Monday, 4 January
		boss := h.administrator(t, "boss")
		h.declares(t)
		file := registry.HolidayForm{Days: holidays2027(t, "2027-01-04 off 元旦", "2027-01-09 work 调休上班")}
		look, err := h.LookHolidays(ctx, boss, file, h.at)
		must(t, err)
		if look.Moved != 1 || !look.New || look.Over != 0 || look.Next.Version != 1 || h.Limits().Calendar.HasYear(2027) {
			t.Errorf("the trial: %+v", look)
		}
		h.at = shanghai("2027-01-05 00:00") // 31 December, 1 and 4 January were working days
		flags := func() int {
			t.Helper()
			must(t, h.DueByRules(ctx, policy.SystemActor, h.at))
			_, err := h.RaiseFlags(ctx, policy.SystemActor, h.at)
			must(t, err)
			return len(h.openFlags(t))
		}
		if n := flags(); n != 1 {
			t.Fatalf("%d flags after three working days", n)
		}
		h.at = shanghai("2027-01-05 09:00")
		file.Past, file.Note = true, "通知来晚了"
		if look, err = h.LookHolidays(ctx, boss, file, h.at); err != nil || look.Moved != 1 {
			t.Errorf("the open flag is not counted: %+v, %v", look, err)
		}
		other := *h.Registry
		other.Rules = h.Rules.Copy()
		must(t, h.TakeHolidays(ctx, boss, file, 1, "once", h.at))
		must(t, h.TakeHolidays(ctx, boss, file, 1, "once", h.at)) // the button tapped twice
		if n := flags(); n != 0 {
			t.Errorf("%d flags although 1 and 4 January were off", n)
		}
		h.at = shanghai("2027-01-07 00:00") // 31 December, 5 and 6 January
		if flags() != 1 {
			t.Error("no flag after three working days")
		}
		must(t, other.ReadRules(ctx))
		if day, _ := workday.ParseDay("2027-01-04"); other.Limits().Calendar.IsWorking(day) {
			t.Error("another process still works on 4 January")
		}
		entries := h.audited(t, policy.HolidayTake)
		if len(entries) != 1 || entries[0].UserID != boss.UserID || !strings.Contains(entries[0].Detail, "2027 年第 1 版") || !strings.Contains(entries[0].Detail, "过去的") {
			t.Errorf("the audit: %+v", entries)
		}
	})
}

// TestAHolidayFileThatIsNotWholeIsNotTaken, nor one of a year that is over, nor days that have passed without a word.
func TestAHolidayFileThatIsNotWholeIsNotTaken(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		h := newHouse(t, st, shanghai("2027-03-01 10:00"))
		boss := h.administrator(t, "boss")
		whole := holidays2027(t)
		old := slices.Clone(whole)
		for i := range old {
			old[i].Day -= 365
		}
		for words, f := range map[string]registry.HolidayForm{
			"一天也没有":         {},
			"10 月 3 日每年都放假": {Days: whole[:5]},
			"写了两遍":          {Days: append(slices.Clone(whole), whole[0])},
			"2026 年已经过去":    {Days: old},
			"请一年交一个文件":      {Days: append(slices.Clone(whole), workday.Holiday{Day: whole[0].Day - 200, Name: "国庆节", Source: "通知"})},
			"已经过去，改了会改以前":   {Days: whole},
			"请写为什么改":        {Days: whole, Past: true},
		} {
			if err := h.TakeHolidays(ctx, boss, f, 1, "", h.at); !models.IsKind(err, models.Invalid) || !strings.Contains(err.Error(), words) {
				t.Errorf("%s: %v", words, err)
			}
		}
		stale := boss
		stale.Fresh = false
		f := registry.HolidayForm{Days: whole, Past: true, Note: "通知来晚了"}
		if err := h.TakeHolidays(ctx, stale, f, 1, "", h.at); !models.IsKind(err, models.Forbidden) {
			t.Errorf("without the code again: %v", err)
		}
		if err := h.TakeHolidays(ctx, h.landlord, f, 1, "", h.at); !models.IsKind(err, models.Forbidden) {
			t.Errorf("a landlord: %v", err)
		}
		if years, err := st.HolidayYears(ctx); err != nil || len(years) != 0 || h.Limits().Calendar.HasYear(2027) {
			t.Errorf("something was kept: %+v, %v", years, err)
		}
		must(t, h.TakeHolidays(ctx, boss, f, 1, "", h.at))
		if err := h.TakeHolidays(ctx, boss, f, 1, "", h.at); !strings.Contains(err.Error(), "和现在用的一样") {
			t.Errorf("the same file again: %v", err)
		}
		f.Days = holidays2027(t, "2027-09-15 off 中秋节")
		if err := h.TakeHolidays(ctx, boss, f, 1, "", h.at); !models.IsKind(err, models.Conflict) {
			t.Errorf("a file that was looked at before the last change: %v", err)
		}
	})
}

// TestADayOffInTheDecemberBeforeIsTakenAndLetGo: a notice begins on New Year's Eve where that is a working day.
func TestADayOffInTheDecemberBeforeIsTakenAndLetGo(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		h := newHouse(t, st, shanghai("2026-11-16 10:00"))
		boss := h.administrator(t, "boss")
		eve, _ := workday.ParseDay("2026-12-31")
		must(t, h.TakeHolidays(ctx, boss, registry.HolidayForm{Days: holidays2027(t, "2026-12-31 off 元旦")}, 1, "", h.at))
		if h.Limits().Calendar.IsWorking(eve) || h.Limits().Calendar.IsWorking(eve-90) {
			t.Error("31 December is off, and the National Day before stays as it was")
		}
		without := registry.HolidayForm{Days: holidays2027(t)}
		look, err := h.LookHolidays(ctx, boss, without, h.at)
		must(t, err)
		if len(look.Changes) != 1 || look.Changes[0].Day != eve || !look.Changes[0].Moves {
			t.Errorf("the trial: %+v", look.Changes)
		}
		must(t, h.TakeHolidays(ctx, boss, without, 2, "", h.at))
		if !h.Limits().Calendar.IsWorking(eve) {
			t.Error("31 December is off although the file says so no more")
		}
	})
}
