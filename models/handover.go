package models

import (
	"bytes"

	"anju/models/workday"
)

// What a row of a batch says about a stay. Each row carries the whole stay, so that none needs the one before it.
const (
	HandIn     = "in"     // somebody lives there whom the police do not know there yet
	HandChange = "change" // what they know of him changed
	HandOut    = "out"    // he moved out
	HandVoid   = "void"   // the stay was a mistake
)

// HandKinds are the words for what a row says, as they stand in the file.
var HandKinds = map[string]string{HandIn: "入住", HandChange: "变更", HandOut: "搬走", HandVoid: "误登撤销"}

// What the police answered to a row.
const (
	HandUnanswered = ""
	HandAccepted   = "accepted" // 派出所已登记
	HandReturned   = "returned" // 退回
)

// The states of a batch.
const (
	BatchOpen     = "open"     // rows of it wait for their answer; its file is kept
	BatchAnswered = "answered" // every row has one; the file is gone
)

// BatchMost is how many rows one batch takes; what is left over goes with the next.
const BatchMost = 2000

// Batch is one numbered file that left for the police's own platform.
type Batch struct {
	ID         int64
	Ref        string
	AreaID     int64
	No         int    // counted in its area
	Number     string // 33990101-0007, what people call it
	State      string
	Size       int
	Digest     string         // SM3 of the sealed file in hexadecimal digits: two copies of one batch are the same
	KeySerial  int            // of the exchange key that closed the file
	Reason     string         // why it was made, as the tenants read it
	MadeAt     workday.Moment // also the time at which it was judged what changed
	MadeBy     int64
	Fetched    int // how often the file was taken
	FetchedAt  workday.Moment
	AnsweredAt workday.Moment // when the last open row got its answer
}

// BatchRow is one stay in one batch.
type BatchRow struct {
	ID           int64
	BatchID      int64
	StayID       int64
	No           int // of the row in its batch, from 1
	Turn         int // the how manieth row of the stay this is, from 1; no two rows of a stay have the same
	Kind         string
	Mark         []byte // keyed print of what was handed over: the version of the stay
	Answer       string
	Reason       string         // code of HandReason
	RegisteredOn workday.Day    // the day that the police gave
	AnswerStamp  workday.Moment // the answer's own time: of two answers to one row the later counts, whichever comes first
	AnsweredAt   workday.Moment // when the answer was brought in
	HandAgain    bool           // to be handed over once more as it is: returned and settled, or never answered
}

// HandField is one field of the file: what it is called there, and how sure that is.
type HandField struct {
	Key     string `json:"key"`     // of HandKeys
	Name    string `json:"name"`    // in the file
	Words   string `json:"words"`   // in Chinese
	Source  string `json:"source"`  // where the name comes from
	Checked string `json:"checked"` // YYYY-MM-DD of the check against the standard; "" = 待核对
}

// HandReason is why the police returned a row. Their own words stay with them: people read the plain ones.
type HandReason struct {
	Code   string `json:"code"`
	Words  string `json:"words"`  // for whoever fills in the answer
	Person string `json:"person"` // for landlord, tenant and officer: what to do. It names no other home.
}

// Handover is how the file is written.
type Handover struct {
	Fields  []HandField  `json:"fields"`
	Reasons []HandReason `json:"reasons"`
}

// Reason finds a reason by its code.
func (h Handover) Reason(code string) (HandReason, bool) {
	for _, r := range h.Reasons {
		if r.Code == code {
			return r, true
		}
	}
	return HandReason{}, false
}

// HandKeys are all that may leave: what the law asks of a registration (DOMAIN 2.3), and nothing that was asked, noted,
// visited or flagged. Their order is that of the print of a version.
var HandKeys = []string{"unit_code", "area_code", "area_name", "address", "room_no", "name", "doc_type", "doc_no", "country", "sex", "birth", "phone",
	"moved_in_on", "moved_out_on", "lease_end", "relation", "guardian_name", "guardian_phone", "landlord_name", "landlord_phone"}

// HandContent is what is handed over of one stay, by key.
type HandContent map[string]string

// HandDue says whether a stay goes into the next batch and as what. rows are those of the stay, by turn; mark is the print
// of what would leave now. begun is the day of the first batch ever: who had moved out before is history. A row that is
// under way is sent again only when the stay changed since; a returned one when it changed or somebody said so.
func HandDue(s Stay, mark []byte, rows []BatchRow, begun workday.Day, at workday.Moment) (kind string, due bool) {
	if !handable(s, rows, begun, at) {
		return "", false
	}
	if n := len(rows); n > 0 && bytes.Equal(rows[n-1].Mark, mark) && !rows[n-1].again() {
		return "", false
	}
	return handKind(s, rows, at), true
}

// HandNews is what HandDue says before anybody opens what would leave: of a stay of which only that changed it says nothing.
func HandNews(s Stay, rows []BatchRow, begun workday.Day, at workday.Moment) (kind string, due bool) {
	if !handable(s, rows, begun, at) {
		return "", false
	}
	kind = handKind(s, rows, at)
	if n := len(rows); n > 0 && !rows[n-1].again() && over(kind) == over(rows[n-1].Kind) {
		return "", false
	}
	return kind, true
}

