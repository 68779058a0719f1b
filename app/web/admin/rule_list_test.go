package admin_test

import (
	"testing"
	"time"

	"anju/models/store"
	"anju/models/storetest"
	"anju/models/workday"
)

// TestTheAdministratorReadsEveryLimitWithItsLaw, and is told in December when the next year's holidays are not there.
func TestTheAdministratorReadsEveryLimitWithItsLaw(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		o := newOffice(t, st)
		o.get("/a/rules").shows("3 个工作日", "浙江省流动人口居住登记条例 第九条", "法定", "待核", "每人至少多大使用面积：4 平方米")
		o.lacks("明年的放假安排")
		o.at = time.Date(2026, 12, 1, 9, 0, 0, 0, workday.Shanghai)
		o.get("/a/rules").shows("还没有明年的放假安排")
		o.at = time.Date(2031, 2, 1, 9, 0, 0, 0, workday.Shanghai)
		o.get("/a/rules").shows("没有 2031 年的放假安排")
	})
}
