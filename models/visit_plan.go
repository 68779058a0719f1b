package models

import (
	"cmp"
	"slices"

	"anju/models/workday"
)

// VisitTask is an open flag with what was done about it so far.
type VisitTask struct {
	Flag     Flag
	TextedAt workday.Moment // the newest text about it that reached a phone; 0 = none
	Answered bool           // an answer by text came that a person has to read first
	Away     bool           // the person whom it asks about is away for a while (RULES 48)
	Knocked  bool           // somebody knocked at the home today, whatever he found
}

// VisitWait is why nobody goes there today.
type VisitWait string

// The reasons, in the order in which they are looked at.
const (
	WaitTurn    VisitWait = "turn"    // the landlord and the tenant are asked first; no step of the ladder has come to it
	WaitKnocked VisitWait = "knocked" // no second knock on one day
	WaitAway    VisitWait = "away"    // he is away for a while
	WaitRead    VisitWait = "read"    // an answer came that somebody has to read
	WaitAnswer  VisitWait = "answer"  // a text was sent and may be answered yet
	WaitVisited VisitWait = "visited" // a visit found something: it is to be closed, not visited again
	WaitFull    VisitWait = "full"    // the day is full
)

// VisitWaitWords say so on the page.
var VisitWaitWords = map[VisitWait]string{
	WaitTurn: "等短信回复", WaitKnocked: "去过了，不再敲门", WaitAway: "暂时不在，回来再去", WaitRead: "回了短信，先看回信", WaitAnswer: "短信发出不久，等回复",
	WaitVisited: "走访过，等办结", WaitFull: "排满了，改天去",
}

// VisitPlan is a worker's day: where he goes, in order, and why the rest waits.
type VisitPlan struct {
	Today []int64             // ids of flags, those of one home behind each other
	Homes int                 // how many homes that is
	Waits map[int64]VisitWait // by id of the flag
}

// PlanVisits chooses the visits of one worker's day. turn is the level from which a flag is his own task; left is how many
// homes he can still visit today. Flags of one home are one visit. A child alone and a foreigner's 24 hours wait for
// nothing: they go first, also when the day is full. After them the higher level goes first, then the longest due.
func PlanVisits(tasks []VisitTask, turn, left int, limits Limits, at workday.Moment) VisitPlan {
	plan := VisitPlan{Waits: map[int64]VisitWait{}}
	homes, first := map[int64][]VisitTask{}, []VisitTask(nil)
	for _, t := range tasks {
		if wait := t.waits(turn, limits, at); wait != "" {
			plan.Waits[t.Flag.ID] = wait
			continue
		}
		homes[t.Flag.UnitID] = append(homes[t.Flag.UnitID], t)
	}
	for _, of := range homes {
		slices.SortFunc(of, byUrgency)
		first = append(first, of[0])
	}
	slices.SortFunc(first, byUrgency)
	for i, lead := range first {
		for _, t := range homes[lead.Flag.UnitID] {
			if i >= left && !lead.urgent() {
				plan.Waits[t.Flag.ID] = WaitFull
				continue
			}
			plan.Today = append(plan.Today, t.Flag.ID)
		}
		if i < left || lead.urgent() {
			plan.Homes++
		}
	}
	return plan
}

func (t VisitTask) waits(turn int, limits Limits, at workday.Moment) VisitWait {
	answerBy := workday.At((t.TextedAt.Day() + workday.Day(limits.AnswerDays)).End())
	switch {
	case t.Knocked:
		return WaitKnocked
	case !t.Flag.VisitedAt.IsZero():
		return WaitVisited
	case t.Away && !t.private():
		return WaitAway
	case t.urgent():
		return ""
	case t.Answered:
		return WaitRead
	case t.Flag.Level < turn:
		return WaitTurn
	case !t.TextedAt.IsZero() && at < answerBy:
		return WaitAnswer
	}
	return ""
}

// urgent are the flags that keep one high level from opening (RULES 11).
func (t VisitTask) urgent() bool {
	rule, _ := RuleOf(t.Flag.Rule)
	return t.private() || rule.Fixed == 3
}

// private says whether it is about a child alone, who counts as there though he is said to be away (RULES 48).
func (t VisitTask) private() bool {
	rule, _ := RuleOf(t.Flag.Rule)
	return rule.Private
}

func byUrgency(a, b VisitTask) int {
	hurry := func(t VisitTask) int {
		if t.urgent() {
			return 0
		}
		return 1
	}
	return cmp.Or(hurry(a)-hurry(b), b.Flag.Level-a.Flag.Level, cmp.Compare(a.Flag.DueAt, b.Flag.DueAt), cmp.Compare(a.Flag.ID, b.Flag.ID))
}
