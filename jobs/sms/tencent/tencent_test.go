package tencent

import (
	"crypto/x509"
	"testing"
	"time"

	"anju/jobs/sms"
	"anju/jobs/sms/carriertest"
	"anju/jobs/sms/smstest"
	"anju/jobs/sms/wire"
)

func TestTencentKeepsTheContractOfEveryGateway(t *testing.T) { smstest.Run(t, subject) }

func TestEachPointSeesTencentGoWrong(t *testing.T) { smstest.RunPlanted(t, subject) }

func open(t smstest.T, o smstest.Options) *smstest.Rig {
	t.Helper()
	return openAt(t, carriertest.Tencent(o.Secure), o)
}

func openAt(t smstest.T, carrier *carriertest.Server, o smstest.Options) *smstest.Rig {
	t.Helper()
	t.Cleanup(carrier.Close)
	c := Config{Endpoint: carrier.URL, SecretID: carriertest.Key, Secret: carriertest.Secret, AppID: carriertest.AppID, Sign: carriertest.Sign, Options: wire.Options{Patience: o.Patience}}
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
	Open: open, Clock: true, Each: "FailedOperation.PhoneNumberInBlacklist",
	Ack: sms.Ack{Type: "application/json; charset=utf-8", Body: `{"result":0,"errmsg":"OK"}`},
	Codes: map[string]sms.Kind{
		"InvalidParameterValue.IncorrectPhoneNumber": sms.BadRecipient, "FailedOperation.PhoneNumberParseFail": sms.BadRecipient,
		"UnsupportedOperation.UnsupportedRegion": sms.BadRecipient, "FailedOperation.PhoneNumberInBlacklist": sms.OptOut,
		"FailedOperation.ContainSensitiveWord": sms.BadContent, "FailedOperation.SignatureIncorrectOrUnapproved": sms.BadContent,
		"FailedOperation.TemplateIncorrectOrUnapproved": sms.BadContent, "FailedOperation.TemplateUnapprovedOrNotExist": sms.BadContent,
		"FailedOperation.TemplateIdNotExist": sms.BadContent, "FailedOperation.TemplateParamSetNotMatchApprovedTemplate": sms.BadContent,
		"FailedOperation.QualificationIdNotApproved": sms.BadContent, "FailedOperation.MissingSignatureList": sms.BadContent,
		"FailedOperation.MissingTemplateList": sms.BadContent, "InvalidParameterValue.ContentLengthLimit": sms.BadContent,
		"InvalidParameterValue.TemplateParameterLengthLimit": sms.BadContent, "InvalidParameterValue.TemplateParameterFormatError": sms.BadContent,
		"InvalidParameterValue.ProhibitedUseUrlInTemplateParameter": sms.BadContent, "InvalidParameterValue.UnsupportedTemplateVariable": sms.BadContent,
		"InvalidParameterValue.MarketingTemplateWithoutUnsubscribe": sms.BadContent, "InvalidParameter.DirtyWordFound": sms.BadContent,
		"FailedOperation.MarketingSendTimeConstraint": sms.Retry, "LimitExceeded.PhoneNumberThirtySecondLimit": sms.LimitRecipient,
		"LimitExceeded.PhoneNumberOneHourLimit": sms.LimitRecipient, "LimitExceeded.PhoneNumberDailyLimit": sms.LimitRecipient,
		"LimitExceeded.PhoneNumberSameContentDailyLimit": sms.LimitRecipient, "LimitExceeded.DeliveryFrequencyLimit": sms.LimitRecipient,
		"LimitExceeded.AppDailyLimit": sms.LimitAccount, "LimitExceeded.AppMainlandChinaDailyLimit": sms.LimitAccount,
		"RequestLimitExceeded": sms.LimitAccount, "RequestLimitExceeded.UinLimitExceeded": sms.LimitAccount,
		"LimitExceeded.PhoneNumberCountLimit": sms.Bug, "MissingParameter.EmptyPhoneNumberSet": sms.Bug,
		"UnsupportedOperation.ContainDomesticAndInternationalPhoneNumber": sms.Bug,
		"FailedOperation.InsufficientBalanceInSmsPackage":                 sms.Account, "UnauthorizedOperation.SmsSdkAppIdVerifyFail": sms.Account,
		"AuthFailure.SignatureFailure": sms.Account, "AuthFailure.SecretIdNotFound": sms.Account, "AuthFailure.SignatureExpire": sms.Account,
		"InternalError.RequestTimeException": sms.Account, "InternalError.SigFieldMissing": sms.Account, "InternalError.SigVerificationFail": sms.Account,
		"InternalError.Timeout": sms.Unknown, "InternalError.SendAndRecvFail": sms.Unknown, "InternalError.OtherError": sms.Unknown,
		"InternalError.UnknownError": sms.Unknown, "InternalError.ParseBackendResponseFail": sms.Unknown, "FailedOperation.NeverHeardOf": sms.Unknown,
	},
	Limits: []smstest.Limit{
		{Code: "LimitExceeded.PhoneNumberThirtySecondLimit", At: "2026-06-15T09:00:20+08:00", Until: "2026-06-15T09:00:50+08:00"},
		{Code: "LimitExceeded.PhoneNumberOneHourLimit", At: "2026-06-15T09:00:20+08:00", Until: "2026-06-15T10:00:20+08:00"},
		{Code: "LimitExceeded.DeliveryFrequencyLimit", At: "2026-06-15T09:00:20+08:00", Until: "2026-06-15T10:00:20+08:00"},
		{Code: "LimitExceeded.PhoneNumberDailyLimit", At: "2026-06-15T23:00:00+08:00", Until: "2026-06-16T00:00:00+08:00"},
		{Code: "LimitExceeded.PhoneNumberSameContentDailyLimit", At: "2026-06-15T00:00:00+08:00", Until: "2026-06-16T00:00:00+08:00"},
		{Code: "LimitExceeded.AppDailyLimit", At: "2026-06-15T09:00:20+08:00", Until: "2026-06-16T00:00:00+08:00"},
		{Code: "FailedOperation.MarketingSendTimeConstraint", At: "2026-06-15T07:00:00+08:00", Until: "2026-06-15T08:00:00+08:00"},
		{Code: "FailedOperation.MarketingSendTimeConstraint", At: "2026-06-15T22:30:00+08:00", Until: "2026-06-16T08:00:00+08:00"},
		{Code: "RequestLimitExceeded", At: "2026-06-15T09:00:20+08:00", Until: "2026-06-15T09:00:25+08:00"},
	},
	Papers: []smstest.Paper{
		{Name: "status", Call: sms.Call{Body: []byte(`[{"user_receive_time":"2015-10-17 08:03:04","nationcode":"86","mobile":"13811110000","report_status":"SUCCESS",
			"errmsg":"DELIVRD","description":"用户短信送达成功","sid":"0000012345"}]`)},
			News: sms.News{Receipts: []sms.Receipt{{ID: "0000012345", To: "13811110000", State: sms.Delivered, Code: "DELIVRD", Text: "用户短信送达成功",
				At: time.Date(2015, 10, 17, 0, 3, 4, 0, time.UTC)}}}},
		{Name: "status with our name and numbers for strings", Call: sms.Call{Body: []byte(`[{"user_receive_time":"2015-10-17 08:03:04","nationcode":86,"mobile":13811110000,
			"report_status":"FAIL","errmsg":"MBBLACK","description":"13811110000 黑名单","sid":8888,"ext":"0012","more":1}]`)},
			News: sms.News{Receipts: []sms.Receipt{{OutID: "0012", ID: "8888", To: "13811110000", State: sms.Failed, Kind: sms.OptOut, Code: "MBBLACK", Text: "•••• 黑名单",
				At: time.Date(2015, 10, 17, 0, 3, 4, 0, time.UTC)}}}},
		{Name: "reply", Call: sms.Call{Body: []byte(`{"extend":"01","mobile":"13811110000","nationcode":"86","sign":"阳光社区","text":"用户回复的内容","time":1457336869}`)},
			News: sms.News{Inbound: []sms.Inbound{{From: "13811110000", Dest: "01", Text: "用户回复的内容", At: time.Date(2016, 3, 7, 7, 47, 49, 0, time.UTC)}}}},
	},
	Broken: []sms.Call{{}, {Body: []byte(`{"mobile":"13811110000"}`)}, {Body: []byte(`[{"mobile":"13811110000"}]`)}, {Body: []byte(`[[]]`)}, {Body: []byte(`[`)}},
}

