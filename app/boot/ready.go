package boot

import (
	"math"
	"strconv"
	"strings"
)

// Need is one thing that the profile must name before real people are entered.
type Need struct{ Key, Words string } // its key in the file of the profile, and what it is

// Needs lists what the profile must name before real people are entered and texts leave (个人信息保护法 17, 55) and does
// not: who is answerable, whom to write to, which notice, when the impact was assessed, who may send texts.
func (a *App) Needs() []Need {
	var needs []Need
	for _, one := range []struct {
		value string
		need  Need
	}{
		{a.Profile.Controller, Need{"controller", "个人信息处理者的名称"}}, {a.Profile.Contact, Need{"contact", "联系方式"}},
		{a.Profile.NoticeVersion, Need{"notice_version", "告知书版本"}}, {a.Profile.Assessed, Need{"assessed", "影响评估日期"}},
		{a.Profile.SMSAuthority, Need{"sms_authority", "短信发送授权"}},
	} {
		if strings.TrimSpace(one.value) == "" {
			needs = append(needs, one.need)
		}
	}
	return needs
}

// Missing are the words of Needs.
func (a *App) Missing() []string {
	var missing []string
	for _, need := range a.Needs() {
		missing = append(missing, need.Words)
	}
	return missing
}

// sendingNeeds is what the administrator has to fill in before texts may leave; a file as the only way out needs nothing.
func (a *App) sendingNeeds() []string {
	if a.FileOnly() {
		return nil
	}
	return a.Missing()
}

// Cost is about what texts of so many parts cost, in yuan.
func (a *App) Cost(segments int) float64 {
	price, _ := strconv.ParseFloat(a.Config.Get("SMS_PRICE"), 64) // the option was checked at the start
	return math.Round(float64(segments)*price*1000) / 1000
}
