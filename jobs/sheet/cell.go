package sheet

import (
	"strings"
	"unicode/utf8"
)

// formula says whether a spreadsheet program might take a text for a formula and run it.
func formula(s string) bool { return s != "" && strings.ContainsRune("=+-@\t\r", rune(s[0])) }

// guard puts an apostrophe before a text that a spreadsheet program might run, and before one that looks guarded
// already, so that unguard gives back what was there.
func guard(s string) string {
	if formula(strings.TrimLeft(s, "'")) {
		return "'" + s
	}
	return s
}

// unguard takes the apostrophe away again.
func unguard(s string) string {
	rest, found := strings.CutPrefix(s, "'")
	if found && formula(strings.TrimLeft(rest, "'")) {
		return rest
	}
	return s
}

// content is what a cell says: without the spaces around it, and without the apostrophe that people type before digits
// to keep a long number a text.
func content(cell string) string {
	s := unguard(strings.TrimSpace(cell))
	if rest, found := strings.CutPrefix(s, "'"); found && rest != "" && rest[0] >= '0' && rest[0] <= '9' {
		s = rest
	}
	return strings.TrimSpace(s)
}

// cellFault says what makes a cell unreadable whatever column it stands in.
func cellFault(cell string) string {
	switch {
	case !utf8.ValidString(cell), strings.ContainsRune(cell, utf8.RuneError):
		return "这一行有认不出的字（编码不对），请另存为“CSV UTF-8”再填一遍"
	case len(cell) > mostCell && utf8.RuneCountInString(cell) > mostCell:
		return "有一格特别长，多半是引号没有成对，请对一对"
	}
	return ""
}
