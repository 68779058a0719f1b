package admin_test

import (
	"context"
	"net/http"
	"testing"

	"anju/models/policy"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/storetest"
)

// as lets another administrator sit down at the desk.
func (o *office) as(st *store.Store, login, name string) policy.Actor {
	o.t.Helper()
	ctx := context.Background()
	_, _, err := o.AddStaff(ctx, policy.SystemActor, registry.StaffForm{Login: login, Name: name, Password: "lantern-river-48", Role: "admin"}, o.at)
	must(o.t, err)
	user, err := st.UserByLogin(ctx, login)
	must(o.t, err)
	who, err := st.Actor(ctx, user)
	must(o.t, err)
	who.Fresh = true
	return who
}

// TestTheRulesSayWhoChangedANumberWhenAndWhatItWas, and a number is changed by two administrators.
func TestTheRulesSayWhoChangedANumberWhenAndWhatItWas(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		o := newOffice(t, st)
		page := "/a/rules/report_working_days"
		o.get(page).shows("3 个工作日", "浙江省流动人口居住登记条例 第九条", "现在只有您一位管理员", `value="3"`).lacks("改回")
		first, second := o.who, o.as(st, "second", "李批")
		typed := []string{"value", "5", "source", "某市流动人口居住登记办法", "doc_no", "第 9 条", "doc_date", "2026-10-01", "reason", "本市放宽了"}
		if o.get(page).post(page, "value", "0", "reason", "放宽"); o.answer != http.StatusUnprocessableEntity {
			t.Errorf("a number that makes no sense: %d", o.answer)
		}
		o.shows(`id="f-value-error"`, `id="f-source-error"`, `id="f-doc_no-error"`, `id="f-doc_date-error"`, `value="放宽"`)
		o.get(page).lacks("现在只有您").post(page, typed...).shows("提好了", "等批准：改成 5 个工作日", "要请另一位管理员批准", "某市流动人口居住登记办法，第 9 条，2026-10-01").lacks("批准，马上算数")
		if o.post(page+"/1", "step", "approve"); o.answer != http.StatusForbidden {
			t.Errorf("one's own: %d", o.answer)
		}
		o.who = second
		o.get("/a/rules").shows("等批准的 1 件", "改成 5 个工作日，现在 3 个工作日·管理员提的").lacks("本地定的")
		if o.get(page).post(page+"/1", "step", "refuse"); o.answer != http.StatusUnprocessableEntity {
			t.Errorf("refused without a word: %d", o.answer)
		}
		o.shows("请写为什么不批准").post(page+"/1", "step", "approve").shows("批准了，马上算数", "现在：<b>5 个工作日</b>", "本地定的", "程序自带：3 个工作日", "改回 3 个工作日")
		o.get("/a/rules").shows("住进来以后，几个工作日内登记：5 个工作日", "程序自带：3 个工作日", "原来 3 个工作日·管理员提，李批批", "有 1 个数是本地自己定的").lacks("等批准的")
		if o.get(page).post(page+"/9", "step", "approve"); o.answer != http.StatusNotFound {
			t.Errorf("a change that is not there: %d", o.answer)
		}
		o.get(page).post(page, "back", "1", "value", "5", "reason", "办法废止了").shows("等批准：改回 3 个工作日", "撤回")
		o.post(page+"/2", "step", "withdraw").shows("撤回了")
		o.post(page, "back", "1", "value", "5", "reason", "办法真的废止了").shows("等批准：改回 3 个工作日")
		o.who = first
		o.get(page).post(page+"/3", "step", "approve").shows("现在：<b>3 个工作日</b>", "以前的改动", "改回 3 个工作日，原来 5 个工作日</b>：批准了", "撤回了").lacks("本地定的")
		o.get("/a/rules").shows("原来 5 个工作日·李批提，管理员批").lacks("程序自带")
		o.get("/a/rules/retention_days").shows("到期的当晚就删")
		o.get("/a/rules/reminder_from_minute").shows(`value="08:30"`)
		if o.get("/a/rules/nothing"); o.answer != http.StatusNotFound {
			t.Errorf("no limit: %d", o.answer)
		}
	})
}

// TestWhoMayNotApproveYetReadsWhyAtTheButton.
func TestWhoMayNotApproveYetReadsWhyAtTheButton(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		o := newOffice(t, st)
		page := "/a/rules/report_working_days"
		o.get(page).post(page, "value", "5", "source", "某市流动人口居住登记办法", "doc_no", "第 9 条", "doc_date", "2026-10-01", "reason", "本市放宽了")
		o.get("/a/users").post("/a/users", "login", "second", "name", "李批", "password", "lantern-river-48", "role", "admin")
		user := must1(st.UserByLogin(context.Background(), "second"))
		o.who = must1(st.Actor(context.Background(), user))
		o.who.Fresh = true
		if o.get(page).post(page+"/1", "step", "approve"); o.answer != http.StatusUnprocessableEntity {
			t.Errorf("approved through an account that the proposer made: %d", o.answer)
		}
		o.shows(`id="f-approve-error"`, "您的账号这 7 天里由别人建的", "等批准：改成 5 个工作日")
	})
}
