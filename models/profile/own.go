package profile

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"anju/models"
)

// Own is where a number of the place comes from that the program has otherwise.
type Own struct {
	Was    Number              // of the program
	Change *models.LimitChange // that was approved; nil for the operator's own file
}

func (p *Profile) own(name string, o Own) {
	if p.Own == nil {
		p.Own = map[string]Own{}
	}
	p.Own[name] = o
}

// OwnWords tell the numbers that the place has otherwise than the program, in the order of the page.
func (p *Profile) OwnWords() []string {
	words := []string{}
	for _, l := range p.Words() {
		if l.Own {
			words = append(words, fmt.Sprintf("%s：%s，程序自带 %s（%s）", l.Words, l.Value, l.Was, l.Source))
		}
	}
	return words
}

// With is this profile with what administrators changed: years of holidays in order of the years, and of each limit the newest
// number that was approved. One that fits no more, because the files are others by now, is left out and named in Unfit.
func (p *Profile) With(years []models.HolidayYear, changes []models.LimitChange) (*Profile, error) {
	next := *p
	for _, y := range years {
		days, err := y.Read()
		if err != nil {
			return nil, fmt.Errorf("holidays of %d, version %d: %w", y.Year, y.Version, err)
		}
		next.Calendar = next.Calendar.With(y.Year, days)
		next.Mark = markOf([]byte(next.Mark), []byte(y.Days))
	}
	return next.withNumbers(p.inForce(changes)), nil
}

// inForce are of each limit of this place the newest change that was approved, where it is not taken back.
func (p *Profile) inForce(changes []models.LimitChange) []models.LimitChange {
	newest := map[string]models.LimitChange{}
	for _, c := range changes {
		if c.Place == p.Key && c.State == models.LimitApproved && c.Version > newest[c.Name].Version {
			newest[c.Name] = c
		}
	}
	var all []models.LimitChange
	for _, name := range slices.Sorted(maps.Keys(newest)) {
		if c := newest[name]; !c.Back {
			all = append(all, c)
		}
	}
	return all
}

// withNumbers takes all numbers at once; where that makes no sense, as many of them as do.
func (p *Profile) withNumbers(changes []models.LimitChange) *Profile {
	next := p.Put(changes...)
	if next.checkNumbers() == nil {
		return next
	}
	next = p
	for progress := true; progress; {
		progress = false
		changes = slices.DeleteFunc(changes, func(c models.LimitChange) bool {
			with := next.Put(c)
			fits := with.checkNumbers() == nil
			if fits {
				next, progress = with, true
			}
			return fits
		})
	}
	next = next.Put()
	for _, c := range changes {
		next.Unfit = append(next.Unfit, fmt.Sprintf("“%s”批准过改成 %s，和现在的规定文件对不上，没有用", wordsOf(c.Name), valueIn(c.Value, c.Name)))
	}
	return next
}

// Put is this profile with other numbers, whether they make sense or not.
func (p *Profile) Put(changes ...models.LimitChange) *Profile {
	next := *p
	next.Numbers, next.Own, next.Unfit = maps.Clone(p.Numbers), maps.Clone(p.Own), slices.Clone(p.Unfit)
	for _, c := range changes {
		next.own(c.Name, Own{Was: p.Numbers[c.Name], Change: &c})
		next.Numbers[c.Name] = Number{Value: c.Value, Source: c.Basis(), Checked: c.JudgedAt.Day().String()}
		next.Mark = markOf([]byte(next.Mark), []byte(c.Name), []byte(strconv.Itoa(c.Version)))
	}
	return &next
}

// Try says whether a change would make sense beside all that is in force. base is the profile of the files. Errors: Invalid at
// value.
func (p *Profile) Try(base *Profile, c models.LimitChange) error {
	next := p.Put(c)
	if c.Back {
		next.Numbers[c.Name] = base.Numbers[c.Name]
	}
	if err := next.checkNumbers(); err != nil {
		return models.FaultAt("value", err.Error())
	}
	return nil
}

var (
	clock  = regexp.MustCompile(`^(\d{1,2})[:：](\d{2})$`)
	metres = regexp.MustCompile(`^(\d{1,4})(?:\.(\d{1,2}))?$`)
	whole  = regexp.MustCompile(`^\d{1,5}$`)
	large  = regexp.MustCompile(`^\d{5,}(?:\.\d*)?$`)
)

// ReadValue reads what somebody typed for a limit: a number, a time of day as 08:30, or square metres as 4.5. Errors: Invalid at
// value.
func ReadValue(name, typed string) (int, error) {
	number := func(s string) int { n, _ := strconv.Atoi(s); return n } // digits alone
	switch unitOf(name) {
	case unitMinute:
		if m := clock.FindStringSubmatch(typed); m != nil && number(m[1]) <= 24 && number(m[2]) < 60 {
			return number(m[1])*60 + number(m[2]), nil
		}
		return 0, models.FaultAt("value", "请写几点几分，例如 08:30")
	case unitArea:
		if m := metres.FindStringSubmatch(typed); m != nil {
			return number(m[1])*100 + number((m[2] + "00")[:2]), nil
		}
		if large.MatchString(typed) {
			return 0, models.FaultAt("value", "最多写 9999 平方米，请再看一眼")
		}
		return 0, models.FaultAt("value", "请写几平方米，例如 4 或者 4.5")
	}
	if large.MatchString(typed) && !whole.MatchString(typed) {
		return 0, models.FaultAt("value", "最多写 99999，请再看一眼")
	}
	if !whole.MatchString(typed) {
		return 0, models.FaultAt("value", "请只写数字，例如 3")
	}
	return number(typed), nil
}

// TypedValue is a number as ReadValue reads it, and UnitWords what stands behind it.
func TypedValue(name string, n int) string {
	switch unitOf(name) {
	case unitMinute:
		return inUnit(n, unitMinute)
	case unitArea:
		return strings.TrimSuffix(inUnit(n, unitArea), " 平方米")
	}
	return strconv.Itoa(n)
}

// UnitWords say in what a limit is counted, "" for a time of day.
func UnitWords(name string) string {
	switch unit := unitOf(name); unit {
	case unitMinute:
		return ""
	case unitArea:
		return "平方米"
	default:
		return strings.TrimSpace(strings.Replace(strings.ReplaceAll(unit, "%%", "%"), "%d", "", 1))
	}
}

// ValueWords is a number of a limit with its unit.
func ValueWords(name string, n int) string { return valueIn(n, name) }
