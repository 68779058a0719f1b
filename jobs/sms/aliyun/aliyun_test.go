package aliyun

import (
	"crypto/x509"
	"testing"
	"time"

	"anju/jobs/sms"
	"anju/jobs/sms/carriertest"
	"anju/jobs/sms/smstest"
	"anju/jobs/sms/wire"
)

func TestAliyunKeepsTheContractOfEveryGateway(t *testing.T) { smstest.Run(t, subject) }

func TestEachPointSeesAliyunGoWrong(t *testing.T) { smstest.RunPlanted(t, subject) }

func open(t smstest.T, o smstest.Options) *smstest.Rig {
	t.Helper()
	carrier := carriertest.Aliyun(o.Secure)
	t.Cleanup(carrier.Close)
	c := Config{Endpoint: carrier.URL, KeyID: carriertest.Key, Secret: carriertest.Secret, Sign: carriertest.Sign, Options: wire.Options{Patience: o.Patience}}
	if o.Secret != "" {
		c.Secret = o.Secret
	}
	if o.Endpoint != "" {
		c.Endpoint = o.Endpoint
	}
	if o.Secure && !o.Distrusted {
		c.Roots = x509.NewCertPool()
		c.Roots.AddCert(carrier.Certificate())
	}
	g, err := Open(c)
	if err != nil {
		t.Fatalf("%v", err)
	}
	return &smstest.Rig{Gateway: g, Carrier: carrier, Seen: func() (all []string) {
		for _, one := range carrier.Taken() {
			all = append(all, one.Text)
		}
		return all
	}}
}

