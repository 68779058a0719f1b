// Package jobs is what happens while nobody waits: a table of jobs, a runner with recover, timeout, lease and run log, and
// one short file a job that calls a verb. Every job takes the time it judges by and can be run by hand for any time.
package jobs

import (
	"context"
	"time"

	"anju/models/registry"
	"anju/models/workday"
)

// Job is one line of the table.
type Job struct {
	Name    string
	Spec    string // robfig/cron, Asia/Shanghai
	Words   string
	Timeout time.Duration
	// Together lets several nodes run it at the same time: they share the work among them.
	Together bool
	Run      func(ctx context.Context, r *Runner, at time.Time) (registry.Tally, error)
}

// Table is every job, in the order of a day.
var Table = []Job{
	{Name: "rollup", Spec: "10 * * * *", Words: "过去的日子变过的地区数好人数，留给统计用", Timeout: 30 * time.Minute, Run: rollup},
	{Name: "purge", Spec: "0 3 * * *", Words: "到期的姓名、证件号和电话删掉，人数留着", Timeout: time.Hour, Run: purge},
	{Name: "flag", Spec: "*/10 * * * *", Words: "到点的名册重新判一遍", Timeout: 10 * time.Minute, Run: flag},
	{Name: "remind", Spec: "35 8 * * *", Words: "当天的登记提醒排进发件箱", Timeout: 10 * time.Minute, Run: remind},
	{Name: "educate", Spec: "35 8 * * *", Words: "当天的普法短信排进发件箱", Timeout: 30 * time.Minute, Run: educate},
	{Name: "campaign", Spec: "* * * * *", Words: "批准了的群发排进发件箱", Timeout: 30 * time.Minute, Run: campaign},
	{Name: "import", Spec: "* * * * *", Words: "页面上交来的表试算、导入", Timeout: 2 * time.Hour, Together: true, Run: importLists},
	{Name: "areas", Spec: "* * * * *", Words: "地区移动、拆分、合并后，房屋跟着过去", Timeout: 30 * time.Minute, Run: carryAreas},
	{Name: "seal", Spec: "* * * * *", Words: "操作记录封进链里", Timeout: 5 * time.Minute, Run: seal},
	{Name: "dispatch", Spec: "* * * * *", Words: "发件箱里的短信发出去", Timeout: 5 * time.Minute, Together: true, Run: dispatch},
	{Name: "reconcile", Spec: "*/5 * * * *", Words: "没弄清的短信查一查，没来的回执问一问", Timeout: 5 * time.Minute, Run: reconcile},
	{Name: "watch", Spec: "2-59/5 * * * *", Words: "短信发了几条、送到几条数一数，该叫管理员看的写进日志", Timeout: 5 * time.Minute, Run: watch},
}

// Find finds a job by its name.
func Find(name string) (Job, bool) {
	for _, j := range Table {
		if j.Name == name {
			return j, true
		}
	}
	return Job{}, false
}

// Planned is one run of a day that passes at once.
type Planned struct {
	Job Job
	At  time.Time
}

// hours are when the jobs run on a day that passes at once: those that run all day long run at the hours that matter.
var hours = []struct {
	job          string
	hour, minute int
}{{"flag", 0, 0}, {"remind", 8, 35}, {"educate", 8, 35}, {"campaign", 9, 4}, {"dispatch", 9, 5}, {"flag", 18, 0}, {"dispatch", 18, 0}}

// Between are the runs after one moment up to another, in order: for clocks that jump ahead (the demo, a first night that
// is tried out).
func Between(from, until time.Time) []Planned {
	var runs []Planned
	// What is due already is not left until evening: the flag job comes round every ten minutes.
	if first := from.Truncate(10 * time.Minute).Add(10 * time.Minute); !first.After(until) {
		if job, ok := Find("flag"); ok {
			runs = append(runs, Planned{Job: job, At: first})
		}
	}
	for day := workday.DayOf(from); day <= workday.DayOf(until); day++ {
		for _, h := range hours {
			at := day.Start().Add(time.Duration(h.hour)*time.Hour + time.Duration(h.minute)*time.Minute)
			if job, ok := Find(h.job); ok && at.After(from) && !at.After(until) {
				runs = append(runs, Planned{Job: job, At: at})
			}
		}
	}
	return runs
}
