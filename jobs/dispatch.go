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
	problem := sms.SendOne(ctx, s.gateway, message(m)).Problem
	if problem == nil {
		return models.SentAccepted, ""
	}
	switch problem.Kind {
	case sms.Unknown:
		return models.SentUnknown, ""
	case sms.Retry, sms.LimitRecipient, sms.LimitAccount, sms.Account:
		return models.SentLater, problem.Error()
	}
	return models.SentRefused, problem.Error()
}

func (s sender) Find(ctx context.Context, m models.Outgoing) (bool, error) {
	_, found, err := s.gateway.Find(ctx, message(m))
	return found, err
}

func message(m models.Outgoing) sms.Message {
	return sms.Message{At: m.At.Time(), To: m.Phone, Kind: m.Kind, Text: m.Text, Segments: m.Segments, Ref: m.Ref, OutID: m.OutID}
}
