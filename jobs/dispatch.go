package jobs

import (
	"context"
	"time"

	"anju/jobs/sms"
	"anju/models"
	"anju/models/policy"
	"anju/models/registry"
)

// dispatch drains the outbox through the gateway.
func dispatch(ctx context.Context, r *Runner, at time.Time) (registry.Tally, error) {
	return r.Registry.DispatchNotices(ctx, policy.SystemActor, sender{r.Gateway}, at)
}

// sender lets the registry send through a gateway without knowing any vendor.
type sender struct{ gateway sms.Gateway }

func (s sender) Name() string { return s.gateway.Name() }

func (s sender) Send(ctx context.Context, m models.Outgoing) (models.Sent, string) {
	err := s.gateway.Send(ctx, message(m))
	if err == nil {
		return models.SentAccepted, ""
	}
	switch sms.KindOf(err) {
	case sms.Retry, sms.Limit, sms.Account:
		return models.SentLater, err.Error()
	case sms.BadRecipient, sms.BadContent:
		return models.SentRefused, err.Error()
	}
	return models.SentUnknown, ""
}

func (s sender) Find(ctx context.Context, m models.Outgoing) (bool, error) {
	return s.gateway.Find(ctx, message(m))
}

func message(m models.Outgoing) sms.Message {
	return sms.Message{At: m.At.Time(), To: m.Phone, Kind: m.Kind, Text: m.Text, Segments: m.Segments, Ref: m.Ref, OutID: m.OutID}
}
