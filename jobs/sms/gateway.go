// Package sms is the seam between the outbox and whoever carries text messages.
// Each carrier is a package below it; all pass the suite in smstest.
package sms

import (
	"context"
	"net/url"
	"time"
)

// Gateway carries messages. No carrier in China refuses a message that it
// already has (SMS.md, finding 1), so after an unknown outcome the caller asks
// Find, or waits for the receipt, before it sends again.
type Gateway interface {
	// Name is the carrier's name in options, logs and attempts.
	Name() string
	// Caps are what the carrier can do.
	Caps() Caps
	// Send hands a batch over in one call, without trying again, and returns
	// one Result for each message, in order. Most callers give one message.
	Send(ctx context.Context, batch []Message) []Result
	// Find asks whether the carrier took m, which is known by its OutID, its
	// phone and about when it was sent. An error means that nobody can tell
	// yet; of a carrier that cannot be asked it always is ErrCannotAsk.
	Find(ctx context.Context, m Message) (r Receipt, found bool, err error)
}

// Message is one text message to one phone.
type Message struct {
	At       time.Time // when it is sent, by the caller's clock
	To       string    // mobile of the mainland, 11 digits
	Kind     string    // template id, such as R01
	Text     string    // the whole message, signature included
	Segments int       // parts that the carrier bills, by models/segment
	Ref      string    // the notice's own name, the same at every attempt
	OutID    string    // the attempt's name, new at every attempt: 1 to 64 of [0-9a-zA-Z-]
	Template Template  // for carriers that send nothing else
}

// Template is a text that a carrier has approved, and what fills its gaps, in
// the order of the text: some carriers go by name, others by place.
type Template struct {
	Code   string // the carrier's own
	Params []Param
}

// Param fills one gap of a template.
type Param struct{ Name, Value string }

// Caps are what a carrier can do.
type Caps struct {
	Batch      int           // most messages in one call
	SameParams bool          // one call carries one wording: a batch has one template and equal parameters
	Templates  bool          // it sends approved templates only; without, it sends Text
	Ask        time.Duration // how long after sending Find is answered; 0 for never
	Receipts   bool          // it tells by callback what became of a message
	PerSecond  int           // most calls a second; 0 for as many as one likes
	AtOnce     int           // most calls at the same time; 0 for as many as one likes
	Timeout    time.Duration // how long a call takes at most; 0 for a moment
	// Settle is how long after a call Find may not know yet that the message
	// was taken; 0 when what Find says is certain at any time.
	Settle time.Duration
}

// Result is what became of one message of a batch.
type Result struct {
	Problem  *Problem // nil: the carrier has taken it
	ID       string   // the carrier's name for it; a string, since zeros in front count
	Segments int      // parts that the carrier counts; 0 when it does not say
}

// Outcome tells whether the message was taken, certainly not, or nobody knows.
func (r Result) Outcome() Outcome {
	switch {
	case r.Problem == nil:
		return Accepted
	case r.Problem.Kind == Unknown:
		return Unknown
	}
	return Rejected
}

// MayFailOver says whether another carrier may be given the message: only when
// this one certainly does not have it, and the fault lies with this carrier.
func (r Result) MayFailOver() bool {
	if r.Problem == nil {
		return false
	}
	switch r.Problem.Kind {
	case Retry, LimitAccount, Account:
		return true
	}
	return false
}

// Listener is a Gateway whose carrier calls back. Reading has no side effects:
// Hook stores first and acknowledges then.
type Listener interface {
	Gateway
	// Read takes a call apart; an error means that it is none of this carrier's.
	Read(call Call) (News, error)
	// Ack is the answer that the carrier waits for once News is stored.
	Ack() Ack
}

// Call is what a carrier sent to the callback address.
type Call struct {
	Query url.Values
	Body  []byte
}

// News are the receipts and answers of one call.
type News struct {
	Receipts []Receipt
	Inbound  []Inbound
}

// Ack is the body, byte for byte, by which a carrier knows that a call arrived.
type Ack struct{ Type, Body string }

// State is what a carrier says of a message after it took it.
type State int

// The states. Taken is no end: the message is on its way, or waits.
const (
	Taken State = iota + 1
	Delivered
	Failed // it will not arrive; see Kind
)

// Receipt is one word of a carrier about one message. It may come twice, late,
// out of order, and before the answer of Send.
type Receipt struct {
	OutID    string // of the call; "" when the carrier did not repeat it
	ID       string // the carrier's name for the message, as in Result; "" when not told
	To       string // 11 digits
	State    State
	Kind     Kind      // of a Failed one
	Code     string    // the carrier's own word, such as UNDELIV
	Text     string    // scrubbed, for staff
	Segments int       // parts that the carrier counts; 0 when it does not say
	At       time.Time // when the carrier says it happened, UTC; zero when it does not
	Raw      []byte    // as it came; it holds the phone, so it is sealed where it is kept
}

// Inbound is one text that somebody sent.
type Inbound struct {
	ID   string // the carrier's name for it; "" when it gives none
	From string // 11 digits
	Dest string // the number it was sent to
	Text string
	At   time.Time // UTC
	Raw  []byte    // as it came
}

// Key tells a receipt from all others: one that comes again has the same.
func (r Receipt) Key(gateway string) string {
	return digest(gateway, "receipt", r.OutID, r.ID, r.To, r.State.String(), r.Code)
}

// Key tells a text from all others, also where the carrier numbers none.
func (i Inbound) Key(gateway string) string {
	if i.ID != "" {
		return digest(gateway, "inbound", i.ID)
	}
	return digest(gateway, "inbound", i.From, i.Dest, i.Text, i.At.UTC().Format(time.RFC3339))
}

// String is the state as it is stored with a receipt.
func (s State) String() string {
	switch s {
	case Taken:
		return "taken"
	case Delivered:
		return "delivered"
	case Failed:
		return "failed"
	}
	return "unknown"
}
