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
	"anju/models/workday"
)

// CampaignForm is what a supervisor chooses: what is said, to whom, and when.
type CampaignForm struct {
	Kind                     string // E06
	AreaCode                 string
	Role, UnitKind, Language string
	Day, Hour                string // 2026-11-23 and 9 to 19; no day: as soon as it is approved
}

// fewestNumbers is the smallest audience of a campaign: a smaller one would point at somebody.
const fewestNumbers = 10

// mostDrafts is how many campaigns one person may draft in 24 hours: each shows three ends of numbers.
const mostDrafts = 20

// farthestStart is how far ahead a campaign can be set; a later audience would be another one.
const farthestStart = 90

// MakeCampaign drafts a campaign and counts whom it would reach, by reason whom not. Nothing is sent before somebody else
// approves it. Errors: Invalid at kind, area, role, unit_kind, language, day or hour.
func (r *Registry) MakeCampaign(ctx context.Context, who policy.Actor, f CampaignForm, once string, at time.Time) (ref string, err error) {
	if err := policy.MayEnter(who, policy.CampaignMake, workday.At(at)); err != nil {
		return "", err
	}
	c, area, err := r.readCampaign(ctx, who, f, at)
	if err != nil {
		return "", err
	}
	if c.Forecast, err = r.forecast(ctx, c, area, at); err != nil {
		return "", err
	}
	c.People = c.Forecast.Fit
	for _, n := range c.Forecast.Missed {
		c.People += n
	}
	if c.Forecast.Fit < fewestNumbers {
		return "", models.FaultAt("area", "会收到的号码不到 "+strconv.Itoa(fewestNumbers)+" 个。为了不点到某一个人，请把范围选大一点，或者换一句")
	}
	err = r.errand(ctx, who, policy.CampaignMake, at, func(tx *store.Tx, entry *models.AuditEntry) error {
		made, err := tx.CampaignsMade(ctx, who.UserID, workday.At(at).Add(-24*time.Hour))
		if err != nil {
			return err
		}
		if made >= mostDrafts {
			return models.FaultAt("area", "一天最多排 "+strconv.Itoa(mostDrafts)+" 次，今天排满了，请明天再排")
		}
		fresh, earlier, err := tx.Once(once, who.UserID, "", workday.At(at))
		if err != nil || !fresh {
			ref, entry.Subject = earlier, skipAudit
			return err
		}
		row := c // the errand may run again
		if err := tx.AddCampaign(&row); err != nil {
			return err
		}
		ref = row.Ref
		entry.Subject, entry.RefID, entry.Detail = "campaign", row.ID, row.Kind+" "+area.Code
		return tx.OnceResult(once, ref)
	})
	return ref, err
}

// readCampaign reads the form. The area must be one of the maker's own.
func (r *Registry) readCampaign(ctx context.Context, who policy.Actor, f CampaignForm, at time.Time) (c models.Campaign, area models.Area, err error) {
	var faults models.Faults
	texts, err := r.TextsNow(ctx)
	if err != nil {
		return c, area, err
	}
	if !slices.Contains(texts.LessonKinds(), f.Kind) {
		faults.Add("kind", "请选发哪一句")
	}
	area, err = r.ownArea(ctx, who, policy.CampaignMake, f.AreaCode, workday.At(at))
	if models.IsKind(err, models.NotFound) {
		faults.Add("area", "请选发给哪个范围，只能选您管的")
	} else if err != nil {
		return c, area, err
	}
	if !knownWord(models.AudienceNames, f.Role) {
		faults.Add("role", "请选发给谁")
	}
	if f.UnitKind != "" && !knownWord(models.KindNames, f.UnitKind) {
		faults.Add("unit_kind", "请从列表里选哪种房子，或者选“不限”")
	}
	if f.Language != "" && !knownWord(models.AudienceLanguages, f.Language) {
		faults.Add("language", "请从列表里选语言，或者选“不限”")
	} else if f.Language != "" && f.Role != models.AudienceTenants {
		faults.Add("language", "只有房客选过语言。要按语言发，请把“发给谁”改成“房客”")
	}
	starts := r.startOf(f, at, &faults)
	c = models.Campaign{Kind: f.Kind, WordingMark: markOf(texts, f.Kind), AreaID: area.ID, Audience: models.Audience{Role: f.Role, UnitKind: f.UnitKind, Language: f.Language},
		State: models.CampaignDraft, StartsAt: starts, MadeBy: who.UserID, MadeAt: workday.At(at)}
	return c, area, faults.Err()
}

// markOf is the mark of a text as it is said now.
func markOf(texts models.Texts, kind string) string {
	if _, known := texts.ByID[kind]; !known {
		return ""
	}
	return models.MarkOf(texts.Wordings(kind)[0])
}

func (r *Registry) startOf(f CampaignForm, at time.Time, faults *models.Faults) workday.Moment {
	if f.Day == "" {
		return 0
	}
	day, err := workday.ParseDay(f.Day)
	hour, hourErr := strconv.Atoi(f.Hour)
	minute := hour * 60
	switch {
	case err != nil:
		faults.Add("day", "请选哪一天发，或者空着")
		return 0
	case hourErr != nil || minute < r.Limits().EducationFrom || minute >= r.Limits().EducationTo:
		faults.Add("hour", "请选几点开始发")
		return 0
	}
	starts := workday.At(day.Start().Add(time.Duration(minute) * time.Minute))
	if starts <= workday.At(at) {
		faults.Add("day", "这个时间已经过了。请选晚一点的，或者空着")
	} else if day > workday.DayOf(at)+farthestStart {
		faults.Add("day", "最多提前 90 天。请选近一点的日子")
	}
	return starts
}

// ownArea is an area by its code in which somebody may do this; NotFound for any other.
func (r *Registry) ownArea(ctx context.Context, who policy.Actor, act policy.Action, code string, now workday.Moment) (models.Area, error) {
	if code == "" {
		return models.Area{}, models.ErrNotFound
	}
	area, err := r.Store.AreaByCode(ctx, code)
	if err == nil && !policy.ScopeOf(fresh(who), act, now).Covers(recordOf(area)) {
		return models.Area{}, models.ErrNotFound
	}
	return area, err
}

// recordOf is an area as policy sees it.
func recordOf(area models.Area) policy.Record {
	var record policy.Record
	for _, id := range strings.Split(strings.Trim(area.Path, "/"), "/") {
		if n, err := strconv.ParseInt(id, 10, 64); err == nil {
			record.AreaIDs = append(record.AreaIDs, n)
		}
	}
	return record
}

// fresh is somebody as if he had given the code just now: to tell what lies outside his areas from what only wants the code.
func fresh(who policy.Actor) policy.Actor {
	who.Fresh, who.Shift = true, false
	return who
}
