package carriertest

import (
	"encoding/json"
	"net/http"
	"strings"
	"time"
)

// Tencent is SMS 2021-01-11: SendSms, PullSmsSendStatusByPhoneNumber. Here it
// repeats SessionContext, as it does for accounts that asked for it.
func Tencent(secure bool) *Server { return start(tencent{named: true}, secure) }

// ForgetfulTencent repeats no SessionContext.
func ForgetfulTencent() *Server { return start(tencent{}, false) }

type tencent struct{ named bool }

func (tencent) check(s *Server, r *http.Request, body []byte) *fault {
	if f := checkTC(r, body, Key, Secret, time.Now().Add(s.skew)); f != nil {
		return f
	}
	if v := r.Header.Get("X-TC-Version"); v != "2021-01-11" {
		return &fault{"NoSuchVersion", v}
	}
	return nil
}

type tencentCall struct {
	PhoneNumberSet, TemplateParamSet                  []string
	SmsSdkAppId, SignName, TemplateId, SessionContext string
	PhoneNumber                                       string
	BeginTime, EndTime                                int64
	Offset, Limit                                     int
}

func (tencent) bad(phone string) *fault {
	if strings.HasSuffix(phone, "0011") {
		return &fault{"InvalidParameterValue.IncorrectPhoneNumber", phone}
	}
	return nil
}

func (tencent) read(_ *Server, r *http.Request, body []byte) ([]Taken, *fault) {
	var c tencentCall
	if json.Unmarshal(body, &c) != nil || r.Header.Get("X-TC-Action") != "SendSms" {
		return nil, &fault{"InvalidAction", r.Header.Get("X-TC-Action")}
	}
	switch {
	case len(c.PhoneNumberSet) == 0:
		return nil, &fault{"MissingParameter.EmptyPhoneNumberSet", ""}
	case len(c.PhoneNumberSet) > 200:
		return nil, &fault{"LimitExceeded.PhoneNumberCountLimit", ""}
	case c.SmsSdkAppId != AppID:
		return nil, &fault{"UnauthorizedOperation.SmsSdkAppIdVerifyFail", ""}
	case c.SignName != Sign:
		return nil, &fault{"FailedOperation.SignatureIncorrectOrUnapproved", ""}
	case c.TemplateId != Template && c.TemplateId != Fixed:
		return nil, &fault{"FailedOperation.TemplateIdNotExist", ""}
	case c.TemplateId == Template && len(c.TemplateParamSet) != 1, c.TemplateId == Fixed && len(c.TemplateParamSet) != 0:
		return nil, &fault{"FailedOperation.TemplateParamSetNotMatchApprovedTemplate", ""}
	}
	var batch []Taken
	words := strings.Join(c.TemplateParamSet, "")
	for _, phone := range c.PhoneNumberSet {
		if !strings.HasPrefix(phone, "+86") {
			return nil, &fault{"InvalidParameterValue.IncorrectPhoneNumber", phone}
		}
		batch = append(batch, Taken{To: strings.TrimPrefix(phone, "+86"), OutID: c.SessionContext, Text: words})
	}
	return batch, nil
}

type tencentStatus struct {
	SerialNo, PhoneNumber, SessionContext, Code, Message, IsoCode string
	Fee                                                           int
}

// accept judges each number by itself and answers in another order than asked.
func (d tencent) accept(batch []Taken, refused map[string]fault) (int, string) {
	list := []tencentStatus{}
	for i := len(batch) - 1; i >= 0; i-- {
		t := batch[i]
		one := tencentStatus{SerialNo: t.ID, PhoneNumber: "+86" + t.To, SessionContext: t.OutID, Code: "Ok", Message: "send success", IsoCode: "CN", Fee: t.Parts}
		if f, ok := refused[t.To]; ok {
			one.SerialNo, one.Code, one.Message, one.Fee = "", f.code, f.words, 0
		}
		list = append(list, one)
	}
	return wrap(map[string]any{"SendStatusSet": list})
}

func wrap(response map[string]any) (int, string) {
	response["RequestId"] = "a0aabda6"
	b, _ := json.Marshal(map[string]any{"Response": response})
	return 200, string(b)
}

func (tencent) refuse(f fault) (int, string) {
	return wrap(map[string]any{"Error": map[string]string{"Code": f.code, "Message": f.words}})
}

func (d tencent) ask(s *Server, r *http.Request, body []byte) (string, bool) {
	if r.Header.Get("X-TC-Action") != "PullSmsSendStatusByPhoneNumber" {
		return "", false
	}
	var c tencentCall
	if json.Unmarshal(body, &c) != nil || c.Limit > 100 || c.SmsSdkAppId != AppID {
		_, answer := d.refuse(fault{"InvalidParameter", "Limit"})
		return answer, true
	}
	rows := []map[string]any{}
	for _, t := range s.taken {
		if "+86"+t.To != c.PhoneNumber || t.At.Unix() < c.BeginTime || t.At.Unix() > c.EndTime {
			continue
		}
		fate := FateOf(t.To)
		status := map[string]string{"DELIVRD": "SUCCESS", "": "WAIT"}[fate.Word]
		if status == "" {
			status = "FAIL"
		}
		row := map[string]any{
			"UserReceiveTime": t.At.Unix(), "CountryCode": "86", "SubscriberNumber": t.To, "PhoneNumber": "+86" + t.To,
			"SerialNo": t.ID, "ReportStatus": status, "Description": fate.Word,
		}
		if d.named {
			row["SessionContext"] = t.OutID
		}
		rows = append(rows, row)
	}
	from, to := min(c.Offset, len(rows)), min(c.Offset+c.Limit, len(rows))
	_, answer := wrap(map[string]any{"PullSmsSendStatusSet": rows[from:to]})
	return answer, true
}

func (d tencent) reports(batch []Taken, fates []Fate) []Call {
	var calls []Call
	for len(batch) > 0 {
		n := min(100, len(batch))
		var list []map[string]any
		for i, t := range batch[:n] {
			status := "FAIL"
			if fates[i].Word == "DELIVRD" {
				status = "SUCCESS"
			}
			one := map[string]any{
				"user_receive_time": t.At.In(beijing).Format(time.DateTime), "nationcode": "86", "mobile": t.To,
				"report_status": status, "errmsg": fates[i].Word, "description": "用户短信送达", "sid": t.ID,
			}
			if d.named {
				one["ext"] = t.OutID
			}
			list = append(list, one)
		}
		b, _ := json.Marshal(list)
		calls, batch, fates = append(calls, Call{Body: string(b)}), batch[n:], fates[n:]
	}
	return calls
}

func (tencent) answers(from, text, _ string, at time.Time) Call {
	b, _ := json.Marshal(map[string]any{"extend": "01", "mobile": from, "nationcode": "86", "sign": Sign, "text": text, "time": at.Unix()})
	return Call{Body: string(b)}
}
