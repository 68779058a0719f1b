package registry

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"anju/models"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/token"
	"anju/models/workday"
)

// mostSheets is how many A4 sheets of slips are printed at once.
const mostSheets = 10

// DesksOf are the communities at whose desk somebody may sit: those in his areas, and that of his grid.
func (r *Registry) DesksOf(ctx context.Context, who policy.Actor, at time.Time) ([]models.Area, error) {
	scope := policy.ScopeOf(who, policy.DeskServe, workday.At(at))
	all, err := r.Store.ListAreas(ctx, scope, models.LevelCommunity)
	if err != nil {
		return nil, err
	}
	for _, a := range scope.Areas {
		if a.Level != policy.Grid {
			continue
		}
		line, err := r.Store.AreaLine(ctx, a.ID)
		if err != nil {
			return nil, err
		}
		desk := line[len(line)-1]
		if i := slices.IndexFunc(line, func(a models.Area) bool { return a.Level == models.LevelCommunity }); i >= 0 {
			desk = line[i]
		}
		if !slices.ContainsFunc(all, func(a models.Area) bool { return a.ID == desk.ID }) {
			all = append(all, desk)
		}
	}
	return all, nil
}

// deskOf is one of DesksOf; any other is not there.
func (r *Registry) deskOf(ctx context.Context, who policy.Actor, found func(models.Area) bool, at time.Time) (models.Area, error) {
	desks, err := r.DesksOf(ctx, who, at)
	if err != nil {
		return models.Area{}, err
	}
	if i := slices.IndexFunc(desks, found); i >= 0 {
		return desks[i], nil
	}
	return models.Area{}, models.ErrNotFound
}

// PrintSlips makes the numbers of some sheets of 签字单 for one desk, and answers the name of the batch.
// Errors: Invalid at sheets, NotFound for a desk that is not his.
func (r *Registry) PrintSlips(ctx context.Context, who policy.Actor, deskRef, sheets, once string, at time.Time) (string, error) {
	now := workday.At(at)
	if err := policy.MayEnter(who, policy.DeskServe, now); err != nil {
		return "", err
	}
	desk, err := r.deskOf(ctx, who, func(a models.Area) bool { return a.Ref == deskRef }, at)
	if err != nil {
		return "", err
	}
	n, err := strconv.Atoi(token.NormaliseShortCode(sheets))
	if err != nil || n < 1 || n > mostSheets {
		return "", models.FaultAt("sheets", "印 1 到 "+strconv.Itoa(mostSheets)+" 页，只写数字")
	}
	batch := token.NewRef()
	err = r.errand(ctx, who, policy.DeskServe, at, func(tx *store.Tx, entry *models.AuditEntry) error {
		fresh, earlier, err := tx.Once(once, who.UserID, batch, now)
		if err != nil || !fresh {
			entry.Subject, batch = skipAudit, earlier
			return err
		}
		entry.Subject, entry.RefID, entry.Detail = "area", desk.ID, "印签字单 "+strconv.Itoa(n*models.SlipsASheet)+" 张"
		for made := 0; made < n*models.SlipsASheet; {
			added, err := tx.AddSlip(&models.Slip{AreaID: desk.ID, No: token.NewSlip(), Batch: batch, PrintedAt: now, PrintedBy: who.UserID})
			if err != nil {
				return err
			}
			if added {
				made++
			}
		}
		return nil
	})
	return batch, err
}

// SlipBatch are the slips printed together, and the desk they are for.
func (r *Registry) SlipBatch(ctx context.Context, who policy.Actor, batch string, at time.Time) (models.Area, []models.Slip, error) {
	slips, err := r.Store.SlipBatch(ctx, batch)
	if err != nil {
		return models.Area{}, nil, err
	}
	if len(slips) == 0 {
		return models.Area{}, nil, models.ErrNotFound
	}
	desk, err := r.deskOf(ctx, who, func(a models.Area) bool { return a.ID == slips[0].AreaID }, at)
	return desk, slips, err
}

// guessDays is how many days back a day without a year may lie: the next one of that name is then farther off than it, and what
// is keyed at the counter happened lately.
const guessDays = 180

// DayWords are examples of days as they may be keyed.
const DayWords = "今天、11-3、20261103"

// ReadAnyDay reads a day as a clerk keys it: 今天, 昨天, 前天, 20261103, 2026-11-3, 11-3, 1103; it answers the day, or what is wrong
// with it. Without a year it is the last such day up to today, or, ahead, the next one from today on. One that would lie too
// long ago needs its year: tomorrow's date is never taken for that of a year before.
func ReadAnyDay(typed string, today workday.Day, ahead bool) (workday.Day, string) {
	if back := slices.Index([]string{"今天", "昨天", "前天"}, typed); back >= 0 {
		return today - workday.Day(back), ""
	}
	if day, ok := readAnyDate(typed); ok {
		return day, ""
	}
	if len(typed) == 4 && token.NormaliseShortCode(typed) == typed {
		typed = typed[:2] + "-" + typed[2:]
	}
	year, _, _ := today.Date()
	for back := range 9 { // 29 February comes again within eight years
		y := year - back
		if ahead {
			y = year + back
		}
		day, ok := readAnyDate(strconv.Itoa(y) + "-" + typed)
		switch {
		case !ok || ahead && day < today || !ahead && day > today:
		case !ahead && today-day > guessDays:
			return 0, "没写年份，不知道是哪一年的。请写全年月日，今天就是 " + strings.ReplaceAll(today.String(), "-", "")
		default:
			return day, ""
		}
	}
	return 0, "看不懂这一天，请写成：" + DayWords
}
