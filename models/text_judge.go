package models

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"anju/models/segment"
)

// Carrier is what one carrier of texts takes, from its own rules.
type Carrier struct {
	Key       string   `json:"key"` // the gateway's name
	Name      string   `json:"name"`
	Templates bool     `json:"templates"` // it sends only what was filed with it, by its code
	VarMax    int      `json:"var_max"`   // longest value of a gap; 0 = any
	Numbers   bool     `json:"numbers"`   // a phone number in the text or in a gap has to be filed
	Forbidden []string `json:"forbidden"`
	Source    string   `json:"source"`
	Checked   string   `json:"checked"` // YYYY-MM-DD
}

// longest are the longest values that fill the gaps of our texts.
var longest = map[string]string{"home": "青禾十八号楼", "n": "99", "date": "12月31日", "d": "365", "tel": "0574-87654321", "k": "15", "no": "12345678", "otp": "123456"}

// longestSign is the longest signature that is reckoned with: 10 characters and its brackets.
const longestSign = "【一二三四五六七八九十】"

var (
	gap    = regexp.MustCompile(`\{([a-z]+)\}`)
	number = regexp.MustCompile(`\d[\d-]{5,}\d`) // 7 digits and more: what a carrier takes for a phone number
	link   = regexp.MustCompile(`(?i)https?:|www\.|\.(?:com|cn|net|org)\b|[a-z0-9-]+\.[a-z]{2,}/`)
)

// threats are words that no text of ours uses: it reminds, it does not frighten.
var threats = []string{"后果自负", "严惩", "否则", "立即拘留", "强制", "传唤", "查封", "最后通牒", "黑名单"}

// LongestText is a wording with its gaps at their longest under the longest signature.
func LongestText(wording string) string { return longestSign + Longest(wording) }

// Longest is a wording with its gaps at their longest.
func Longest(wording string) string {
	return gap.ReplaceAllStringFunc(wording, func(m string) string { return longest[m[1:len(m)-1]] })
}

// LintText says what is wrong with a wording whoever carries it (SMS.md 0, DOMAIN 6): more than one part to pay for, a gap
// that nobody fills, a link, a number of a document, a threat. Names and addresses have no gap: {home} is a label.
func LintText(wording string) []string {
	var faults []string
	if n := segment.Count(LongestText(wording)); n > 1 {
		faults = append(faults, fmt.Sprintf("太长，要拆成 %d 条", n))
	}
	for _, m := range gap.FindAllStringSubmatch(wording, -1) {
		if longest[m[1]] == "" {
			faults = append(faults, "不认识空格 {"+m[1]+"}")
		}
	}
	if rest := gap.ReplaceAllString(wording, ""); strings.ContainsAny(rest, "{}【】") {
		faults = append(faults, "花括号、方头括号留给空格和签名，文字里不能有")
	}
	faults = append(faults, lintSigns(wording)...)
	if link.MatchString(wording) {
		faults = append(faults, "有网址，会被运营商拦下")
	}
	for _, digits := range number.FindAllString(wording, -1) {
		if len(strings.ReplaceAll(digits, "-", "")) >= 15 {
			faults = append(faults, "像证件号码的数字不能写进短信")
		}
	}
	for _, word := range threats {
		if strings.Contains(wording, word) {
			faults = append(faults, "有吓人的话“"+word+"”，请改成提醒")
		}
	}
	return faults
}

// Refuses says why a carrier would not send a wording, or "". numbersFiled says that the wording was filed with the phone
// numbers in it.
func (c Carrier) Refuses(wording string, numbersFiled bool) string {
	for _, word := range c.Forbidden {
		if strings.Contains(wording, word) {
			return "有它不收的词“" + word + "”"
		}
	}
	for _, m := range gap.FindAllStringSubmatch(wording, -1) {
		if n := utf8.RuneCountInString(longest[m[1]]); c.VarMax > 0 && n > c.VarMax {
			return fmt.Sprintf("空格 {%s} 最长 %d 个字，它最多收 %d 个", m[1], n, c.VarMax)
		}
	}
	if c.Numbers && !numbersFiled && (strings.Contains(wording, "{tel}") || number.MatchString(gap.ReplaceAllString(wording, ""))) {
		return "里面的电话号码没有报备"
	}
	return ""
}

// Wordings are all ways to say a text, the one preferred first: by whether answers are read, then those that say less, then
// what was said before.
func (t Texts) Wordings(kind string) []string {
	var all []string
	for _, tpl := range append([]SMSTemplate{t.ByID[kind]}, t.before[kind]...) {
		for _, wording := range append([]string{t.wordingOf(tpl)}, tpl.Variants...) {
			if !slices.Contains(all, wording) {
				all = append(all, wording)
			}
		}
	}
	return all
}
