package aliyun

import (
	"encoding/json"
	"errors"
	"time"

	"anju/jobs/sms"
	"anju/jobs/sms/wire"
	"anju/models/phone"
	"anju/models/workday"
)

// report is one line of SmsReport.
type report struct {
	Phone    wire.Loose `json:"phone_number"`
	Time     string     `json:"report_time"`
	Success  *bool      `json:"success"`
	Code     string     `json:"err_code"`
	Words    string     `json:"err_msg"`
	Segments wire.Loose `json:"sms_size"`
	BizID    wire.Loose `json:"biz_id"`
	OutID    wire.Loose `json:"out_id"`
}

// upward is one line of SmsUp. It names no message that it answers.
type upward struct {
	Phone wire.Loose `json:"phone_number"`
	Text  *string    `json:"content"`
	Time  string     `json:"send_time"`
	Dest  wire.Loose `json:"dest_code"`
	ID    wire.Loose `json:"sequence_id"`
}

// Read takes apart a list of SmsReport or of SmsUp; both may be told to call
// one address.
func (g *Gateway) Read(call sms.Call) (sms.News, error) {
	var lines []json.RawMessage
	if err := json.Unmarshal(call.Body, &lines); err != nil {
		return sms.News{}, errors.New("not a list")
	}
	var news sms.News
	for _, line := range lines {
		var r report
		var u upward
		if json.Unmarshal(line, &r) == nil && r.Success != nil && r.Phone != "" && (r.OutID != "" || r.BizID != "") {
			news.Receipts = append(news.Receipts, r.receipt(line))
			continue
		}
		if json.Unmarshal(line, &u) == nil && u.Text != nil && u.Phone != "" {
			news.Inbound = append(news.Inbound, sms.Inbound{
				ID: string(u.ID), From: phone.Normalise(string(u.Phone)), Dest: string(u.Dest), Text: *u.Text, At: localTime(u.Time), Raw: line,
			})
			continue
		}
		return sms.News{}, errors.New("neither a report nor an answer")
	}
	return news, nil
}

func (r report) receipt(line []byte) sms.Receipt {
	out := sms.Receipt{
		OutID: string(r.OutID), ID: string(r.BizID), To: phone.Normalise(string(r.Phone)), State: sms.Delivered,
		Code: r.Code, Text: sms.Scrub(r.Words), Segments: number(r.Segments), At: localTime(r.Time), Raw: line,
	}
	if !*r.Success {
		out.State, out.Kind = sms.Failed, sms.CarrierKind(r.Code)
	}
	return out
}

// Ack is what the vendor looks for, within 700 ms.
func (g *Gateway) Ack() sms.Ack {
	return sms.Ack{Type: "application/json; charset=utf-8", Body: `{"code":0,"msg":"接收成功"}`}
}

func number(l wire.Loose) (n int) {
	_ = json.Unmarshal([]byte(l), &n) // 0 for what is no number
	return n
}

// localTime reads the vendor's times, which stand in UTC+8 without saying so.
func localTime(s string) time.Time {
	t, err := time.ParseInLocation(time.DateTime, s, workday.Shanghai)
	if err != nil {
		return time.Time{}
	}
	return t.UTC()
}
