package sms

import (
	"errors"
	"regexp"
	"strings"
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

// The kinds besides Unknown; all of them mean that the message was not taken.
const (
	Retry        Kind = iota + 1 // a passing fault: send it again later
	Limit                        // too many to this phone or in all: wait
	BadRecipient                 // this phone cannot receive: ask for another
	BadContent                   // template, signature or text refused: the next one will be too
	Account                      // key, balance or contract: a person must look
)

// Problem is a refusal or a fault of a carrier. It reaches logs and staff, so
// NewProblem keeps phone, text and keys out of it.
type Problem struct {
	Kind Kind
	Code string // the carrier's own code
	Text string // what happened, for staff
}

func (p *Problem) Error() string {
	return strings.TrimSpace("短信" + p.Kind.String() + "：" + strings.TrimSpace(p.Code+" "+p.Text))
}

const longestText = 200 // characters; carriers sometimes answer with a whole web page

var numbers = regexp.MustCompile(`[0-9]{7,}`) // phones, also those the caller did not name

// NewProblem makes a Problem from a carrier's answer. The secrets (phone, text,
// keys, whatever the answer might repeat) and every number of seven digits or
// more are blanked out of code and text.
func NewProblem(kind Kind, code, text string, secrets ...string) *Problem {
	clean := func(s string) string {
		s = strings.Join(strings.Fields(strings.ToValidUTF8(s, "")), " ")
		for _, secret := range secrets {
			secret = strings.Join(strings.Fields(secret), " ")
			if secret != "" {
				s = strings.ReplaceAll(s, secret, "••••")
			}
		}
		s = numbers.ReplaceAllString(s, "••••")
		if utf8.RuneCountInString(s) > longestText {
			s = string([]rune(s)[:longestText]) + "…"
		}
		return s
	}
	return &Problem{Kind: kind, Code: clean(code), Text: clean(text)}
}

// OutcomeOf reads the answer of Send.
func OutcomeOf(err error) Outcome {
	switch {
	case err == nil:
		return Accepted
	case KindOf(err) == Unknown:
		return Unknown
	}
	return Rejected
}

// KindOf is the Kind of a Problem; of any other error it is Unknown, because
// nobody has shown that the message was not taken.
func KindOf(err error) Kind {
	if p, ok := errors.AsType[*Problem](err); ok {
		return p.Kind
	}
	return Unknown
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

// String says in plain words what became of the message.
func (k Kind) String() string {
	switch k {
	case Retry:
		return "暂时发不出"
	case Limit:
		return "发得太多，要等一等"
	case BadRecipient:
		return "这个号码收不到"
	case BadContent:
		return "内容或模板没通过"
	case Account:
		return "账号有问题，请管理员查看"
	}
	return "不知道发出没有"
}
