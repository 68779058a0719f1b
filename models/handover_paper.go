package models

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"anju/models/workday"
)

// HandPaper is what lies in the sealed file of a batch. With it the other side needs neither network nor register: the
// names of the fields, the reasons to choose from, and the key that proves its answer.
type HandPaper struct {
	Version   int          `json:"version"`
	Number    string       `json:"number"`
	Area      string       `json:"area"`
	MadeAt    string       `json:"made_at"` // RFC 3339
	Fields    []HandField  `json:"fields"`
	Rows      [][]string   `json:"rows"` // kind, then the fields
	Reasons   []HandReason `json:"reasons"`
	AnswerKey []byte       `json:"answer_key"`
}

// handVersion is of the paper and of the answer.
const handVersion = 1

// NewHandPaper begins the paper of a batch.
func NewHandPaper(b Batch, area Area, h Handover, answerKey []byte) *HandPaper {
	return &HandPaper{Version: handVersion, Number: b.Number, Area: area.Code, MadeAt: b.MadeAt.RFC3339(), Fields: h.Fields, Reasons: h.Reasons, AnswerKey: answerKey}
}

// Add writes one row in the order of the fields.
func (p *HandPaper) Add(kind string, c HandContent) {
	row := []string{HandKinds[kind]}
	for _, f := range p.Fields {
		row = append(row, c[f.Key])
	}
	p.Rows = append(p.Rows, row)
}

// Bytes is the paper as it is sealed.
func (p *HandPaper) Bytes() ([]byte, error) { return json.Marshal(p) }

// ReadHandPaper reads a paper that was opened. Errors: Invalid.
func ReadHandPaper(data []byte) (HandPaper, error) {
	var p HandPaper
	if err := json.Unmarshal(data, &p); err != nil || p.Version != handVersion {
		return p, Refuse(Invalid, "文件打开了，里面的格式不认得。请用和对方一样新的程序")
	}
	for _, row := range p.Rows {
		if len(row) != len(p.Fields)+1 {
			return p, Refuse(Invalid, "文件打开了，里面缺了格子。请对方再写一次这一批")
		}
	}
	return p, nil
}

// The columns of the list on the other side that are not fields: the row's number, and the answer.
const (
	HandRowColumn    = "交接行号"
	HandKindColumn   = "变动"
	HandAnswerColumn = "登记结果"
	HandDayColumn    = "登记日期"
	HandReasonColumn = "退回原因"
)

// RowID is the number of a row as it stands in the list: 33990101-0007-0012.
func RowID(number string, no int) string { return fmt.Sprintf("%s-%04d", number, no) }

// SplitRowID takes the number of a row apart; no is 0 when it is none.
func SplitRowID(id string) (number string, no int) {
	i := strings.LastIndexByte(id, '-')
	if i <= 0 {
		return id, 0
	}
	no, err := strconv.Atoi(id[i+1:])
	if err != nil || no < 1 {
		return id, 0
	}
	return id[:i], no
}

// Header is the head of the list for people: the row, what happened, the fields, and the three cells to fill in.
func (p HandPaper) Header() []string {
	head := []string{HandRowColumn, HandKindColumn}
	for _, f := range p.Fields {
		head = append(head, f.Name)
	}
	return append(head, HandAnswerColumn, HandDayColumn, HandReasonColumn)
}

// List is one row of that list; the answer is left empty.
func (p HandPaper) List(i int) []string {
	return append(append([]string{RowID(p.Number, i+1)}, p.Rows[i]...), "", "", "")
}

// Reply answers the rows for which says has a word, as of a moment; a row that is registered is so from that day.
func (p HandPaper) Reply(at workday.Moment, says func(no int) (answer, reason string)) HandReply {
	r := HandReply{Number: p.Number, Stamp: at}
	for i := range p.Rows {
		v := HandVerdict{Row: RowID(p.Number, i+1)}
		v.Answer, v.Reason = says(i + 1)
		if v.Answer == HandAccepted {
			v.On = at.Day()
		}
		if v.Answer != HandUnanswered {
			r.Verdicts = append(r.Verdicts, v)
		}
	}
	return r
}

// HandColumns are the columns of a filled list that are read back; of the others nothing is looked at.
var HandColumns = []Column{
	{Key: "row", Words: HandRowColumn, Must: true},
	{Key: "answer", Words: HandAnswerColumn, Must: true},
	{Key: "day", Words: HandDayColumn, Time: true},
	{Key: "reason", Words: HandReasonColumn},
}

// ReadVerdict reads the three cells that somebody filled in; ok is false for a row that was left empty. Reasons may be
// chosen by code or by words.
func (p HandPaper) ReadVerdict(row, answer, day, reason string) (v HandVerdict, ok bool, fault string) {
	v = HandVerdict{Row: row, Reason: reason}
	switch answer {
	case "":
		if day != "" || reason != "" {
			fault = "写了日期或退回原因，没写登记结果"
		}
		return v, false, fault
	case "已登记", "登记", "通过", HandAccepted:
		v.Answer = HandAccepted
	case "退回", HandReturned:
		v.Answer = HandReturned
	default:
		return v, false, "登记结果要写“已登记”或“退回”"
	}
	if day != "" {
		var err error
		if v.On, err = workday.ParseDay(day); err != nil {
			return v, false, "登记日期看不懂，请写成 2026-11-28"
		}
	}
	for _, r := range p.Reasons {
		if reason == r.Words {
			v.Reason = r.Code
		}
	}
	return v, true, ""
}