var subject = smstest.Subject{
	Open: open, Nonces: true, Clock: true,
	Ack: sms.Ack{Type: "application/json; charset=utf-8", Body: `{"code":0,"msg":"接收成功"}`},
	Codes: map[string]sms.Kind{
		"isv.MOBILE_NUMBER_ILLEGAL": sms.BadRecipient, "isv.DOMESTIC_NUMBER_NOT_SUPPORTED": sms.BadContent,
		"isv.SMS_TEMPLATE_ILLEGAL": sms.BadContent, "isv.SMS_SIGNATURE_ILLEGAL": sms.BadContent, "isv.SMS_SIGNATURE_SCENE_ILLEGAL": sms.BadContent,
		"isv.SIGN_STATE_ILLEGAL": sms.BadContent, "isv.SMS_SIGN_ILLEGAL": sms.BadContent, "isv.SMS_CONTENT_ILLEGAL": sms.BadContent,
		"isv.EXTEND_CODE_ERROR": sms.BadContent, "isv.TEMPLATE_MISSING_PARAMETERS": sms.BadContent, "isv.TEMPLATE_PARAMS_ILLEGAL": sms.BadContent,
		"isv.INVALID_PARAMETERS": sms.BadContent, "isv.INVALID_JSON_PARAM": sms.BadContent, "isv.PARAM_LENGTH_LIMIT": sms.BadContent,
		"isv.PARAM_NOT_SUPPORT_URL": sms.BadContent, "isv.BLACK_KEY_CONTROL_LIMIT": sms.BadContent, "isv.NEVER_HEARD_OF": sms.BadContent,
		"isv.MOBILE_COUNT_OVER_LIMIT": sms.Bug, "isv.BUSINESS_LIMIT_CONTROL": sms.LimitRecipient,
		"isv.DAY_LIMIT_CONTROL": sms.LimitAccount, "isv.MONTH_LIMIT_CONTROL": sms.LimitAccount, "Throttling.User": sms.LimitAccount,
		"Throttling": sms.LimitAccount, "Throttling.Api": sms.LimitAccount,
		"isv.OUT_OF_SERVICE": sms.Account, "isv.AMOUNT_NOT_ENOUGH": sms.Account, "isv.PRODUCT_UN_SUBSCRIPT": sms.Account,
		"isv.PRODUCT_UNSUBSCRIBE": sms.Account, "isv.ACCOUNT_NOT_EXISTS": sms.Account, "isv.ACCOUNT_ABNORMAL": sms.Account,
		"isp.RAM_PERMISSION_DENY": sms.Account, "isv.DENY_IP_RANGE": sms.Account, "InvalidAccessKeyId.NotFound": sms.Account,
		"InvalidAccessKeyId.Inactive": sms.Account, "SignatureDoesNotMatch": sms.Account, "Forbidden.RAM": sms.Account,
		"InvalidTimeStamp.Expired": sms.Account, "SignatureNonceUsed": sms.Unknown, "isp.SYSTEM_ERROR": sms.Unknown, "isp.NEVER_HEARD_OF": sms.Unknown,
	},
	Limits: []smstest.Limit{
		{Code: "isv.BUSINESS_LIMIT_CONTROL", Words: "触发分钟级流控Permits:1", At: "2026-06-15T09:00:20+08:00", Until: "2026-06-15T09:01:00+08:00"},
		{Code: "isv.BUSINESS_LIMIT_CONTROL", Words: "触发小时级流控Permits:5", At: "2026-06-15T09:00:20+08:00", Until: "2026-06-15T10:00:00+08:00"},
		{Code: "isv.BUSINESS_LIMIT_CONTROL", Words: "触发天级流控Permits:10", At: "2026-06-15T09:00:20+08:00", Until: "2026-06-16T09:00:20+08:00"},
		{Code: "isv.DAY_LIMIT_CONTROL", At: "2026-06-15T23:59:59+08:00", Until: "2026-06-16T00:00:00+08:00"},
		{Code: "isv.MONTH_LIMIT_CONTROL", At: "2026-12-31T23:59:59+08:00", Until: "2027-01-01T00:00:00+08:00"},
		{Code: "Throttling.User", At: "2026-06-15T09:00:20+08:00", Until: "2026-06-15T09:00:25+08:00"},
	},
	Papers: []smstest.Paper{
		{Name: "SmsReport", Call: sms.Call{Body: []byte(`[{"phone_number":"13811110000","send_time":"2017-01-01 00:00:00","report_time":"2017-01-01 00:00:00",
			"success":true,"err_code":"DELIVERED","err_msg":"用户接收成功","sms_size":"1","biz_id":"12345","out_id":"67890"}]`)},
			News: sms.News{Receipts: []sms.Receipt{{OutID: "67890", ID: "12345", To: "13811110000", State: sms.Delivered, Code: "DELIVERED", Text: "用户接收成功",
				Segments: 1, At: time.Date(2016, 12, 31, 16, 0, 0, 0, time.UTC)}}}},
		{Name: "SmsReport with numbers for strings and what came later", Call: sms.Call{Body: []byte(`[{"phone_number":8613811110000,"report_time":"2017-01-01 08:00:01",
			"success":false,"err_code":"MK:0010","err_msg":"13811110000 关机","sms_size":2,"biz_id":900619746936498440,"out_id":"0012","sign_name":"阳光社区","message_id":7}]`)},
			News: sms.News{Receipts: []sms.Receipt{{OutID: "0012", ID: "900619746936498440", To: "13811110000", State: sms.Failed, Kind: sms.Unreachable, Code: "MK:0010",
				Text: "•••• 关机", Segments: 2, At: time.Date(2017, 1, 1, 0, 0, 1, 0, time.UTC)}}}},
		{Name: "SmsUp", Call: sms.Call{Body: []byte(`[{"phone_number":"13811110000","content":"内容","send_time":"2017-09-01 11:12:13","dest_code":"01","sequence_id":1234567890}]`)},
			News: sms.News{Inbound: []sms.Inbound{{ID: "1234567890", From: "13811110000", Dest: "01", Text: "内容", At: time.Date(2017, 9, 1, 3, 12, 13, 0, time.UTC)}}}},
		{Name: "SmsUp as it was", Call: sms.Call{Body: []byte(`[{"phone_number":"13811110000","content":"TD","send_time":"2017-09-01 11:12:13","sign_name":"阳光社区","dest_code":1069,"sequence_id":"0012"}]`)},
			News: sms.News{Inbound: []sms.Inbound{{ID: "0012", From: "13811110000", Dest: "1069", Text: "TD", At: time.Date(2017, 9, 1, 3, 12, 13, 0, time.UTC)}}}},
		{Name: "nothing", Call: sms.Call{Body: []byte(`[]`)}},
	},
	Broken: []sms.Call{{}, {Body: []byte(`{"success":true}`)}, {Body: []byte(`[{"success":true}]`)}, {Body: []byte(`[1]`)}, {Body: []byte(`[{"phone_number":"13811110000"}]`)}},
}

func TestAnAccountThatIsNotFilledInIsToldAtOnce(t *testing.T) {
	whole := Config{KeyID: "k", Secret: "s", Sign: "阳光社区"}
	if _, err := Open(whole); err != nil {
		t.Errorf("the vendor's own address: %v", err)
	}
	for name, change := range map[string]func(*Config){
		"no key": func(c *Config) { c.KeyID = "" }, "no secret": func(c *Config) { c.Secret = "" }, "no signature": func(c *Config) { c.Sign = "" },
		"in the open": func(c *Config) { c.Endpoint = "http://dysmsapi.aliyuncs.com" },
	} {
		c := whole
		change(&c)
		if _, err := Open(c); err == nil {
			t.Errorf("%s: opened", name)
		}
	}
}
