package cli

import (
	"fmt"

	"anju/models/policy"
)

type holdCommand struct {
	Stay   string `arg:"" help:"居住记录的编号（名册导出里的 stay_ref）"`
	Off    bool   `help:"不再保留，到期照删"`
	Reason string `required:"" help:"为什么，例如案件编号；记在操作记录里" placeholder:"原因"`
}

// Run keeps a stay from being erased while a case runs.
func (c *holdCommand) Run(w *world) error {
	app, err := w.open()
	if err != nil {
		return err
	}
	defer app.Close()
	if err := app.Registry.HoldStay(w.ctx, policy.SystemActor, c.Stay, !c.Off, c.Reason, app.Clock.Now()); err != nil {
		return err
	}
	words := "记下了，办案期间不删"
	if c.Off {
		words = "记下了，到期照删"
	}
	fmt.Fprintln(w.out, words)
	return nil
}
