package store_test

import (
	"errors"
	"strings"
	"testing"

	"anju/models/store"
)

// TestAFaultInOneOfTwoReadingsIsNoHalfPage: else a page shows nobody where nobody could be read, or the program ends.
func TestAFaultInOneOfTwoReadingsIsNoHalfPage(t *testing.T) {
	a, b := errors.New("a"), errors.New("b")
	answers := func(err error) func() error { return func() error { return err } }
	for _, c := range []struct{ first, second, want error }{{nil, nil, nil}, {a, nil, a}, {nil, b, b}, {a, b, a}} {
		if got := store.Together(answers(c.first), answers(c.second)); got != c.want {
			t.Errorf("%v and %v are %v", c.first, c.second, got)
		}
	}
	met := make(chan bool)
	err := store.Together(func() error { met <- true; return nil }, func() error { <-met; return b })
	if err != b {
		t.Errorf("side by side: %v", err)
	}
	ended := false
	func() {
		defer func() {
			if words := recover(); words != "no such home" || !ended {
				t.Errorf("a panic in the first is %v, the second ended: %v", words, ended)
			}
		}()
		started := make(chan bool)
		_ = store.Together(func() error { <-started; panic("no such home") }, func() error { close(started); ended = true; return b })
	}()
	defer func() {
		if words, _ := recover().(string); !strings.Contains(words, "no such room") {
			t.Errorf("a panic beside it is %q", words)
		}
	}()
	_ = store.Together(answers(nil), func() error { panic("no such room") })
}
