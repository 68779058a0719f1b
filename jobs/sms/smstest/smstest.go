// Package smstest is what every gateway must do, whoever carries the messages:
// the 22 points of SMS.md 5.2, each of which has been seen to fail.
package smstest

import (
	"context"
	"fmt"
	"testing"
	"time"

	"anju/jobs/sms"
	"anju/jobs/sms/carriertest"
	"anju/models/segment"
)

// T is what a point needs of a *testing.T. A planted fault gets one that only
// notes that the point failed.
type T interface {
	Helper()
	Errorf(format string, args ...any)
	Fatalf(format string, args ...any)
	Logf(format string, args ...any)
	Context() context.Context
	Cleanup(func())
	TempDir() string
}

// Rig is one gateway with its carrier.
type Rig struct {
	Gateway sms.Gateway
	Carrier *carriertest.Server // nil where there is no network between
	Seen    func() []string     // the texts that the carrier has taken, in order
}

// Options make a rig other than usual.
type Options struct {
	Secret     string        // another one than the carrier's
	Endpoint   string        // another address than the carrier's
	Secure     bool          // the carrier speaks TLS
	Distrusted bool          // and nobody vouches for it
	Patience   time.Duration // how long to wait for an answer
}

// Subject is a gateway as the suite knows it, and what its vendor's papers say.
type Subject struct {
	Open func(t T, o Options) *Rig
	Wrap func(sms.Gateway) sms.Gateway // plants a fault; nil in earnest

	Codes  map[string]sms.Kind // every refusal the papers name
	Limits []Limit
	Each   string  // a code by which one phone of a call is refused; "" where the carrier answers for the whole
	Ack    sms.Ack // byte for byte
	Papers []Paper // calls as the papers print them
	Broken []sms.Call
	Nonces bool // each request carries one, and none is taken twice
	Clock  bool // requests are signed with the time
}

// Limit is a refusal that says how long it lasts.
type Limit struct {
	Code, Words string
	At, Until   string // RFC 3339
}

// Paper is one call of the carrier and what it says.
type Paper struct {
	Name string
	Call sms.Call
	News sms.News // without Raw
}

// At is when the messages of the suite are sent.
var At = time.Date(2026, 6, 15, 9, 0, 0, 0, time.FixedZone("", 8*60*60))

// Phone is an invented phone; the end decides what becomes of its messages.
func Phone(end string) string { return "1990000" + end }

// Message is a message to an invented phone with this name and text, at one
// fixed moment in Asia/Shanghai; name tells it from all others. A carrier that
// sends templates only gets the one that is nothing but its gap.
func Message(name, text string) sms.Message {
	return sms.Message{
		At: At, To: Phone("0001"), Kind: "R01", Text: text, Segments: segment.Count(text), Ref: name, OutID: "out-" + name,
		Template: sms.Template{Code: carriertest.Template, Params: []sms.Param{{Name: carriertest.Gap, Value: text}}},
	}
}

// batch are n messages of one call.
func batch(name, text string, n int) []sms.Message {
	all := make([]sms.Message, n)
	for i := range all {
		all[i] = Message(name, text)
		all[i].To = fmt.Sprintf("1980000%04d", 1000+i)
	}
	return all
}

func (s Subject) open(t T, o Options) *Rig {
	t.Helper()
	r := s.Open(t, o)
	if s.Wrap != nil {
		r.Gateway = s.Wrap(r.Gateway)
	}
	return r
}

func send(t T, r *Rig, m sms.Message) sms.Result {
	t.Helper()
	out := r.Gateway.Send(t.Context(), []sms.Message{m})
	if len(out) != 1 {
		t.Fatalf("%d results for one message", len(out))
	}
	return out[0]
}

// point is one of the 22; needs says what a gateway must have for it.
type point struct {
	n     int
	name  string
	needs need
	check func(t T, s Subject)
}

type need int

const (
	always need = iota
	network
	listener
	clock
	nonces
	asking
	batches
	secure
	limiting
)

func (s Subject) has(t T, n need) bool {
	r := s.Open(t, Options{})
	_, listens := r.Gateway.(sms.Listener)
	switch n {
	case network:
		return r.Carrier != nil
	case listener:
		return listens && r.Carrier != nil
	case clock:
		return s.Clock
	case nonces:
		return s.Nonces
	case asking:
		return r.Gateway.Caps().Ask > 0
	case batches:
		return r.Gateway.Caps().Batch > 1
	case limiting:
		return len(s.Limits) > 0
	case secure:
		return s.Clock // who signs also speaks TLS; the smsbox stands on this machine
	}
	return true
}

// Run holds a gateway to all points. One that a gateway cannot break, such as a
// file the signature, is named in the log.
func Run(t *testing.T, s Subject) {
	for _, p := range points {
		name := fmt.Sprintf("%02d %s", p.n, p.name)
		if !s.has(t, p.needs) {
			t.Logf("cannot break %s", name)
			continue
		}
		t.Run(name, func(t *testing.T) { p.check(t, s) })
	}
}

var points = []point{
	{1, "the carrier accepts the signature", always, arrives},
	{2, "a wrong secret is a matter for a person", network, wrongSecret},
	{3, "a wrong clock is a matter for a person", clock, wrongClock},
	{4, "no request can be sent again by whoever listened in", nonces, nonceOnce},
	{5, "a text arrives as it was written", always, verbatim},
	{6, "each message has its result, in order", always, inOrder},
	{7, "one phone refused leaves the others alone", batches, partly},
	{8, "every code of the papers means what they say", network, codes},
	{9, "a limit ends when the carrier says", limiting, limits},
	{10, "a refusal with 200 is a refusal", network, refusedPolitely},
	{11, "an unclear answer is never taken for a refusal", always, unclear},
	{12, "what never left may be sent again", network, neverLeft},
	{13, "one call is one request whatever happens", network, onlyOnce},
	{14, "no error shows phone, text or key", always, secretive},
	{15, "a message is found again and another is not", always, found},
	{16, "receipts are read as the papers print them", listener, receipts},
	{17, "the carrier is told that its call arrived", listener, acknowledged},
	{18, "what could not be stored will come again", listener, storedFirst},
	{19, "who wants no more texts is understood", listener, answered},
	{20, "parts are counted as the carrier counts them", always, parts},
	{21, "nobody else gets to see a message", network, strangers},
	{22, "thirty-two at once all arrive once", always, crowd},
}
