package cli

import (
	"errors"
	"fmt"
	"strings"

	"anju/models/policy"
)

type sendingCommand struct {
	What string `arg:"" enum:"on,off,status" help:"on 开，off 关，status 看"`
	jsonFlag
}

// Run switches the sending of everything but sign-in codes.
func (c *sendingCommand) Run(w *world) error {
	app, err := w.open()
	if err != nil {
		return err
	}
	defer app.Close()
	if c.What == "on" {
		missing := app.Missing()
		if len(missing) > 0 && !app.FileOnly() {
			return errors.New("还不能开：缺 " + strings.Join(missing, "、") + "。补在哪里，anju doctor 会说")
		}
	}
	if c.What != "status" {
		if err := app.Registry.SwitchSending(w.ctx, policy.SystemActor, c.What == "on", app.Clock.Now()); err != nil {
			return err
		}
	}
	on, err := app.Registry.SendingOn(w.ctx)
	if err != nil {
		return err
	}
	if c.JSON {
		return w.json(map[string]bool{"sending": on})
	}
	words := "短信发送：关（只发验证码）"
	if on {
		words = "短信发送：开"
	}
	fmt.Fprintln(w.out, words)
	return nil
}
