package kannel

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"anju/jobs/sms"
	"anju/jobs/sms/carriertest"
	"anju/jobs/sms/smstest"
	"anju/jobs/sms/wire"
)

func TestKannelKeepsTheContractOfEveryGateway(t *testing.T) { smstest.Run(t, subject) }

func TestEachPointSeesKannelGoWrong(t *testing.T) { smstest.RunPlanted(t, subject) }

func open(t smstest.T, o smstest.Options) *smstest.Rig {
	t.Helper()
	carrier := carriertest.Smsbox()
	t.Cleanup(carrier.Close)
	c := Config{URL: carrier.URL, User: carriertest.Key, Password: carriertest.Secret, DLRURL: "http://127.0.0.1:1/hooks/sms/kannel/x", Options: wire.Options{Patience: o.Patience}}
	if o.Secret != "" {
		c.Password = o.Secret
	}
	if o.Endpoint != "" {
		c.URL = o.Endpoint
	}
	g, err := Open(c)
	if err != nil {
		t.Fatalf("%v", err)
	}
	return &smstest.Rig{Gateway: g, Carrier: carrier, Seen: func() (all []string) {
		for _, one := range carrier.Taken() {
			all = append(all, one.Text)
		}
		return all
	}}
}

func query(s string) sms.Call {
	q, err := url.ParseQuery(s)
	if err != nil {
		panic(err)
	}
	return sms.Call{Query: q}
}

var (
	noon    = time.Date(2026, 11, 25, 4, 0, 0, 0, time.UTC)
	receipt = func(r sms.Receipt) sms.News {
		r.OutID, r.To, r.At = "0012", "19900000001", noon
		return sms.News{Receipts: []sms.Receipt{r}}
	}
	told = "out=0012&to=19900000001&at=1795579200&event="
)

// The answers are those of the real smsbox, word for word.
var subject = smstest.Subject{
	Open:  open,
	Codes: map[string]sms.Kind{"403": sms.Account, "404": sms.Account, "400": sms.Unknown, "503": sms.Unknown, "413": sms.Unknown},
	Ack:   sms.Ack{Type: "text/plain; charset=utf-8"},
	Papers: []smstest.Paper{
		{Name: "taken", Call: query(told + "8&reason=ACK%2F"), News: receipt(sms.Receipt{State: sms.Taken, Text: "ACK/"})},
		{Name: "waiting", Call: query(told + "4&reason="), News: receipt(sms.Receipt{State: sms.Taken})},
		{Name: "delivered", Call: query(told + "1&reason=id%3A10001+sub%3A001+stat%3ADELIVRD+err%3A000+text%3Ax"),
			News: receipt(sms.Receipt{State: sms.Delivered, Code: "DELIVRD", Text: "id:10001 sub:001 stat:DELIVRD err:000"})},
		{Name: "expired, with the bit of an intermediate word", Call: query(told + "34&reason=stat%3AEXPIRED"),
			News: receipt(sms.Receipt{State: sms.Failed, Kind: sms.Unreachable, Code: "EXPIRED", Text: "stat:EXPIRED"})},
		{Name: "refused", Call: query(told + "16&reason=NACK%2F0x0000000B%2FInvalid+Destination+Address"),
			News: receipt(sms.Receipt{State: sms.Failed, Kind: sms.BadRecipient, Code: "0x0000000b", Text: "NACK/0x••••B/Invalid Destination Address"})},
		{Name: "an answer", Call: query("from=%2B8619900000001&dest=10690000&text=%E9%80%80%E8%AE%A2&charset=UTF-8&id=ab-12&at=1795579200"),
			News: sms.News{Inbound: []sms.Inbound{{ID: "ab-12", From: "19900000001", Dest: "10690000", Text: "退订", At: noon}}}},
	},
	Broken: []sms.Call{{}, query("from=19900000001"), query("out=1&to=19900000001"), query("out=&to=19900000001&event=1"), query("text=1"),
		query("from=19900000001&text=%90%00&charset=UTF-16BE")},
}

func TestTheAnswersOfASmsboxAreToldApart(t *testing.T) {
	for _, c := range []struct {
		status string
		words  string
		kind   sms.Kind
	}{
		{"202", "3: Queued for later delivery", -1},
		{"202", "0: Accepted for delivery", -1},
		{"202", "5: something new", sms.Unknown},
		{"200", "0: Accepted for delivery", sms.Unknown},
		{"400", "Missing receiver number, rejected", sms.BadRecipient},
		{"400", "Number(s) has/have been denied by white- and/or black-lists.", sms.BadRecipient},
		{"400", "Charset or body misformed, rejected", sms.BadContent},
		{"503", "Temporal failure, try again later.", sms.Retry},
		{"503", "<html>a proxy</html>", sms.Unknown},
		{"500", "", sms.Unknown},
	} {
		r := open(t, smstest.Options{})
		r.Carrier.Refuse(c.status, c.words)
		p := r.Gateway.Send(t.Context(), []sms.Message{smstest.Message("x", "【阳光社区】一。")})[0].Problem
		if got := kindOf(p); got != c.kind {
			t.Errorf("%s %q: %v", c.status, c.words, p)
		}
	}
}

func kindOf(p *sms.Problem) sms.Kind {
	if p == nil {
		return -1
	}
	return p.Kind
}

// TestATooLongTextIsNotCutWithoutAWord, as Kannel would do.
func TestATooLongTextIsNotCutWithoutAWord(t *testing.T) {
	r := open(t, smstest.Options{})
	for n, kind := range map[int]sms.Kind{670: -1, 671: sms.BadContent} {
		p := r.Gateway.Send(t.Context(), []sms.Message{smstest.Message("x", strings.Repeat("安", n))})[0].Problem
		if kindOf(p) != kind {
			t.Errorf("%d characters: %v", n, p)
		}
	}
}

// TestAPlainTextTravelsAsItIsCounted: 160 letters of the GSM alphabet are one part, as the page said, not three.
func TestAPlainTextTravelsAsItIsCounted(t *testing.T) {
	g := open(t, smstest.Options{}).Gateway.(*Gateway)
	for text, coding := range map[string]string{strings.Repeat("a", 160): "0", "[Anju] code 482913 €": "0", "验证码 482913": "2", "`": "2"} {
		if got := g.query(smstest.Message("x", text)).Get("coding"); got != coding {
			t.Errorf("%q: coding %s", text, got)
		}
	}
}

func TestASmsboxThatIsNotFilledInIsToldAtOnce(t *testing.T) {
	for _, c := range []Config{
		{}, {URL: "http://127.0.0.1:13013", User: "u"}, {URL: "http://10.0.0.8:13013", User: "u", Password: "p"},
		{URL: "http://127.0.0.1:13013", User: "u", Password: "p", DLRURL: "http://example.com/x"},
	} {
		if _, err := Open(c); err == nil {
			t.Errorf("%+v was opened", c)
		}
	}
}
