package models

import (
	"cmp"
	"slices"
)

// LeastTold is the smallest group of people that a statistic tells of (UX 1).
const LeastTold = 10

// Count is one group of a statistic.
type Count struct {
	Key string `json:"key"`
	N   int    `json:"n"`
}

// OtherGroup is the key of what was too small to stand alone.
const OtherGroup = "other"

// MergeSmall makes counts by province fit to be told: groups under ten people go into "other", with those whose document
// names no province. Where "other" would still give a small group away, because it is one alone or holds under ten
// people, the next smallest group goes in too.
func MergeSmall(counts map[string]int) []Count {
	told := []Count{}
	other, small := counts[""], 0
	for key, n := range counts {
		switch {
		case key == "" || n == 0:
		case n < LeastTold:
			other, small = other+n, small+1
		default:
			told = append(told, Count{key, n})
		}
	}
	slices.SortFunc(told, func(a, b Count) int { return cmp.Or(b.N-a.N, cmp.Compare(a.Key, b.Key)) })
	for merged := small; len(told) > 0 && other > 0 && (other < LeastTold || small > 0 && merged < 2); merged++ {
		last := told[len(told)-1]
		told, other = told[:len(told)-1], other+last.N
	}
	if other > 0 {
		told = append(told, Count{OtherGroup, other})
	}
	return told
}

// Tellable says whether no group is small: each is empty or has ten people or more.
func Tellable(groups []int) bool {
	return !slices.ContainsFunc(groups, func(n int) bool { return n > 0 && n < LeastTold })
}

// AreaGroups are the people of an area and of all below it, by the groups of one table.
type AreaGroups struct {
	ID, Up int64 // Up: the area above, which may be missing
	Groups []int
}

func (a AreaGroups) people() (sum int) {
	for _, n := range a.Groups {
		sum += n
	}
	return sum
}

// TellAreas chooses the areas of which a table may be told, so that no subtraction of areas told from the one above leaves
// a small group: what is left of an area without the areas below that are told (those hidden, and homes that lie in no
// area below) has no small group either. Where it would have one, the smallest area that is told is hidden too, until it
// has none. Below a hidden area all are hidden.
func TellAreas(areas []AreaGroups) map[int64]bool {
	known, below, told := map[int64]bool{}, map[int64][]AreaGroups{}, map[int64]bool{}
	for _, a := range areas {
		known[a.ID] = true
	}
	for _, a := range areas {
		below[a.Up] = append(below[a.Up], a)
	}
	var tell func(AreaGroups)
	tell = func(a AreaGroups) {
		told[a.ID] = true
		rest, shown := slices.Clone(a.Groups), []AreaGroups{}
		for _, b := range below[a.ID] {
			if Tellable(b.Groups) {
				shown = append(shown, b)
				subtract(rest, b.Groups, 1)
			}
		}
		slices.SortStableFunc(shown, func(a, b AreaGroups) int { return cmp.Or(b.people()-a.people(), cmp.Compare(a.ID, b.ID)) })
		for hide := len(shown) - 1; hide >= 0 && !Tellable(rest); hide-- {
			if shown[hide].people() > 0 {
				subtract(rest, shown[hide].Groups, -1)
				shown = slices.Delete(shown, hide, hide+1)
			}
		}
		for _, b := range shown {
			tell(b)
		}
	}
	for _, a := range areas {
		if !known[a.Up] && Tellable(a.Groups) {
			tell(a)
		}
	}
	return told
}

func subtract(from, groups []int, times int) {
	for i, n := range groups {
		from[i] -= times * n
	}
}

// ColumnsOf joins the groups of a whole table that are too small to stand alone: each column that may be told is a list of
// places in the table. Small groups that are too few together take the next smallest with them.
func ColumnsOf(groups []int) [][]int {
	var small, told []int
	sum := 0
	for i, n := range groups {
		if n > 0 && n < LeastTold {
			small, sum = append(small, i), sum+n
		} else {
			told = append(told, i)
		}
	}
	slices.SortStableFunc(told, func(a, b int) int { return groups[b] - groups[a] })
	for k := len(told) - 1; k >= 0 && len(small) > 0 && sum < LeastTold; k-- {
		if groups[told[k]] > 0 {
			small, sum = append(small, told[k]), sum+groups[told[k]]
			told = slices.Delete(told, k, k+1)
		}
	}
	slices.Sort(told)
	slices.Sort(small)
	var columns [][]int
	for _, i := range told {
		columns = append(columns, []int{i})
	}
	if len(small) > 0 {
		columns = append(columns, small)
	}
	return columns
}

// inColumns adds groups up by columns.
func inColumns(groups []int, columns [][]int) []int {
	sums := make([]int, len(columns))
	for c, places := range columns {
		for _, i := range places {
			sums[c] += groups[i]
		}
	}
	return sums
}
