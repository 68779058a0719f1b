package models

import "slices"

// attacker reads every number that is told and works out what he can. A cell is an unknown number of people; he knows sums
// of cells, and that no cell is below zero.
type attacker struct {
	cells int
	sums  []sum
	zero  map[int]bool
	rows  [][]int64 // what he knows, solved as far as it goes
}

type sum struct {
	of []int
	n  int
}

const prime = 1_000_000_007 // sums that follow from others do so modulo a prime too

func (a *attacker) hears(of []int, n int) { a.sums = append(a.sums, sum{of, n}) }

// solve brings the known sums into echelon form, without the cells that an empty group empties.
func (a *attacker) solve() {
	a.zero, a.rows = map[int]bool{}, nil
	for _, s := range a.sums {
		for _, cell := range s.of {
			if s.n == 0 {
				a.zero[cell] = true
			}
		}
	}
	for _, s := range a.sums {
		if row := a.reduce(a.row(s.of)); row != nil {
			a.rows = append(a.rows, row)
		}
	}
}

func (a *attacker) row(of []int) []int64 {
	row := make([]int64, a.cells)
	for _, cell := range of {
		if !a.zero[cell] {
			row[cell] = 1
		}
	}
	return row
}

// reduce takes away what the known sums give; nil when nothing is left: then the group can be worked out.
func (a *attacker) reduce(row []int64) []int64 {
	for _, known := range a.rows {
		at := slices.IndexFunc(known, func(v int64) bool { return v != 0 })
		if factor := row[at]; factor != 0 {
			for i := range row {
				row[i] = ((row[i]-factor*known[i])%prime + prime) % prime
			}
		}
	}
	at := slices.IndexFunc(row, func(v int64) bool { return v != 0 })
	if at < 0 {
		return nil
	}
	inverse := power(row[at], prime-2)
	for i := range row {
		row[i] = row[i] * inverse % prime
	}
	return row
}

func power(x, n int64) int64 {
	y := int64(1)
	for ; n > 0; n >>= 1 {
		if n&1 == 1 {
			y = y * x % prime
		}
		x = x * x % prime
	}
	return y
}

// bounds narrows each cell by the known sums, cell by cell, until nothing moves.
func (a *attacker) bounds() (low, high []int) {
	low, high = make([]int, a.cells), make([]int, a.cells)
	for i := range high {
		high[i] = 1 << 30
	}
	for moved := true; moved; {
		moved = false
		for _, s := range a.sums {
			least, most := 0, 0
			for _, cell := range s.of {
				least, most = least+low[cell], min(most+high[cell], 1<<30)
			}
			for _, cell := range s.of {
				if h := s.n - (least - low[cell]); h < high[cell] {
					high[cell], moved = h, true
				}
				if l := s.n - (most - high[cell]); most < 1<<30 && l > low[cell] {
					low[cell], moved = l, true
				}
			}
			if moved {
				break // least and most are of before
			}
		}
	}
	return low, high
}

// knows says how the attacker works a group out, "" when he cannot.
func (a *attacker) knows(of []int, low, high []int) string {
	least, most := 0, 0
	for _, cell := range of {
		least, most = least+low[cell], most+high[cell]
	}
	if least == most {
		return "by bounds"
	}
	if a.reduce(a.row(of)) == nil {
		return "by subtraction"
	}
	return ""
}
