package models

import (
	"crypto/sha256"
	"encoding/hex"

	"anju/models/workday"
)

// The states of a filing.
const (
	FilingSent    = "sent"    // handed in, no answer yet
	FilingFiled   = "filed"   // approved: it may be sent under its code
	FilingRefused = "refused" // not approved, see Note
)

// FilingNames are the words for them, in the order of the form.
var FilingNames = [][2]string{{FilingSent, "交了，还没批"}, {FilingFiled, "批了"}, {FilingRefused, "没批"}}

// Filing is one wording of a text at one carrier (报备).
type Filing struct {
	ID          int64
	Carrier     string
	Kind        string
	WordingMark string // of the words: a wording that changed has to be filed anew
	Code        string // the carrier's own, such as SMS_123456
	State       string
	Numbers     bool // it was filed with the phone numbers in it
	Note        string
	ChangedAt   workday.Moment
	ChangedBy   int64
}

// MarkOf is the mark of a wording.
func MarkOf(wording string) string {
	sum := sha256.Sum256([]byte(wording))
	return hex.EncodeToString(sum[:16])
}

// Route is how a text leaves through a carrier: which wording, under which code, or why it cannot.
type Route struct {
	Wording string
	Code    string
	Why     string // in plain Chinese what to do; "" when it can leave
}

// RouteAt finds the first wording of a text that a carrier takes: approved where the carrier wants approval, else any that
// its rules allow.
func (t Texts) RouteAt(c Carrier, kind string, filings []Filing) Route {
	return c.route(kind, t.Wordings(kind), filings)
}

// RouteBy is RouteAt for a text of which people have agreed on the words: it leaves in the wording with that mark or not at
// all. Without a mark any wording will do.
func (t Texts) RouteBy(c Carrier, kind, mark string, filings []Filing) Route {
	if wording, known := t.wordingBy(kind, mark); known {
		return c.route(kind, []string{wording}, filings)
	}
	return t.RouteAt(c, kind, filings)
}

func (c Carrier) route(kind string, wordings []string, filings []Filing) Route {
	first := ""
	for _, wording := range wordings {
		filing := filingOf(filings, c.Key, kind, wording)
		why := c.Refuses(wording, filing.Numbers && filing.State == FilingFiled)
		switch {
		case why != "":
		case !c.Templates:
			return Route{Wording: wording}
		case filing.State == FilingFiled && filing.Code != "":
			return Route{Wording: wording, Code: filing.Code}
		case filing.State == FilingSent:
			why = "交了报备，还没批"
		case filing.State == FilingRefused:
			why = "报备没批，请改了再交"
		default:
			why = "还没报备，请先到" + c.Name + "提交模板，再填上模板代码"
		}
		if first == "" {
			first = why
		}
	}
	return Route{Wording: wordings[0], Why: first}
}

func filingOf(all []Filing, carrier, kind, wording string) Filing {
	mark := MarkOf(wording)
	for _, f := range all {
		if f.Carrier == carrier && f.Kind == kind && f.WordingMark == mark {
			return f
		}
	}
	return Filing{}
}
