package registry_test

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"pgregory.net/rapid"

	"anju/models/workday"
)

// life is a register drawn by lot: a story as in testdata/stories, told up to a moment, with runs of the jobs in between.
type life struct {
	head  []string // homes and people
	lines []lifeLine
	at    time.Time
	later []time.Time // moments after it, at which the jobs come

	delay   int       // by how much a job is late, in its own measure
	forgets time.Time // when the purge comes
}

// lifeLine is one thing that happens, or one run of a job.
type lifeLine struct {
	at   time.Time
	text string
	job  string
}

// String tells the life in the words of testdata/stories; what the jobs did stands in remarks.
func (l life) String() string {
	all := append([]string{"故事 抽出来的", "依据 RULES"}, l.head...)
	for _, x := range l.lines {
		mark := x.at.Format("2006-01-02 15:04 ")
		if x.job != "" {
			mark = "# " + mark + "任务 " + x.job
		}
		all = append(all, mark+x.text)
	}
	all = append(all, "# 到这一刻 "+l.at.Format("2006-01-02 15:04"))
	for _, at := range l.later {
		all = append(all, "# 再到 "+at.Format("2006-01-02 15:04"))
	}
	return strings.Join(append(all, fmt.Sprintf("# 删除在 %s，迟到 %d", l.forgets.Format("2006-01-02 15:04"), l.delay)), "\n")
}

var (
	lifeHomes  = []string{"甲", "乙", "丙", "丁", "戊", "己"}
	lifePeople = []string{"张", "李", "王", "赵", "钱", "孙", "周", "吴", "郑", "冯"}
	// lifeDays are days about which limits go by more than the week: festivals with worked weekends, leap days, new years.
	lifeDays = []string{"2025-09-29", "2025-10-08", "2025-10-11", "2026-01-01", "2026-02-13", "2026-02-14", "2026-02-24", "2026-02-28",
		"2026-03-02", "2026-09-30", "2026-12-31", "2027-03-01", "2028-02-29", "2028-03-01"}
	lifeMinutes = []int{0, 0, 1, 23*60 + 59, 8*60 + 29, 8*60 + 35, 9*60 + 5, 9*60 + 5, 12 * 60, 20*60 + 29, 20*60 + 31}
	// lifeAges are the days before a moment on which something must have begun for a limit or a level to end about then.
	lifeAges = []int{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 16, 17, 21, 30, 37, 38, 60, 90, 91, 92, 98, 106, 113, 120}
)

// drawing draws one life.
type drawing struct {
	*rapid.T
	life
	day    workday.Day
	homes  []string
	rooms  map[string]int
	people []string
}

func drawLife(t *rapid.T) life {
	d := &drawing{T: t, rooms: map[string]int{}}
	d.day = workday.DayOf(shanghai("2025-09-15 00:00")) + workday.Day(d.upTo(900))
	if d.yes(2) {
		d.day = workday.DayOf(shanghai(one(d, lifeDays) + " 00:00"))
	}
	d.at = d.minute(d.day)
	d.drawHomes()
	d.drawPeople()
	for range 4 + d.upTo(12) {
		d.happen()
	}
	for _, job := range []string{"flag", "flag", "remind", "educate", "dispatch", "dispatch", "seal", "rollup"} {
		for range d.upTo(2) {
			d.lines = append(d.lines, lifeLine{at: d.before(d.day - workday.Day(d.upTo(40))), job: job})
		}
	}
	for day := d.day; len(d.later) < 3; {
		day += workday.Day(one(d, []int{1, 1, 2, 3, 5, 8, 15, 31, 91, 200}))
		d.later = append(d.later, d.minute(day))
	}
	d.delay, d.forgets = 1+d.upTo(400), d.minute(d.day+workday.Day(one(d, []int{0, 31, 100, 400, 800, 1100, 1500})))
	slices.SortStableFunc(d.lines, func(a, b lifeLine) int { return a.at.Compare(b.at) })
	return d.life
}

// upTo is a number up to n, all alike often: rapid itself prefers small ones.
func (d *drawing) upTo(n int) int {
	all := make([]int, n+1)
	for i := range all {
		all[i] = i
	}
	return one(d, all)
}

func (d *drawing) yes(oneOf int) bool      { return d.upTo(oneOf-1) == 0 }
func one[V any](d *drawing, of []V) V      { return rapid.SampledFrom(of).Draw(d.T, "one") }
func (d *drawing) ago() workday.Day        { return d.day - workday.Day(one(d, lifeAges)) }
func (d *drawing) told(f string, a ...any) { d.head = append(d.head, fmt.Sprintf(f, a...)) }

func (d *drawing) minute(day workday.Day) time.Time {
	minute := one(d, lifeMinutes)
	if d.yes(3) {
		minute = d.upTo(24*60 - 1)
	}
	return day.Start().Add(time.Duration(minute) * time.Minute)
}

// before is a minute of a day, none after the moment at which the life ends.
func (d *drawing) before(day workday.Day) time.Time {
	if at := d.minute(day); at.Before(d.at) {
		return at
	}
	return d.at
}

func (d *drawing) drawHomes() {
	for i := range 3 + d.upTo(len(lifeHomes)-3) {
		home := lifeHomes[i]
		words := "房 " + home
		d.homes, d.rooms[home] = append(d.homes, home), 1+d.upTo(3)
		for r := range d.rooms[home] {
			words += fmt.Sprintf(" %d=%s", 101+r, one(d, []string{"卧室", "卧室", "卧室,8㎡", "卧室,7.99㎡", "厨房", "集体宿舍,12㎡,6床", "客厅,20㎡"}))
		}
		if d.yes(3) {
			words += " 种类=" + one(d, []string{"套房", "集体宿舍", "工地宿舍", "店面楼上"})
		}
		if i > 0 && d.yes(3) {
			words += " 房东=" + one(d, d.homes[:i])
		}
		if d.yes(5) {
			words += " 未备案"
		}
		d.told("%s", words)
	}
}

