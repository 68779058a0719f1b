package paste

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

var (
	addressed  = regexp.MustCompile(`住址|地址|家住|户籍`)
	forAnother = regexp.MustCompile(`我自己不住|我不住|我人不住|[替帮]我?.{1,6}(?:租|登记)`)
	gone       = regexp.MustCompile(`停机|别打|不用了|打不通|空号`)
	wideName   = regexp.MustCompile(`姓 *名[: ]+(\p{Han}) +(\p{Han})(?: +(\p{Han}))?(\s|$)`)
	wideLabels = regexp.MustCompile(`姓 +名`)
	emptyLine  = regexp.MustCompile(`\n[ \t]*\n+`)
	sender     = regexp.MustCompile(`(?m)^ *[^\s:：]{1,12}: *$`)
	latinWords = regexp.MustCompile(`^(?:[A-Z][A-Z'\-]+ +){1,4}[A-Z][A-Z'\-]+$`)
	notNames   = regexp.MustCompile(`^(?:PASSPORT|MOBILE|TEL|PHONE|NAME|FULL|DATE|OF|BIRTH|NATIONALITY|SEX|NUMBER|NO|QQ|WX|ID|OK|HI|HELLO|MY|IS|AM|I|THE|X|WIFI|VX)$`)
)

// scan turns the words into names and numbers in their order.
func scan(s string) []item {
	s = wideName.ReplaceAllString(s, "姓名 $1$2$3$4")
	s = wideLabels.ReplaceAllString(s, "姓名")
	s = sender.ReplaceAllString(s, "")
	s = emptyLine.ReplaceAllString(s, "\n\f")
	marked, found := numbers(s)
	w := walk{found: found}
	for i, line := range strings.Split(marked, "\n") {
		w.at.line = i
		w.line(line)
	}
	if forAnother.MatchString(s) { // the speaker does not move in
		for i := range w.items {
			w.items[i].stranger = w.items[i].stranger || w.items[i].speaker || w.items[i].mine
		}
	}
	return w.items
}

// walk goes through the words piece by piece.
type walk struct {
	found  []number
	items  []item
	at     item   // where it stands: line and block
	before string // what was said since the last number, name or stop
	place  bool   // an address is being said: no names in it
	other  bool   // from here to the end of the line of somebody who does not move in
	called bool   // a word for a name stands right before
	me     bool
}

func (w *walk) line(line string) {
	w.before, w.other, w.called, w.me = "", false, false, false
	all := pieces.FindAllString(line, -1)
	lone := strings.TrimSpace(strings.Trim(line, " ,，。.:：、\f"))
	for _, p := range all {
		r, _ := utf8.DecodeRuneInString(p)
		switch {
		case r >= mark && r < mark+rune(len(w.found)):
			w.number(w.found[r-mark])
		case p == "\f":
			w.at.block++
		case unicode.Is(unicode.Han, r):
			w.han(p, p == lone)
		case strings.ContainsAny(p, "。;；"):
			w.before, w.other, w.called = "", false, false
		case strings.ContainsAny(p, ",，、|/"):
			w.before, w.called = "", false
		case r < 0x80 && r >= 'A' && r <= 'Z':
			w.latin(p, lone)
		}
	}
}

func (w *walk) number(n number) {
	w.place = false
	it := item{kind: n.kind, text: n.text, docType: n.docType, line: w.at.line, block: w.at.block, stranger: w.other}
	if n.kind == mobilePhone {
		it.stranger = it.stranger || ofStranger.MatchString(w.before)
		it.kin = ofKin.MatchString(w.before)
		it.mine = strings.Contains(w.before, "我") && !it.kin
	}
	w.items = append(w.items, it)
	w.before, w.called = "", false
}

func (w *walk) add(text string, sure bool) {
	w.items = append(w.items, item{kind: name, text: text, line: w.at.line, block: w.at.block, sure: sure, speaker: w.me, stranger: w.other})
	w.before, w.called, w.me = "", false, false
}

// latin takes a foreign name where one is announced, or where it stands alone.
func (w *walk) latin(p, lone string) {
	var kept []string
	for _, word := range strings.Fields(p) {
		if !notNames.MatchString(word) {
			kept = append(kept, word)
		}
	}
	if strings.Contains(p, "NAME") {
		w.called = true
	}
	text := strings.Join(kept, " ")
	if len(kept) > 1 && (w.called || latinWords.MatchString(text)) && len(text) <= 30 {
		w.add(text, w.called || lone == p)
	}
}

