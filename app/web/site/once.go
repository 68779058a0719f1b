package site

import (
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"slices"
)

// apart are the fields that do not make a form another one: its marks, and the code that is typed anew each time.
var apart = []string{"_csrf", "_once", "totp"}

// Once is the key by which a form that is sent twice is one errand: its mark, bound to what is written in it. Whoever goes
// back and writes something else sends another form, though the page still carries the old mark. "" without a mark.
func (f Form) Once() string {
	mark := f.Get("_once")
	if mark == "" {
		return ""
	}
	sum := sha256.New()
	sum.Write([]byte(mark + "\x00"))
	for _, name := range slices.Sorted(maps.Keys(f.values)) {
		if slices.Contains(apart, name) {
			continue
		}
		for _, value := range f.values[name] {
			sum.Write([]byte(name + "\x00" + value + "\x00"))
		}
	}
	return hex.EncodeToString(sum.Sum(nil)[:20])
}
