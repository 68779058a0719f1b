package cli

import (
	"errors"
	"fmt"

	"anju/jobs/sms"
	"anju/models/phone"
	"anju/models/segment"
	"anju/models/token"
)

type smsCommand struct {
	Test smsTestCommand `cmd:"" help:"发一条试试：不进发件箱，不看时段和次数"`
}

type smsTestCommand struct {
	Phone    string `arg:"" help:"手机号"`
	Template string `help:"服务商那边的模板代码，原样发出" placeholder:"代码"`
}

// Run sends one text past the outbox; a refusal says why in scrubbed words.
func (c *smsTestCommand) Run(w *world) error {
	number, fault := phone.Check(c.Phone)
	if fault != "" {
		return errors.New(fault)
	}
	app, err := w.open()
	if err != nil {
		return err
	}
	defer app.Close()
	kind, text := c.Template, app.Registry.Texts.Signature+"短信通道试发，收到不用回。"
	if kind == "" {
		kind = "TEST"
	}
	m := sms.Message{At: app.Clock.Now(), To: number, Kind: kind, Text: text, Segments: segment.Count(text), Ref: token.NewRef(), OutID: token.NewRef(),
		Template: sms.Template{Code: c.Template}}
	if p := sms.SendOne(w.ctx, app.Gateways[0], m).Problem; p != nil {
		return fmt.Errorf("没发成：%w", p)
	}
	fmt.Fprintln(w.out, "发出去了")
	return nil
}
