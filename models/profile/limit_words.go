package profile

import (
	"fmt"
	"slices"
	"strings"
)

// Limit is one number of a profile in plain words.
type Limit struct {
	Name         string // report_working_days
	Group, Words string
	Value        string // with its unit
	Source       string // law and article, or 名册管理约定
	Checked      string // YYYY-MM-DD
	Legal        bool   // a law sets it
	Unsure       bool   // its source has not been checked to the article
	Own          bool   // the program has another number
	Was          string // that number, with its unit
}

const (
	unitDays     = "%d 天"
	unitWorkdays = "%d 个工作日"
	unitAge      = "%d 岁"
	unitPeople   = "%d 人"
	unitTexts    = "%d 条"
	unitPercent  = "%d%%"
	unitMinute   = "minute" // of the day
	unitArea     = "area"   // hundredths of a square metre
)

type limitWord struct{ name, group, words, unit string }

// limitWords say in the order of the page what each limit means, and in what it is counted.
var limitWords = []limitWord{
	{"report_working_days", "登记", "住进来以后，几个工作日内登记", unitWorkdays},
	{"report_days", "登记", "住进来以后，几天内登记", unitDays},
	{"foreigner_hours", "登记", "外国人住进来以后，多久内到派出所登记", "%d 小时"},
	{"checkout_days", "登记", "搬走以后，几个工作日内报", unitWorkdays},
	{"recall_days", "登记", "退房以后，几天内能撤回", unitDays},
	{"declare_days", "登记", "房客自己登记以后，等户主确认几天", unitDays},
	{"rectify_days", "登记", "备案过的房子要整改，几天内改好登记", unitDays},
	{"stale_days", "名册", "多久没人确认，就要核实", unitDays},
	{"stale_visit_days", "名册", "要核实以后，过多久轮到网格员上门", unitDays},
	{"lease_notice_first", "名册", "租约到期前几天，第一次提醒", unitDays},
	{"lease_notice_last", "名册", "租约到期前几天，再提醒一次", unitDays},
	{"overstay_days", "名册", "租约过期以后，宽限几天", unitDays},
	{"overstay_visit_days", "名册", "租约过期没处理，过多久轮到网格员上门", unitDays},
	{"empty_days", "名册", "人都搬走以后，几天内说明是不是空置", unitDays},
	{"duplicate_visit_days", "名册", "一个人登记在两处，过多久轮到网格员上门", unitDays},
	{"max_per_room", "房间", "一间最多住几人", unitPeople},
	{"infant_age", "房间", "几岁以下的孩子不算人数", unitAge},
	{"min_area_c", "房间", "每人至少多大使用面积", unitArea},
	{"uncounted_age", "房间", "算面积时，几岁以下不算", unitAge},
	{"crowd_visit_days", "房间", "住得太挤，过多久轮到网格员上门", unitDays},
	{"large_rooms", "房间", "几间以上算大的出租房", "%d 间"},
	{"large_beds", "房间", "几张床以上算大的出租房", "%d 张床"},
	{"alone_age", "孩子", "几岁以下不能独住", unitAge},
	{"same_day_age", "孩子", "几岁以下独住，当天就上门", unitAge},
	{"adult_age", "孩子", "几岁算大人", unitAge},
	{"visit_working_days", "走访", "没办好，几个工作日后轮到网格员", unitWorkdays},
	{"officer_working_days", "走访", "网格员没结果，几个工作日后轮到民警", unitWorkdays},
	{"visits_a_day", "走访", "一个网格员一天走几户", "%d 户"},
	{"answer_days", "走访", "短信发出后，等几天再上门", unitDays},
	{"green_days", "走访", "绿色房屋，几天走访一次", unitDays},
	{"yellow_days", "走访", "黄色房屋，几天走访一次", unitDays},
	{"orange_days", "走访", "橙色房屋，几天走访一次", unitDays},
	{"red_days", "走访", "红色房屋，几天走访一次", unitDays},
	{"apart_days", "走访", "抽查的人，几天内没走访过这一户", unitDays},
	{"visit_check_percent", "走访", "走访以后，用短信问房客来没来过的比例", unitPercent},
	{"hazard_urgent_days", "隐患", "马上会出人命的，几天内改好", unitDays},
	{"hazard_high_days", "隐患", "严重的，几天内改好", unitDays},
	{"hazard_days", "隐患", "其他的，几天内改好", unitDays},
	{"fire_days", "隐患", "几天没看过消防，等级减分", unitDays},
	{"fire_large_days", "隐患", "大的出租房，几天没看过消防，等级减分", unitDays},
	{"photo_days", "隐患", "改好以后，照片再留几天", unitDays},
	{"texts_a_day", "短信", "一个号码一天最多收几条", unitTexts},
	{"texts_in_30_days", "短信", "一个号码 30 天最多收几条", unitTexts},
	{"texts_first_month", "短信", "刚住进来 30 天最多收几条", unitTexts},
	{"reminders_a_day", "短信", "一个号码一天最多几条提醒", unitTexts},
	{"first_notices_a_day", "短信", "没核实的房子，一天最多发几条入住告知", unitTexts},
	{"lessons_a_month", "短信", "一个月最多几条普法", unitTexts},
	{"topic_days", "短信", "同一主题，几天内不重发", unitDays},
	{"series_gap_days", "短信", "入住三条之间，至少隔几天", unitDays},
	{"series_days", "短信", "入住三条，几天里发完", unitDays},
	{"reminder_from_minute", "短信", "提醒最早几点发", unitMinute},
	{"reminder_to_minute", "短信", "提醒最晚几点发", unitMinute},
	{"education_from_minute", "短信", "普法最早几点发", unitMinute},
	{"education_to_minute", "短信", "普法最晚几点发", unitMinute},
	{"retention_days", "保存", "搬走以后，姓名和号码留多久", unitDays},
	{"rejected_days", "保存", "记错了作废的登记，留多久", unitDays},
	{"text_days", "保存", "短信记录留多久", unitDays},
	{"note_days", "保存", "走访记录留多久", unitDays},
	{"request_days", "保存", "申请和反映留多久", unitDays},
	{"log_days", "保存", "操作记录留多久", unitDays},
	{"run_days", "保存", "后台任务的记录留多久", unitDays},
	{"view_limit", "查看", "一个人一天最多看几个完整证件号和手机号（合起来），再看就告诉督导", "%d 个"},
	{"export_limit", "查看", "一个人一天最多导出几个人的完整证件号和手机号", unitPeople},
}

