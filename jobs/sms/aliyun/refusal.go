package aliyun

import (
	"strings"
	"time"

	"anju/jobs/sms"
	"anju/jobs/sms/wire"
	"anju/models/workday"
)

// codes are the vendor's words for a refusal (SMS.md 1.7).
var codes = wire.Codes{Exact: map[string]sms.Kind{
	"isv.MOBILE_NUMBER_ILLEGAL": sms.BadRecipient,

	"isv.DOMESTIC_NUMBER_NOT_SUPPORTED": sms.BadContent, // the template is for abroad
	"isv.SMS_TEMPLATE_ILLEGAL":          sms.BadContent, "isv.SMS_SIGNATURE_ILLEGAL": sms.BadContent,
	"isv.SMS_SIGNATURE_SCENE_ILLEGAL": sms.BadContent, "isv.SIGN_STATE_ILLEGAL": sms.BadContent,
	"isv.SMS_SIGN_ILLEGAL": sms.BadContent, "isv.SMS_CONTENT_ILLEGAL": sms.BadContent, "isv.EXTEND_CODE_ERROR": sms.BadContent,
	"isv.TEMPLATE_MISSING_PARAMETERS": sms.BadContent, "isv.TEMPLATE_PARAMS_ILLEGAL": sms.BadContent,
	"isv.INVALID_PARAMETERS": sms.BadContent, "isv.INVALID_JSON_PARAM": sms.BadContent, "isv.PARAM_LENGTH_LIMIT": sms.BadContent,
	"isv.PARAM_NOT_SUPPORT_URL": sms.BadContent, "isv.BLACK_KEY_CONTROL_LIMIT": sms.BadContent,

	"isv.MOBILE_COUNT_OVER_LIMIT": sms.Bug,

	"isv.BUSINESS_LIMIT_CONTROL": sms.LimitRecipient,
	"isv.DAY_LIMIT_CONTROL":      sms.LimitAccount, "isv.MONTH_LIMIT_CONTROL": sms.LimitAccount,

	"isv.OUT_OF_SERVICE": sms.Account, "isv.AMOUNT_NOT_ENOUGH": sms.Account, "isv.PRODUCT_UN_SUBSCRIPT": sms.Account,
	"isv.PRODUCT_UNSUBSCRIBE": sms.Account, "isv.ACCOUNT_NOT_EXISTS": sms.Account, "isv.ACCOUNT_ABNORMAL": sms.Account,
	"isp.RAM_PERMISSION_DENY": sms.Account, "isv.DENY_IP_RANGE": sms.Account,
	"SignatureDoesNotMatch": sms.Account, "Forbidden.RAM": sms.Account,
	"InvalidTimeStamp.Expired": sms.Account, // this machine's clock is wrong

	// An earlier copy of this very request arrived.
	"SignatureNonceUsed": sms.Unknown,
	"isp.SYSTEM_ERROR":   sms.Unknown,
}, Families: []wire.Family{
	{Prefix: "Throttling", Kind: sms.LimitAccount},
	{Prefix: "InvalidAccessKeyId", Kind: sms.Account},
	{Prefix: "Forbidden", Kind: sms.Account},
	{Prefix: "IncompleteSignature", Kind: sms.Account},
	{Prefix: "isv.", Kind: sms.BadContent}, // what the caller did wrong, by the vendor's naming
}}

func refusal(trail *wire.Trail, code, words string, at time.Time) *sms.Problem {
	p := trail.Say(codes.Kind(code), code, words)
	p.Until = until(code, words, at)
	return p
}

// until is when a limit ends. Minutes and hours go by the clock on the wall, a
// day is 24 hours from the sending (SMS.md 1.5).
func until(code, words string, at time.Time) time.Time {
	switch {
	case strings.HasPrefix(code, "Throttling"):
		return at.Add(5 * time.Second)
	case code == "isv.DAY_LIMIT_CONTROL":
		return workday.DayOf(at).End()
	case code == "isv.MONTH_LIMIT_CONTROL":
		local := at.In(workday.Shanghai)
		return time.Date(local.Year(), local.Month()+1, 1, 0, 0, 0, 0, workday.Shanghai)
	case code != "isv.BUSINESS_LIMIT_CONTROL":
		return time.Time{}
	case strings.Contains(words, "分钟级流控"):
		return at.Truncate(time.Minute).Add(time.Minute)
	case strings.Contains(words, "小时级流控"):
		return at.Truncate(time.Hour).Add(time.Hour)
	}
	return at.Add(24 * time.Hour)
}
