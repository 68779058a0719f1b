package models

import (
	"time"

	"anju/models/workday"
)

// SecondPersonWait is how long after somebody else made or changed an account it neither proposes nor approves what
// two people decide: whoever did it knows the password or the code, and could be both of them.
const SecondPersonWait = 7 * 24 * time.Hour

const bothLook = "要两个人各看一遍才算数。"

// CheckSecondPerson says why somebody may not approve what another proposed, "" when he may. touched are the changes of
// staff accounts by others than their owners: of who approves and of who proposed. What the operator did by command (user 0)
// before the proposal counts for nothing: he could read the register itself.
func CheckSecondPerson(approver, maker []AuditEntry, made, at workday.Moment) string {
	since := at.Add(-SecondPersonWait)
	for _, e := range approver {
		if e.At > made {
			return bothLook + "这件事提出来以后，您的账号由别人建的或者改过（密码、动态码、职责），这一次不能由您批。请另一位同事批；没有别人，就把这一次撤掉，过了 7 天重新提"
		}
	}
	for _, e := range approver {
		if e.UserID != 0 && e.At >= since {
			return bothLook + "您的账号这 7 天里由别人建的或者改过（密码、动态码、职责），还不能批别人提的事。请另一位同事批，或者过了 7 天再批"
		}
	}
	for _, e := range maker {
		if e.UserID != 0 && e.At >= since && e.At <= made {
			return bothLook + "提这件事的人，账号刚由别人建的或者改过（密码、动态码、职责）。请过了 7 天再批"
		}
	}
	return ""
}
