package tencent

import (
	"context"
	"time"

	"anju/jobs/sms"
	"anju/models/phone"
)

const (
	perPage   = 100 // PullSmsSendStatusByPhoneNumber
	mostPages = 20
	early     = 5 * time.Second // clocks differ
	late      = 2 * time.Minute // the vendor's queue
	day       = 24 * time.Hour
)

// pulled is one line of what the vendor sent to a phone. SessionContext is
// there only where the vendor has switched it on for the account.
type pulled struct {
	UserReceiveTime                     int64
	SubscriberNumber, PhoneNumber       string
	SerialNo, ReportStatus, Description string
	SessionContext                      string
}

// Find looks through what the vendor sent to the phone since. Where the vendor
// does not repeat our name for a call, the one text of those two minutes is
// taken for it; of several, nobody can tell.
func (g *Gateway) Find(ctx context.Context, m sms.Message) (sms.Receipt, bool, error) {
	from, to := m.At.Add(-early), m.At.Add(late)
	var nameless []pulled
	for page := range mostPages {
		var answer struct{ PullSmsSendStatusSet []pulled }
		_, p := g.call(ctx, "PullSmsSendStatusByPhoneNumber", map[string]any{
			"BeginTime": from.Unix(), "EndTime": from.Add(day).Unix(), "Offset": page * perPage, "Limit": perPage,
			"PhoneNumber": country + m.To, "SmsSdkAppId": g.config.AppID,
		}, []sms.Message{m}, &answer)
		if p != nil {
			return sms.Receipt{}, false, p
		}
		for _, row := range answer.PullSmsSendStatusSet {
			switch received := time.Unix(row.UserReceiveTime, 0); {
			case row.SessionContext == m.OutID:
				return row.receipt(m), true, nil
			case row.SessionContext == "" && !received.Before(from) && !received.After(to):
				nameless = append(nameless, row)
			}
		}
		if len(answer.PullSmsSendStatusSet) < perPage {
			return settle(m, nameless)
		}
	}
	return sms.Receipt{}, false, sms.NewProblem(sms.Unknown, "", "查不完")
}

func settle(m sms.Message, nameless []pulled) (sms.Receipt, bool, error) {
	switch len(nameless) {
	case 0:
		return sms.Receipt{}, false, nil
	case 1:
		return nameless[0].receipt(m), true, nil
	}
	return sms.Receipt{}, false, sms.NewProblem(sms.Unknown, "", "这两分钟里给这个号码发过几条，分不出是哪一条")
}

func (p pulled) receipt(m sms.Message) sms.Receipt {
	r := sms.Receipt{OutID: m.OutID, ID: p.SerialNo, To: phone.Normalise(m.To), Code: p.Description}
	r.State, r.Kind = verdict(p.ReportStatus, p.Description)
	if p.UserReceiveTime > 0 {
		r.At = time.Unix(p.UserReceiveTime, 0).UTC()
	}
	return r
}

// verdict reads SUCCESS and FAIL; whatever else stands there is no end.
func verdict(status, code string) (sms.State, sms.Kind) {
	switch status {
	case "SUCCESS":
		return sms.Delivered, sms.Unknown
	case "FAIL":
		return sms.Failed, sms.CarrierKind(code)
	}
	return sms.Taken, sms.Unknown
}
