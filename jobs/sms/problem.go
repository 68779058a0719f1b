package sms

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"time"
	"unicode/utf8"
)

// Outcome is what is known about a message after Send.
type Outcome int

// Kind says what a refusal means for the messages that follow (SMS.md 1.7).
type Kind int

// Unknown is both an Outcome and a Kind, and the zero value of both: the
// message may have been taken, so find out first and never resend blindly.
const Unknown = 0

// The outcomes besides Unknown.
const (
	Accepted Outcome = iota + 1 // the carrier has it
	Rejected                    // the carrier certainly has it not; see the Kind
)

// The kinds besides Unknown. In a Result all of them mean that the message was
// not taken; in a Receipt they say why it did not arrive.
const (
	Retry          Kind = iota + 1 // a passing fault: send it again later
	LimitRecipient                 // too many to this phone: wait until Problem.Until
	LimitAccount                   // too many in all: everybody waits
	BadRecipient                   // this phone cannot receive: ask for another
	BadContent                     // template, signature or text refused: the next one will be too
	Account                        // key, balance, clock or contract: a person must look
	OptOut                         // the person does not want these: never again, by no carrier
	Unreachable                    // switched off, stopped or out of reach: once more after half a day
	Bug                            // the program asked wrongly
)

var kinds = map[Kind]struct{ key, words string }{
	Unknown:        {"unknown", "不知道发出没有"},
	Retry:          {"retry", "暂时发不出"},
	LimitRecipient: {"limit_recipient", "给这个号码发得太多，要等一等"},
	LimitAccount:   {"limit_account", "总共发得太多，要等一等"},
	BadRecipient:   {"bad_recipient", "这个号码收不到"},
	BadContent:     {"bad_content", "内容或模板没通过"},
	Account:        {"account", "账号有问题，请管理员查看"},
	OptOut:         {"opt_out", "对方不收这类短信"},
	Unreachable:    {"unreachable", "对方关机、停机或不在服务区"},
	Bug:            {"bug", "程序叫错了"},
}

// Key is the kind as it is stored.
func (k Kind) Key() string { return kinds[k].key }

// String says in plain words what became of the message.
func (k Kind) String() string { return kinds[k].words }

// ErrCannotAsk is Find's answer for a carrier that cannot be asked: only a
// receipt tells what became of a message.
var ErrCannotAsk = errors.New("这个出口查不了发出没有，只能等回执")

// Problem is a refusal or a fault of a carrier. It reaches logs and staff, so
// NewProblem keeps phone, text and keys out of it.
type Problem struct {
	Kind  Kind
	Code  string    // the carrier's own code
	Text  string    // what happened, for staff
	Until time.Time // of a limit: when it ends, by the clock of Message.At
}

func (p *Problem) Error() string {
	return strings.TrimSpace("短信" + p.Kind.String() + "：" + strings.TrimSpace(p.Code+" "+p.Text))
}

// NewProblem makes a Problem from a carrier's answer, with what it must not
// show blanked out of code and text.
func NewProblem(kind Kind, code, text string, secrets ...string) *Problem {
	return &Problem{Kind: kind, Code: Scrub(code, secrets...), Text: Scrub(text, secrets...)}
}

const (
	longestText = 200 // characters; carriers sometimes answer with a whole web page
	blank       = "••••"
)

var numbers = regexp.MustCompile(`[0-9]{7,}`) // phones, also those the caller did not name

// Scrub blanks out secrets (phone, text, keys, whatever an answer might
// repeat) and every number of seven digits or more. Vendors' clients put whole
// addresses into their errors, so a secret goes in each way it may be written.
func Scrub(s string, secrets ...string) string {
	s = strings.Join(strings.Fields(strings.ToValidUTF8(s, "")), " ")
	for _, secret := range secrets {
		for _, form := range forms(secret) {
			s = strings.ReplaceAll(s, form, blank)
		}
	}
	s = numbers.ReplaceAllString(s, blank)
	if utf8.RuneCountInString(s) > longestText {
		s = string([]rune(s)[:longestText]) + "…"
	}
	return s
}

// String is the outcome as it is stored with an attempt.
func (o Outcome) String() string {
	switch o {
	case Accepted:
		return "accepted"
	case Rejected:
		return "rejected"
	}
	return "unknown"
}

// digest names something by its parts without showing them.
func digest(parts ...string) string {
	h := sha256.New()
	for _, p := range parts {
		fmt.Fprintf(h, "%d:%s|", len(p), p)
	}
	return hex.EncodeToString(h.Sum(nil))
}
