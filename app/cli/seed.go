package cli

import (
	"errors"
	"fmt"

	"anju/app/demo"
)

type seedCommand struct {
	Stays int    `required:"" help:"多少人住着，最多四百万" placeholder:"人数"`
	Seed  uint64 `help:"一样的数编出一样的城" default:"1"`
	atFlag
	jsonFlag
}

// seedDone is the one document of --json.
type seedDone struct {
	Areas     int   `json:"areas"`
	Units     int   `json:"units"`
	Rooms     int   `json:"rooms"`
	Stays     int   `json:"stays"` // of people who live there
	Left      int   `json:"left"`  // of people who lived there
	MS        int64 `json:"ms"`
	PerSecond int64 `json:"per_second"` // stays, past ones too
}

// Run fills an empty register with an invented city, to measure on. Nobody in it exists.
func (c *seedCommand) Run(w *world) error {
	if c.Stays < 1 || c.Stays > demo.MostStays {
		return usage("--stays 要写 1 到 %d", demo.MostStays)
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
	empty, err := app.Store.Empty(w.ctx)
	if err != nil {
		return err
	}
	if !empty {
		return errors.New("这个库里已经有东西了，编的城只能放进空库")
	}
	began := app.Clock.Real()
	built, err := demo.City{Stays: c.Stays, Seed: c.Seed, At: at}.Build(w.ctx, app.Registry)
	if err != nil {
		return err
	}
	done := seedDone{Areas: built.Areas, Units: built.Units, Rooms: built.Rooms, Stays: built.Stays, Left: built.Left}
	done.MS = max(1, app.Clock.Real().Sub(began).Milliseconds())
	done.PerSecond = int64(built.Stays+built.Left) * 1000 / done.MS
	if c.JSON {
		return w.json(done)
	}
	fmt.Fprintf(w.out, "编好了一座城：%d 个地区、%d 处房、%d 间、住着 %d 人、搬走 %d 人，用了 %.1f 秒，每秒 %d 人\n",
		done.Areas, done.Units, done.Rooms, done.Stays, done.Left, float64(done.MS)/1000, done.PerSecond)
	return nil
}
