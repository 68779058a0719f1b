package registry

import (
	"fmt"
	"slices"

	"anju/models"
	"anju/models/idcard"
	"anju/models/store"
	"anju/models/workday"
)

// refuseGainsaid asks again where the result, the marks and the count of a visit do not fit the roster or one another. Guests
// are nobody's count; who is away for a while lives there still. With a flag 一致 speaks of its person alone, so others may
// stand on no roster.
func refuseGainsaid(f VisitForm, heads, extra int, flagged bool, entries []store.Entry, now workday.Moment) error {
	lives := slices.ContainsFunc(entries, func(e store.Entry) bool { return e.Stay.LivesOn(now.Day()) })
	if f.Result == models.VisitGone && len(f.Gone) == 0 && lives {
		return models.FaultAt("result", "选了“已搬走”，请在“见到了谁，谁外出、搬走了”里点出是哪几位")
	}
	if f.Result == models.VisitMatch && !flagged && extra > 0 {
		return models.FaultAt("extra", "有册里没有的人住在这里，结果就不是“一致”，请改选“少登了人”。只是来做客的，不用写")
	}
	if f.Result == models.VisitMatch && !flagged && f.AddFound != nil {
		return models.FaultAt("result", "补登了册里没有的人，结果就不是“一致”，请改选“少登了人”")
	}
	if idcard.Normalise(f.Heads) == "" {
		return nil
	}
	return refuseHeads(f, heads, extra, flagged, entries, now)
}

// refuseHeads holds the count of those who live there against the marks and the roster.
func refuseHeads(f VisitForm, heads, extra int, flagged bool, entries []store.Entry, now workday.Moment) error {
	gone, most, least := refSet(f.Gone), extra, 0
	if f.AddFound != nil {
		most = max(extra, 1) // who is entered here is one of those without a line
	}
	for _, e := range entries {
		_, away := f.Away[e.Stay.Ref]
		switch s := e.Stay; {
		case !s.OnRoster(now.Day()) || gone[s.Ref]:
		case s.LivesOn(now.Day()) && s.Reported(now) && s.State != models.StayLeaving && !s.AwayOn(now.Day()) && !away:
			most, least = most+1, least+1
		default: // leaving, said to have left, away, or not yet heard of by the landlord: he may be there or not
			most++
		}
	}
	met := len(f.Seen)
	if f.AllSeen && !flagged {
		met = max(met, least-len(f.Unseen))
	}
	sees := models.SawPeople(f.Result) || f.Result == models.VisitGone
	switch {
	case sees && heads < met:
		return models.FaultAt("heads", fmt.Sprintf("您点了 %d 位“见到了”，实际住的不能只有 %d 人。请改人数，或者去掉点错的", met, heads))
	case sees && f.Result != models.VisitMissing && heads > most:
		return models.FaultAt("heads", fmt.Sprintf("照名册和您记的，最多住 %d 人，您写了 %d 人。真住这么多，结果请选“少登了人”；来做客的不要数", most, heads))
	case f.Result == models.VisitMatch && !flagged && heads < least:
		return models.FaultAt("heads", fmt.Sprintf("名册上住着 %d 人，您写了 %d 人，就不是“一致”。少的人搬走了，请改选“多登了人”；只是没在家的，也要数进去", least, heads))
	}
	return nil
}