// TestAnAccountWithoutNamesLosesNoText: where the vendor does not repeat our name, the one text of those minutes is ours, and
// of two nobody can tell.
func TestAnAccountWithoutNamesLosesNoText(t *testing.T) {
	r := openAt(t, carriertest.ForgetfulTencent(), smstest.Options{})
	first, second := smstest.Message("first", "【阳光社区】一。"), smstest.Message("second", "【阳光社区】二。")
	second.At = first.At.Add(time.Hour)
	r.Carrier.Date(first.At.Add(time.Second))
	if _, found, err := r.Gateway.Find(t.Context(), first); found || err != nil {
		t.Errorf("before: %v %v", found, err)
	}
	r.Gateway.Send(t.Context(), []sms.Message{first})
	if got, found, err := r.Gateway.Find(t.Context(), first); !found || err != nil || got.ID == "" {
		t.Errorf("the only one: %+v %v %v", got, found, err)
	}
	if _, found, err := r.Gateway.Find(t.Context(), second); found || err != nil {
		t.Errorf("one of an hour before is taken for it: %v %v", found, err)
	}
	r.Gateway.Send(t.Context(), []sms.Message{second})
	if _, found, err := r.Gateway.Find(t.Context(), first); found || err == nil {
		t.Errorf("one of two: %v %v", found, err)
	}
}
