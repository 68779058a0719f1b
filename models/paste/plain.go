package paste

import (
	"regexp"
	"strings"
	"unicode"
)

var dots = "•・．‧∙●˙⋅"

// plain writes the words one way: half width, upper case, one kind of dot in names, emojis and list numbers as gaps.
func plain(words string) string {
	var b strings.Builder
	for _, r := range words {
		switch {
		case r >= '！' && r <= '～': // the full-width copies of ASCII, in the same order
			r -= '！' - '!'
		case r == '　' || r == '\u00a0':
			r = ' '
		case strings.ContainsRune(dots, r):
			r = '·'
		case r >= '①' && r <= '⑳' || r >= '⑴' && r <= '⒇' || r >= '⒈' && r <= '⒛' || r >= '❶' && r <= '❿':
			r = '\f' // the next of a list
		case r == '\r':
			continue
		case r == '\t':
			r = '\t'
		case unicode.In(r, unicode.Cf, unicode.Mn) || r == '\uFE0F':
			continue
		case unicode.In(r, unicode.So, unicode.Sk, unicode.Co) && r != '\n':
			r = ' '
		}
		b.WriteRune(unicode.ToUpper(r))
	}
	s := b.String()
	s = stamped.ReplaceAllString(s, "")
	s = quoted.ReplaceAllString(s, "")
	s = listed.ReplaceAllString(tables(s), "\f$1")
	return mend(s)
}

var (
	// stamped is the line that a chat puts before a message: who, and when.
	stamped = regexp.MustCompile(`(?m)^.{0,24}?\d{4}[-/年.]\d{1,2}[-/月.]\d{1,2}日? +\d{1,2}:\d{2}(:\d{2})?[ :]*$\n?`)
	// quoted is a message of somebody else that is answered.
	quoted = regexp.MustCompile(`(?m)^「[^」]*」\n?-{3,}.*$|^「[^」]*」`)
	// listed is 1. 2、 3) at the begin of a line.
	listed = regexp.MustCompile(`(?m)^ *(?:第 *)?[0-9一二三四五六七八九十]{1,2} *(?:[.、):]|位[:,，、 ]|号[:,，、 ])([^0-9])`)
)