func (d *drawing) drawPeople() {
	for i := range 4 + d.upTo(len(lifePeople)-4) {
		name := lifePeople[i]
		switch d.upTo(9) {
		case 0:
			d.told("人 %s 证件=414,M%08d 国=%s", name, i+1, one(d, []string{"KOR", "FRA"}))
		case 1, 2: // a birthday is near
			born := (d.day + workday.Day(d.upTo(8)-4)).AddYears(-one(d, []int{2, 3, 8, 14, 16, 18}))
			if d.yes(4) {
				born = workday.DayOf(shanghai(one(d, []string{"2008-02-29", "2010-02-28", "2012-02-29"}) + " 00:00"))
			}
			d.told("人 %s 生=%s", name, born)
		case 3, 4:
			if i > 0 {
				d.told("人 %s 同=%s", name, lifePeople[0])
				break
			}
			fallthrough
		default:
			d.told("人 %s", name)
		}
		d.people = append(d.people, name)
		d.comes(name)
		if d.yes(5) {
			d.comes(name) // elsewhere, or here again
		}
	}
}

func (d *drawing) room(home string) string {
	return fmt.Sprintf("%s%d", home, 101+d.upTo(d.rooms[home]-1))
}

// comes lets somebody move in: by a row of a roster, by the landlord, or by himself.
func (d *drawing) comes(name string) {
	in := d.ago()
	words, where := "", d.room(one(d, d.homes))
	if d.yes(3) {
		words = " 关系=" + one(d, []string{"本人", "配偶", "子女", "朋友"})
	}
	entered := min(in+workday.Day(max(0, d.upTo(6)-3)), d.day)
	switch d.upTo(4) {
	case 0:
		d.happens(entered, "房东 登记 %s %s 入住=%s%s 监护=%s", name, where, in, words, "何以安")
	case 1:
		d.happens(entered, "%s 自己登记 %s 入住=%s%s", name, where, in, words)
	default:
		d.happens(entered, "导入 %s %s 入住=%s%s%s", name, where, in, d.cells(in, entered), words)
	}
}

// cells are what else a row of a roster says.
func (d *drawing) cells(in, entered workday.Day) (words string) {
	if d.yes(8) {
		words = "T" + one(d, []string{"00:00", "15:30", "23:59"})
	}
	for _, c := range []struct {
		key   string
		oneIn int
		value func() string
	}{
		{"登记", 2, func() string {
			return min(in+workday.Day(d.upTo(3)), entered-1).String() + one(d, []string{"", "T23:59"})
		}},
		{"确认", 3, func() string { return min(in+workday.Day(d.upTo(100)), entered-1).String() }},
		{"租期", 2, func() string {
			return (d.day + workday.Day(one(d, []int{-45, -38, -10, -8, -7, -6, 0, 1, 3, 4, 14, 15, 16}))).String()
		}},
		{"搬走", 6, func() string { return (in + workday.Day(d.upTo(120))).String() }},
		{"暂离", 6, func() string {
			return (d.day - workday.Day(d.upTo(30))).String() + "~" + (d.day + workday.Day(d.upTo(20))).String()
		}},
		{"住宿登记", 6, func() string { return in.String() }},
		{"旧册", 5, func() string { return (entered - workday.Day(d.upTo(3))).String() }},
	} {
		if d.yes(c.oneIn) {
			words += " " + c.key + "=" + c.value()
		}
	}
	return words
}

func (d *drawing) happens(day workday.Day, format string, words ...any) {
	d.lines = append(d.lines, lifeLine{at: d.before(min(day, d.day)), text: fmt.Sprintf(format, words...)})
}

// happen lets somebody do something; what makes no sense then is refused, as in life.
func (d *drawing) happen() {
	day, who, home := d.day-workday.Day(d.upTo(30)), one(d, d.people), one(d, d.homes)
	switch d.upTo(13) {
	case 0:
		d.happens(day, "房东 %s %s", one(d, []string{"点头", "不认", "逐人确认", "撤回退房"}), who)
	case 1:
		d.happens(day, "房东 %s %s", one(d, []string{"空置", "有人住", "停租", "恢复出租", "加管理人"}), home)
	case 2, 3:
		d.happens(day, "房东 全部确认 %s", home)
	case 4:
		d.happens(day, "房东 退房 %s %s", who, day-workday.Day(d.upTo(3)))
	case 5:
		d.happens(day, "房东 改租期 %s %s", who, d.day+workday.Day(d.upTo(30)-15))
	case 6:
		d.happens(day, "房东 换房 %s %s", who, d.room(home))
	case 7:
		d.happens(day, "房东 改关系 %s %s", who, one(d, []string{"本人", "配偶", "同事"}))
	case 8:
		d.happens(day, "%s %s", who, one(d, []string{"自己确认", "自己确认", "说搬走", "撤回退房", "不是我", "不是我", "不要普法"}))
	case 9, 10:
		d.happens(day, "网格员 走访 %s %s 见到=%s", home, one(d, []string{"一致", "到访未遇", "少登了人"}), who)
	case 11:
		d.happens(day, "网格员 走访 %s 多登了人 搬走=%s", home, who)
	case 12:
		d.happens(day, "民警 答复 %s", who)
	case 13:
		d.happens(day, "导入房间 %s101=%s", home, one(d, []string{"卧室,30㎡", "厨房", "卧室,7.99㎡"}))
	}
}
