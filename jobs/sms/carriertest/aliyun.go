package carriertest

import (
	"encoding/json"
	"fmt"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"time"
)

var beijing = time.FixedZone("", 8*60*60)

var mainland = regexp.MustCompile(`^(?:\+86|0086|86)?(1[3-9][0-9]{9})$`)

// Aliyun is dysmsapi 2017-05-25: SendSms, SendBatchSms, QuerySendDetails.
func Aliyun(secure bool) *Server { return start(aliyun{}, secure) }

type aliyun struct{}

func (aliyun) check(s *Server, r *http.Request, body []byte) *fault {
	if f := checkACS(r, body, Key, Secret, time.Now().Add(s.skew)); f != nil {
		return f
	}
	if s.replayed(r.Header.Get("x-acs-signature-nonce")) {
		return &fault{"SignatureNonceUsed", "Specified signature nonce was used already."}
	}
	if v := r.Header.Get("x-acs-version"); v != "2017-05-25" {
		return &fault{"InvalidVersion", v}
	}
	return nil
}

func (aliyun) read(s *Server, r *http.Request, _ []byte) ([]Taken, *fault) {
	q := r.URL.Query()
	phones, signs, params := strings.Split(q.Get("PhoneNumbers"), ","), []string{q.Get("SignName")}, []map[string]string{{}}
	switch r.Header.Get("x-acs-action") {
	case "SendSms":
		if raw := q.Get("TemplateParam"); raw != "" && json.Unmarshal([]byte(raw), &params[0]) != nil {
			return nil, &fault{"isv.INVALID_JSON_PARAM", "JSON参数不合法"}
		}
		for range phones[1:] {
			signs, params = append(signs, signs[0]), append(params, params[0])
		}
	case "SendBatchSms":
		phones, signs, params = nil, nil, nil
		for name, list := range map[string]any{"PhoneNumberJson": &phones, "SignNameJson": &signs, "TemplateParamJson": &params} {
			if json.Unmarshal([]byte(q.Get(name)), list) != nil {
				return nil, &fault{"isv.INVALID_JSON_PARAM", name}
			}
		}
		if len(phones) > 100 {
			return nil, &fault{"isv.MOBILE_COUNT_OVER_LIMIT", "批量发送手机号码超过限制"}
		}
	default:
		return nil, &fault{"InvalidAction.NotFound", r.Header.Get("x-acs-action")}
	}
	if len(phones) != len(signs) || len(phones) != len(params) {
		return nil, &fault{"isv.INVALID_PARAMETERS", "lists of different length"}
	}
	return fill(s, phones, signs, params, q.Get("TemplateCode"), q.Get("OutId"))
}

func fill(s *Server, phones, signs []string, params []map[string]string, template, outID string) ([]Taken, *fault) {
	var batch []Taken
	for i := range phones {
		words, ok := params[i][Gap]
		number := mainland.FindStringSubmatch(phones[i])
		switch free := s.allowed[template]; {
		case !free && template != Template && template != Fixed:
			return nil, &fault{"isv.SMS_TEMPLATE_ILLEGAL", "该账号下找不到对应模板"}
		case signs[i] != Sign:
			return nil, &fault{"isv.SMS_SIGNATURE_ILLEGAL", "该账号下找不到对应签名"}
		case !free && (ok != (template == Template) || len(params[i]) > 1):
			return nil, &fault{"isv.TEMPLATE_MISSING_PARAMETERS", "模板变量缺失"}
		case number == nil || strings.HasSuffix(phones[i], "0011"):
			return nil, &fault{"isv.MOBILE_NUMBER_ILLEGAL", phones[i] + "invalid mobile number"}
		}
		batch = append(batch, Taken{To: number[1], OutID: outID, Text: words})
	}
	return batch, nil
}

func (aliyun) bad(string) *fault { return nil }

func (aliyun) accept(batch []Taken, _ map[string]fault) (int, string) {
	return 200, fmt.Sprintf(`{"Code":"OK","Message":"OK","RequestId":"873043AC","BizId":%q}`, batch[0].ID)
}

// refuse gives business refusals with 200, as the vendor does.
func (aliyun) refuse(f fault) (int, string) {
	status := 400
	if strings.HasPrefix(f.code, "isv.") || strings.HasPrefix(f.code, "isp.") {
		status = 200
	}
	b, _ := json.Marshal(map[string]string{"Code": f.code, "Message": f.words, "RequestId": "873043AC"})
	return status, string(b)
}

func (aliyun) ask(s *Server, r *http.Request, _ []byte) (string, bool) {
	if r.Header.Get("x-acs-action") != "QuerySendDetails" {
		return "", false
	}
	q := r.URL.Query()
	size, _ := strconv.Atoi(q.Get("PageSize"))
	page, _ := strconv.Atoi(q.Get("CurrentPage"))
	if size < 1 || size > 50 || page < 1 {
		return `{"Code":"isv.INVALID_PARAMETERS","Message":"PageSize"}`, true
	}
	type row struct {
		PhoneNum, ErrCode, TemplateCode, Content, SendDate, ReceiveDate, OutId string
		SendStatus                                                             int
	}
	rows := []row{}
	for _, t := range s.taken {
		if t.To != q.Get("PhoneNumber") || t.At.In(beijing).Format("20060102") != q.Get("SendDate") {
			continue
		}
		at := t.At.In(beijing).Format(time.DateTime)
		one := row{PhoneNum: t.To, TemplateCode: Template, Content: t.Text, SendDate: at, OutId: t.OutID, SendStatus: 1}
		if fate := FateOf(t.To); fate.Word != "" {
			one.SendStatus, one.ErrCode, one.ReceiveDate = 2, fate.Word, at
			if fate.Word == "DELIVRD" {
				one.SendStatus, one.ErrCode = 3, "DELIVERED"
			}
		}
		rows = append(rows, one)
	}
	from, to := min((page-1)*size, len(rows)), min(page*size, len(rows))
	b, _ := json.Marshal(map[string]any{
		"Code": "OK", "Message": "OK", "TotalCount": strconv.Itoa(len(rows)), "SmsSendDetailDTOs": map[string]any{"SmsSendDetailDTO": rows[from:to]},
	})
	return string(b), true
}

func (aliyun) reports(batch []Taken, fates []Fate) []Call {
	var list []map[string]any
	for i, t := range batch {
		at := t.At.In(beijing).Format(time.DateTime)
		code, ok := fates[i].Word, fates[i].Word == "DELIVRD"
		if ok {
			code = "DELIVERED"
		}
		list = append(list, map[string]any{
			"phone_number": t.To, "send_time": at, "report_time": at, "success": ok, "err_code": code, "err_msg": "用户接收",
			"sms_size": strconv.Itoa(t.Parts), "biz_id": t.ID, "out_id": t.OutID,
		})
	}
	b, _ := json.Marshal(list)
	return []Call{{Body: string(b)}}
}

func (aliyun) answers(from, text, id string, at time.Time) Call {
	b, _ := json.Marshal([]map[string]any{{
		"phone_number": from, "content": text, "send_time": at.In(beijing).Format(time.DateTime), "dest_code": "10690000", "sequence_id": json.Number(id),
	}})
	return Call{Body: string(b)}
}
