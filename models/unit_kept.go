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

// CheckKept answers what is wrong with the line that says why some fields that were named need no change, "" when nothing is. Without
// a line there is something wrong only where a field was left.
func CheckKept(line string, left []string) string {
	switch n := utf8.RuneCountInString(strings.TrimSpace(line)); {
	case n == 0 && len(left) == 0:
		return ""
	case n == 0:
		return fieldWords(left) + "还和原来一样。请照上面的改好；要是没写错，在这里写一句为什么不用改"
	case n < 4:
		return "请写清楚一点，例如：门上就是 18 号，网格员来看过"
	case n > 100:
		return "写短一点，100 个字以内"
	case mask.Holds(line):
		return "这句话民警会看到，请把证件号和手机号去掉，只写为什么不用改"
	}
	return ""
}
