package landlord

import (
	"fmt"
	"slices"

	"anju/app/web/site"
	"anju/models"
	"anju/models/idcard"
	"anju/models/workday"
)

// Card is one person as the roster shows him: document and phone by their last four characters only.
type Card struct {
	Ref, Room, Name    string
	Doc, Phone         string // last four
	Guardian           string // of a child; his phone is Phone on paper
	Tag                site.Tag
	Flag               bool // a task of the landlord: amber border and the quick answers first
	MovedIn            workday.Day
	MovedOut           workday.Day
	Lived              string // 1 年 8 个月
	Last               string // 11 月 20 日
	How                string // 本人, 逐人, 全部一点, 上门
	Since              string // 已 90 天
	Edit, Out, Confirm string // addresses; empty where it cannot be done
	Away               string
	Back               workday.Day // of an absence that runs or is ahead
	BackSaid           string      // who said so
	Consent            string      // of a child whose guardian is to be asked: the page where he is written down
	Answer             string      // 等您确认: the page that asks
	Recall             string      // a check-out that can be taken back
	Until              string      // until when
	Facts              []site.Row  // what was entered here, and what the police say
	Advice             string      // what the police returned it for
	Stopped            bool        // three texts in a row did not arrive: a new number is needed
}

// Acts says whether anything can be done about the stay; paper has no buttons.
func (c Card) Acts() bool { return c.Edit+c.Out+c.Confirm+c.Answer+c.Recall != "" }

const childAge = 18

// card draws one stay.
func (h *house) card(e entry) Card {
	s, unit := e.Stay, h.unit.Ref
	st := h.stateOf(s)
	c := Card{Ref: s.Ref, Room: e.Room.No, Name: e.Tenant.Name, Doc: idcard.Last4(e.Tenant.DocNo), Phone: idcard.Last4(e.Tenant.Phone),
		Tag: tags[st], MovedIn: s.MovedInOn, MovedOut: s.MovedOutOn}
	if h.police != nil {
		c.Facts, c.Advice = site.TwoFacts(s, h.police[s.ID], h.at), site.PoliceAdvice(h.police[s.ID])
	}
	if s.Guardian != "" && e.Tenant.AgeOn(h.today) < childAge {
		c.Guardian = s.Guardian
		if c.Phone == "" {
			c.Phone = idcard.Last4(s.GuardPhone)
		}
	}
	if s.AsksGuardian(e.Tenant, h.today) && st != saidLeft {
		c.Consent = at(unit, "stays", s.Ref, "edit") + "#f-guardian_name"
	}
	c.Stopped = st != empty && h.stopped[string(s.PhoneIdx)]
	switch {
	case st == empty:
		h.gone(&c, e)
	case st == saidLeft:
		c.Lived = months(s.MovedInOn, s.SaidLeftOn)
		c.Out = at(unit, "stays", s.Ref, "checkout")
	case !s.Reported(h.at):
		c.Lived = months(s.MovedInOn, h.today)
		c.Answer = at(unit, "pending", s.Ref)
	default:
		c.Lived = months(s.MovedInOn, h.today)
		c.Flag = st == stale
		h.confirmed(&c, s)
		c.Away = at(unit, "stays", s.Ref, "away")
		if s.Going(h.today) {
			c.Back, c.BackSaid = s.AwayTo, models.SaidNames[s.AwaySaid]
		}
		c.Edit, c.Out = at(unit, "stays", s.Ref, "edit"), at(unit, "stays", s.Ref, "checkout")
		if s.LastKnown(h.at) < h.today || c.Flag {
			c.Confirm = at(unit, "stays", s.Ref, "confirm")
		}
	}
	return c
}

// confirmed says when somebody last vouched for the stay, and how.
func (h *house) confirmed(c *Card, s models.Stay) {
	day, how := s.LastKnown(h.at), "登记时"
	if !s.ConfirmedAt.IsZero() && s.ConfirmedAt <= h.at && s.ConfirmedAt.Day() == day {
		how = models.HowNames[s.ConfirmedHow]
	}
	c.Last, c.How = written(day, h.today), how
	if c.Flag {
		c.Since = fmt.Sprintf("已 %d 天", int(h.today-day))
	}
}

// gone draws somebody who left: how long he was there, and whether that can still be taken back.
func (h *house) gone(c *Card, e entry) {
	s := e.Stay
	c.Tag = site.Tag{Class: "none", Word: "已搬走", Icon: "out"}
	if s.State == models.StayVoid {
		c.Tag = site.Tag{Class: "none", Word: "登错已撤", Icon: "no"}
		return
	}
	c.Lived = months(s.MovedInOn, s.MovedOutOn)
	if s.State != models.StayLeaving {
		return
	}
	if h.byTenant(s) { // the landlord cannot take back what the tenant himself said; a doubt goes to the grid
		c.Tag.Word = "本人说已搬走"
		return
	}
	if s.LeftBy == 0 {
		c.Tag.Word = "工作人员说搬走了"
	}
	if s.Recallable(h.at) {
		c.Recall = at(h.unit.Ref, "stays", s.Ref, "recall")
		c.Until = (s.LeavingUntil - 1).Day().Chinese()
	}
}

// byTenant says whether the tenant himself reported the check-out: neither the owner nor a helper of his did.
func (h *house) byTenant(s models.Stay) bool {
	return s.LeftBy != 0 && s.LeftBy != h.unit.OwnerID &&
		!slices.ContainsFunc(h.helpers, func(m models.Manager) bool { return m.UserID == s.LeftBy })
}

// months is how long somebody has lived there: 1 年 8 个月, 2 个月, 12 天.
func months(from, to workday.Day) string {
	fy, fm, fd := from.Date()
	ty, tm, td := to.Date()
	n := (ty-fy)*12 + int(tm) - int(fm)
	if td < fd {
		n--
	}
	switch {
	case n <= 0:
		return fmt.Sprintf("%d 天", max(int(to-from), 0))
	case n < 12:
		return fmt.Sprintf("%d 个月", n)
	case n%12 == 0:
		return fmt.Sprintf("%d 年", n/12)
	}
	return fmt.Sprintf("%d 年 %d 个月", n/12, n%12)
}

// written leaves the year out where it is plain.
func written(day, today workday.Day) string {
	y, _, _ := day.Date()
	if now, _, _ := today.Date(); now != y && today-day > 180 {
		return day.ChineseFull()
	}
	return day.Chinese()
}
