package site

import (
	"strings"

	"anju/models/token"
)

// marks are fields that a form carries along and nobody fills in; of refs there are more, and they are known by their form.
var marks = map[string]bool{"all": true, "card": true, "d": true, "door": true, "drawn": true, "looked": true, "next": true, "rev": true, "same": true,
	"save": true, "seen": true, "step": true, "sure": true, "u": true, "unit": true, "version": true, "via": true}

// RestKept says whether something was filled in beside what is at fault, and is still there: only then it is worth saying.
func (sh *Shell) RestKept() bool {
	if sh.Told {
		return false
	}
	for name, all := range sh.Typed.values {
		if isSecret(name) || marks[name] || strings.HasPrefix(name, "_") || sh.faulty(name) {
			continue
		}
		for _, v := range all {
			if v = strings.TrimSpace(v); v != "" && !token.ValidRef(v) {
				return true
			}
		}
	}
	return false
}

// faulty says whether a field, or the day that it is a part of, is at fault.
func (sh *Shell) faulty(name string) bool {
	for _, f := range sh.Faults {
		if f.Field == "" {
			continue
		}
		if part, is := strings.CutPrefix(name, f.Field); is && (part == "" || part == "_y" || part == "_m" || part == "_d") {
			return true
		}
	}
	return false
}
