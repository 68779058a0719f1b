package models

import (
	"cmp"
	"math/rand/v2"
	"slices"

	"anju/models/workday"
)

// The kinds of sample (DOMAIN 2.4).
const (
	SampleField  = "field"  // 顺查: from the people who are found to the roster
	SampleRoster = "roster" // 倒查: from the roster to the people who are found
)

// SampleKinds are the kinds and their words, in the order of the form.
var SampleKinds = [][2]string{{SampleField, "顺查：从人查册"}, {SampleRoster, "倒查：从册查人"}}

// Sample are homes of a grid drawn by lot.
type Sample struct {
	ID        int64
	Ref       string
	Kind      string
	Seed      int64 // draws the same homes again from the same homes
	Homes     int   // from how many it was drawn
	Ancestors `gorm:"embedded"`
	DrawnAt   workday.Moment
	DrawnBy   int64
}

// SampleItem is one home of a sample: who checks it, and what he counted.
type SampleItem struct {
	ID        int64
	Ref       string
	SampleID  int64
	UnitID    int64
	CheckerID int64 // 0 = nobody fits
	CheckedAt workday.Moment
	People    int // 顺查: people found; 倒查: people of the roster
	Agreed    int // 顺查: of them those registered; 倒查: of them those found living there
	Fields    int // lines of records that were looked at
	Right     int `gorm:"column:fields_right"`
}

// DrawHomes draws n of some homes by lot: the same ids and seed draw the same homes, in whatever order the ids come.
func DrawHomes(ids []int64, n int, seed int64) []int64 {
	all := slices.Clone(ids)
	slices.Sort(all)
	lot := rand.NewPCG(uint64(seed), 0)
	for i := range min(n, len(all)) {
		j := i + int(lot.Uint64()%uint64(len(all)-i))
		all[i], all[j] = all[j], all[i]
	}
	return all[:min(n, len(all))]
}

// Checker is somebody who could check a home of a sample.
type Checker struct {
	UserID int64
	Here   bool // he works in the grid of the home
	Load   int  // homes that he was given already
}

// PickChecker chooses who checks a home: never one of those who visited it lately, one of another grid if there is any, of
// these the one with the least to do. 0 = nobody fits.
func PickChecker(checkers []Checker, visited map[int64]bool) int64 {
	fit := slices.DeleteFunc(slices.Clone(checkers), func(c Checker) bool { return visited[c.UserID] })
	if len(fit) == 0 {
		return 0
	}
	here := func(c Checker) int {
		if c.Here {
			return 1
		}
		return 0
	}
	return slices.MinFunc(fit, func(a, b Checker) int {
		return cmp.Or(here(a)-here(b), a.Load-b.Load, cmp.Compare(a.UserID, b.UserID))
	}).UserID
}

// Left says whether somebody left a home in the days from first to last, and whether he was checked out in time: within
// the working days of the place after he left (注销率). Who is said to have left and waits to
// be checked out is counted on the day after they are over, and not before.
func Left(s Stay, first, last workday.Day, limits Limits) (left, inTime bool) {
	on := s.MovedOutOn
	if s.State == StayVoid {
		return false, false
	}
	waits := on.IsZero() && !s.SaidLeftOn.IsZero() // somebody said so, and nobody has checked him out
	if waits {
		on = limits.Calendar.Add(s.SaidLeftOn, limits.CheckoutDays) + 1
	}
	if on.IsZero() || on < first || on > last {
		return false, false
	}
	if waits {
		return true, false
	}
	if s.LeavingUntil.IsZero() { // a list said so
		return true, true
	}
	said := (s.LeavingUntil - 1).Day() - workday.Day(limits.RecallDays)
	return true, said <= limits.Calendar.Add(on, limits.CheckoutDays)
}

// Share is a part of a whole, for a rate.
type Share struct{ Part, Whole int }

// Rates are the five rates of DOMAIN 2.4 for a month, and what tenants said when they were asked whether somebody came.
type Rates struct {
	Registered Share // 登记率: of the people found those already registered
	Consistent Share // 人户一致率: of the people of the roster those found living there
	CheckedOut Share // 注销率: of those who left those checked out in time
	Accurate   Share // 准确率: of the lines looked at those that are right
	Visited    Share // 月查验率: of the homes those scanned in the month
	Came       Share // of the tenants who answered those who said that somebody came
}
