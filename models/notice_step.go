package models

import "strings"

// CategoryNames are the categories as people call them.
var CategoryNames = map[string]string{CategoryCode: "验证码", CategoryUrgent: "急件", CategoryReminder: "提醒", CategoryEducation: "普法", CategoryAlarm: "紧急通知"}

// Categories are all of them, the most urgent first.
var Categories = []string{CategoryAlarm, CategoryCode, CategoryUrgent, CategoryReminder, CategoryEducation}

// SplitReason parts a sentence of a notice into what happened and what to do next; "" when it asks for nothing.
func SplitReason(reason string) (what, next string) {
	what, next, found := strings.Cut(reason, "；")
	if !found {
		return strings.TrimSuffix(reason, "。"), ""
	}
	return what, next
}

// nextOf is what a reason asks for.
func nextOf(reason string) string {
	_, next := SplitReason(reason)
	return next
}

// NextStep is what somebody is to do about a notice, or "" when there is nothing to do.
func (n Notice) NextStep() string {
	_, next := SplitReason(n.Reason)
	switch {
	case next != "":
		return next
	case n.State == NoticeFailed:
		return "请打电话或上门。"
	case n.State == NoticeExpired:
		return "事情还没办的，到时候会再提醒；急的事请打电话。"
	}
	return ""
}
