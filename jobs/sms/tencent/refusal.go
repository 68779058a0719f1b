package tencent

import (
	"strings"
	"time"

	"anju/jobs/sms"
	"anju/jobs/sms/wire"
	"anju/models/workday"
)

// codes are the vendor's words for a refusal (SMS.md 1.7).
var codes = wire.Codes{Exact: map[string]sms.Kind{
	"InvalidParameterValue.IncorrectPhoneNumber": sms.BadRecipient, "FailedOperation.PhoneNumberParseFail": sms.BadRecipient,
	"UnsupportedOperation.UnsupportedRegion": sms.BadRecipient,

	"FailedOperation.PhoneNumberInBlacklist": sms.OptOut,

	"FailedOperation.ContainSensitiveWord": sms.BadContent, "FailedOperation.SignatureIncorrectOrUnapproved": sms.BadContent,
	"FailedOperation.TemplateIncorrectOrUnapproved": sms.BadContent, "FailedOperation.TemplateUnapprovedOrNotExist": sms.BadContent,
	"FailedOperation.TemplateIdNotExist": sms.BadContent, "FailedOperation.TemplateParamSetNotMatchApprovedTemplate": sms.BadContent,
	"FailedOperation.QualificationIdNotApproved": sms.BadContent, "FailedOperation.MissingSignatureList": sms.BadContent,
	"FailedOperation.MissingTemplateList": sms.BadContent, "InvalidParameterValue.ContentLengthLimit": sms.BadContent,
	"InvalidParameterValue.TemplateParameterLengthLimit": sms.BadContent, "InvalidParameterValue.TemplateParameterFormatError": sms.BadContent,
	"InvalidParameterValue.ProhibitedUseUrlInTemplateParameter": sms.BadContent,
	"InvalidParameterValue.UnsupportedTemplateVariable":         sms.BadContent,
	"InvalidParameterValue.MarketingTemplateWithoutUnsubscribe": sms.BadContent, "InvalidParameter.DirtyWordFound": sms.BadContent,

	"FailedOperation.MarketingSendTimeConstraint": sms.Retry, // it opens at eight

	"LimitExceeded.PhoneNumberThirtySecondLimit": sms.LimitRecipient, "LimitExceeded.PhoneNumberOneHourLimit": sms.LimitRecipient,
	"LimitExceeded.PhoneNumberDailyLimit": sms.LimitRecipient, "LimitExceeded.PhoneNumberSameContentDailyLimit": sms.LimitRecipient,
	"LimitExceeded.DeliveryFrequencyLimit": sms.LimitRecipient,
	"LimitExceeded.AppDailyLimit":          sms.LimitAccount, "LimitExceeded.AppMainlandChinaDailyLimit": sms.LimitAccount,

	"LimitExceeded.PhoneNumberCountLimit":                             sms.Bug,
	"UnsupportedOperation.ContainDomesticAndInternationalPhoneNumber": sms.Bug,
	"FailedOperation.InsufficientBalanceInSmsPackage":                 sms.Account,
	"InternalError.RequestTimeException":                              sms.Account, // this machine's clock is wrong
	"InternalError.Timeout":                                           sms.Unknown,
	"InternalError.SendAndRecvFail":                                   sms.Unknown,
	"InternalError.OtherError":                                        sms.Unknown,
	"InternalError.UnknownError":                                      sms.Unknown,
	"InternalError.ParseBackendResponseFail":                          sms.Unknown,
}, Families: []wire.Family{
	{Prefix: "RequestLimitExceeded", Kind: sms.LimitAccount},
	{Prefix: "MissingParameter", Kind: sms.Bug},
	{Prefix: "UnauthorizedOperation", Kind: sms.Account},
	{Prefix: "AuthFailure", Kind: sms.Account},
	{Prefix: "InternalError.Sig", Kind: sms.Account},
}}

func refusal(trail *wire.Trail, code, words string, at time.Time) *sms.Problem {
	p := trail.Say(codes.Kind(code), code, words)
	p.Until = until(code, at)
	return p
}

const opens = 8 * time.Hour // advertising leaves from 08:00 to 22:00

// until is when a limit ends.
func until(code string, at time.Time) time.Time {
	switch code {
	case "LimitExceeded.PhoneNumberThirtySecondLimit":
		return at.Add(30 * time.Second)
	case "LimitExceeded.PhoneNumberOneHourLimit", "LimitExceeded.DeliveryFrequencyLimit":
		return at.Add(time.Hour)
	case "LimitExceeded.PhoneNumberDailyLimit", "LimitExceeded.PhoneNumberSameContentDailyLimit",
		"LimitExceeded.AppDailyLimit", "LimitExceeded.AppMainlandChinaDailyLimit":
		return workday.DayOf(at).End()
	case "FailedOperation.MarketingSendTimeConstraint":
		today := workday.DayOf(at)
		if open := today.Start().Add(opens); at.Before(open) {
			return open
		}
		return today.End().Add(opens)
	}
	if strings.HasPrefix(code, "RequestLimitExceeded") {
		return at.Add(5 * time.Second)
	}
	return time.Time{}
}
