package models

import (
	"fmt"
	"slices"
	"strings"
)

// Stands are, in words, what the fields hold for which a home can be given back, but for the name of its landlord.
func Stands(u Unit, rooms []Room) map[string]string {
	ends := ""
	if !u.EndsOn.IsZero() {
		ends = u.EndsOn.ChineseFull()
	}
	return map[string]string{"address": u.Address, "kind": WordOf(KindNames, u.Kind), "land": WordOf(LandNames, u.Land), "rooms": roomWords(rooms), "cap": capWords(rooms),
		"ends_on": ends, "trade": strings.TrimSpace(u.Trade + " " + WordOf(PartedNames, u.Parted))}
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
	alike := len(rooms) > 1
	for _, room := range rooms {
		alike = alike && capWord(room) == capWord(rooms[0])
		if word := capWord(room); word != "" {
			words = append(words, room.No+" 房 "+word)
		}
	}
	if alike && len(words) > 0 {
		return "每间 " + capWord(rooms[0])
	}
	return strings.Join(words, "、")
}

func capWord(room Room) string {
	switch {
	case room.Beds > 0:
		return fmt.Sprintf("%d 张床", room.Beds)
	case room.Cap > 0:
		return fmt.Sprintf("%d 人", room.Cap)
	}
	return ""
}

// MendedLines are lines that tell what stands otherwise than before, a field each: 地址：原来是“青禾路 18 号”，现在是“青禾路 28 号”. renamed says that
// the landlord's name is another, whatever is left of it to be seen.
func MendedLines(before, now map[string]string, renamed bool) string {
	var lines []string
	for _, f := range ReturnFields {
		was, is := before[f.Name], now[f.Name]
		switch {
		case f.Name == "address" && PlainAddress(was) == PlainAddress(is): // spelt otherwise
		case f.Name == "owner_name":
			if renamed { // what is left of a name to be seen is often the same
				lines = append(lines, f.Words+"：改过")
			}
		case was == is:
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
// asked for now. was and now are the home a moment ago and as it is submitted; renamed says that the landlord writes his name otherwise.
func (u UnitReturn) Left(was Unit, old []Room, now Unit, rooms []Room, renamed bool) []string {
	before := marksOf(ReturnMarks(was, old))
	stood, stands := marksOf(u.Stood), marksOf(ReturnMarks(now, rooms))
	if u.Stood == "" { // given back before marks were kept
		stood = before
	}
	var left []string
	for _, field := range ReturnFieldsOf(now.Kind) {
		mended := stood[field.Name] != stands[field.Name]
		switch field.Name {
		case "owner_name":
			mended = renamed
		case "cap": // a room more or fewer is no other number of people
			mended = stood["cap"] != before["cap"] || capMended(old, rooms)
		}
		if u.Names(field.Name) && !mended {
			left = append(left, field.Name)
		}
	}
	return left
}

func marksOf(line string) map[string]string {
	marks := map[string]string{}
	for _, mark := range strings.Split(line, ",") {
		name, sum, _ := strings.Cut(mark, ":")
		marks[name] = sum
	}
	return marks
}

// capMended says whether any room that is still there takes another number of people.
func capMended(old, rooms []Room) bool {
	stood := map[string]Room{}
	for _, room := range old {
		stood[room.No] = room
	}
	for _, room := range rooms {
		if was, is := stood[room.No]; is && (was.Cap != room.Cap || was.Beds != room.Beds) {
			return true
		}
	}
	return false
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

// AsksAddress says whether the landlord is asked to write the address otherwise, and has not: what hangs at the door can wait for it.
func (u UnitReturn) AsksAddress() bool { return u.Waits() && u.Names("address") }
