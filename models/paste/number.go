package paste

import (
	"regexp"
	"strings"

	"anju/models/idcard"
	"anju/models/phone"
)

// mark stands in the words where the n-th number was: mark+n.
const mark = '\uE000'

var (
	digitRun = regexp.MustCompile(`[+]?[0-9](?:[0-9]|[ \-–—]+[0-9X])*(?:[ ]?X)?`)
	card     = regexp.MustCompile(`^[0-9]{4}( [0-9]{4}){3,4}( [0-9]{1,3})?$`) // of a bank, as people group it
	groups   = regexp.MustCompile(`[ \-–—]+`)
	travel   = regexp.MustCompile(`[A-Z]{1,3}[0-9]{6,12}|[0-9]{8,10}`)
	clauses  = regexp.MustCompile("[,，。;；!！?？\n\f|]")
)

// What stands before a number says what it is.
var (
	ofDocument = regexp.MustCompile(`身份证|身分证|身份正|身份号|份证|证件|证号|证是|公民身份|号码证|ID`)
	ofPhone    = regexp.MustCompile(`手机|电话|联系方式|联系我|打我|TEL|MOBILE|手几|号码`)
	ofElse     = regexp.MustCompile(`卡号|银行|工行|农行|建行|QQ|扣扣|微信|WX|VX|支付宝|转账|转了|尾号|订单|合同|快递|单号|座机|车牌|密码|验证码`)
	ofStranger = regexp.MustCompile(`紧急联系|联系人|介绍人|中介|房东|担保人|老板|经理|工头|介绍`)
	ofKin      = regexp.MustCompile(`[爸妈爷奶哥姐弟妹叔姨]|父亲|母亲|家里|老家|老婆|老公|爱人|对象|媳妇`)
	ofPassport = regexp.MustCompile(`护照|PASSPORT`)
	ofHongKong = regexp.MustCompile(`港澳|回乡证|通行证`)
	ofTaiwan   = regexp.MustCompile(`台胞证|台湾|台胞`)
	ofAlien    = regexp.MustCompile(`永久居留|永居`)
)

// number is one that was found: where, and what it is.
type number struct {
	kind    kind
	text    string
	docType string
}

// numbers takes the numbers out of the words; each leaves its mark.
func numbers(s string) (string, []number) {
	var found []number
	var b strings.Builder
	put := func(n number) {
		b.WriteRune(mark + rune(len(found)))
		found = append(found, n)
	}
	last := 0
	for _, at := range travelDocs(s) {
		last = runs(s, last, at.from, &b, put)
		put(number{document, at.text, at.docType})
		last = at.to
	}
	runs(s, last, len(s), &b, put)
	return b.String(), found
}

type spot struct {
	from, to      int
	text, docType string
}

// travelDocs are the documents of travellers: letters and digits, behind the word for them.
func travelDocs(s string) []spot {
	var all []spot
	for _, at := range travel.FindAllStringIndex(s, -1) {
		if edge(s, at[0], at[1]) {
			continue
		}
		text := s[at[0]:at[1]]
		before := clause(s[:at[0]])
		letters := text[0] >= 'A'
		docType := ""
		switch {
		case ofTaiwan.MatchString(before):
			docType = "511"
		case ofHongKong.MatchString(before) && letters:
			docType = "516"
		case ofAlien.MatchString(before) && letters:
			docType = "553"
		case ofPassport.MatchString(before) && letters:
			docType = "414"
		}
		if docType != "" {
			all = append(all, spot{at[0], at[1], text, docType})
		}
	}
	return all
}

