package sms

import (
	"encoding/json"
	"net/url"
	"slices"
	"strings"
	"unicode"
)

// Secrets are the parts of messages that no answer may show: phones, texts and
// parameters as a whole, and each run of letters and digits in them, since a
// carrier may repeat the one word it did not like.
func Secrets(batch []Message, keys ...string) []string {
	out := slices.Clone(keys)
	for _, m := range batch {
		words := []string{m.To, m.Text}
		for _, p := range m.Template.Params {
			words = append(words, p.Value)
		}
		for _, w := range words {
			out = append(out, w)
			out = append(out, strings.FieldsFunc(w, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })...)
		}
	}
	slices.SortFunc(out, func(a, b string) int { return len(b) - len(a) }) // a part must not spoil the whole
	return slices.Compact(out)
}

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
