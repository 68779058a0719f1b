package cli

import (
	"errors"
	"fmt"
	"strings"

	"anju/models/policy"
)

type auditCommand struct {
	Verify auditVerifyCommand `cmd:"" help:"查操作记录有没有被改过、删过"`
}

type auditVerifyCommand struct {
	Head string `help:"以前记下的封条；查它还在不在"`
	jsonFlag
}

// Run checks every audit entry and every seal; any difference is a failure.
func (c *auditVerifyCommand) Run(w *world) error {
	app, err := w.open()
	if err != nil {
		return err
	}
	defer app.Close()
	v, err := app.Registry.VerifyAudit(w.ctx, policy.SystemActor, strings.TrimSpace(c.Head), app.Clock.Now())
	if err != nil {
		return err
	}
	if c.JSON {
		faults := v.Faults
		if faults == nil {
			faults = []string{}
		}
		if err := w.json(map[string]any{"ok": len(v.Faults) == 0, "seals": v.Seals, "sealed": v.Sealed, "unsealed": v.Unsealed, "head": v.Head, "faults": faults}); err != nil {
			return err
		}
	} else {
		fmt.Fprintf(w.out, "封条 %d 张，封好 %d 条，还没封 %d 条。最后一张封条：%s\n", v.Seals, v.Sealed, v.Unsealed, v.Head)
	}
	if len(v.Faults) > 0 {
		return errors.New(strings.Join(v.Faults, "；"))
	}
	return nil
}
