package carriertest

import (
	"testing"
	"time"
)

func mustTime(t *testing.T, s string) time.Time {
	t.Helper()
	at, err := time.Parse(time.RFC3339, s)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func checkFault(t *testing.T, name string, got *fault, code string) {
	t.Helper()
	switch {
	case got == nil && code != "":
		t.Errorf("%s: let through, want %s", name, code)
	case got != nil && got.code != code:
		t.Errorf("%s: %s (%s), want %q", name, got.code, got.words, code)
	}
}
