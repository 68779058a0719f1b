package models

import (
	"time"

	"anju/models/workday"
)

// Outgoing is one text on its way to a gateway.
type Outgoing struct {
	At       workday.Moment
	Phone    string
	Kind     string
	Text     string
	Mark     string // of its wording
	Code     string // of the template at the carrier; "" where none is needed
	Gaps     []Gap  // what fills the template, in the order of its words
	Segments int
	Ref      string // the notice's
	OutID    string // of the call: 32 hex digits
}

// Gap is one name in a template and what fills it.
type Gap struct{ Name, Value string }

// Sent is what a gateway made of a text, as it is stored with the attempt.
type Sent string

// What a gateway makes of a text (SMS.md 1.7). Whatever is none of these words counts as unknown: an answer that was lost
// must never count as anything else.
const (
	SentUnknown     Sent = "unknown"         // perhaps it was taken
	SentAccepted    Sent = "accepted"        // the gateway has it
	SentLater       Sent = "retry"           // a passing fault; try again
	SentPhoneFull   Sent = "limit_recipient" // too many to this number for now
	SentAllFull     Sent = "limit_account"   // too many in all for now
	SentBadPhone    Sent = "bad_recipient"   // this number cannot receive
	SentBadText     Sent = "bad_content"     // template, signature or words are refused
	SentBadAccount  Sent = "account"         // key, balance, clock or contract: a person must look
	SentNotWanted   Sent = "opt_out"         // the person does not want these
	SentUnreachable Sent = "unreachable"     // switched off, stopped, out of reach
	SentBug         Sent = "bug"             // the program asked wrongly
	SentNotCalled   Sent = "not_called"      // written down, but the gateway was not called
)

// Reply is what a gateway answered for one text. Code is the gateway's own word, scrubbed.
type Reply struct {
	Sent     Sent
	Code     string
	ID       string         // the gateway's name for it
	Segments int            // parts that it counts; 0 when it does not say
	Until    workday.Moment // of a limit: when it ends, by the clock of Outgoing.At; 0 when it does not say
	FailOver bool           // another gateway may be given it: this one certainly has it not
}

// Outlet is what a way out for texts can do.
type Outlet struct {
	Batch     int           // most texts in one call
	SameWords bool          // one call carries one wording
	Ask       time.Duration // how long it can be asked what became of a text; 0 for never
	Settle    time.Duration // how long a text may be on its way before it can be found there; 0: at once and for certain
	Timeout   time.Duration // how long a call may take
	PerSecond int           // most calls a second; 0 for as many as one likes
	AtOnce    int           // calls at the same time
}

// The words of a gateway about a text that it took.
const (
	ReceiptTaken     = "taken"
	ReceiptDelivered = "delivered"
	ReceiptFailed    = "failed"
)

// What became of a receipt.
const (
	ReceiptNew     = ""        // kept, nothing done yet
	ReceiptDone    = "applied" // it stands at its notice
	ReceiptUnknown = "unknown" // no text of ours is known by it
)

// Receipt is one word of a gateway about a text that it took: kept as it came, acknowledged, and then applied.
type Receipt struct {
	ID         int64
	Ref        string
	Gateway    string
	DedupKey   string // one that comes again has the same
	OutID      string
	VendorID   string
	Phone      string `gorm:"-"`
	PhoneIdx   []byte
	State      string
	Kind       Sent // why it failed
	Code       string
	Segments   int
	HappenedAt workday.Moment // 0 when the gateway does not say
	ReceivedAt workday.Moment // by the real clock
	Outcome    string
	NoticeID   int64
	Raw        string `gorm:"-"` // as it came, sealed
}

// Of makes a gateway's answer to a question a receipt that can be kept beside those that come by themselves. What only says
// that the text is on its way is none.
func (r Receipt) Of(gateway string, real workday.Moment) Receipt {
	if r.State != ReceiptDelivered && r.State != ReceiptFailed {
		return Receipt{}
	}
	r.Gateway, r.ReceivedAt = gateway, real
	return r
}
