package models

import (
	"slices"
	"testing"
)

// TestAListOfHomesComesBackAsItWasKept: else a draw that was right comes out otherwise, and its officer is suspected.
func TestAListOfHomesComesBackAsItWasKept(t *testing.T) {
	many := []int64{}
	for id := int64(1); id < 40000; id += 1 + id%7 {
		many = append(many, id)
	}
	for _, ids := range [][]int64{{7}, {1, 2, 3}, {900, 3, 1 << 40, 55}, many} {
		b := PackHomes(ids)
		got, err := UnpackHomes(b)
		want := slices.Sorted(slices.Values(ids))
		if err != nil || !slices.Equal(got, want) {
			t.Fatalf("%d homes come back as %d: %v", len(want), len(got), err)
		}
	}
	if b := PackHomes(many); len(b) > 2*len(many) {
		t.Errorf("%d homes take %d bytes", len(many), len(b))
	}
	for name, b := range map[string][]byte{"ends within a number": {0x81}, "the same home twice": {5, 0}, "no number": slices.Repeat([]byte{0xff}, 12)} {
		if ids, err := UnpackHomes(b); err == nil {
			t.Errorf("%s: read as %v", name, ids)
		}
	}
}
