// Package sms is the seam between the outbox and whoever carries text messages.
// Each carrier is a package below it; all pass the suite in smstest.
package sms

import (
	"context"
	"time"
)

// Message is one text message to one phone.
type Message struct {
	At       time.Time // when it is sent, by the caller's clock
	To       string    // mobile of the mainland, 11 digits
	Kind     string    // template id, such as R01
	Text     string    // the whole message, signature included
	Segments int       // parts that the carrier bills, by models/segment
	Ref      string    // the notice's own name, the same at every attempt
	OutID    string    // the attempt's name, new at every attempt
}

// Gateway carries messages. No carrier in China refuses a message that it
// already has (SMS.md, finding 1), so after an unknown outcome the caller asks
// Find before it sends again.
type Gateway interface {
	// Name is the carrier's name in options, logs and attempts.
	Name() string
	// Send hands m over once, without trying again. nil means accepted; every
	// other answer is a *Problem.
	Send(ctx context.Context, m Message) error
	// Find reports whether the carrier already took m, known by its OutID. An
	// error means that nobody can tell yet.
	Find(ctx context.Context, m Message) (found bool, err error)
}
