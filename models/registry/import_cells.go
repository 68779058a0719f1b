package registry

import (
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"anju/models"
	"anju/models/idcard"
	"anju/models/workday"
)

// reasons collects what is wrong with a row, each sentence once.
type reasons []string

func (r *reasons) add(words, fault string) {
	if fault != "" {
		*r = append(*r, words+fault)
	}
}

func (r reasons) String() string { return strings.Join(r, "；") }

// readMoment reads a day or a moment as files write it: RFC 3339, 2026-02-28 08:30, 2026-02-28; and as old lists do:
// 2026/2/28, 2026.2.28, 2026年2月28日, 20260228. timed says whether an hour was given; a day alone is its 00:00. An empty
// cell is no moment and no fault.
func readMoment(cell string) (m workday.Moment, timed bool, fault string) {
	if cell == "" {
		return 0, false, ""
	}
	wrong := "“" + cell + "”不是日期，请写成 2026-02-28 这样"
	s := strings.Map(func(r rune) rune {
		if r >= '！' && r <= '～' {
			r -= '！' - '!'
		}
		if unicode.IsSpace(r) {
			return ' '
		}
		return r
	}, cell)
	if t, err := time.Parse(time.RFC3339, s); err == nil {
		return atLeastOne(workday.At(t)), true, ""
	}
	date, hour := s, ""
	if i := strings.IndexAny(s, " T"); i > 0 {
		date, hour = s[:i], strings.TrimSpace(s[i+1:])
	}
	d, ok := readAnyDate(date)
	if !ok {
		return 0, false, wrong
	}
	start := d.Start()
	if hour == "" {
		return workday.At(start), false, ""
	}
	for _, layout := range []string{"15:04", "15:04:05"} {
		if t, err := time.Parse(layout, hour); err == nil {
			y, mo, day := d.Date()
			return workday.At(time.Date(y, mo, day, t.Hour(), t.Minute(), t.Second(), 0, workday.Shanghai)), true, ""
		}
	}
	return 0, false, wrong
}

// atLeastOne keeps the one instant that would read as never.
func atLeastOne(m workday.Moment) workday.Moment {
	if m.IsZero() {
		return 1
	}
	return m
}

func readAnyDate(s string) (workday.Day, bool) {
	if d, err := workday.ParseDay(s); err == nil {
		return earlyDay(d)
	}
	parts := strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune("-/.年月日", r) })
	if len(parts) == 1 && len(s) == 8 {
		parts = []string{s[:4], s[4:6], s[6:]}
	}
	if len(parts) != 3 || len(parts[0]) != 4 {
		return 0, false
	}
	var n [3]int
	for i, p := range parts {
		v, err := strconv.Atoi(p)
		if err != nil || len(p) > 4 || p[0] == '+' || p[0] == '-' {
			return 0, false
		}
		n[i] = v
	}
	if n[1] < 1 || n[1] > 12 {
		return 0, false
	}
	d, ok := workday.Date(n[0], time.Month(n[1]), n[2])
	if !ok {
		return 0, false
	}
	return earlyDay(d)
}

// earlyDay refuses days before anybody in a roster can have moved in or signed anything: they are slips of the pen.
func earlyDay(d workday.Day) (workday.Day, bool) {
	y, _, _ := d.Date()
	return d, y >= 1940 && y <= 2200
}

// wordOf reads a word of a list by its key, its Chinese name or another name; "" when it is none.
func wordOf(words [][2]string, cell string) string {
	cell = strings.ToLower(strings.TrimSpace(cell))
	for _, w := range words {
		if cell == w[0] || cell == strings.ToLower(w[1]) {
			return w[0]
		}
	}
	return ""
}

// docTypeOf reads a document type by its code or its name; an empty cell is the resident card, as in the form.
func docTypeOf(cell string) string {
	cell = idcard.Normalise(cell)
	switch cell {
	case "", "身份证", "二代身份证", "二代证":
		return "111"
	case "港澳台居民居住证":
		return "111"
	}
	for _, t := range idcard.Types() {
		if cell == t.Name {
			return t.Code
		}
	}
	return cell
}

// docFault is the fault of a number as it stands in a file.
func docFault(docType, cell, country string, today workday.Day) (number, fault string) {
	if !idcard.Known(docType) {
		return idcard.Normalise(cell), "证件种类“" + docType + "”不认识，请写代码，例如 111"
	}
	if n := idcard.Normalise(cell); strings.Contains(n, "E+") {
		return n, "表格把证件号码变成了科学计数，后几位已经丢了。请把这一列设成文本，照证件重填"
	}
	return idcard.Check(docType, cell, false, country, int(today))
}

// codeFault judges a code by which files name a unit or an area.
func codeFault(code, words string) string {
	switch {
	case code == "":
		return "请填" + words
	case utf8.RuneCountInString(code) > 40:
		return words + "太长，40 个字以内"
	case strings.ContainsFunc(code, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }):
		return words + "里不能有空格"
	}
	return ""
}

// cut keeps the first n characters.
func cut(s string, n int) string {
	for i := range s {
		if n == 0 {
			return s[:i]
		}
		n--
	}
	return s
}

// faultsOf puts the sentences of a form's refusal into one; anything else is no refusal and comes back.
func faultsOf(err error) (string, error) {
	if e := models.AsError(err); e != nil {
		return e.Error(), nil
	}
	return "", err
}
