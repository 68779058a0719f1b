package models

import (
	"slices"

	"anju/models/workday"
)

// The kinds of an amendment.
const (
	AmendCorrect = "correct" // 更正
	AmendMerge   = "merge"   // 合并
)

// Amendment is what an officer put right in the entry of a person, or which two entries of one home he made one.
type Amendment struct {
	ID        int64
	Ref       string
	Kind      string
	UnitID    int64
	StayID    int64
	TenantID  int64  // who was corrected, or was kept
	What      string // 姓名、证件号: the fields, without their values
	Reason    string // of AmendReasons
	Role      string
	Old       string `gorm:"-"` // what stood there before, as JSON; sealed at rest; "" once it is erased
	MadeAt    workday.Moment
	MadeBy    int64
	UndoneAt  workday.Moment // the merge was taken apart again
	UndoneBy  int64
	UndoneWhy string
}

// Undone says whether a merge was taken apart again.
func (a Amendment) Undone() bool { return !a.UndoneAt.IsZero() }

// AmendReasons are why an officer changes the entry of a person; the person reads the one that was chosen.
var AmendReasons = []string{"照证件核对过", "本人要求更正", "录入时打错了", "派出所退回"}

// MergeReasons are why two entries are one person, SplitReasons why they are not.
var (
	MergeReasons = []string{"本人用两种证件登记", "证件号打错，登记了两次", "见到本人，确认是一个人"}
	SplitReasons = []string{"见到本人，是两个人", "合并时选错了人"}
)

// Merge is what becomes of the stays when two entries of one home turn out to be one person.
type Merge struct {
	Kept []Stay // of the one who is kept; only those that change
	Gone []Stay // of the other: all of them are his now
}

// MergeStays makes the stays of gone those of kept. One that overlaps a stay of kept was entered twice: it becomes void, and the
// other takes over the earlier day of moving in and of the report. ok is false where the entry that would become void lasts
// longer than the one that stays: then they are to be merged the other way round.
func MergeStays(kept, gone []Stay, into Stay, at workday.Moment) (m Merge, ok bool) {
	kept = slices.Clone(kept)
	changed := map[int64]bool{}
	for _, g := range gone {
		twice := -1
		for i, k := range kept {
			if k.State == StayVoid || g.State == StayVoid || !k.Meets(g) {
				continue
			}
			if twice >= 0 || endsLater(g, k) {
				return Merge{}, false
			}
			twice = i
		}
		if twice >= 0 {
			changed[kept[twice].ID] = takeOver(&kept[twice], g) || changed[kept[twice].ID]
			g.State, g.VoidedAt = StayVoid, at
		}
		g.TenantID, g.DocIndex, g.Foreign, g.BothAt = into.TenantID, into.DocIndex, into.Foreign, 0
		m.Gone = append(m.Gone, g)
	}
	for _, k := range kept {
		if changed[k.ID] {
			m.Kept = append(m.Kept, k)
		}
	}
	return m, true
}

// Meets says whether two stays have a day in common; one that ended on the day it began has none.
func (s Stay) Meets(o Stay) bool {
	before := func(a, b Stay) bool { return !a.MovedOutOn.IsZero() && a.MovedOutOn <= b.MovedInOn }
	never := func(s Stay) bool { return s.MovedOutOn == s.MovedInOn }
	return !before(s, o) && !before(o, s) && !never(s) && !never(o)
}

func endsLater(a, b Stay) bool {
	return !b.MovedOutOn.IsZero() && (a.MovedOutOn.IsZero() || a.MovedOutOn > b.MovedOutOn)
}

// takeOver gives a stay the earlier day and the earlier report of one that was entered twice.
func takeOver(k *Stay, g Stay) bool {
	before := *k
	if g.MovedInOn < k.MovedInOn {
		k.MovedInOn, k.MovedInAt = g.MovedInOn, g.MovedInAt
	}
	if !g.ReportedAt.IsZero() && (k.ReportedAt.IsZero() || g.ReportedAt < k.ReportedAt) {
		k.ReportedAt = g.ReportedAt
		if k.State == StayDeclared {
			k.State = StayReported
		}
	}
	return before.MovedInOn != k.MovedInOn || before.ReportedAt != k.ReportedAt
}
