package registry

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"time"
	"unicode/utf8"

	"anju/models"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/workday"
)

// HolidayForm is the holidays of a year as they came in a file.
type HolidayForm struct {
	Days []workday.Holiday
	// Past and Note: days that are over are changed as well, and why.
	Past bool
	Note string
}

// HolidayLook is what the file of a year would change.
type HolidayLook struct {
	Next    models.HolidayYear
	New     bool // nothing was known of the year
	Changes []models.HolidayChange
	Over    int // of them those whose day is over and on which people worked, or did not
	Moved   int // open deadlines that fall on another moment
}

// longestReason is how long the reason of a change of the rules may be, in characters.
const longestReason = 100

// ErrHolidaysChanged is the answer to a file that was looked at before somebody else changed the same year.
var ErrHolidaysChanged = models.Refuse(models.Conflict, "别人刚换过这一年的放假安排。请看一下最新的，再交一次")

// LookHolidays says what a file would change and how many open deadlines would move; nothing is kept. Errors: Invalid at file
// for what is not the whole year, a year that is over, and one that is known so already.
func (r *Registry) LookHolidays(ctx context.Context, who policy.Actor, f HolidayForm, at time.Time) (HolidayLook, error) {
	var look HolidayLook
	if err := policy.MayEnter(who, policy.HolidayTake, workday.At(at)); err != nil {
		return look, err
	}
	if err := r.ReadRules(ctx); err != nil {
		return look, err
	}
	var err error
	if look.Next, err = models.NewHolidayYear(f.Days); err != nil {
		return look, err
	}
	today, now := workday.DayOf(at), r.Limits()
	if year, _, _ := today.Date(); look.Next.Year < year {
		return look, models.FaultAt("file", fmt.Sprintf("%d 年已经过去，当时的期限都按它算过，不能再改", look.Next.Year))
	} else if look.Next.Year > year+1 {
		return look, models.FaultAt("file", fmt.Sprintf("%d 年太远了，只收今年和明年的", look.Next.Year))
	}
	next, err := r.withYear(ctx, &look.Next)
	if err != nil {
		return look, err
	}
	look.New = !now.Calendar.HasYear(look.Next.Year)
	look.Changes = models.CompareHolidays(now.Calendar, next.Calendar, look.Next.Year, today)
	if len(look.Changes) == 0 {
		return look, models.FaultAt("file", "和现在用的一样，不用换")
	}
	for _, c := range look.Changes {
		if c.Past && c.Moves {
			look.Over++
		}
	}
	look.Moved, err = r.moved(ctx, next, at)
	return look, err
}

// withYear are the limits as they would be with a year, which gets its version.
func (r *Registry) withYear(ctx context.Context, next *models.HolidayYear) (models.Limits, error) {
	years, err := r.Store.HolidayYears(ctx)
	if err != nil {
		return models.Limits{}, err
	}
	i, known := slices.BinarySearchFunc(years, next.Year, func(y models.HolidayYear, year int) int { return y.Year - year })
	if next.Version = 1; known {
		next.Version = years[i].Version + 1
		years[i] = *next
	} else {
		years = slices.Insert(years, i, *next)
	}
	changes, err := r.Store.LimitChanges(ctx, r.Rules.Base().Key)
	if err != nil {
		return models.Limits{}, err
	}
	p, err := r.Rules.Base().With(years, changes)
	if err != nil {
		return models.Limits{}, err
	}
	return p.Limits(), nil
}

// TakeHolidays has the holidays of a year be as a file says. version is the one that was looked at. Days that are over change
// the limits of the past, so they are changed only where somebody says so and why. Errors: those of LookHolidays; Invalid at
// past and note; Conflict when somebody was faster.
func (r *Registry) TakeHolidays(ctx context.Context, who policy.Actor, f HolidayForm, version int, once string, at time.Time) error {
	if err := policy.May(who, policy.HolidayTake, policy.Record{}, workday.At(at)); err != nil {
		return err
	}
	look, refusal := r.LookHolidays(ctx, who, f, at)
	if refusal == nil {
		refusal = f.refuses(look, version)
	}
	err := r.errand(ctx, who, policy.HolidayTake, at, func(tx *store.Tx, entry *models.AuditEntry) error {
		fresh, _, err := tx.Once(once, who.UserID, "", workday.At(at))
		if err != nil || !fresh {
			entry.Subject = skipAudit
			return err
		}
		if refusal != nil {
			return refusal
		}
		next := look.Next
		next.Past, next.Note, next.MadeBy, next.MadeAt = look.Over > 0, f.Note, who.UserID, workday.At(at)
		added, err := tx.AddHolidayYear(next)
		if err == nil && !added {
			err = ErrHolidaysChanged
		}
		entry.Subject, entry.Detail = "holiday", fmt.Sprintf("%d 年第 %d 版，改了 %d 天", next.Year, next.Version, len(look.Changes))
		if look.Over > 0 {
			entry.Detail += "，过去的 " + strconv.Itoa(look.Over) + " 天"
		}
		return err
	})
	if err != nil {
		return err
	}
	return r.ReadRules(ctx)
}

func (f HolidayForm) refuses(look HolidayLook, version int) error {
	switch {
	case look.Next.Version != version:
		return ErrHolidaysChanged
	case look.Over > 0 && !f.Past:
		return models.FaultAt("past", fmt.Sprintf("有 %d 天已经过去，改了会改以前的期限。对过通知、确实要改，请勾上", look.Over))
	case look.Over > 0 && f.Note == "":
		return models.FaultAt("note", "请写为什么改过去的日子")
	case utf8.RuneCountInString(f.Note) > longestReason:
		return models.FaultAt("note", fmt.Sprintf("写短一点，%d 个字以内", longestReason))
	}
	return nil
}

// deadlinePage is how many open flags one statement reads.
const deadlinePage = 5000

// farthestLimit is how long ago somebody moved in or left whose limit may still be ahead.
const farthestLimit = 60

// moved counts the open deadlines that fall on another moment by other limits: of people whose limit is still ahead, and of
// open flags.
func (r *Registry) moved(ctx context.Context, next models.Limits, at time.Time) (n int, err error) {
	was, now := r.Limits(), workday.At(at)
	ahead, err := r.Store.LimitsAhead(ctx, now.Day()-farthestLimit)
	if err != nil {
		return 0, err
	}
	for _, d := range ahead {
		if due := d.Due(was); due > now && due != d.Due(next) {
			n++
		}
	}
	for after := int64(0); ; {
		flags, err := r.Store.Deadlines(ctx, after, deadlinePage)
		if err != nil || len(flags) == 0 {
			return n, err
		}
		for _, d := range flags {
			if d.Moves(was, next, now) {
				n++
			}
		}
		after = flags[len(flags)-1].ID
	}
}
