package site

import (
	"anju/models"
)

// KindFacts are what a kind of home alone is asked for, in words.
func KindFacts(u models.Unit) []Row {
	var facts []Row
	if !u.EndsOn.IsZero() {
		facts = append(facts, Row{Word: "工地用到", Value: u.EndsOn.ChineseFull()})
	}
	if u.Trade != "" {
		facts = append(facts, Row{Word: "做什么生意", Value: u.Trade})
	}
	for _, p := range models.PartedNames {
		if p[0] == u.Parted {
			facts = append(facts, Row{Word: "和住人的地方", Value: p[1]})
		}
	}
	return facts
}
