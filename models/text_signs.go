package models

import (
	"regexp"
	"strings"
	"unicode"
)

// markup is what reads as a mark of a web page, and as rubbish in a text.
var markup = regexp.MustCompile(`[<>]|&#?[a-zA-Z0-9]+;`)

// lintSigns says which signs of a wording would not arrive as they were meant.
func lintSigns(wording string) []string {
	var faults []string
	if strings.ContainsFunc(wording, hidden) {
		faults = append(faults, "里面有看不见的字符，请删掉重新打一遍")
	}
	if markup.MatchString(wording) {
		faults = append(faults, "有网页的记号（尖括号之类），收到的人会看到乱码，请去掉")
	}
	if strings.ContainsFunc(wording, emoji) {
		faults = append(faults, "有表情符号，有的手机上是方块，请去掉")
	}
	return faults
}

// hidden are signs without a picture: joiners, marks of width zero, the byte order mark, signs of private use.
func hidden(r rune) bool {
	return unicode.In(r, unicode.Cf, unicode.Co, unicode.Zl, unicode.Zp) || unicode.IsControl(r) && r != '\n' && r != '\r' || r == 0x034F || r == 0x115F || r == 0x1160 || r == 0x3164 || r == 0xFFA0
}

// emoji are small pictures, and the mark that makes one of a plain sign.
func emoji(r rune) bool {
	return r >= 0x1F000 && r <= 0x1FAFF || r >= 0x2600 && r <= 0x27BF || r >= 0x2B00 && r <= 0x2BFF || r >= 0x231A && r <= 0x23FF || r == 0x20E3 || r >= 0xFE00 && r <= 0xFE0F
}
