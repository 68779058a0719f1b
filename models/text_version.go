package models

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"anju/models/segment"
	"anju/models/workday"
)

// TextVersion is a wording of a text that the administrator wrote: from then on it is said instead of the one before. The
// file of texts is version 0.
type TextVersion struct {
	ID        int64
	Kind      string
	Version   int // 1, 2, … of this text
	Wording   string
	Quiet     string      // said instead where nobody reads answers; "" where Wording asks for none
	Variants  string      // what says less, a line each
	Alone     bool        // older wordings are said no more, not even where this one is not approved yet
	CheckedOn workday.Day // when the law it rests on was last looked up; 0 = not with this version
	Note      string
	MadeAt    workday.Moment
	MadeBy    int64
}

// template is the version as the file would have it.
func (v TextVersion) template(of SMSTemplate) SMSTemplate {
	of.Text, of.Quiet, of.Variants = v.Wording, v.Quiet, v.Less()
	of.Len = segment.Units(LongestText(v.Wording))
	return of
}

// Less are the wordings that say less.
func (v TextVersion) Less() []string {
	var all []string
	for _, line := range strings.Split(v.Variants, "\n") {
		if line = strings.TrimSpace(line); line != "" {
			all = append(all, line)
		}
	}
	return all
}

// With is these texts as the versions say them, given oldest first. A version is said at once; where a carrier has not
// approved it yet, what was said before is, unless the version stands alone.
func (t Texts) With(versions []TextVersion) Texts {
	if len(versions) == 0 {
		return t
	}
	t.ByID, t.before, t.said = maps.Clone(t.ByID), map[string][]SMSTemplate{}, map[string]string{}
	for _, v := range versions {
		was, known := t.ByID[v.Kind]
		if !known {
			continue
		}
		t.remember(was)
		t.before[v.Kind] = append([]SMSTemplate{was}, t.before[v.Kind]...)
		if v.Alone {
			t.before[v.Kind] = nil
		}
		t.ByID[v.Kind] = v.template(was)
	}
	return t
}

func (t Texts) remember(tpl SMSTemplate) {
	for _, wording := range append([]string{tpl.Text, tpl.Quiet}, tpl.Variants...) {
		t.said[MarkOf(wording)] = wording
	}
}

// Said is a text in the words by which it left, told by their mark; an older mark than is known, or none, reads as it would
// be said today.
func (t Texts) Said(kind, mark string, params map[string]string) (string, bool) {
	if wording, known := t.wordingBy(kind, mark); known {
		return t.Fill(wording, params)
	}
	return t.Render(kind, params)
}

// WordingBy is the wording of a kind with a mark, or the one preferred today when no wording has it.
func (t Texts) WordingBy(kind, mark string) string {
	if wording, known := t.wordingBy(kind, mark); known {
		return wording
	}
	return t.Wordings(kind)[0]
}

// wordingBy is the wording of a kind with a mark, of today's or of what was said before.
func (t Texts) wordingBy(kind, mark string) (string, bool) {
	if wording, known := t.said[mark]; known {
		return wording, true
	}
	tpl := t.ByID[kind]
	for _, wording := range append([]string{tpl.Quiet, tpl.Text}, tpl.Variants...) {
		if wording != "" && MarkOf(wording) == mark {
			return wording, true
		}
	}
	return "", false
}

// The longest a wording and a remark may be, and the shortest wording beside its gaps, in characters.
const (
	longestWording = 70
	shortestWords  = 6
	longestRemark  = 60
)

// Judge names the faults of a version at its fields: wording, quiet, variants, note. was is the text as the file has it: a
// gap that it does not have would never be filled.
func (v TextVersion) Judge(was SMSTemplate) error {
	var faults Faults
	fault := func(field, wording string) {
		switch wrong := v.wrong(was, wording); {
		case wording == "" && field == "wording":
			faults.Add(field, "请写短信的话")
		case wording != "" && len(wrong) > 0:
			faults.Add(field, strings.Join(wrong, "；"))
		}
	}
	fault("wording", v.Wording)
	if was.Quiet != "" && v.Quiet == "" {
		faults.Add("quiet", "这一条会叫人回信。没有人看回信的地方怎么说，也请写上")
	}
	fault("quiet", v.Quiet)
	for _, wording := range v.Less() {
		fault("variants", wording)
	}
	if utf8.RuneCountInString(v.Note) > longestRemark {
		faults.Add("note", "写短一点，"+strconv.Itoa(longestRemark)+" 个字以内")
	}
	return faults.Err()
}

func (v TextVersion) wrong(was SMSTemplate, wording string) []string {
	if utf8.RuneCountInString(wording) > longestWording {
		return []string{"太长，一条短信连签名 70 个字"}
	}
	if strings.ContainsAny(wording, "\r\n") {
		return []string{"短信里不能换行，请写成一行"}
	}
	if utf8.RuneCountInString(gap.ReplaceAllString(wording, "")) < shortestWords {
		return []string{"太短，看不出在说什么。请写完整"}
	}
	wrong := LintText(wording)
	known := Gaps(was.Text)
	for _, name := range Gaps(wording) {
		if !slices.Contains(known, name) && longest[name] != "" {
			wrong = append(wrong, "这一条没有空格 {"+name+"}，填不上")
		}
	}
	return wrong
}
