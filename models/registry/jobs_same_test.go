package registry_test

import (
	"strconv"
	"strings"
	"time"

	"anju/models"
	"anju/models/workday"
)

// cut keeps of a picture the lines and the cells that must be the same.
type cut map[string]func(cells []string) []string

func (c cut) of(all map[string][]string) map[string][]string {
	kept := map[string][]string{}
	for name, cells := range c {
		kept[name] = nil
		for _, line := range all[name] {
			if some := cells(strings.Split(line, "|")); some != nil {
				kept[name] = append(kept[name], strings.Join(some, "|"))
			}
		}
	}
	return kept
}

func whole(cells []string) []string { return cells }

// at keeps some cells of a line.
func at(places ...int) func([]string) []string {
	return func(cells []string) []string {
		var some []string
		for _, i := range places {
			some = append(some, cells[i])
		}
		return some
	}
}

// inAnyOrder is what the order of the subjects must not decide. To each number goes what its caps leave room for: to whom how
// much goes does not depend on the order, which of several duties of one rank is told first does.
func inAnyOrder(j job, all map[string][]string) map[string][]string {
	queued := func(cells []string) []string {
		if cells[6] == models.NoticeCancelled { // told in the text about another home
			return nil
		}
		return at(2, 5, 6, 8)(cells)
	}
	switch j.name {
	case "remind":
		return cut{"flags": whole, "stays": whole, "due clock": whole, "notices": queued, "done": whole, "settings": whole}.of(all)
	case "educate":
		return cut{"flags": whole, "stays": whole, "due clock": whole, "notices": at(0, 1, 2, 5, 6, 8), "done": whole, "settings": whole, "log": whole}.of(all)
	case "dispatch":
		return cut{"flags": whole, "stays": whole, "due clock": whole, "notices": queued, "done": whole, "log": whole, "old": whole}.of(all)
	}
	return all
}

// whenLate is what a job that comes late must leave as if it had come in time before. When a flag was raised, how far it has
// climbed since and what it says of its last day follow from the run that saw it (RULES 7, 9).
func whenLate(j job, late time.Time, all map[string][]string) map[string][]string {
	switch j.name {
	case "flag":
		return cut{"stays": whole, "flags": func(cells []string) []string {
			rule, _ := models.RuleOf(cells[0])
			switch {
			case cells[len(cells)-1] == "1": // closed
				return nil
			case rule.AtOnce:
				return cells[:4]
			}
			return append(cells[:5:5], cells[7])
		}}.of(all)
	case "remind", "educate":
		return cut{"flags": whole, "stays": whole, "due clock": whole, "notices": at(0, 1, 2, 3, 4, 5, 6, 7, 8), "settings": whole}.of(all)
	case "dispatch": // what is too old is dropped; the windows of a day do not close in between
		return cut{"flags": whole, "stays": whole, "due clock": whole, "old": whole, "log": whole, "notices": func(cells []string) []string {
			notBefore, _ := strconv.ParseInt(cells[9], 10, 64)
			if cells[6] != models.NoticeQueued || workday.Moment(notBefore) > workday.At(late) {
				return nil
			}
			return cells
		}}.of(all)
	case "rollup":
		first := int(workday.DayOf(late)) - 31
		return cut{"flags": whole, "stays": whole, "notices": whole, "notes": whole, "rollups": func(cells []string) []string {
			if day, _ := strconv.Atoi(cells[1]); day < first {
				return nil // counted when it was young enough
			}
			return cells
		}}.of(all)
	case "seal":
		return cut{"flags": whole, "stays": whole, "notices": whole, "log": whole, "unsealed": whole}.of(all)
	case "purge":
		return cut{"flags": whole, "stays": whole, "notices": whole, "origins": whole, "people": func(cells []string) []string {
			if cells[len(cells)-1] != "0" {
				cells[len(cells)-1] = "erased"
			}
			return cells
		}, "rows": func(cells []string) []string {
			if strings.HasPrefix(cells[0], "audit_") {
				return nil // two certificates instead of one
			}
			return cells
		}}.of(all)
	}
	return all
}
