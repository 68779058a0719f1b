package gallery

import (
	"fmt"
	"regexp"
	"strings"
)

// What is drawn by lot, or from the day a file last changed, stands on a settled page as a word and the number of its
// first appearance.
var (
	once = []struct {
		find *regexp.Regexp
		word string
	}{
		{regexp.MustCompile(`(name="_csrf" value=")[^"]+(")`), "${1}CSRF${2}"},
		{regexp.MustCompile(`(/static/)[^/]+(/)`), "${1}HASH${2}"},
		{regexp.MustCompile(`(<path d=")M[0-9Mhvz -]{300,}(")`), "${1}QR${2}"},
		{regexp.MustCompile(`(验证码)\d{6}`), "${1}CODE"},
		{regexp.MustCompile(`\b[0-9a-f]{64}\b`), "DIGEST"},
		{regexp.MustCompile(`((?:after|before)=)[a-z2-7]{26}\b`), "${1}PLACE"},
		{regexp.MustCompile(`\b\d{4} \d{4} \d{4}\b`), "NUMBER"},
		{regexp.MustCompile(`(aria-label="签字单 |<b class="num">)\d{3} \d{4}("|</b>)`), "${1}SLIP${2}"},
		{regexp.MustCompile(`(name="slip" type="text" value=")\d{7}(")`), "${1}SLIP${2}"},
		{regexp.MustCompile(`(种子 <span class="num">)\d+(<)`), "${1}SEED${2}"},
		{regexp.MustCompile(`(class="pin num">)\d{6}(<)`), "${1}PIN${2}"},
		// On which day of a fortnight the calendar of lessons comes to a number is drawn by lot.
		{regexp.MustCompile(`发 \d+ 条短信给 \d+ 个号码，约 [0-9.]+ 元</b>（按运营商算 \d+ 条）`), "TEXTS</b>"},
		{regexp.MustCompile(`(尾号 <span class="num">)\d{4}(</span>：)`), "${1}ENDS${2}"},
		{regexp.MustCompile(`(?s)(<h3 class="mt">会发给多少人</h3>).*?</dl>`), "${1}FORECAST"},
		{regexp.MustCompile(`(<dt>一共</dt><dd class="num">)[^<]*`), "${1}COST"},
		{regexp.MustCompile(`(?s)(<h2 id="far">结果</h2>|<h2 id="far">发到哪儿了</h2>).*?</section>`), "${1}PROGRESS</section>"},
		{regexp.MustCompile(`(?s)<div><dt>普法短信</dt>.*?</div>`), ""},
		// How many codes were sent depends on who signed in before.
		{regexp.MustCompile(`\d+ 次，没成 \d+ 次`), "CALLS"},
		{regexp.MustCompile(`五分钟里 \d+ 条`), "CALLS"},
		{regexp.MustCompile(`<dl class="kv"></dl>`), ""},
		{regexp.MustCompile(`(?s)<p class="mt">短信是这样的.*?</ul>`), ""},
	}
	counted = []struct {
		find *regexp.Regexp
		word string
	}{
		{regexp.MustCompile(`\b[a-z2-7]{26}\b`), "DOOR"},
		{regexp.MustCompile(`\b[a-z2-7]{20}\b`), "REF"},
		{regexp.MustCompile(`\bp[a-z2-7]{20}\b`), "PERSON"}, // an id begins with a letter
		{regexp.MustCompile(`\b[A-Z2-7]{32}\b`), "SECRET"},
		{regexp.MustCompile(`\b[a-z2-9]{4,5}-[a-z2-9]{4,5}\b`), "RECOVERY"},
		{regexp.MustCompile(`\b\d{4} \d{4} \d\b|\b\d{9}\b`), "HOUSE"},
		{regexp.MustCompile(`\b\d{4} \d{4}\b|\b\d{8}\b`), "RECEIPT"},
	}
)

// Settle makes the same page of the same sample at every run: one tag a line, and words for what is drawn by lot.
func Settle(page []byte) string {
	text := string(page)
	for _, o := range once {
		text = o.find.ReplaceAllString(text, o.word)
	}
	for _, c := range counted {
		seen := map[string]string{}
		text = c.find.ReplaceAllStringFunc(text, func(found string) string {
			if seen[found] == "" {
				seen[found] = fmt.Sprintf("%s-%d", c.word, len(seen)+1)
			}
			return seen[found]
		})
	}
	return strings.ReplaceAll(text, "><", ">\n<")
}
