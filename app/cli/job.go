package cli

import (
	"fmt"
	"time"

	"anju/jobs"
	"anju/models/policy"
	"anju/models/workday"
)

type jobCommand struct {
	List jobListCommand `cmd:"" help:"有哪些任务，几点跑，上次怎样"`
	Run  jobRunCommand  `cmd:"" help:"马上跑一个任务"`
}

type jobListCommand struct{ jsonFlag }

// Run lists the jobs.
func (c *jobListCommand) Run(w *world) error {
	app, err := w.open()
	if err != nil {
		return err
	}
	defer app.Close()
	type line struct {
		Job   string   `json:"job"`
		Spec  string   `json:"spec"`
		Words string   `json:"words"`
		Last  *lastRun `json:"last"` // null before the first run
	}
	var lines []line
	for _, j := range jobs.Table {
		runs, err := app.Store.ListRuns(w.ctx, policy.Scope{All: true}, j.Name, 1)
		if err != nil {
			return err
		}
		l := line{Job: j.Name, Spec: j.Spec, Words: j.Words}
		for _, run := range runs {
			l.Last = &lastRun{run.Started.RFC3339(), int64(run.Ended - run.Started), run.Problem, run.Ended.IsZero()}
		}
		lines = append(lines, l)
	}
	if c.JSON {
		return w.json(lines)
	}
	for _, l := range lines {
		fmt.Fprintf(w.out, "%-10s %-16s %s，%s\n", l.Job, l.Spec, l.Words, l.Last.words())
	}
	return nil
}

// lastRun is how a job went the last time.
type lastRun struct {
	Started string `json:"started"`
	MS      int64  `json:"ms"`
	Problem string `json:"problem"` // "" when it went well
	Open    bool   `json:"open"`    // it runs now, or was cut off
}

func (l *lastRun) words() string {
	switch {
	case l == nil:
		return "还没跑过"
	case l.Problem != "":
		return "上次 " + l.Started + "，没办成：" + l.Problem
	case l.Open:
		return "上次 " + l.Started + " 开始，没有结束"
	}
	return "上次 " + l.Started + "，办好了"
}

type jobRunCommand struct {
	Name   string `arg:"" help:"任务的名字；night 是从那时起一天里的任务按钟点跑一遍"`
	DryRun bool   `help:"只说会提示几件、发几条、花多少钱，什么也不改；当作短信已经开着"`
	atFlag
	jsonFlag
}

// Run runs one job for a time.
func (c *jobRunCommand) Run(w *world) error {
	job, ok := jobs.Find(c.Name)
	if !ok && c.Name != nightName {
		return fmt.Errorf("没有叫 %s 的任务。用 anju job list 看有哪些", c.Name)
	}
	app, err := w.open()
	if err != nil {
		return err
	}
	defer app.Close()
	at, err := c.time(app.Clock.Now())
	if err != nil {
		return err
	}
	runs := []jobs.Planned{{Job: job, At: at}}
	if !ok {
		runs = jobs.Between(at, at.Add(24*time.Hour))
	}
	if c.DryRun || !ok {
		return c.night(w, app, runs, at)
	}
	run, err := app.Runner.Run(w.ctx, job, at)
	if err != nil {
		return err
	}
	if !c.JSON {
		fmt.Fprintf(w.out, "%s：看了 %d，新提示 %d，办好 %d，排了 %d 条短信，发出 %d，没发成 %d\n",
			job.Words, run.Examined, run.Opened, run.Closed, run.Queued, run.Sent, run.Failed)
		return nil
	}
	return w.json(struct {
		Job      string `json:"job"`
		At       string `json:"at"`
		Examined int    `json:"examined"`
		Opened   int    `json:"opened"`
		Closed   int    `json:"closed"`
		Queued   int    `json:"queued"`
		Sent     int    `json:"sent"`
		Failed   int    `json:"failed"`
		MS       int64  `json:"ms"`
	}{job.Name, workday.At(at).RFC3339(), run.Examined, run.Opened, run.Closed, run.Queued, run.Sent, run.Failed, int64(run.Ended - run.Started)})
}
