package registry

import (
	"maps"
	"slices"

	"anju/models"
	"anju/models/idcard"
	"anju/models/workday"
)

// ticked are the refs of the stays of which the form says something.
func (f VisitForm) ticked() []string {
	return append(slices.Concat(f.Seen, f.Gone), slices.Sorted(maps.Keys(f.Away))...)
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
