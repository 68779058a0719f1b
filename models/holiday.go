package models

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"anju/models/workday"
)

// HolidayYear is the holidays of a year as an administrator brought them, version by version; the newest counts instead of
// what the program knows. Nothing of it is ever changed.
type HolidayYear struct {
	ID      int64
	Year    int
	Version int    // 1, 2, … of this year
	Days    string // as workday.WriteHolidays writes them
	Past    bool   // days that had passed were changed as well
	Note    string // why they were
	MadeBy  int64
	MadeAt  workday.Moment
}

// Read reads the days.
func (y HolidayYear) Read() ([]workday.Holiday, error) {
	c, err := workday.ReadCalendar(strings.NewReader(y.Days))
	return c.Days(0), err
}

// NewHolidayYear makes a year of the days of a file. Errors: Invalid at file, when the days are of several years, one stands
// there twice, or one is missing that is off in every year: then the file is not the whole notice.
func NewHolidayYear(days []workday.Holiday) (HolidayYear, error) {
	var y HolidayYear
	if len(days) == 0 {
		return y, FaultAt("file", "文件里一天也没有")
	}
	days = slices.Clone(days)
	slices.SortFunc(days, func(a, b workday.Holiday) int { return int(a.Day - b.Day) })
	y.Year = days[len(days)-1].Year()
	named := map[workday.Day]workday.Holiday{}
	for _, h := range days {
		if _, twice := named[h.Day]; twice {
			return y, FaultAt("file", h.Day.Chinese()+"写了两遍，请只留一行")
		}
		if h.Day < yearDay(y.Year-1, 12, 1) {
			return y, FaultAt("file", fmt.Sprintf("文件里有 %d 年的，也有 %d 年的。请一年交一个文件", h.Year(), y.Year))
		}
		named[h.Day] = h
	}
	for _, d := range [][2]int{{1, 1}, {5, 1}, {5, 2}, {10, 1}, {10, 2}, {10, 3}} { // 全国年节及纪念日放假办法, 2025
		day := yearDay(y.Year, time.Month(d[0]), d[1])
		if h, is := named[day]; !is || h.Worked {
			return y, FaultAt("file", day.Chinese()+"每年都放假，文件里没有。请交全年的放假安排")
		}
	}
	var text strings.Builder
	err := workday.WriteHolidays(&text, days)
	y.Days = text.String()
	return y, err
}

// yearDay is a day that exists in every year.
func yearDay(y int, m time.Month, d int) workday.Day {
	day, _ := workday.Date(y, m, d)
	return day
}

// HolidayChange is a day that one calendar has otherwise than another.
type HolidayChange struct {
	Day   workday.Day
	Words string // 从放假改成上班
	Past  bool   // the day is over
	Moves bool   // people worked and do not, or the other way round
}

// CompareHolidays tells in order of the days what changes from one calendar to another in a year and the month before it.
func CompareHolidays(was, next *workday.Calendar, year int, today workday.Day) []HolidayChange {
	var all []HolidayChange
	for d := yearDay(year-1, 12, 1); d <= yearDay(year, 12, 31); d++ {
		before, had := was.Named(d)
		after, has := next.Named(d)
		if had == has && before == after {
			continue
		}
		c := HolidayChange{Day: d, Words: changeWords(before, had, after, has), Past: d < today, Moves: was.IsWorking(d) != next.IsWorking(d)}
		if !has && !c.Moves {
			c.Words = "去掉：名单上不写了，周末照样休息"
		}
		all = append(all, c)
	}
	return all
}

func changeWords(before workday.Holiday, had bool, after workday.Holiday, has bool) string {
	switch {
	case !had && after.Worked:
		return "加上：周末上班（" + after.Name + "）"
	case !had:
		return "加上：放假（" + after.Name + "）"
	case !has && before.Worked:
		return "去掉：不再上班，照周末休息"
	case !has:
		return "去掉：不再放假（" + before.Name + "）"
	case before.Worked != after.Worked && after.Worked:
		return "从放假改成上班（" + before.Name + "）"
	case before.Worked != after.Worked:
		return "从上班改成放假（" + after.Name + "）"
	}
	return "放不放假不变，只改名称或者依据"
}

// HolidayColumns are the columns of the file of a year.
var HolidayColumns = []Column{
	{Key: "date", Words: "日期", Must: true, Time: true},
	{Key: "kind", Words: "放假还是上班", Also: []string{"类型"}, Must: true, Choices: []string{"放假", "上班"}},
	{Key: "name", Words: "名称", Also: []string{"节日"}, Must: true},
	{Key: "source", Words: "依据的通知", Also: []string{"依据"}, Must: true},
}

// ReadHolidayRow reads a row of that file; spreadsheets write a day with strokes when they save it as CSV.
func ReadHolidayRow(cells []string) (workday.Holiday, error) {
	date := cells[0]
	if t, err := time.Parse("2006/1/2", date); err == nil {
		date = t.Format(time.DateOnly)
	}
	return workday.ReadHoliday(date, cells[1], cells[2], cells[3])
}
