package profile_test

import (
	"strings"
	"sync"
	"testing"

	"anju/models"
	"anju/models/profile"
	"anju/models/workday"
)

// springOff is a file for a year in which the first working days are off.
func springOff(t *testing.T, extra ...string) models.HolidayYear {
	t.Helper()
	rows := append([]string{"date,kind,name,source", "2027-01-01,off,元旦,通知", "2027-05-01,off,劳动节,通知"}, extra...)
	return models.HolidayYear{Year: 2027, Version: 1, Days: strings.Join(rows, "\n") + "\n"}
}

// TestWhoReadsTheLimitsWhileTheyChangeGetsOneStateOrTheOther, and never half of each; run with -race.
func TestWhoReadsTheLimitsWhileTheyChangeGetsOneStateOrTheOther(t *testing.T) {
	base, err := profile.Load(profile.DefaultKey)
	if err != nil {
		t.Fatal(err)
	}
	live := profile.NewLive(base)
	day, _ := workday.ParseDay("2027-02-08")
	var all sync.WaitGroup
	for i := range 4 {
		all.Go(func() {
			for n := range 500 {
				if i == 0 {
					var years []models.HolidayYear
					if n%2 == 0 {
						years = append(years, springOff(t, "2027-02-08,off,春节,通知"))
					}
					if err := live.Renew(func(base *profile.Profile) (*profile.Profile, error) { return base.With(years, nil) }); err != nil {
						t.Error(err)
					}
					continue
				}
				if c := live.Limits().Calendar; c.HasYear(2027) == c.IsWorking(day) {
					t.Error("the year is known and its day off is not, or the other way round")
				}
			}
		})
	}
	all.Wait()
	if live.Base().Calendar.HasYear(2027) {
		t.Error("the calendar of the program itself was changed")
	}
}

func TestABrokenYearInTheDatabaseLeavesTheRulesAsTheyAre(t *testing.T) {
	base, err := profile.Load(profile.DefaultKey)
	if err != nil {
		t.Fatal(err)
	}
	live := profile.NewLive(base)
	broken := springOff(t, "2027-02-30,off,春节,通知")
	err = live.Renew(func(base *profile.Profile) (*profile.Profile, error) {
		return base.With([]models.HolidayYear{broken}, nil)
	})
	if err == nil || live.Profile() != base {
		t.Errorf("%v, and in force is %s", err, live.Profile().Mark)
	}
}
