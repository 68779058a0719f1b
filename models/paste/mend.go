package paste

import (
	"regexp"
	"strings"
)

var (
	tailX   = regexp.MustCompile(`([0-9]{17})[ ,，]*(?:尾号|末位|末尾|尾数|最后一位|最后是|后面)(?:是|为)?(?:字母)?(?:大写|小写)?的? *X`)
	inThree = regexp.MustCompile(`([0-9]{6})[,，、 ]+([0-9]{8})[,，、 ]+([0-9]{3}[0-9X])`)
	broken  = regexp.MustCompile(`([0-9]{6,17}) *\n *([0-9]{1,12}X?)`)
	power   = regexp.MustCompile(`[0-9](?:\.[0-9]+)?E\+[0-9]+`) // what a spreadsheet makes of a long number
	spoken  = regexp.MustCompile(`[零〇一二三四五六七八九幺]{3}[,，、 ]*[零〇一二三四五六七八九幺]{4}[,，、 ]*[零〇一二三四五六七八九幺]{4}`)
	digitOf = strings.NewReplacer("零", "0", "〇", "0", "一", "1", "幺", "1", "二", "2", "三", "3", "四", "4", "五", "5", "六", "6", "七", "7", "八", "8", "九", "9", ",", "", "，", "", "、", "", " ", "")
)

// mend writes numbers in one piece that people write in several: read out by threes, broken at the end of a line, spoken.
func mend(s string) string {
	s = power.ReplaceAllString(s, " ")
	s = tailX.ReplaceAllString(s, "${1}X")
	s = inThree.ReplaceAllString(s, "$1$2$3")
	s = broken.ReplaceAllStringFunc(s, func(both string) string {
		if whole := strings.Join(strings.Fields(both), ""); len(whole) == 18 && birthIn(whole) {
			return whole
		}
		return both
	})
	return spoken.ReplaceAllStringFunc(s, digitOf.Replace)
}

// headers are what the columns of a table are called; the others are not looked at.
var headers = []struct{ is, not *regexp.Regexp }{
	{regexp.MustCompile(`姓名|名字|^名$`), regexp.MustCompile(`紧急|联系人|介绍`)},
	{regexp.MustCompile(`身份证|证件|证号|护照`), regexp.MustCompile(`类型|种类|紧急`)},
	{regexp.MustCompile(`手机|电话|联系方式`), regexp.MustCompile(`紧急|家属|联系人`)},
}

var labels = []string{"姓名", "身份证", "手机"}

// tables writes the rows of a table, as a spreadsheet copies it, as lists of what is looked for.
func tables(s string) string {
	var rows [][]string
	for _, line := range strings.Split(s, "\n") {
		if strings.TrimSpace(line) != "" {
			rows = append(rows, strings.Split(line, "\t"))
		}
	}
	if len(rows) == 0 || len(rows[0]) < 2 {
		return s
	}
	columns := columnsOf(rows[0])
	if len(columns) < 2 {
		if turned := turn(rows); len(columnsOf(turned[0])) > 1 {
			rows, columns = turned, columnsOf(turned[0])
		}
	}
	var b strings.Builder
	for i, row := range rows {
		if len(columns) < 2 { // no header: each row is somebody
			b.WriteByte('\f')
			for _, cell := range row {
				if isNamed(strings.TrimSpace(cell)) {
					b.WriteString(labels[0])
				}
				b.WriteString(" " + cell + " ")
			}
			b.WriteByte('\n')
			continue
		}
		if i == 0 {
			continue
		}
		b.WriteByte('\f')
		for h, label := range labels {
			if at, ok := columns[h]; ok && at < len(row) && strings.TrimSpace(row[at]) != "" {
				b.WriteString(label + ":" + row[at] + " ")
			}
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func columnsOf(row []string) map[int]int {
	found := map[int]int{}
	for h, header := range headers {
		for at, cell := range row {
			if _, had := found[h]; !had && header.is.MatchString(cell) && !header.not.MatchString(cell) {
				found[h] = at
			}
		}
	}
	return found
}

// turn makes the columns of a table its rows.
func turn(rows [][]string) [][]string {
	turned := make([][]string, len(rows[0]))
	for i := range turned {
		for _, row := range rows {
			cell := ""
			if i < len(row) {
				cell = row[i]
			}
			turned[i] = append(turned[i], cell)
		}
	}
	return turned
}