// han reads a run of Chinese characters.
func (w *walk) han(run string, lone bool) {
	if ofStranger.MatchString(run) && (strings.Contains(run, "紧急") || strings.Contains(run, "介绍") || strings.Contains(run, "中介") || strings.Contains(run, "担保")) {
		w.other = true
	}
	if gone.MatchString(run) && w.before == "" && len(w.items) > 0 && w.items[len(w.items)-1].kind == mobilePhone && w.items[len(w.items)-1].line == w.at.line {
		w.items[len(w.items)-1].stranger = true
	}
	if addressed.MatchString(run) {
		w.place = true
	}
	if w.place && !callers.MatchString(run) {
		w.before += run
		return
	}
	w.place = false
	if strings.ContainsAny(run, "·.-。") {
		if text, ok := dotted(sayAway(run, w), w.called || callers.MatchString(w.before)); ok {
			w.add(text, true)
			return
		}
		for _, part := range joints.Split(run, -1) {
			w.han(part, false)
			w.called = false
		}
		return
	}
	if w.called && isCalled(run) {
		w.add(run, true)
		return
	}
	if isName(run) && !meSays.MatchString(run) {
		w.add(run, lone || w.called)
		return
	}
	w.cut(run)
}

// sayAway cuts what announces a name off its head.
func sayAway(run string, w *walk) string {
	at := sayers.FindAllStringIndex(run, -1)
	if at == nil {
		return run
	}
	first := at[0]
	if first[0] == 0 || meSays.MatchString(run[:first[1]]) {
		w.me = meSays.MatchString(run[:first[1]])
		return run[first[1]:]
	}
	return run
}

// cut looks for names inside a run: what stands behind a word that announces one, and what is left between other words.
func (w *walk) cut(run string) {
	if callers.MatchString(run) {
		w.before, w.called = run, true
		return
	}
	last, announced := 0, false
	take := func(part string, sure bool) bool {
		if !sure {
			part = strings.TrimSuffix(part, "是")
		}
		if m := sexes.FindStringSubmatch(part); m != nil && isName(m[1]) && !isName(part) {
			part = m[1]
		}
		if sure && isNamed(part) || isName(part) {
			w.add(part, sure)
			return true
		}
		return false
	}
	for _, at := range append(cuts(run), [2]int{len(run), len(run)}) {
		part, word := run[last:at[0]], run[at[0]:at[1]]
		took := part != "" && take(part, announced)
		if !took && part != "" {
			w.split(part, take)
		}
		if meSays.MatchString(word) {
			w.me = true
		}
		announced = sayers.MatchString(word)
		w.before += part + word
		w.called = announced && at[1] == len(run)
		last = at[1]
	}
}

// split takes two names that are joined by 和.
func (w *walk) split(part string, take func(string, bool) bool) {
	both := joiners.Split(part, -1)
	if len(both) < 2 || slices.ContainsFunc(both, func(one string) bool { return !isName(one) }) {
		return
	}
	for _, one := range both {
		take(one, false)
	}
}

// cuts are the words in a run that are no part of a name, in order.
func cuts(run string) [][2]int {
	var all [][2]int
	for i := 0; i < len(run); {
		if at := announcers.FindStringIndex(run[i:]); at != nil && at[0] == 0 {
			all = append(all, [2]int{i, i + at[1]})
			i += at[1]
			continue
		}
		if at := fillers.FindStringIndex(run[i:]); at != nil && at[0] == 0 {
			all = append(all, [2]int{i, i + at[1]})
			i += at[1]
			continue
		}
		_, n := utf8.DecodeRuneInString(run[i:])
		i += n
	}
	return all
}

// announcers are the sayers that cut a run; 和 and its like are tried only where the whole is no name.
var announcers = regexp.MustCompile(`姓名|名字|全名|大名|真名|我叫|叫做|我名叫|名叫|本人叫|租客|承租人|同住人|入住人|我是|本人|这是|她叫|他叫|叫|老婆|老公|爱人|妻子|丈夫|媳妇|对象|女朋友|男朋友|大儿子|小儿子|儿子|大女儿|小女儿|女儿|孩子|小孩|宝宝|弟弟|哥哥|姐姐|妹妹|爸爸|妈妈|父亲|母亲|室友|舍友|工友|同事|朋友`)
