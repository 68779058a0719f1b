package site

import (
	"anju/models"
	"anju/models/workday"
)

// TwoFacts are the two things that are never the same: what was entered here, and what the police have in their own
// register. Every page that shows a stay says both.
func TwoFacts(s models.Stay, p models.Standing, at workday.Moment) []Row {
	entered := Row{Word: "册上登记", Value: "还没有"}
	if s.Reported(at) {
		entered.Value = s.ReportedAt.Day().String()
	}
	return []Row{entered, policeRow(p)}
}

// policeRow says how a stay stands with the police, in words for anybody.
func policeRow(p models.Standing) Row {
	row := Row{Word: "派出所", Value: "还没登记"}
	if p.Registered() {
		row.Value = p.On.String() + " 登记"
	}
	leaves := p.Kind == models.HandOut || p.Kind == models.HandVoid
	switch p.State {
	case models.PoliceSent:
		row.More = p.Sent.Chinese() + "移交，等回话"
	case models.PoliceReturned:
		row.More = "退回了，要改"
	case models.PoliceNext:
		row.More = "下一次移交"
	case models.PoliceDone:
		if leaves {
			row.More = "已注销"
		}
	}
	return row
}

// PoliceAdvice is what to do about a stay that the police returned; "" when nothing.
func PoliceAdvice(p models.Standing) string {
	if p.State != models.PoliceReturned {
		return ""
	}
	return "派出所退回了：" + p.Reason.Person + "。"
}
