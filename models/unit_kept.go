package models

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"anju/models/mask"
)

// ReturnMarks marks what stands in the fields for which a home can be given back, but for the name of its landlord: address:1a2b3c4d,
// with commas between. Two marks are the same where the same stands there; what it is they do not tell.
func ReturnMarks(u Unit, rooms []Room) string {
	var numbers, limits []string
	for _, room := range rooms {
		numbers = append(numbers, room.No)
		limits = append(limits, fmt.Sprint(room.No, " ", room.Cap, " ", room.Beds))
	}
	slices.Sort(numbers)
	slices.Sort(limits)
	stands := map[string]string{"address": PlainAddress(u.Address), "kind": u.Kind, "land": u.Land, "rooms": strings.Join(numbers, ","), "cap": strings.Join(limits, ","),
		"ends_on": u.EndsOn.String(), "trade": u.Trade + "\x00" + u.Parted}
	var marks []string
	for _, f := range ReturnFields {
		if what, asked := stands[f.Name]; asked {
			sum := sha256.Sum256([]byte(what))
			marks = append(marks, f.Name+":"+hex.EncodeToString(sum[:4]))
		}
	}
	return strings.Join(marks, ",")
}

// Mended says whether anything that was to be put right stands otherwise by now than when the home was given back. before are the
// marks of a moment ago, for a return without its own; renamed says that the landlord writes his name otherwise.
func (u UnitReturn) Mended(before, now string, renamed bool) bool {
	if u.Stood != "" {
		before = u.Stood
	}
	stood, stands := strings.Split(before, ","), strings.Split(now, ",")
	for _, fault := range u.Faults() {
		of := func(mark string) bool { return strings.HasPrefix(mark, fault.Field+":") }
		was, is := slices.IndexFunc(stood, of), slices.IndexFunc(stands, of)
		if was >= 0 && is >= 0 && stood[was] != stands[is] || fault.Field == "owner_name" && renamed {
			return true
		}
	}
	return false
}

// CheckKept answers what is wrong with the line that says why nothing has to be changed, "" when nothing is. Without a line
// there is something wrong only where one is needed.
func CheckKept(line string, needed bool) string {
	switch n := utf8.RuneCountInString(strings.TrimSpace(line)); {
	case n == 0 && !needed:
		return ""
	case n == 0:
		return "要改的还和原来一样。请照上面的改好；要是没写错，在这里写一句为什么不用改"
	case n < 4:
		return "请写清楚一点，例如：门上就是 18 号，网格员来看过"
	case n > 100:
		return "写短一点，100 个字以内"
	case mask.Holds(line):
		return "这句话民警会看到，请把证件号和手机号去掉，只写为什么不用改"
	}
	return ""
}
