package models

import (
	"encoding/binary"
	"errors"
	"slices"
)

// PackHomes writes the ids of the homes that a sample is drawn from: sorted, each as its distance to the one before, so that
// thousands of homes take a few thousand bytes.
func PackHomes(ids []int64) []byte {
	all := slices.Clone(ids)
	slices.Sort(all)
	var b []byte
	last := int64(0)
	for _, id := range all {
		b, last = binary.AppendUvarint(b, uint64(id-last)), id
	}
	return b
}

// UnpackHomes reads what PackHomes wrote, sorted. Errors: the bytes end within a number, or are none of PackHomes.
func UnpackHomes(b []byte) ([]int64, error) {
	var ids []int64
	last := int64(0)
	for len(b) > 0 {
		step, n := binary.Uvarint(b)
		if n <= 0 || step == 0 || step > uint64(1<<62) {
			return nil, errors.New("models: a list of homes is broken")
		}
		last, b = last+int64(step), b[n:]
		ids = append(ids, last)
	}
	return ids, nil
}
