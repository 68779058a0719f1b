package models

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"anju/models/workday"
)

// The states of a change of a limit.
const (
	LimitWaiting   = "waiting" // for a second administrator
	LimitApproved  = "approved"
	LimitRefused   = "refused"
	LimitWithdrawn = "withdrawn" // by who proposed it
)

// LimitStates are the words for them.
var LimitStates = map[string]string{LimitWaiting: "等人批准", LimitApproved: "批准了", LimitRefused: "没批准", LimitWithdrawn: "撤回了"}

// LimitChange is another number for one of the limits, with what it rests on: one administrator proposes it, another one
// approves it. The newest that was approved counts instead of the number of the files.
type LimitChange struct {
	ID       int64
	Place    string // key of the profile whose number it is: the law of one place changes nothing in another
	Name     string // report_working_days
	Version  int    // 1, 2, … of this number
	Was      int    // in force when it was proposed
	Value    int
	Back     bool   // the number of the files counts again
	Source   string // law, rule or document
	DocNo    string
	DocDate  workday.Day
	Reason   string
	State    string
	MadeBy   int64
	MadeAt   workday.Moment
	JudgedBy int64 // who approved, refused or withdrew it
	JudgedAt workday.Moment
	Answer   string // why it was refused
}

// The steps that people take with a change of a limit.
const (
	LimitApprove  = "approve"
	LimitRefuse   = "refuse"
	LimitWithdraw = "withdraw"
)

var limitSteps = map[string]string{LimitApprove: LimitApproved, LimitRefuse: LimitRefused, LimitWithdraw: LimitWithdrawn}

// Done says whether somebody took this very step already: a button tapped twice.
func (c LimitChange) Done(step string, by int64) bool {
	return c.State == limitSteps[step] && c.JudgedBy == by
}

// Step takes a step by somebody at a moment. Errors: NotFound for a step that does not exist, Conflict where the change is
// past it, Forbidden where who proposed it would judge it himself, or another would withdraw it; Invalid at answer for a
// refusal without a word.
func (c *LimitChange) Step(step string, by int64, answer string, at workday.Moment) error {
	to, known := limitSteps[step]
	switch {
	case !known:
		return ErrNotFound
	case c.State != LimitWaiting:
		return Refuse(Conflict, "这一条已经"+LimitStates[c.State]+"，不能再办。请看一下最新的情况")
	case step == LimitWithdraw && c.MadeBy != by:
		return Refuse(Forbidden, "谁提的，由谁撤回。不同意请点不批准")
	case step != LimitWithdraw && c.MadeBy == by:
		return Refuse(Forbidden, "自己提的要请另一位管理员来批")
	case step == LimitRefuse && answer == "":
		return FaultAt("answer", "请写为什么不批准")
	case utf8.RuneCountInString(answer) > longestLimitWords:
		return FaultAt("answer", "写短一点，"+strconv.Itoa(longestLimitWords)+" 个字以内")
	}
	c.State, c.JudgedBy, c.JudgedAt, c.Answer = to, by, at, answer
	return nil
}

// longestLimitWords is how long what people write about a change may be, in characters.
const longestLimitWords = 100

// Judge names the faults of a proposal at its fields: source, doc_no, doc_date, reason. Who takes a number back has to say
// why, and nothing else. legal: a law sets the limit, so another number rests on a document that others can find.
func (c LimitChange) Judge(legal bool, today workday.Day) error {
	var faults Faults
	long := func(field, words string) {
		if utf8.RuneCountInString(words) > longestLimitWords {
			faults.Add(field, "写短一点，"+strconv.Itoa(longestLimitWords)+" 个字以内")
		}
	}
	if !c.Back {
		if c.Source == "" {
			faults.Add("source", "请写依据哪条法律、哪个文件")
		}
		if legal && c.DocNo == "" {
			faults.Add("doc_no", "这个数是法律定的，请写文号或者第几条")
		}
		switch {
		case c.DocDate == 0:
			faults.Add("doc_date", "请写文件的日期，例如 2026-11-01")
		case c.DocDate > today:
			faults.Add("doc_date", "文件的日期不能在今天以后")
		}
	}
	if c.Reason == "" {
		faults.Add("reason", "请写为什么改")
	}
	for _, f := range [][2]string{{"source", c.Source}, {"doc_no", c.DocNo}, {"reason", c.Reason}} {
		long(f[0], f[1])
	}
	return faults.Err()
}

// Basis is what the number rests on, in one line.
func (c LimitChange) Basis() string {
	words := []string{c.Source}
	if c.DocNo != "" {
		words = append(words, c.DocNo)
	}
	if c.DocDate != 0 {
		words = append(words, c.DocDate.String())
	}
	return strings.Join(words, "，")
}
