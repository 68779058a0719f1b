package jobs

import (
	"context"
	"errors"

	"anju/jobs/sms"
	"anju/models"
	"anju/models/registry"
	"anju/models/workday"
)

// AtOnce is how many texts a node sends at the same time through one gateway unless the options say otherwise.
const AtOnce = 8

// sender lets the registry send through a gateway without knowing any vendor.
type sender struct {
	gateway   sms.Gateway
	atOnce    int
	perSecond int
}

func (r *Runner) senders() []registry.Sender {
	all := make([]registry.Sender, len(r.Gateways))
	for i, g := range r.Gateways {
		all[i] = sender{g, r.AtOnce, r.PerSecond}
	}
	return all
}

func (s sender) Name() string { return s.gateway.Name() }

func (s sender) Outlet() models.Outlet {
	c := s.gateway.Caps()
	o := models.Outlet{Batch: c.Batch, SameWords: c.SameParams, Ask: c.Ask, Settle: c.Settle, Timeout: c.Timeout, PerSecond: c.PerSecond, AtOnce: s.atOnce}
	if o.AtOnce < 1 {
		o.AtOnce = AtOnce
	}
	if c.AtOnce > 0 {
		o.AtOnce = min(o.AtOnce, c.AtOnce)
	}
	if s.perSecond > 0 && (o.PerSecond == 0 || s.perSecond < o.PerSecond) {
		o.PerSecond = s.perSecond
	}
	return o
}

func (s sender) Send(ctx context.Context, batch []models.Outgoing) []models.Reply {
	messages := make([]sms.Message, len(batch))
	for i, m := range batch {
		messages[i] = message(m)
	}
	replies := make([]models.Reply, len(batch))
	for i, result := range s.gateway.Send(ctx, messages) {
		replies[i] = reply(result)
	}
	return replies
}

func reply(result sms.Result) models.Reply {
	p := result.Problem
	if p == nil {
		return models.Reply{Sent: models.SentAccepted, ID: result.ID, Segments: result.Segments}
	}
	r := models.Reply{Sent: models.Sent(p.Kind.Key()), Code: p.Code, FailOver: result.MayFailOver()}
	if !p.Until.IsZero() {
		r.Until = workday.At(p.Until)
	}
	return r
}

func (s sender) Find(ctx context.Context, m models.Outgoing) (models.Receipt, bool, error) {
	r, found, err := s.gateway.Find(ctx, message(m))
	if err != nil && !errors.Is(err, sms.ErrCannotAsk) {
		err = errors.New(sms.Scrub(err.Error()))
	}
	return Receipt(s.gateway.Name(), r), found, err
}

func message(m models.Outgoing) sms.Message {
	t := sms.Template{Code: m.Code}
	for _, gap := range m.Gaps {
		t.Params = append(t.Params, sms.Param{Name: gap.Name, Value: gap.Value})
	}
	return sms.Message{Template: t, At: m.At.Time(), To: m.Phone, Kind: m.Kind, Text: m.Text, Segments: m.Segments, Ref: m.Ref, OutID: m.OutID}
}

// Receipt is a gateway's receipt as the register keeps it.
func Receipt(gateway string, r sms.Receipt) models.Receipt {
	out := models.Receipt{Gateway: gateway, DedupKey: r.Key(gateway), OutID: r.OutID, VendorID: r.ID, Phone: r.To, State: r.State.String(),
		Code: sms.Scrub(r.Code), Segments: r.Segments, Raw: string(r.Raw)}
	if r.State == sms.Failed {
		out.Kind = models.Sent(r.Kind.Key())
	}
	if !r.At.IsZero() {
		out.HappenedAt = workday.At(r.At)
	}
	return out
}
