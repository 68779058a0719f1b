package cli

import (
	"fmt"
	"strings"

	"anju/models/policy"
	"anju/models/registry"
	"anju/models/workday"
)

type statsCommand struct {
	Area string `help:"只数这个地区（代码）" placeholder:"代码"`
	AsOf string `help:"数哪一天，例如 2026-11-24；不写就是今天" placeholder:"日期"`
	jsonFlag
}

// Run counts the people who live there on a day.
func (c *statsCommand) Run(w *world) error {
	var on workday.Day
	if c.AsOf != "" {
		var err error
		if on, err = workday.ParseDay(c.AsOf); err != nil {
			return usage("--as-of：%s", err)
		}
	}
	app, err := w.open()
	if err != nil {
		return err
	}
	defer app.Close()
	now := workday.At(app.Clock.Now())
	if on == 0 {
		on = now.Day()
	}
	s, err := app.Registry.CountStays(w.ctx, policy.SystemActor, c.Area, on, now)
	if err != nil {
		return err
	}
	if c.JSON {
		return w.json(s)
	}
	fmt.Fprintf(w.out, "%s 在册 %d 人\n", s.AsOf, s.Residents)
	for _, group := range []struct {
		words  string
		counts []registry.Count
	}{{"城乡", s.ByZone}, {"住了多久", s.ByLength}, {"从哪里来", s.ByProvince}} {
		var cells []string
		for _, n := range group.counts {
			cells = append(cells, fmt.Sprintf("%s %d", n.Key, n.N))
		}
		if len(cells) > 0 {
			fmt.Fprintln(w.out, group.words+"："+strings.Join(cells, "，"))
		}
	}
	return nil
}
