// Package kannel sends through the HTTP interface of a Kannel smsbox: the way
// out for whoever has a line of his own to a carrier (SMPP) and no vendor.
package kannel

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"anju/jobs/sms"
	"anju/jobs/sms/wire"
	"anju/models/segment"
)

// Config says where the smsbox is and who asks.
type Config struct {
	URL      string // of the smsbox; without a path /cgi-bin/sendsms is meant
	User     string
	Password string
	DLRURL   string // where receipts are sent, with the secret of the callback; "" for no receipts
	wire.Options
}

const (
	sendPath  = "/cgi-bin/sendsms"
	mostParts = 10 // max-messages of the sendsms-user: a longer text is cut without a word

	// The events that Kannel tells of: delivered 1, not delivered 2, waiting 4,
	// taken by the carrier 8, refused by the carrier 16.
	everyEvent = "31"
	inUTF16    = "2"
	inSeptets  = "0"
)

// Gateway is one smsbox.
type Gateway struct {
	config Config
	at     *url.URL
	dlr    string
	client *http.Client
}

var _ sms.Listener = (*Gateway)(nil)

// Open makes the client; it does not touch the network.
func Open(c Config) (*Gateway, error) {
	if c.URL == "" || c.User == "" || c.Password == "" {
		return nil, errors.New("Kannel 要写 URL、USER 和 PASSWORD")
	}
	at, err := wire.Endpoint(c.URL)
	if err != nil {
		return nil, err
	}
	if at.Path == "" || at.Path == "/" {
		at.Path = sendPath
	}
	g := &Gateway{config: c, at: at, client: &http.Client{Transport: wire.Transport(c.Options)}}
	if c.DLRURL != "" {
		if _, err := wire.Endpoint(c.DLRURL); err != nil {
			return nil, err
		}
		g.dlr = c.DLRURL
	}
	return g, nil
}

// Name is "kannel".
func (g *Gateway) Name() string { return "kannel" }

// Caps: Kannel sends any text, one a call so that each has its own receipt
// address, and cannot be asked what it took.
func (g *Gateway) Caps() sms.Caps {
	return sms.Caps{Batch: 1, Receipts: g.dlr != "", Timeout: g.config.Wait()}
}

// Send hands one message over.
func (g *Gateway) Send(ctx context.Context, batch []sms.Message) []sms.Result {
	p := sms.Fault(g.Caps(), batch)
	if p == nil && segment.Count(batch[0].Text) > mostParts {
		p = sms.NewProblem(sms.BadContent, "", "短信太长，要分十条以上")
	}
	if p == nil {
		p = g.send(ctx, batch[0])
	}
	if p != nil {
		return sms.All(batch, p)
	}
	return []sms.Result{{}}
}

func (g *Gateway) send(ctx context.Context, m sms.Message) *sms.Problem {
	ctx, trail, cancel := wire.Follow(ctx, g.config.Options, sms.Secrets([]sms.Message{m}, g.config.User, g.config.Password, g.dlr))
	defer cancel()
	address := *g.at
	address.RawQuery = g.query(m).Encode()
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, address.String(), nil)
	if err != nil {
		return trail.Say(sms.Bug, "", "写不成请求")
	}
	answer, err := g.client.Do(r)
	if err != nil {
		return trail.Problem(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		return trail.Problem(err)
	}
	return verdict(trail, answer.StatusCode, strings.TrimSpace(string(body)))
}

func (g *Gateway) query(m sms.Message) url.Values {
	coding := inUTF16
	if segment.Plain(m.Text) {
		coding = inSeptets
	}
	q := url.Values{
		"username": {g.config.User}, "password": {g.config.Password}, "to": {m.To},
		"text": {m.Text}, "charset": {"UTF-8"}, "coding": {coding},
	}
	if g.dlr != "" {
		q.Set("dlr-mask", everyEvent)
		q.Set("dlr-url", g.receiptURL(m.OutID))
	}
	return q
}

// verdict reads the smsbox's answer: 202 with "0: Accepted" or "3: Queued"
// means that it lies in Kannel's store, which survives a crash.
func verdict(trail *wire.Trail, status int, words string) *sms.Problem {
	code := strconv.Itoa(status)
	switch {
	case status == http.StatusAccepted && (strings.HasPrefix(words, "0:") || strings.HasPrefix(words, "3:")):
		return nil
	case status == http.StatusForbidden, status == http.StatusNotFound, status == http.StatusUnauthorized:
		return trail.Say(sms.Account, code, words)
	case status == http.StatusBadRequest && strings.Contains(words, "eceiver"), status == http.StatusBadRequest && strings.Contains(words, "Number(s)"):
		return trail.Say(sms.BadRecipient, code, words)
	case status == http.StatusBadRequest && strings.Contains(words, "rejected"):
		return trail.Say(sms.BadContent, code, words)
	case status == http.StatusServiceUnavailable && strings.HasPrefix(words, "Temporal failure"):
		return trail.Say(sms.Retry, code, words)
	}
	return trail.Say(sms.Unknown, code, "读不懂的回答")
}

// Find always is ErrCannotAsk: the receipt alone tells.
func (g *Gateway) Find(context.Context, sms.Message) (sms.Receipt, bool, error) {
	return sms.Receipt{}, false, sms.ErrCannotAsk
}
