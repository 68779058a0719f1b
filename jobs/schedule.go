// Package jobs is what happens while nobody waits: a table of jobs, a runner with recover, timeout, lease and run log, and
// one short file a job that calls a verb. Every job takes the time it judges by and can be run by hand for any time.
package jobs

import (
	"context"
	"time"

	"anju/models/registry"
)

// Job is one line of the table.
type Job struct {
	Name    string
	Spec    string // robfig/cron, Asia/Shanghai
	Words   string
	Timeout time.Duration
	Run     func(ctx context.Context, r *Runner, at time.Time) (registry.Tally, error)
}

// Table is every job, in the order of a day.
var Table = []Job{
	{Name: "flag", Spec: "*/10 * * * *", Words: "到点的名册重新判一遍", Timeout: 10 * time.Minute, Run: flag},
	{Name: "remind", Spec: "35 8 * * *", Words: "当天的登记提醒排进发件箱", Timeout: 10 * time.Minute, Run: remind},
	{Name: "dispatch", Spec: "* * * * *", Words: "发件箱里的短信发出去", Timeout: 5 * time.Minute, Run: dispatch},
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
