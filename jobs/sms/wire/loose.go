package wire

import (
	"encoding/json"
	"strings"

	"anju/jobs/sms"
)

// Loose takes a value that a carrier writes now as a number, now as a string,
// as it stands: zeros in front count.
type Loose string

// UnmarshalJSON keeps the characters of a number.
func (l *Loose) UnmarshalJSON(b []byte) error {
	var s string
	if json.Unmarshal(b, &s) == nil { // also null, which leaves ""
		*l = Loose(s)
		return nil
	}
	*l = Loose(strings.TrimSpace(string(b)))
	return nil
}

// Codes are a carrier's words for a refusal and what each means.
type Codes struct {
	Exact    map[string]sms.Kind
	Families []Family // read where the code itself is in no list, in order
}

// Family are all codes that begin alike.
type Family struct {
	Prefix string
	Kind   sms.Kind
}

// Kind is what a code means. One that nobody has entered yet leaves it open
// whether the message was taken.
func (c Codes) Kind(code string) sms.Kind {
	if kind, ok := c.Exact[code]; ok {
		return kind
	}
	for _, f := range c.Families {
		if strings.HasPrefix(code, f.Prefix) {
			return f.Kind
		}
	}
	return sms.Unknown
}
