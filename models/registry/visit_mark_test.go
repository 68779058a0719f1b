package registry_test

import (
	"maps"
	"testing"

	"anju/models"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/storetest"
	"anju/models/workday"
)

// marked says on which flags of the home, by the number of the person or as the house, a visit was put down.
func (r *round) marked(t *testing.T) map[string]bool {
	t.Helper()
	names := map[string]string{"": "house", r.refs[0]: "first", r.refs[1]: "second", r.refs[2]: "third"}
	rows, err := r.Store.SQL().Query("SELECT COALESCE(stays.ref, ''), flags.visited_at FROM flags LEFT JOIN stays ON stays.id = flags.stay_id WHERE flags.unit_id = ?", r.unit.ID)
	must(t, err)
	defer rows.Close()
	on := map[string]bool{}
	for rows.Next() {
		var ref string
		var at int64
		must(t, rows.Scan(&ref, &at))
		if at != 0 {
			on[names[ref]] = true
		}
	}
	must(t, rows.Err())
	return on
}

// TestAVisitAnswersNoFlagAboutSomebodyWhomItDidNotMeet: else the flag leaves the plan of the day and rises no more, and nobody
// looks for him again.
func TestAVisitAnswersNoFlagAboutSomebodyWhomItDidNotMeet(t *testing.T) {
	everybody := map[string]bool{"house": true, "first": true, "second": true, "third": true}
	for name, c := range map[string]struct {
		task bool // the visit is for the flag about the first
		say  func(first, second, third, back string) registry.VisitForm
		want map[string]bool
	}{
		"one met, the others not spoken of": {false, func(first, _, _, _ string) registry.VisitForm {
			return registry.VisitForm{Result: models.VisitMissing, Seen: []string{first}}
		}, map[string]bool{"house": true, "first": true}},
		"one not met, the others agreed": {false, func(first, _, _, _ string) registry.VisitForm {
			return registry.VisitForm{Result: models.VisitMatch, AllSeen: true, Unseen: []string{first}}
		}, map[string]bool{"house": true, "second": true, "third": true}},
		"the home as a whole, and nobody ticked": {false, func(_, _, _, _ string) registry.VisitForm {
			return registry.VisitForm{Result: models.VisitMissing}
		}, everybody},
		"the home as a whole, and one not met": {false, func(first, _, _, _ string) registry.VisitForm {
			return registry.VisitForm{Result: models.VisitMissing, Unseen: []string{first}}
		}, map[string]bool{"house": true, "second": true, "third": true}},
		"one met, one gone, one away": {false, func(first, second, third, back string) registry.VisitForm {
			return registry.VisitForm{Result: models.VisitExtra, Seen: []string{first}, Gone: []string{second}, Away: map[string]string{third: back}}
		}, everybody},
		"the task of one who was not met": {true, func(first, second, _, _ string) registry.VisitForm {
			return registry.VisitForm{Result: models.VisitMissing, Unseen: []string{first}, Seen: []string{second}}
		}, map[string]bool{"second": true}},
		"the task of one, and nobody ticked": {true, func(_, _, _, _ string) registry.VisitForm {
			return registry.VisitForm{Result: models.VisitMissing}
		}, map[string]bool{"first": true}},
		"let nobody in": {false, func(_, _, _, _ string) registry.VisitForm {
			return registry.VisitForm{Result: models.VisitRefused}
		}, everybody},
	} {
		t.Run(name, func(t *testing.T) {
			storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
				r := newRound(t, st)
				r.tick(t, r.at.AddDate(0, 0, 100))
				f := c.say(r.refs[0], r.refs[1], r.refs[2], (workday.DayOf(r.at) + 20).String())
				for _, flag := range r.openFlags(t) {
					if c.task && flag.StayID == r.stay(t, r.refs[0]).ID {
						f.FlagRef = flag.Ref
					}
				}
				must(t, r.say(f))
				if got := r.marked(t); !maps.Equal(got, c.want) {
					t.Errorf("marked %v, should be %v", got, c.want)
				}
			})
		})
	}
}
