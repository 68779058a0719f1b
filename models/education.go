package models

import (
	"slices"
	"strings"
	"time"

	"anju/models/workday"
)

// On what texts about the law are sent (RULES 47).
const (
	BasisPublicDuty = "public_duty" // 法治宣传教育法: to all, until the person says no
	BasisConsent    = "consent"     // to nobody before he asked
)

// The periods of a lesson begin with one of these: the lessons of the first days stand outside the monthly cap.
const (
	LessonSeries   = "series"
	LessonCalendar = "calendar"
)

// IsSeries says whether a period belongs to the lessons of the first days.
func IsSeries(period string) bool { return strings.HasPrefix(period, LessonSeries) }

// Lesson is one text about the law that a number got.
type Lesson struct {
	Kind   string // E02
	Series bool   // of the first days
	Day    workday.Day
}

// Pupil is a number as the education job sees it: what it is in the register, and what it heard before.
type Pupil struct {
	Tenant, Landlord bool
	StateLand        bool            // a home of the landlord stands on state-owned land (E04 holds there alone)
	NewFrom          workday.Day     // the day of the check-in of whoever has just moved in somewhere; 0 for others
	Turn             int             // 0 to 13: on which day of each fortnight the calendar comes to this number
	Off              map[string]bool // topics that are sent to nobody
	Heard            []Lesson        // of the last TopicDays days at least
}

// Fortnight is how often the calendar of topics comes to a number (DOMAIN 6).
const Fortnight = 14

var (
	firstLessons   = []string{"E02", "E06", "E09"} // DOMAIN 6: 对即将入住的流动人口进行专项教育
	landlordTopics = []string{"E01", "E04", "E19"}
	tenantTopics   = []string{"E07", "E03", "E10", "E20", "E12", "E16", "E23", "E05", "E13", "E14", "E17", "E18", "E21", "E26", "E09", "E06"}
)

const (
	seriesLateDays  = 30          // what caps and days without a run put off is made up within these
	springTopicFrom = 12*100 + 15 // Spring Festival falls between 21 January and 20 February: wages are settled before
	springTopicTo   = 2*100 + 10
)

// NextLesson chooses the text about the law that is to be sent on a day, and its period: first the lessons of the first
// days, then the calendar of topics (DOMAIN 6, RULES 45). since is the last day on which the job ran: what came due after
// it is made up once; 0 looks at today alone. It answers "" when nothing is to be sent.
func NextLesson(p Pupil, limits Limits, since, today workday.Day) (kind, period string) {
	if p.heardOn(today) {
		return "", ""
	}
	if p.NewFrom > 0 && today <= p.NewFrom+seriesLateDays { // the series suspends the calendar for that month
		if !p.Tenant {
			return "", ""
		}
		return p.firstLesson(limits, today), LessonSeries
	}
	if !p.turn(since, today) {
		return "", ""
	}
	for _, topic := range p.topics(today) {
		if !p.Off[topic] && p.TooMuch(topic, LessonCalendar, limits, today) == "" {
			return topic, LessonCalendar
		}
	}
	return "", ""
}

// TooMuch says why a lesson is one too many for a number on a day, "" when it is not: calendar and campaigns together fill
// the month, the lessons of the first days stand outside of it, and no topic comes again soon (RULES 45).
func (p Pupil) TooMuch(kind, period string, limits Limits, day workday.Day) string {
	if last := p.last(kind); last != 0 && last+workday.Day(limits.TopicDays) > day {
		return ReasonHeard
	}
	if !IsSeries(period) && p.lessonsIn(day) >= limits.LessonsAMonth {
		return ReasonMonth
	}
	return ""
}

// firstLesson spreads the first lessons evenly, from the day after the check-in to the last of the series' days.
func (p Pupil) firstLesson(limits Limits, today workday.Day) string {
	step := workday.Day((limits.SeriesDays - 1) / (len(firstLessons) - 1))
	for i, kind := range firstLessons {
		if p.Off[kind] || p.TooMuch(kind, LessonSeries, limits, today) != "" {
			continue
		}
		if today < p.NewFrom+1+workday.Day(i)*step {
			return ""
		}
		for _, l := range p.Heard {
			if l.Day+workday.Day(limits.SeriesGapDays) > today {
				return ""
			}
		}
		return kind
	}
	return ""
}

// turn says whether the calendar comes to this number on a day after since, up to today.
func (p Pupil) turn(since, today workday.Day) bool {
	if since == 0 {
		since = today - 1
	}
	for d := max(since+1, today-Fortnight+1); d <= today; d++ {
		if (int(d)+p.Turn)%Fortnight == 0 {
			return true
		}
	}
	return false
}

// topics are what the calendar would say on a day, the fittest first: what the season asks for, then the round of topics,
// which begins elsewhere each fortnight.
func (p Pupil) topics(today workday.Day) []string {
	var all []string
	if p.Landlord {
		for _, topic := range landlordTopics {
			if topic != "E04" || p.StateLand {
				all = append(all, topic)
			}
		}
	}
	if !p.Tenant {
		return all
	}
	all = append(all, season(today)...)
	from := (int(today) + p.Turn) / Fortnight % len(tenantTopics)
	return append(append(all, tenantTopics[from:]...), tenantTopics[:from]...)
}

// season names the topics of the time of year (DOMAIN 6).
func season(d workday.Day) []string {
	year, month, day := d.Date()
	var topics []string
	fourth := workday.DayOf(time.Date(year, time.December, 4, 12, 0, 0, 0, workday.Shanghai))
	if monday := fourth - workday.Day((int(fourth.Start().Weekday())+6)%7); d >= monday && d < monday+7 {
		topics = append(topics, "E24") // 国家宪法日
	}
	date := int(month)*100 + day
	if date >= springTopicFrom || date <= springTopicTo {
		topics = append(topics, "E11")
	}
	switch month {
	case time.July, time.August, time.September:
		topics = append(topics, "E25")
	case time.December, time.January, time.February:
		topics = append(topics, "E08")
	case time.May, time.June:
		topics = append(topics, "E15")
	}
	return topics
}

// heardOn says whether a lesson stands for a day, or for a later one: what is queued in the evening leaves in the morning.
func (p Pupil) heardOn(d workday.Day) bool {
	return slices.ContainsFunc(p.Heard, func(l Lesson) bool { return l.Day >= d })
}

// last is the last day on which a topic was heard, 0 for never.
func (p Pupil) last(kind string) workday.Day {
	var last workday.Day
	for _, l := range p.Heard {
		if l.Kind == kind {
			last = max(last, l.Day)
		}
	}
	return last
}

// lessonsIn counts the lessons of the calendar in the month of a day.
func (p Pupil) lessonsIn(d workday.Day) int {
	year, month, _ := d.Date()
	n := 0
	for _, l := range p.Heard {
		if y, m, _ := l.Day.Date(); !l.Series && y == year && m == month {
			n++
		}
	}
	return n
}
