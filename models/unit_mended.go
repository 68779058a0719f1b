package models

import (
	"fmt"
	"slices"
	"strings"

	"anju/models/mask"
)

// Stands are, in words, what the fields hold for which a home can be given back.
func Stands(u Unit, rooms []Room, owner string) map[string]string {
	ends := ""
	if !u.EndsOn.IsZero() {
		ends = u.EndsOn.ChineseFull()
	}
	return map[string]string{"address": u.Address, "kind": wordFor(KindNames, u.Kind), "land": wordFor(LandNames, u.Land), "rooms": roomWords(rooms), "cap": capWords(rooms),
		"owner_name": mask.Name(owner), "ends_on": ends, "trade": strings.TrimSpace(u.Trade + " " + wordFor(PartedNames, u.Parted))}
}

func wordFor(words [][2]string, key string) string {
	for _, w := range words {
		if w[0] == key {
			return w[1]
		}
	}
	return key
}

func roomWords(rooms []Room) string {
	var numbers []string
	for _, room := range rooms {
		numbers = append(numbers, room.No)
	}
	return strings.Join(numbers, "、")
}

func capWords(rooms []Room) string {
	var words []string
	for _, room := range rooms {
		switch {
		case room.Beds > 0:
			words = append(words, fmt.Sprintf("%s 房 %d 张床", room.No, room.Beds))
		case room.Cap > 0:
			words = append(words, fmt.Sprintf("%s 房 %d 人", room.No, room.Cap))
		}
	}
	return strings.Join(words, "、")
}

// MendedLines are lines that tell what stands otherwise than before, a field each: 地址：原来是“青禾路 18 号”，现在是“青禾路 28 号”. renamed says that
// the landlord's name is another, whatever is left of it to be seen.
func MendedLines(before, now map[string]string, renamed bool) string {
	var lines []string
	for _, f := range ReturnFields {
		was, is := before[f.Name], now[f.Name]
		switch {
		case f.Name == "address" && PlainAddress(was) == PlainAddress(is): // spelt otherwise
		case was == is && !(f.Name == "owner_name" && renamed):
		case f.Name == "rooms":
			lines = append(lines, f.Words+"："+roomChange(strings.Split(was, "、"), strings.Split(is, "、")))
		default:
			lines = append(lines, fmt.Sprintf("%s：原来是“%s”，现在是“%s”", f.Words, orNothing(was), orNothing(is)))
		}
	}
	return strings.Join(lines, "\n")
}

func orNothing(s string) string {
	if s == "" {
		return "没写"
	}
	return s
}

func roomChange(was, is []string) string {
	only := func(these, those []string) string {
		return strings.Join(slices.DeleteFunc(slices.Clone(these), func(no string) bool { return no == "" || slices.Contains(those, no) }), "、")
	}
	var words []string
	if more := only(is, was); more != "" {
		words = append(words, "多了 "+more)
	}
	if fewer := only(was, is); fewer != "" {
		words = append(words, "去掉了 "+fewer)
	}
	if len(words) == 0 {
		return "先后换过"
	}
	return strings.Join(words, "，")
}

// Left are the fields that were to be put right and stand as they stood when the home was given back; of those alone that its kind is
// asked for now. before are the marks of a moment ago, for a return without its own; renamed says that the landlord writes his name
// otherwise.
func (u UnitReturn) Left(before, now, kind string, renamed bool) []string {
	if u.Stood != "" {
		before = u.Stood
	}
	stood, stands := strings.Split(before, ","), strings.Split(now, ",")
	var left []string
	for _, field := range ReturnFieldsOf(kind) {
		of := func(mark string) bool { return strings.HasPrefix(mark, field.Name+":") }
		was, is := slices.IndexFunc(stood, of), slices.IndexFunc(stands, of)
		mended := was >= 0 && is >= 0 && stood[was] != stands[is] || field.Name == "owner_name" && renamed
		if u.Names(field.Name) && !mended {
			left = append(left, field.Name)
		}
	}
	return left
}

// fieldWords are the words of some fields: 地址、房间.
func fieldWords(names []string) string {
	var words []string
	for _, f := range ReturnFields {
		if slices.Contains(names, f.Name) {
			words = append(words, f.Words)
		}
	}
	return strings.Join(words, "、")
}

// UnmendedWords are the fields that were named and left as they stood.
func (u UnitReturn) UnmendedWords() string { return fieldWords(strings.Split(u.Unmended, ",")) }
