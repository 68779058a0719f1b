package sms

import (
	"encoding/json"
	"net/url"
	"slices"
	"strings"
)

// tells says whether a secret is long enough to tell anything: a number of days
// does not, and blanking it would make every code unreadable; a name of two
// characters does.
func tells(secret string) bool {
	return len(secret) >= 3 && len([]rune(secret)) >= 2
}

// forms are the ways in which an error may write a secret: as it is, in an
// address, and in JSON, once and twice over (a JSON text within a JSON text).
// The longest go first, so that none is cut by a part of itself.
func forms(secret string) []string {
	secret = strings.Join(strings.Fields(secret), " ")
	if !tells(secret) {
		return nil
	}
	inJSON := func(s string) string {
		b, _ := json.Marshal(s)
		return string(b[1 : len(b)-1])
	}
	out := []string{secret, url.QueryEscape(secret), url.PathEscape(secret), inJSON(secret), inJSON(inJSON(secret))}
	out = append(out, url.QueryEscape(inJSON(secret)))
	slices.SortFunc(out, func(a, b string) int { return len(b) - len(a) })
	return slices.Compact(out)
}