// over is the kind of a row that says that somebody lives there no more; all others say alike that he does.
func over(kind string) string {
	if kind == HandOut || kind == HandVoid {
		return kind
	}
	return ""
}

// again says whether somebody wants the row handed over once more as it is.
func (r BatchRow) again() bool { return r.Answer != HandAccepted && r.HandAgain }

func handKind(s Stay, rows []BatchRow, at workday.Moment) string {
	switch {
	case s.State == StayVoid:
		return HandVoid
	case s.Gone(at.Day()):
		return HandOut
	case knownThere(rows):
		return HandChange
	}
	return HandIn
}

// Gone says whether somebody has moved out by a day.
func (s Stay) Gone(d workday.Day) bool { return !s.MovedOutOn.IsZero() && s.MovedOutOn <= d }

// handable says whether a stay is one for the police at all: reported, begun, and with nothing open about it. A mistake is
// told only where the police were told before.
func handable(s Stay, rows []BatchRow, begun workday.Day, at workday.Moment) bool {
	switch {
	case !s.ErasedAt.IsZero() || !s.Reported(at) || s.MovedInOn > at.Day():
		return false
	case s.State == StayVoid:
		return knownThere(rows)
	case !s.DisputedAt.IsZero() || s.SaidLeft(at.Day()):
		return false
	}
	return len(rows) > 0 || !s.Gone(at.Day()) || s.MovedOutOn >= begun
}

// HandHeld says whether a stay waits for a word before it is handed over: a dispute, or somebody said that he left.
func HandHeld(s Stay, at workday.Moment) bool {
	return s.State != StayVoid && s.Reported(at) && s.MovedInOn <= at.Day() && (!s.DisputedAt.IsZero() || s.SaidLeft(at.Day()))
}

// knownThere says whether the police know, or are being told, that he lives there.
func knownThere(rows []BatchRow) bool {
	known := false
	for _, r := range rows {
		if r.Answer == HandReturned || r.Answer == HandUnanswered && r.HandAgain {
			continue
		}
		known = r.Kind == HandIn || r.Kind == HandChange
	}
	return known
}

// The second fact of a stay: what the police say, beside what was entered here.
const (
	PoliceNone     = ""         // nothing was handed over yet
	PoliceSent     = "sent"     // handed over, no answer yet
	PoliceDone     = "done"     // registered, and nothing changed since
	PoliceReturned = "returned" // returned
	PoliceNext     = "next"     // changed since, or to be sent again: goes with the next batch
)

// PoliceWords are the words for it in lists.
var PoliceWords = map[string]string{PoliceNone: "未移交", PoliceSent: "等回话", PoliceDone: "派出所已登记", PoliceReturned: "退回", PoliceNext: "下一次移交"}

// Standing is how a stay stands with the police.
type Standing struct {
	State  string      // of Police…
	On     workday.Day // registered with the police on; 0 = never. It stays while a later change is under way
	Reason HandReason  // of the last row, if it was returned; mended or not
	Sent   workday.Day // when the last row of it left
	Kind   string      // of the last row
}

// Registered says whether the police have the stay in their own register.
func (s Standing) Registered() bool { return !s.On.IsZero() }

// StandingOf is how a stay stands. An answer to an older version says nothing about a newer one. sent tells the day on
// which a batch was made.
func StandingOf(s Stay, mark []byte, rows []BatchRow, sent func(batchID int64) workday.Day, reasons Handover) Standing {
	st := Standing{}
	if !s.PoliceAt.IsZero() {
		st.On = s.PoliceAt.Day()
	}
	if len(rows) == 0 {
		if st.Registered() {
			st.State = PoliceDone
		}
		return st
	}
	last := rows[len(rows)-1]
	st.Sent, st.Kind = sent(last.BatchID), last.Kind
	if last.Answer == HandReturned {
		st.Reason, _ = reasons.Reason(last.Reason)
	}
	switch same := bytes.Equal(last.Mark, mark); {
	case !same || last.HandAgain:
		st.State = PoliceNext
	case last.Answer == HandAccepted:
		st.State = PoliceDone
	case last.Answer == HandReturned:
		st.State = PoliceReturned
	default:
		st.State = PoliceSent
	}
	return st
}

// PoliceMoment is how the day of a registration with the police is kept: its end, and never a moment that has not come.
func PoliceMoment(day workday.Day, at workday.Moment) workday.Moment {
	return min(at, workday.At(day.End())-1)
}

// PoliceAfter is when the person registered with the police, after answers to rows of the stay: the earliest day that the
// police gave, or that somebody put down by hand. undone is a day that an answer took back; 0 = none.
func PoliceAfter(s Stay, undone workday.Day, rows []BatchRow, at workday.Moment) workday.Moment {
	police := s.PoliceAt
	if !undone.IsZero() && police.Day() == undone {
		police = 0
	}
	for _, r := range rows {
		if r.Answer != HandAccepted || r.Kind != HandIn && r.Kind != HandChange || r.RegisteredOn.IsZero() {
			continue
		}
		if police.IsZero() || r.RegisteredOn < police.Day() {
			police = PoliceMoment(r.RegisteredOn, at)
		}
	}
	return police
}
