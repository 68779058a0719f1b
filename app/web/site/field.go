package site

import (
	"fmt"
	"strings"
)

// Field is one control of a form with all that belongs to it. Templates make it with field, chips, choose, tick and
// day, which take the page, the name, the label and then pairs of option and value:
//
//	{{template "field" (field . "phone" "手机号" "hint" "用来发居住提醒，不会公开" "type" "tel" "mode" "tel" "class" "num")}}
type Field struct {
	Name, ID, Label string
	Hint, Fault     string
	Value           string
	Type            string // text when empty
	Mode            string // inputmode
	Auto            string // autocomplete; off unless said
	Class           string // num for digits
	Good            string // a sentence with a tick: 已选：2025 年 11 月 23 日
	Check           string // address of the live check; its answer lands below the control
	Max             int    // maxlength
	Rows            int    // more than 0: a text box
	Optional        bool   // （可不填）
	Focus           bool   // autofocus
	Pattern, Says   string // what the browser lets through, and what it says of anything else
	Choices         []Choice
	Year, Month, At string // of a day that is typed
}

// Choice is one of several.
type Choice struct {
	Value, Label string
	On           bool
}

// Error is the id of the sentence at the field.
func (f Field) Error() string { return f.ID + "-error" }

// Described lists what a screen reader reads after the label: the hint, then the fault.
func (f Field) Described() string {
	var ids []string
	if f.Hint != "" {
		ids = append(ids, f.ID+"-hint")
	}
	if f.Fault != "" {
		ids = append(ids, f.Error())
	}
	return strings.Join(ids, " ")
}

// NumberedID is the id of the i-th choice; the first carries the id of the field, so that the summary leads to it.
func (f Field) NumberedID(i int) string {
	if i == 0 {
		return f.ID
	}
	return fmt.Sprintf("%s-%d", f.ID, i)
}

// newField reads the pairs. What was typed wins over the value given by the page.
func newField(page any, name, label string, pairs ...any) (Field, error) {
	p, ok := page.(interface{ shell() *Shell })
	if !ok {
		return Field{}, fmt.Errorf("field %s: the first argument is the page; inside range and with it is $", name)
	}
	sh := p.shell()
	f := Field{Name: name, ID: "f-" + name, Label: label, Type: "text", Auto: "off", Fault: sh.Fault(name)}
	if len(pairs)%2 != 0 {
		return f, fmt.Errorf("field %s: options come in pairs", name)
	}
	for i := 0; i < len(pairs); i += 2 {
		if err := f.set(pairs[i], pairs[i+1]); err != nil {
			return f, fmt.Errorf("field %s: %w", name, err)
		}
	}
	if sh.Typed.Has(name) {
		f.Value = sh.Typed.Text(name)
	}
	if f.Type == "password" || isSecret(name) {
		f.Value = ""
	}
	return f, nil
}

func (f *Field) set(option, value any) error {
	words := map[string]*string{
		"hint": &f.Hint, "value": &f.Value, "type": &f.Type, "mode": &f.Mode, "auto": &f.Auto,
		"class": &f.Class, "good": &f.Good, "check": &f.Check, "id": &f.ID, "fault": &f.Fault,
	}
	switch option {
	case "max", "rows":
		n, ok := value.(int)
		if !ok {
			return fmt.Errorf("%v is a number", option)
		}
		if option == "max" {
			f.Max = n
		} else {
			f.Rows = n
		}
	case "optional", "focus", "place":
		on, ok := value.(bool)
		if !ok {
			return fmt.Errorf("%v is true or false", option)
		}
		switch {
		case option == "optional":
			f.Optional = on
		case option == "focus":
			f.Focus = on
		case on: // a search for places, of which PlaceOnly keeps the numbers of people away
			f.Pattern, f.Says = placePattern, placeTitle
		}
	default:
		to := words[fmt.Sprint(option)]
		if to == nil {
			return fmt.Errorf("there is no option %v", option)
		}
		*to = fmt.Sprint(value)
	}
	return nil
}

// ChoicesOf makes choices of words, each a value and its label.
func ChoicesOf(words [][2]string) []Choice {
	all := make([]Choice, 0, len(words))
	for _, w := range words {
		all = append(all, Choice{Value: w[0], Label: w[1]})
	}
	return all
}

// newChips is a Field of choices; the one typed, or else the value given, is on.
func newChips(page any, name, label string, choices []Choice, pairs ...any) (Field, error) {
	f, err := newField(page, name, label, pairs...)
	f.Choices = make([]Choice, len(choices))
	for i, c := range choices {
		c.On = c.Value == f.Value
		f.Choices[i] = c
	}
	return f, err
}

// newTick is a box; its value is 1, as typed or as given.
func newTick(page any, name, label string, pairs ...any) (Field, error) {
	f, err := newField(page, name, label, pairs...)
	if p, ok := page.(interface{ shell() *Shell }); ok && !p.shell().Typed.Empty() {
		if !p.shell().Typed.Has(name) {
			f.Value = "" // an empty box is not sent at all
		}
	}
	return f, err
}

// newDay is 今天, 昨天 or 别的日子 with three boxes, in the fields name, name_y, name_m and name_d.
func newDay(page any, name, label string, pairs ...any) (Field, error) {
	f, err := newChips(page, name, label, []Choice{
		{Value: "today", Label: "今天"}, {Value: "yesterday", Label: "昨天"}, {Value: "other", Label: "别的日子"},
	}, append([]any{"value", "today"}, pairs...)...)
	if p, ok := page.(interface{ shell() *Shell }); ok {
		typed := p.shell().Typed
		f.Year, f.Month, f.At = typed.Get(name+"_y"), typed.Get(name+"_m"), typed.Get(name+"_d")
	}
	return f, err
}

// Tag is a state: icon, word and colour together, never colour alone.
type Tag struct{ Class, Word, Icon string }

var tagIcons = map[string]string{
	"ok": "check", "warn": "clock", "badc": "alert", "over": "over", "dup": "dup", "info": "info", "none": "bed",
}

// NewTag makes a tag of a class of the stylesheet with its usual icon, or another.
func NewTag(class, word string, icon ...string) (Tag, error) {
	t := Tag{Class: class, Word: word, Icon: tagIcons[class]}
	if t.Icon == "" {
		return t, fmt.Errorf("there is no tag %q", class)
	}
	if len(icon) > 0 {
		t.Icon = icon[0]
	}
	return t, nil
}

// Row is one line of a list of facts. Value may be what masked gives.
type Row struct {
	Word   string
	Value  any
	More   string // grey, after a dot
	Num    bool
	Change string // address of 改
}

// Pager leads through a long list; the bar is not drawn when both links are empty.
type Pager struct{ Words, Prev, Next string }
