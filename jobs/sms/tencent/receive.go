package tencent

import (
	"bytes"
	"encoding/json"
	"errors"
	"strconv"
	"time"

	"anju/jobs/sms"
	"anju/jobs/sms/wire"
	"anju/models/phone"
	"anju/models/workday"
)

// report is one line of a status callback. The vendor repeats our name for the
// call in ext where it has switched that on.
type report struct {
	Time   string     `json:"user_receive_time"`
	Mobile wire.Loose `json:"mobile"`
	Status string     `json:"report_status"`
	Code   string     `json:"errmsg"`
	Words  string     `json:"description"`
	ID     wire.Loose `json:"sid"`
	Ext    string     `json:"ext"`
}

// upward is an answer; each comes by itself.
type upward struct {
	Mobile wire.Loose `json:"mobile"`
	Text   *string    `json:"text"`
	Time   wire.Loose `json:"time"` // Unix seconds
	Dest   wire.Loose `json:"extend"`
}

// Read takes apart a list of reports or a single answer; both may be told to
// call one address.
func (g *Gateway) Read(call sms.Call) (sms.News, error) {
	var news sms.News
	if body := bytes.TrimSpace(call.Body); bytes.HasPrefix(body, []byte("{")) {
		var u upward
		if json.Unmarshal(body, &u) != nil || u.Text == nil || u.Mobile == "" {
			return news, errors.New("not an answer")
		}
		in := sms.Inbound{From: phone.Normalise(string(u.Mobile)), Dest: string(u.Dest), Text: *u.Text, Raw: body}
		if seconds, err := strconv.ParseInt(string(u.Time), 10, 64); err == nil {
			in.At = time.Unix(seconds, 0).UTC()
		}
		news.Inbound = append(news.Inbound, in)
		return news, nil
	}
	var lines []json.RawMessage
	if json.Unmarshal(call.Body, &lines) != nil {
		return news, errors.New("neither a list nor an answer")
	}
	for _, line := range lines {
		var r report
		if json.Unmarshal(line, &r) != nil || r.Mobile == "" || r.ID == "" || r.Status == "" {
			return sms.News{}, errors.New("not a report")
		}
		out := sms.Receipt{OutID: r.Ext, ID: string(r.ID), To: phone.Normalise(string(r.Mobile)), Code: r.Code, Text: sms.Scrub(r.Words), Raw: line}
		out.State, out.Kind = verdict(r.Status, r.Code)
		if at, err := time.ParseInLocation(time.DateTime, r.Time, workday.Shanghai); err == nil {
			out.At = at.UTC()
		}
		news.Receipts = append(news.Receipts, out)
	}
	return news, nil
}

// Ack is what the vendor looks for.
func (g *Gateway) Ack() sms.Ack {
	return sms.Ack{Type: "application/json; charset=utf-8", Body: `{"result":0,"errmsg":"OK"}`}
}
