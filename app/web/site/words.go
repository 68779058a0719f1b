package site

import (
	"fmt"
	"html/template"
	"strings"
	"time"

	"anju/models"
	"anju/models/mask"
	"anju/models/token"
	"anju/models/workday"
	"anju/static"
)

// words are the functions of templates.
func words() template.FuncMap {
	return template.FuncMap{
		"asset":  asset,
		"field":  newField,
		"chips":  newChips,
		"choose": newChips,
		"tick":   newTick,
		"day":    newDay,
		"tag":    NewTag,
		"choice": func(value, label string) Choice { return Choice{Value: value, Label: label} },
		"list":   func(all ...Choice) []Choice { return all },
		"row":    func(word string, value any) Row { return Row{Word: word, Value: value} },
		"rows":   func(all ...Row) []Row { return all },
		"link":   func(href, word string) Link { return Link{Href: href, Word: word} },
		"masked": Masked,
		"tel":    digits,
		"group":  token.GroupShortCode,
		"pair":   token.GroupReceipt,
		"slip":   token.GroupSlip,
		"fours":  token.GroupProof,
		"date":   func(v any) (string, error) { return written(v, workday.Day.String) },
		"md":     func(v any) (string, error) { return written(v, workday.Day.Chinese) },
		"ymd":    func(v any) (string, error) { return written(v, workday.Day.ChineseFull) },
		"week":   func(v any) (string, error) { return written(v, weekday) },
		"stamp":  stamp,
		"sprite": func() template.HTML { return spriteMark },
		"live":   func() template.HTML { return liveMark },
	}
}

func asset(name string) (string, error) {
	if u := static.URL(name); u != "" {
		return u, nil
	}
	return "", fmt.Errorf("there is no asset %q", name)
}

// Masked draws the end of a document or phone number: dots for the eye, 尾号 for the ear. It takes the whole number or
// its last four characters.
func Masked(number string) template.HTML {
	end := []rune(strings.TrimSpace(number))
	switch {
	case len(end) == 0:
		return "没有"
	case len(end) > 4:
		hidden := mask.Doc(number)
		end = []rune(hidden)[len([]rune(hidden))-4:]
	}
	tail := template.HTMLEscapeString(string(end))
	return template.HTML(`<span aria-hidden="true">•••• ` + tail + `</span><span class="vh">尾号 ` + tail + `</span>`)
}

// digits is a phone number as tel: addresses want it.
func digits(phone string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, phone)
}

// written writes a day, a moment or a time as a day in Shanghai.
func written(v any, form func(workday.Day) string) (string, error) {
	switch d := v.(type) {
	case workday.Day:
		return form(d), nil
	case workday.Moment:
		return form(d.Day()), nil
	case time.Time:
		return form(workday.DayOf(d)), nil
	}
	return "", fmt.Errorf("%T is no day", v)
}

// stamp is 11 月 20 日 15:12.
func stamp(v any) (string, error) {
	switch m := v.(type) {
	case workday.Moment:
		return m.Chinese(), nil
	case time.Time:
		return workday.At(m).Chinese(), nil
	}
	return "", fmt.Errorf("%T is no moment", v)
}

func weekday(d workday.Day) string {
	return "星期" + []string{"日", "一", "二", "三", "四", "五", "六"}[d.Weekday()]
}

// GradeTag is the grade of a house as a tag.
func GradeTag(g models.Grade) (Tag, error) {
	words := models.GradeWords[g]
	return NewTag(words[1], "房屋等级："+words[0])
}
