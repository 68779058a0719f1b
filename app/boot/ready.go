package boot

import (
	"strconv"
	"strings"
)

// Missing lists what the profile must name before real people are entered and texts leave (个人信息保护法 17, 55): who is
// answerable, whom to write to, which notice, when the impact was assessed, who may send texts.
func (a *App) Missing() []string {
	var missing []string
	for _, need := range []struct{ value, words string }{
		{a.Profile.Controller, "个人信息处理者的名称"}, {a.Profile.Contact, "联系方式"}, {a.Profile.NoticeVersion, "告知书版本"},
		{a.Profile.Assessed, "影响评估日期"}, {a.Profile.SMSAuthority, "短信发送授权"},
	} {
		if need.value == "" {
			missing = append(missing, need.words)
		}
	}
	return missing
}

// FileOnly says whether texts go to a file and nowhere else.
func (a *App) FileOnly() bool {
	for _, gateway := range strings.Split(a.Config.Get("SMS"), ",") {
		if !strings.HasPrefix(strings.TrimSpace(gateway), "file:") {
			return false
		}
	}
	return true
}

// Cost is about what texts of so many parts cost, in yuan.
func (a *App) Cost(segments int) float64 {
	price, _ := strconv.ParseFloat(a.Config.Get("SMS_PRICE"), 64) // the option was checked at the start
	return float64(segments) * price
}
