package site

import (
	"crypto/aes"
	"strings"
	"testing"
)

// TestAnAddressCarriesNoRowID: nobody counts or guesses, and what somebody types himself is no place.
func TestAnAddressCarriesNoRowID(t *testing.T) {
	block, err := aes.NewCipher(derive([]byte("secret"), "cursor"))
	if err != nil {
		t.Fatal(err)
	}
	s := &Site{cursors: block}
	for _, c := range []Cursor{{ID: 55}, {ID: 56}, {Turn: true, Due: 1795017600000, ID: 55}, {ID: 1<<40 - 1}} {
		text := s.WriteCursor(c)
		if got, ok := s.ReadCursor(text); !ok || got != c || strings.Contains(text, "55") && c.ID == 55 && len(text) < 20 {
			t.Errorf("%+v came back as %+v %v from %q", c, got, ok, text)
		}
		for i := range text {
			changed := []byte(text)
			if changed[i]++; changed[i] > 'z' {
				changed[i] = 'a'
			}
			if got, ok := s.ReadCursor(string(changed)); ok {
				t.Errorf("%q, changed from %q, is taken as %+v", changed, text, got)
			}
		}
	}
	for _, typed := range []string{"", "55", "1.1795017600000.55", "aaaaaaaaaaaaaaaaaaaaaaaaaa"} {
		if _, ok := s.ReadCursor(typed); ok {
			t.Errorf("%q is taken as a place", typed)
		}
	}
	if s.WriteCursor(Cursor{}) != "" {
		t.Error("the beginning has an address of its own")
	}
}
