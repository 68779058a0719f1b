package site

import (
	"anju/models"
	"anju/models/policy"
)

// AmendWords says in a line what an officer put right in an entry, when and why, for officers and for the person himself.
func AmendWords(a models.Amendment) string {
	what := "更正了" + a.What
	if a.Kind == models.AmendMerge {
		what = "把" + a.What
	}
	line := a.MadeAt.Day().Chinese() + PostWord(policy.Role(a.Role)) + what + "。原因：" + a.Reason + "。"
	if a.Undone() {
		line += a.UndoneAt.Day().Chinese() + "又拆开了：" + a.UndoneWhy + "。"
	}
	return line
}
