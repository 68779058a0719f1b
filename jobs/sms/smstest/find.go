package smstest

import (
	"errors"
	"time"

	"anju/jobs/sms"
)

// found: before a message is sent it is not there, after that it is, and
// another one is not, on the next page and across midnight too.
func found(t T, s Subject) {
	r := s.open(t, Options{})
	m := Message("wanted", "【阳光社区】请确认。")
	if r.Gateway.Caps().Ask == 0 {
		if _, _, err := r.Gateway.Find(t.Context(), m); !errors.Is(err, sms.ErrCannotAsk) {
			t.Errorf("who cannot be asked must say so: %v", err)
		}
		return
	}
	if _, taken, err := r.Gateway.Find(t.Context(), m); taken || err != nil {
		t.Fatalf("before sending: %v %v", taken, err)
	}
	if r.Carrier != nil {
		r.Carrier.Date(m.At)
	}
	if p := send(t, r, m).Problem; p != nil {
		t.Fatalf("%v", p)
	}
	receipt, taken, err := r.Gateway.Find(t.Context(), m)
	if !taken || err != nil || receipt.OutID != m.OutID || receipt.To != m.To || receipt.State != sms.Delivered {
		t.Errorf("after sending: %+v %v %v", receipt, taken, err)
	}
	if _, taken, err := r.Gateway.Find(t.Context(), Message("other", m.Text)); taken || err != nil {
		t.Errorf("another message with the same text: %v %v", taken, err)
	}
	if r.Carrier == nil {
		return
	}
	fates(t, r)
	paged(t, s)
	midnight(t, s)
}

// fates are what the carrier says of messages that came to different ends.
func fates(t T, r *Rig) {
	t.Helper()
	for end, want := range map[string]sms.Receipt{
		"0022": {State: sms.Failed, Kind: sms.Unreachable}, "0044": {State: sms.Failed, Kind: sms.Unreachable},
		"0055": {State: sms.Failed, Kind: sms.OptOut}, "0033": {State: sms.Taken},
	} {
		m := Message("fate-"+end, "【阳光社区】请确认。")
		m.To = Phone(end)
		send(t, r, m)
		got, taken, err := r.Gateway.Find(t.Context(), m)
		if !taken || err != nil || got.State != want.State || got.Kind != want.Kind {
			t.Errorf("%s: %+v %v %v", end, got, taken, err)
		}
	}
}

func paged(t T, s Subject) {
	t.Helper()
	r := s.open(t, Options{})
	m := Message("last", "【阳光社区】请确认。")
	r.Carrier.Date(m.At.Add(time.Hour))
	r.Carrier.Fill(m.To, 230)
	r.Carrier.Date(m.At)
	send(t, r, m)
	if _, taken, err := r.Gateway.Find(t.Context(), m); !taken || err != nil {
		t.Errorf("behind 230 others: %v %v", taken, err)
	}
}

func midnight(t T, s Subject) {
	t.Helper()
	zone := time.FixedZone("", 8*60*60)
	for _, c := range []struct{ sent, dated time.Time }{
		{time.Date(2026, 6, 15, 23, 59, 58, 0, zone), time.Date(2026, 6, 16, 0, 0, 3, 0, zone)},
		{time.Date(2026, 6, 16, 0, 0, 1, 0, zone), time.Date(2026, 6, 15, 23, 59, 59, 0, zone)},
		{time.Date(2026, 6, 15, 7, 59, 59, 0, zone), time.Date(2026, 6, 15, 8, 0, 1, 0, zone)}, // midnight of UTC
	} {
		r := s.open(t, Options{})
		m := Message("night", "【阳光社区】请确认。")
		m.At = c.sent
		r.Carrier.Date(c.dated)
		send(t, r, m)
		if _, taken, err := r.Gateway.Find(t.Context(), m); !taken || err != nil {
			t.Errorf("sent %s, dated %s: %v %v", c.sent.Format(time.DateTime), c.dated.Format(time.DateTime), taken, err)
		}
	}
}
