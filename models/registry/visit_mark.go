package registry

import (
	"slices"

	"anju/models"
	"anju/models/store"
	"anju/models/workday"
)

// visited are the ids of the open flags that a visit answers (RULES 44): the one that led there, the flags of whom it met or of
// whom it says where he is, and, of a visit to the home as a whole (about 0), those of the house and, where nobody is ticked as met,
// of everybody who is not away. A flag about somebody who was not met (没见到), or whom a visit that ticked others passed over, waits
// for him as before. A refusal names nobody: it answers all for which somebody came.
func (f VisitForm) visited(open []models.Flag, asked models.Flag, about int64, entries []store.Entry, today workday.Day) []int64 {
	spoken := f.ticked()
	var ids []int64
	for _, flag := range open {
		answers := about == 0 || flag.ID == about
		if flag.StayID != 0 && f.Result != models.VisitRefused {
			i := slices.IndexFunc(entries, func(e store.Entry) bool { return e.Stay.ID == flag.StayID })
			if i < 0 {
				continue
			}
			s := entries[i].Stay
			whole := len(f.Seen) == 0 && !f.missed(s) && (flag.ID == about || about == 0 && !s.AwayOn(today))
			answers = whole || slices.Contains(spoken, s.Ref) || f.agrees(asked, s, today)
		}
		if answers && flag.VisitedAt.IsZero() {
			ids = append(ids, flag.ID)
		}
	}
	return ids
}
