package cli

import (
	"fmt"
	"time"

	"anju/app/boot"
	"anju/jobs"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/workday"
)

// nightName stands for all jobs of the 24 hours from a time on, at their hours.
const nightName = "night"

// nightDone is what several runs did, or would do.
type nightDone struct {
	Job      string `json:"job"`
	At       string `json:"at"`
	DryRun   bool   `json:"dry_run"`
	Examined int    `json:"examined"`
	Opened   int    `json:"opened"`
	Closed   int    `json:"closed"`
	Queued   int    `json:"queued"`
	Sent     int    `json:"sent"`
	Failed   int    `json:"failed"`
	*NightCost
	MS int64 `json:"ms"`
}

// NightCost is what a dry run knows beyond the counts of a run.
type NightCost struct {
	Flags    map[string]int `json:"flags"`    // opened, by rule
	Texts    map[string]int `json:"texts"`    // by kind
	Numbers  int            `json:"numbers"`  // that get a text
	Segments int            `json:"segments"` // parts that the carrier bills
	Yuan     float64        `json:"yuan"`     // at ANJU_SMS_PRICE a part
}

// night runs, or rehearses, planned runs one after another.
func (c *jobRunCommand) night(w *world, app *boot.App, runs []jobs.Planned, at time.Time) error {
	began := app.Clock.Real()
	done := nightDone{Job: c.Name, At: workday.At(at).RFC3339(), DryRun: c.DryRun}
	if c.DryRun {
		out, err := app.Runner.Rehearse(w.ctx, policy.SystemActor, runs, at)
		if err != nil {
			return err
		}
		done.take(out.Tally)
		done.NightCost = &NightCost{out.Flags, out.Texts, out.Numbers, out.Segments, app.Cost(out.Segments)}
	} else {
		for _, run := range runs {
			did, err := app.Runner.Run(w.ctx, run.Job, run.At)
			if err != nil {
				return err
			}
			done.take(registry.Tally{Examined: did.Examined, Opened: did.Opened, Closed: did.Closed, Queued: did.Queued, Sent: did.Sent, Failed: did.Failed})
		}
	}
	done.MS = app.Clock.Real().Sub(began).Milliseconds()
	if c.JSON {
		return w.json(done)
	}
	would := "做了"
	if c.DryRun {
		would = "会做（什么也没改）"
	}
	fmt.Fprintf(w.out, "%s：新提示 %d，办好 %d，排了 %d 条短信，发出 %d，没发成 %d\n", would, done.Opened, done.Closed, done.Queued, done.Sent, done.Failed)
	if c.DryRun {
		fmt.Fprintf(w.out, "发给 %d 个号码，按运营商算 %d 条，约 %.2f 元\n", done.Numbers, done.Segments, done.Yuan)
	}
	return nil
}

func (d *nightDone) take(t registry.Tally) {
	d.Examined += t.Examined
	d.Opened += t.Opened
	d.Closed += t.Closed
	d.Queued += t.Queued
	d.Sent += t.Sent
	d.Failed += t.Failed
}
