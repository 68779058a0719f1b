package aliyun

import (
	"context"
	"strconv"
	"time"

	"anju/jobs/sms"
	"anju/jobs/sms/wire"
	"anju/models/workday"
)

const (
	perPage   = 50 // QuerySendDetails
	mostPages = 40 // nobody gets two thousand texts a day; a vendor that pages for ever is broken
	midnight  = 10 * time.Minute
)

// Find looks through what the vendor sent to the phone on the day, and on the
// neighbouring day when midnight was near.
func (g *Gateway) Find(ctx context.Context, m sms.Message) (sms.Receipt, bool, error) {
	days := []workday.Day{workday.DayOf(m.At)}
	for _, other := range []time.Time{m.At.Add(-midnight), m.At.Add(midnight)} {
		if d := workday.DayOf(other); d != days[0] {
			days = append(days, d)
		}
	}
	for _, day := range days {
		if r, found, err := g.findOn(ctx, m, day); found || err != nil {
			return r, found, err
		}
	}
	return sms.Receipt{}, false, nil
}

type detail struct {
	PhoneNum, ErrCode, ReceiveDate string
	OutID                          string `json:"OutId"`
	SendStatus                     wire.Loose
}

func (g *Gateway) findOn(ctx context.Context, m sms.Message, day workday.Day) (sms.Receipt, bool, error) {
	date := day.Start().In(workday.Shanghai).Format("20060102")
	for page := 1; page <= mostPages; page++ {
		var answer struct {
			TotalCount        wire.Loose
			SmsSendDetailDTOs struct{ SmsSendDetailDTO []detail }
		}
		size, current := strconv.Itoa(perPage), strconv.Itoa(page)
		query := map[string]*string{"PhoneNumber": &m.To, "SendDate": &date, "PageSize": &size, "CurrentPage": &current}
		if p := g.call(ctx, "QuerySendDetails", query, []sms.Message{m}, &answer); p != nil {
			return sms.Receipt{}, false, p
		}
		rows := answer.SmsSendDetailDTOs.SmsSendDetailDTO
		for _, row := range rows {
			if row.OutID == m.OutID {
				return row.receipt(m), true, nil
			}
		}
		if len(rows) < perPage {
			return sms.Receipt{}, false, nil
		}
	}
	return sms.Receipt{}, false, sms.NewProblem(sms.Unknown, "", "查不完")
}

// receipt reads SendStatus: 1 waiting, 2 failed, 3 delivered.
func (d detail) receipt(m sms.Message) sms.Receipt {
	r := sms.Receipt{OutID: m.OutID, To: m.To, State: sms.Taken, Code: d.ErrCode, At: localTime(d.ReceiveDate)}
	switch d.SendStatus {
	case "2":
		r.State, r.Kind = sms.Failed, sms.CarrierKind(d.ErrCode)
	case "3":
		r.State = sms.Delivered
	}
	return r
}
