package models

import (
	"errors"
	"strconv"
	"strings"
	"time"
)

// Kind says what sort of refusal an Error is; pages turn it into a status, the command line into an exit code.
type Kind string

// The kinds of refusal. Everything that is not an *Error is unexpected and is logged.
const (
	Invalid     Kind = "invalid"     // what was typed cannot be taken; Faults say where
	Unsigned    Kind = "unsigned"    // nobody is signed in
	Forbidden   Kind = "forbidden"   // known, but not yours
	NotFound    Kind = "not_found"   // not there, or not to be known of
	Conflict    Kind = "conflict"    // somebody else was faster
	TooMany     Kind = "too_many"    // wait RetryAfter
	Unavailable Kind = "unavailable" // not now, Message says what to do
)

// Fault is one thing to mend at one field, in the words the person reads.
type Fault struct {
	Field   string // form field name, "" when no single field is at fault
	Message string // plain Chinese: cause and fix
}

// Error is a refusal with words for the person. It never carries a number, a name or a phone.
type Error struct {
	Kind       Kind
	Message    string
	Faults     []Fault
	RetryAfter time.Duration
}

// Error joins the sentences; it is safe to log.
func (e *Error) Error() string {
	if e.Message != "" {
		return e.Message
	}
	words := make([]string, 0, len(e.Faults))
	for _, f := range e.Faults {
		words = append(words, f.Message)
	}
	return strings.Join(words, "；")
}

// Wait is how long to wait in words, rounded up to whole minutes: who comes back then is let in.
func (e *Error) Wait() string {
	minutes := max(int((e.RetryAfter+time.Minute-1)/time.Minute), 1)
	if minutes > 60 {
		return strconv.Itoa((minutes+59)/60) + " 小时"
	}
	return strconv.Itoa(minutes) + " 分钟"
}

// TooManyFor refuses for a while; words name the wait by %s.
func TooManyFor(wait time.Duration, words string) *Error {
	e := &Error{Kind: TooMany, RetryAfter: wait}
	e.Message = strings.ReplaceAll(words, "%s", e.Wait())
	return e
}

// Refuse makes an Error of one sentence.
func Refuse(kind Kind, message string) *Error { return &Error{Kind: kind, Message: message} }

// FaultAt makes an Invalid error at one field.
func FaultAt(field, message string) *Error {
	return &Error{Kind: Invalid, Faults: []Fault{{Field: field, Message: message}}}
}

// Faults collects faults while a form is read; Err is nil when nothing was found.
type Faults []Fault

// Add keeps a fault; an empty message is no fault.
func (f *Faults) Add(field, message string) {
	if message != "" {
		*f = append(*f, Fault{Field: field, Message: message})
	}
}

// Err returns the faults as one Invalid error, or nil.
func (f Faults) Err() error {
	if len(f) == 0 {
		return nil
	}
	return &Error{Kind: Invalid, Faults: f}
}

// AsError finds the *Error in err, or nil.
func AsError(err error) *Error {
	var e *Error
	if errors.As(err, &e) {
		return e
	}
	return nil
}

// IsKind says whether err is a refusal of this kind.
func IsKind(err error, kind Kind) bool {
	e := AsError(err)
	return e != nil && e.Kind == kind
}

// ErrNotFound is the one answer for what is not there and for what one may not know of.
var ErrNotFound = &Error{Kind: NotFound, Message: "没有找到。请回上一页再看一眼"}
