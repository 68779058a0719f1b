package dev

import (
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"anju/app/web/site"
	"anju/jobs"
	"anju/models/registry"
	"anju/models/workday"
)

// ClockPage shows the demo's time and what the last move brought about.
type ClockPage struct {
	site.Shell
	Now   time.Time
	Moved bool
	Days  []Day
	Sum   registry.Tally
}

// Day is what the jobs of one day did.
type Day struct {
	Day                                  workday.Day
	Opened, Closed, Queued, Sent, Failed int
}

// Template names the page.
func (*ClockPage) Template() string { return "common/dev_clock" }

func newClock(now time.Time) *ClockPage {
	return &ClockPage{Shell: site.Shell{Title: "演示：把时间往前拨", NoHelp: true, Back: site.Link{Href: "/", Word: "返回首页"}}, Now: now}
}

// ShowClock is GET /dev/clock.
func (d *Desk) ShowClock(c echo.Context) error {
	return d.Site.Render(c, http.StatusOK, newClock(d.Site.At(c)))
}

// MoveClock is POST /dev/clock with days = 1 or 7. Each day passes on its own, its jobs run at their hours, and the page
// shows what they did.
func (d *Desk) MoveClock(c echo.Context) error {
	f, err := site.ReadForm(c)
	if err != nil {
		return err
	}
	days := 1
	if f.Get("days") == "7" {
		days = 7
	}
	start := d.Site.At(c)
	page := newClock(start)
	page.Moved = true
	for n := 1; n <= days; n++ {
		line, err := d.pass(c, start.Add(time.Duration(n-1)*24*time.Hour), start.Add(time.Duration(n)*24*time.Hour))
		if err != nil {
			return err
		}
		page.Days = append(page.Days, line)
		page.Sum.Opened += line.Opened
		page.Sum.Closed += line.Closed
		page.Sum.Queued += line.Queued
		page.Sum.Sent += line.Sent
	}
	d.Clock.Set(d.Clock.Offset() + time.Duration(days)*24*time.Hour)
	if err := d.Registry.KeepDemoClock(site.Ctx(c), d.Clock.Offset()); err != nil {
		return err
	}
	page.Now = start.Add(time.Duration(days) * 24 * time.Hour)
	return d.Site.Render(c, http.StatusOK, page)
}

// pass runs the jobs of the day that ends at until, at the hours of the schedule.
func (d *Desk) pass(c echo.Context, from, until time.Time) (Day, error) {
	line := Day{Day: workday.DayOf(until)}
	runs := jobs.Between(from, until)
	for _, name := range []string{"flag", "dispatch", "watch"} { // and at last what the new time brings
		job, _ := jobs.Find(name)
		runs = append(runs, jobs.Planned{Job: job, At: until})
	}
	for _, run := range runs {
		tally, err := d.run(c, run.Job, run.At)
		if err != nil {
			return line, err
		}
		line.Opened += tally.Opened
		line.Closed += tally.Closed
		line.Queued += tally.Queued
		line.Sent += tally.Sent
		line.Failed += tally.Failed
	}
	return line, nil
}

func (d *Desk) run(c echo.Context, job jobs.Job, at time.Time) (registry.Tally, error) {
	for {
		run, err := d.Runner.Run(site.Ctx(c), job, at)
		if err == nil {
			return registry.Tally{Examined: run.Examined, Opened: run.Opened, Closed: run.Closed, Queued: run.Queued, Sent: run.Sent, Failed: run.Failed}, nil
		}
		if !jobs.IsBusy(err) {
			return registry.Tally{}, err
		}
		select { // the scheduled run of this minute holds the job; it takes no longer than a blink
		case <-site.Ctx(c).Done():
			return registry.Tally{}, err
		case <-time.After(50 * time.Millisecond):
		}
	}
}
