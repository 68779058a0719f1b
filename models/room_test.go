package models

import "testing"

func TestARoomThatWasPartedStaysOnItsFloor(t *testing.T) {
	for no, want := range map[string]int{"103": 1, "1203": 12, "A305": 3, "102B": 1, "302-1": 3, "1203隔": 12, "东屋": 1, "5": 1, "": 1, "007": 1} {
		if got := FloorOf(no); got != want {
			t.Errorf("%q is taken to lie on floor %d, lies on %d", no, got, want)
		}
	}
}
