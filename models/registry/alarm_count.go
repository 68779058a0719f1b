package registry

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"anju/models"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/workday"
)

// Who is counted as a child and as old on the sheet for rescuers: they may need somebody to carry or to lead them.
const (
	childUnder = 14
	oldFrom    = 60
)

// LookAtAlarm shows how far an emergency is, to who serves its area.
func (r *Registry) LookAtAlarm(ctx context.Context, who policy.Actor, ref string, at time.Time) (CampaignLook, error) {
	return r.lookAt(ctx, who, policy.AlarmCount, ref, at)
}

// alarmOpen is how long the heads of an emergency can be counted: it is for rescuers, not for afterwards.
const alarmOpen = 7 * 24 * time.Hour

// CountHeads counts the people of each home in the area of an emergency, in the order in which one walks, for rescuers:
// numbers alone, no names. Each look is put down at each home, and who lives there can read it. Errors: NotFound outside
// one's areas, Conflict a week after the alarm.
func (r *Registry) CountHeads(ctx context.Context, who policy.Actor, ref string, at time.Time) (CampaignLook, []store.HeadRow, error) {
	l, err := r.LookAtAlarm(ctx, who, ref, at)
	if err != nil {
		return l, nil, err
	}
	now := workday.At(at)
	if l.BeganAt.Add(alarmOpen) <= now {
		return l, nil, models.Refuse(models.Conflict, "这次紧急通知过去一周了，不能再看各户人数")
	}
	rows, err := r.heads(ctx, only(l.Area), now.Day())
	if err != nil {
		return l, nil, err
	}
	return l, rows, r.keepViews(ctx, who, policy.AlarmCount, l.Campaign, headViews(rows), at)
}

func (r *Registry) heads(ctx context.Context, scope policy.Scope, day workday.Day) ([]store.HeadRow, error) {
	rows, err := r.Store.ListHeads(ctx, scope, day, day.AddYears(-childUnder), day.AddYears(-oldFrom))
	slices.SortFunc(rows, func(a, b store.HeadRow) int {
		return cmp.Or(cmp.Compare(a.GridName, b.GridName), cmp.Compare(a.GridID, b.GridID), byHouse(a.Address, b.Address), cmp.Compare(a.UnitID, b.UnitID))
	})
	return rows, err
}

// byHouse orders addresses as one walks: numbers by their size, so that 9 号 stands before 18 号.
func byHouse(a, b string) int {
	for a != "" && b != "" {
		x, restA := piece(a)
		y, restB := piece(b)
		n, errA := strconv.Atoi(x)
		m, errB := strconv.Atoi(y)
		if errA == nil && errB == nil && n != m {
			return cmp.Compare(n, m)
		}
		if x != y {
			return strings.Compare(x, y)
		}
		a, b = restA, restB
	}
	return cmp.Compare(len(a), len(b))
}

// piece is the number, or the words up to the next number, that an address begins with.
func piece(s string) (first, rest string) {
	digit := s[0] >= '0' && s[0] <= '9'
	for i := range len(s) {
		if (s[i] >= '0' && s[i] <= '9') != digit {
			return s[:i], s[i:]
		}
	}
	return s, ""
}
