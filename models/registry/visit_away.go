package registry

import (
	"maps"
	"slices"

	"anju/models"
	"anju/models/idcard"
	"anju/models/store"
	"anju/models/workday"
)

// ticked are the refs of the stays of which the form says something.
func (f VisitForm) ticked() []string {
	return append(slices.Concat(f.Seen, f.Gone), slices.Sorted(maps.Keys(f.Away))...)
}

// agrees says whether the form speaks of a person as met without a tick at his name: by 一致 of the one whom the flag asks about,
// unless others are ticked, and without a flag by 都见到了 of everybody of the roster; never of who was not met, is away on the day
// or moved out.
func (f VisitForm) agrees(flag models.Flag, s models.Stay, today workday.Day) bool {
	if f.missed(s) || s.AwayOn(today) || slices.Contains(f.Gone, s.Ref) {
		return false
	}
	if flag.ID == 0 {
		return f.AllSeen
	}
	return f.Result == models.VisitMatch && len(f.Seen) == 0 && flag.StayID == s.ID
}

// missed says whether the form says of a person that he was not there.
func (f VisitForm) missed(s models.Stay) bool {
	_, away := f.Away[s.Ref]
	return away || slices.Contains(f.Unseen, s.Ref)
}

// vouched says whether 都见到了 confirms somebody at his door: not whom the landlord has yet to report, nor who is moving out.
func vouched(s models.Stay, now workday.Moment) bool {
	return s.ToMeet(now.Day()) && s.Reported(now)
}

// refuseUntold asks again where 一致 is said of a whole home, people live there whom it would confirm, and whom he met is not said:
// one tap more than the result, so that nobody confirms sixty people without having met one. Where everybody is away for a while, 一致
// says that the roster is right, and confirms nobody.
func refuseUntold(f VisitForm, flag models.Flag, entries []store.Entry, now workday.Moment) error {
	if f.Result != models.VisitMatch || flag.ID != 0 || len(f.Seen) > 0 {
		return nil
	}
	lived, left, asks := false, false, false
	for _, e := range entries {
		if !e.Stay.LivesOn(now.Day()) {
			continue
		}
		if lived = true; f.missed(e.Stay) || e.Stay.AwayOn(now.Day()) {
			continue
		}
		left = true // or is moving out, and opened the door
		asks = asks || e.Stay.ToMeet(now.Day()) && (len(f.Unseen) > 0 || vouched(e.Stay, now))
	}
	switch {
	case !left && len(f.Unseen) > 0:
		return models.FaultAt("result", "您记的是一位也没见到。没见到人，结果请选“到访未遇”")
	case lived && !left && f.AllSeen:
		return models.FaultAt("all_seen", "册里没有一位是在家的，不能点“都见到了”。见到了暂离的人，在下面点他的“见到了”")
	case !left || !asks || f.AllSeen:
		return nil
	}
	return models.FaultAt("all_seen", "选了“一致”，请写见到了谁：都见到了，点这里；只见到几位，在下面点是谁。都没见到，选“到访未遇”")
}

// refuseUnshown asks again where 都见到了 was said before somebody came onto the roster or back from a while away: a form may wait
// for hours until there is a connection.
func refuseUnshown(f VisitForm, flag models.Flag, entries []store.Entry, now workday.Moment) error {
	if !f.AllSeen || f.Shown == nil || flag.ID != 0 {
		return nil
	}
	for _, e := range entries {
		if e.Stay.ToMeet(now.Day()) && f.agrees(flag, e.Stay, now.Day()) && !slices.Contains(f.Seen, e.Stay.Ref) && !slices.Contains(f.Shown, e.Stay.Ref) {
			return models.FaultAt("all_seen", "您打开这一页以后，名册变了（"+e.Room.No+" 房）。现在册里的都见到了，这里再勾一次；没见到的，在下面点“没见到”")
		}
	}
	return nil
}

// refuseUnseen asks again where 一致 is the answer to a task about a person whom nobody saw: it would stand as his confirmation
// at the door. Who is away by the roster is named, so that either he is marked as met, or the absence stands.
func refuseUnseen(f VisitForm, flag models.Flag, entries []store.Entry, today workday.Day) error {
	if f.Result != models.VisitMatch || flag.StayID == 0 {
		return nil
	}
	for _, e := range entries {
		s := e.Stay
		_, away := f.Away[s.Ref]
		switch {
		case s.ID != flag.StayID || away:
		case slices.Contains(f.Unseen, s.Ref):
			return models.FaultAt("result", "这一件问的就是这一位，没见到他，结果不能选“一致”。过些天回来的，点“暂时外出”；没弄清在不在的，选“到访未遇”，改天再去")
		case slices.Contains(f.Seen, s.Ref) || !models.AnsweredAtDoor(flag.Rule):
		case len(f.Seen) > 0:
			return models.FaultAt("result", "您点了见到别人，这一件问的这一位没点。见到了他，也点“见到了”；没见到，结果不能选“一致”")
		case s.AwayOn(today):
			return models.FaultAt("result", "这一件问的人暂离，"+s.AwayTo.Chinese()+"回来。见到了本人，点“见到了”，结果再选“一致”；还在外面，点“暂时外出”，写上哪天回来")
		}
	}
	return nil
}

// awayByVisit puts down what a visit heard of somebody who is away for a while, from today to a day of return as typed, by the
// rule of the landlord's own form. It confirms nothing: nobody saw him. Errors: Invalid at back- and the ref of the stay.
func awayByVisit(s *models.Stay, typed string, today workday.Day) error {
	field := "back-" + s.Ref
	if typed = idcard.Normalise(typed); typed == "" {
		return models.FaultAt(field, "选了“暂时外出”，请写哪天回来，例如："+(today+14).String())
	}
	to, fault := ReadAnyDay(typed, today, true)
	switch {
	case fault != "":
	case to <= today:
		fault = "回来的日子要在今天以后。人已经回来了，点“见到了”"
	default:
		_, fault = awayFault(*s, today, to, today)
	}
	if fault != "" {
		return models.FaultAt(field, fault)
	}
	s.SayStays() // who is away for a while has not moved out, whatever an earlier visit heard
	s.GoAway(today, to, models.SaidVisit)
	return nil
}
