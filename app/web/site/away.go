package site

import (
	"anju/models/registry"
	"anju/models/workday"
)

// Away is the part of a page that says from when to when somebody is away; landlord and tenant fill in the same.
type Away struct {
	Shell
	Action string
	Until  workday.Day // of an absence that runs or is ahead: the day of return
	Said   string      // by whose word
}

// AwayForm reads it.
func (f Form) AwayForm() registry.AwayForm {
	return registry.AwayForm{
		From: registry.DayForm{Choice: f.Get("away"), Y: f.Get("away_y"), M: f.Get("away_m"), D: f.Get("away_d")},
		Days: f.Get("back"), Back: registry.DayForm{Choice: "other", Y: f.Get("back_y"), M: f.Get("back_m"), D: f.Get("back_d")},
	}
}