// edge says whether letters or digits go on before or behind.
func edge(s string, from, to int) bool {
	glued := func(c byte) bool { return c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' }
	return from > 0 && glued(s[from-1]) || to < len(s) && glued(s[to])
}

// clause is the end of the words, back to the last stop or number.
func clause(s string) string {
	if at := clauses.FindAllStringIndex(s, -1); at != nil {
		s = s[at[len(at)-1][1]:]
	}
	if i := strings.LastIndexAny(s, "0123456789"); i >= 0 {
		s = s[i+1:]
	}
	return s
}

// runs copies the words from one place to another and takes the digits out of them.
func runs(s string, from, to int, b *strings.Builder, put func(number)) int {
	last := from
	for _, at := range digitRun.FindAllStringIndex(s[from:to], -1) {
		i, j := from+at[0], from+at[1]
		b.WriteString(s[last:i])
		last = j
		if i > 0 && s[i-1] >= 'A' && s[i-1] <= 'Z' || j < len(s) && s[j] >= 'A' && s[j] <= 'Z' {
			b.WriteByte(' ') // part of a longer word: a licence plate, an account
			continue
		}
		for _, n := range split(s[i:j], clause(s[:i])) {
			if n.kind == 0 {
				b.WriteByte(' ')
				continue
			}
			put(n)
		}
		b.WriteByte(' ')
	}
	b.WriteString(s[last:to])
	return to
}

// split finds the numbers in a run of digits, spaces and dashes; what is none of those looked for is a zero number.
func split(run, before string) []number {
	if ofElse.MatchString(before) && !ofDocument.MatchString(before) && !ofPhone.MatchString(before) {
		return []number{{}}
	}
	parts := groups.Split(strings.TrimSpace(run), -1)
	if len(parts) == 1 && len(run) == 29 { // a document and a phone without anything between
		parts = []string{run[:18], run[18:]}
		if !birthIn(run) {
			parts = []string{run[:11], run[11:]}
		}
	}
	whole := strings.Join(parts, "")
	if card.MatchString(run) && !birthIn(whole) {
		return []number{{}}
	}
	var found []number
	for i := 0; i < len(parts); {
		n, taken := number{}, 1
		for j := i + 1; j <= min(len(parts), i+10) && n.kind == 0; j++ {
			if n = read(strings.Join(parts[i:j], ""), j == i+1, before); n.kind != 0 {
				taken = j - i
			}
		}
		found = append(found, n)
		i += taken
	}
	if named := labelled(whole, before); len(found) > 0 && !anyOf(found) && named.kind != 0 {
		return []number{named}
	}
	return found
}

func anyOf(found []number) bool {
	for _, n := range found {
		if n.kind != 0 {
			return true
		}
	}
	return false
}

// cardType is the document on which a resident number stands, or the card of a foreigner who stays for good.
func cardType(before string) string {
	switch {
	case ofAlien.MatchString(before):
		return "553"
	case strings.Contains(before, "户口"):
		return "113"
	case strings.Contains(before, "临时"):
		return "112"
	}
	return "111"
}

// read says what digits are by their looks; alone says that they stood in one piece.
func read(s string, alone bool, before string) number {
	doc := idcard.Normalise(s)
	switch {
	case len(doc) == 18 && birthIn(doc), alone && len(doc) == 17 && birthIn(doc), alone && len(doc) == 15 && oldBirthIn(doc):
		return number{document, doc, cardType(before)}
	}
	if mobile := phone.Normalise(s); len(mobile) == 11 {
		if _, fault := phone.Check(mobile); fault == "" {
			return number{kind: mobilePhone, text: mobile}
		}
	}
	return number{}
}

// labelled says what a number is that looks wrong but stands behind its word.
func labelled(s, before string) number {
	switch n := len(s); {
	case ofDocument.MatchString(before) && n >= 13 && n <= 20:
		return number{document, idcard.Normalise(s), cardType(before)}
	case ofPhone.MatchString(before) && n >= 9 && n <= 13 && s[0] == '1':
		return number{kind: mobilePhone, text: s}
	}
	return number{}
}

// birthIn says whether a date of birth stands where a resident number has it.
func birthIn(s string) bool {
	return len(s) >= 14 && s[0] >= '1' && (s[6:8] == "19" || s[6:8] == "20") && dayIn(s[10:14])
}

func oldBirthIn(s string) bool { return s[0] >= '1' && s[0] <= '6' && dayIn(s[8:12]) }

func dayIn(md string) bool {
	return md >= "0101" && md <= "1231" && md[:2] <= "12" && md[2:] >= "01" && md[2:] <= "31"
}
