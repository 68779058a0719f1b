package site

import (
	"net/url"
	"testing"
)

func TestGoingBackAndWritingSomethingElseIsAnotherErrand(t *testing.T) {
	form := func(mark string, fields ...string) string {
		values := url.Values{"_once": {mark}, "_csrf": {mark + "c"}}
		for i := 0; i < len(fields); i += 2 {
			values.Add(fields[i], fields[i+1])
		}
		return NewForm(values).Once()
	}
	first := form("m1", "area", "339900", "kind", "E11")
	if first != form("m1", "kind", "E11", "area", "339900", "totp", "123456") {
		t.Error("the same form sent twice is two errands")
	}
	for name, other := range map[string]string{"another area": form("m1", "area", "33990001", "kind", "E11"), "a field more": form("m1", "area", "339900", "kind", "E11", "day", "x"),
		"another page": form("m2", "area", "339900", "kind", "E11"), "a cut elsewhere": form("m1", "area", "33990", "kind", "0E11")} {
		if other == first {
			t.Errorf("%s is taken for the same form", name)
		}
	}
	if NewForm(url.Values{"area": {"1"}}).Once() != "" {
		t.Error("a form without a mark has a key")
	}
}
