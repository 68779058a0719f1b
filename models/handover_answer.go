package models

import (
	"strconv"
	"strings"
	"time"

	"anju/models/workday"
)

// HandVerdict is what the police said about one row.
type HandVerdict struct {
	Row    string // 33990101-0007-0012
	Answer string
	On     workday.Day
	Reason string // code
}

// HandReply is an answer file: it names rows and codes and no person.
type HandReply struct {
	Number   string
	Stamp    workday.Moment // when it was written, by the clock over there
	Verdicts []HandVerdict
}

const (
	replyHead = "ANJU-ANSWER/1 "
	replyEnd  = "END "
)

// Text is the answer as it is proved: everything before the line that carries the proof.
func (r HandReply) Text() []byte {
	var b strings.Builder
	b.WriteString(replyHead + r.Number + " " + r.Stamp.RFC3339() + " " + strconv.Itoa(len(r.Verdicts)) + "\n")
	for _, v := range r.Verdicts {
		b.WriteString(strings.Join([]string{v.Row, v.Answer, v.On.String(), v.Reason}, ",") + "\n")
	}
	return []byte(b.String())
}

// Sealed is the answer with the line that proves it.
func (r HandReply) Sealed(proof string) []byte {
	return append(r.Text(), []byte(replyEnd+proof+"\n")...)
}

// ReadReply reads an answer file. text is what the proof is about; whoever calls checks it before he believes a word.
// Errors: Invalid, the file as a whole is refused.
func ReadReply(file []byte) (r HandReply, text []byte, proof string, err error) {
	broken := Refuse(Invalid, "这不是完整的回执文件，可能只抄到一半。请把回执文件再拷一次")
	body := strings.ReplaceAll(string(file), "\r\n", "\n")
	end := strings.LastIndex(body, "\n"+replyEnd)
	if !strings.HasPrefix(body, replyHead) || end < 0 {
		return r, nil, "", broken
	}
	text, proof = []byte(body[:end+1]), strings.TrimSpace(body[end+1+len(replyEnd):])
	lines := strings.Split(strings.TrimSuffix(string(text), "\n"), "\n")
	head := strings.Fields(strings.TrimPrefix(lines[0], replyHead))
	if len(head) != 3 {
		return r, nil, "", broken
	}
	r.Number = head[0]
	stamp, err := time.Parse(time.RFC3339, head[1])
	if r.Stamp = workday.At(stamp); err != nil || head[2] != strconv.Itoa(len(lines)-1) || len(lines)-1 > 2*BatchMost {
		return r, nil, "", broken
	}
	for _, line := range lines[1:] {
		cells := strings.Split(line, ",")
		if len(cells) != 4 {
			return r, nil, "", broken
		}
		v := HandVerdict{Row: cells[0], Answer: cells[1], Reason: cells[3]}
		if cells[2] != "" {
			if v.On, err = workday.ParseDay(cells[2]); err != nil {
				return r, nil, "", broken
			}
		}
		r.Verdicts = append(r.Verdicts, v)
	}
	return r, text, proof, nil
}

// JudgeVerdict says what is wrong with one line of an answer to a batch, "" when nothing is. movedIn is of the stay that
// the row is about.
func JudgeVerdict(v HandVerdict, row BatchRow, movedIn, today workday.Day, h Handover) string {
	_, known := h.Reason(v.Reason)
	tells := row.Kind == HandIn || row.Kind == HandChange
	switch {
	case v.Answer == HandReturned && !known:
		return "退回原因不在名单里，请从名单里选一个"
	case v.Answer == HandReturned:
		return ""
	case v.Answer != HandAccepted:
		return "登记结果要写“已登记”或“退回”"
	case tells && v.On.IsZero():
		return "写了已登记，没写登记日期"
	case v.On > today:
		return "登记日期不能晚于今天"
	case tells && v.On < movedIn:
		return "登记日期不能早于入住日期"
	}
	return ""
}

// Says tells whether a row has this answer already.
func (r BatchRow) Says(v HandVerdict) bool {
	return r.Answer == v.Answer && (v.Answer == HandReturned && r.Reason == v.Reason || v.Answer == HandAccepted && r.RegisteredOn == v.On)
}
