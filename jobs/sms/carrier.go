package sms

import "strings"

// carrierKinds are the words by which the carriers behind every vendor say why
// a message did not arrive (SMS.md 1.7). A word ending in * stands for all that
// begin like it; the longest one counts.
var carrierKinds = map[string]Kind{
	"UNDELIV": Unreachable, "MK:*": Unreachable, "MN:*": Unreachable, "MI:*": Unreachable, "LT:*": Unreachable,
	"EXPIRED": Unreachable, "002": Unreachable,
	"DB:0101": BadRecipient, "DB:0102": BadRecipient, "1": BadRecipient, "12": BadRecipient,
	"BLACK": OptOut, "MBBLACK": OptOut, "TDBLACK": OptOut, "TSBLACK": OptOut, "BLOCKED": OptOut,
	"REJECTD": OptOut, "REJECTED": OptOut,
	"KEYWORD": BadContent, "ID:0076": BadContent, "MA:*": BadContent, "-106": BadContent,
	"MILIMIT": LimitRecipient, "LIMIT": LimitRecipient, "BEYONDN": LimitRecipient, "CTLIMIT": LimitRecipient,
	"SC:0017": BadContent, "SC:0018": BadContent, "XA:0003": BadContent, "签名未报备": BadContent,
	"ID:0044": Retry, "M:00181": Retry,
}

// CarrierKind is what a carrier's word for a failure means; Unknown for a word
// that nobody has entered yet. REJECTD may mean more than an opt-out, and is
// read as one: whoever does not want to be written to must never be pressed.
func CarrierKind(code string) Kind {
	code = strings.ToUpper(strings.TrimSpace(code))
	if kind, ok := carrierKinds[code]; ok {
		return kind
	}
	if prefix, _, ok := strings.Cut(code, ":"); ok {
		return carrierKinds[prefix+":*"]
	}
	return Unknown
}
