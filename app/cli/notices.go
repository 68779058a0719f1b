package cli

import (
	"fmt"

	"anju/models/mask"
	"anju/models/phone"
	"anju/models/policy"
	"anju/models/store"
)

type noticesCommand struct {
	State string `help:"只看这个状态：queued sent delivered failed held" enum:",queued,sent,delivered,failed,held" default:""`
	To    string `help:"只看发给这个手机号的" placeholder:"手机号"`
	jsonFlag
}

type noticeLine struct {
	Ref       string `json:"ref"`
	Kind      string `json:"kind"`
	To        string `json:"to"`
	State     string `json:"state"`
	Reason    string `json:"reason"`
	Segments  int    `json:"segments"`
	CreatedAt string `json:"created_at"`
	SentAt    string `json:"sent_at"`
}

// Run lists the outbox; numbers are masked.
func (c *noticesCommand) Run(w *world) error {
	app, err := w.open()
	if err != nil {
		return err
	}
	defer app.Close()
	number := ""
	if c.To != "" {
		var fault string
		if number, fault = phone.Check(c.To); fault != "" {
			return fmt.Errorf("--to：%s", fault)
		}
	}
	notices, err := app.Store.ListNotices(w.ctx, policy.Scope{All: true}, store.Outbox{State: c.State, Phone: number, N: 1_000_000})
	if err != nil {
		return err
	}
	lines := []noticeLine{}
	for _, n := range notices {
		lines = append(lines, noticeLine{Ref: n.Ref, Kind: n.Kind, To: mask.Phone(n.Phone), State: n.State, Reason: n.Reason,
			Segments: n.Segments, CreatedAt: n.CreatedAt.RFC3339(), SentAt: n.SentAt.RFC3339()})
	}
	if c.JSON {
		return w.json(lines)
	}
	for _, l := range lines {
		fmt.Fprintf(w.out, "%s %s %s %-9s %s\n", l.CreatedAt, l.Kind, l.To, l.State, l.Reason)
	}
	return nil
}