// Words are the limits of the profile in plain words, those that belong together one after the other. Of the two ways to
// count the days for reporting only the one that counts is told.
func (p *Profile) Words() []Limit {
	var all []Limit
	for _, w := range limitWords {
		if l, told := p.Limit(w.name); told {
			all = append(all, l)
		}
	}
	return all
}

// Limit is one limit in plain words, and whether it is told at all.
func (p *Profile) Limit(name string) (Limit, bool) {
	i := slices.IndexFunc(limitWords, func(w limitWord) bool { return w.name == name })
	n := p.Numbers[name]
	if i < 0 || n.Value == 0 && (name == "report_days" || name == "report_working_days") {
		return Limit{}, false
	}
	w := limitWords[i]
	l := Limit{Name: name, Group: w.group, Words: w.words, Value: inUnit(n.Value, w.unit), Source: n.Source, Checked: n.Checked, Legal: legal(n), Unsure: strings.Contains(n.Source, "未核实")}
	if own, is := p.Own[name]; is {
		l.Own, l.Was, l.Legal = true, inUnit(own.Was.Value, w.unit), legal(own.Was)
	}
	return l, true
}

func legal(n Number) bool { return !strings.HasPrefix(n.Source, "名册管理约定") }

func wordOf(name string) limitWord {
	for _, w := range limitWords {
		if w.name == name {
			return w
		}
	}
	return limitWord{words: name}
}

func wordsOf(name string) string { return wordOf(name).words }
func unitOf(name string) string  { return wordOf(name).unit }

func inUnit(n int, unit string) string {
	switch unit {
	case unitMinute:
		return fmt.Sprintf("%02d:%02d", n/60, n%60)
	case unitArea:
		return strings.TrimSuffix(strings.TrimRight(fmt.Sprintf("%d.%02d", n/100, n%100), "0"), ".") + " 平方米"
	}
	if n == 0 {
		return "不用"
	}
	return fmt.Sprintf(unit, n)
}

// LastChecked is the newest day on which a limit was checked.
func (p *Profile) LastChecked() string {
	var days []string
	for _, n := range p.Numbers {
		days = append(days, n.Checked)
	}
	return slices.Max(days)
}
