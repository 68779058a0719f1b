package models

import "strings"

// auditWords say in plain words what an entry of the audit is about.
var auditWords = map[string]string{
	"unit.register": "登记房子", "unit.view": "看房子", "unit.change": "改房子的情况", "unit.accept": "核实房子", "unit.return": "请户主改", "unit.mend": "改好再交",
	"unit.assign_grid": "划网格", "unit.claim": "认领房子", "unit.hand": "填房东是谁", "unit.pledge": "签责任书", "unit.manager": "加减代办人", "unit.past": "看房子的经过",
	"home.keep": "户主办事", "roster.view": "看名册", "roster.confirm": "确认名册", "roster.print": "打印名册", "roster.import": "导入表格", "roster.export": "导出名册",
	"proof.make": "开尽责凭证", "stay.check_in": "登记入住", "stay.change": "改登记", "stay.check_out": "办退房", "stay.recall": "撤回退房", "stay.accept": "户主答复自己登记的人",
	"stay.declare": "房客自己登记", "stay.self": "房客说还住这里", "stay.dispute": "说登记不对", "stay.away": "写暂离", "stay.police": "记派出所登记", "stay.reveal": "看完整证件号", "phone.reveal": "看电话",
	"stay.hold": "办案保留", "stay.correct": "更正登记", "stay.compare": "核对两处登记", "person.merge": "合并或拆开登记", "looks.watch": "过问查看太多", "invite.make": "发登记卡", "door.plate": "打印门牌", "door.reissue": "换门牌码", "door.hang": "换上新门牌", "person.find": "找人", "person.add": "开个人账号",
	"queue.view": "看待办", "drive.view": "看节前节后去向", "visit.record": "记走访", "visit.plan": "看走访计划", "sample.view": "看抽查", "sample.draw": "抽查抽房子", "sample.again": "重抽一遍核对", "sample.check": "记抽查结果", "sample.pass": "抽查交给别人",
	"grade.appeal": "说房屋等级不对", "hazard.mend": "隐患改好了", "hazard.photo": "存隐患照片", "hazard.drop": "隐患记错划掉", "desk.serve": "窗口代办", "desk.wrong": "窗口口令不对", "desk.code": "换代办口令",
	"campaign.make": "排群发", "campaign.approve": "批群发", "campaign.missed": "看没收到的", "alarm.send": "发紧急通知", "alarm.count": "看紧急通知人数", "flag.close": "办结提示",
	"flag.remind": "一起提醒户主", "flag.raise": "每晚判提示", "notice.send": "发短信", "sms.watch": "看短信记录", "sms.find": "按号码找短信", "answer.take": "收短信回信",
	"texts.choose": "选收不收短信", "night.rehearse": "算今晚发多少", "request.file": "反映或求助", "request.add": "补充反映", "request.answer": "答复反映", "request.hear": "户主答复反映",
	"staff.manage": "改工作人员账号", "grid.hand": "网格交接", "area.manage": "改地区", "area.carry": "房屋跟着地区走", "audit.view": "查操作记录", "look.refuse": "想看别处的，没让看", "audit.seal": "封操作记录", "work.view": "看工作质量", "stats.view": "看统计",
	"counts.roll": "每天计数", "purge.run": "到期删除", "options.manage": "改选项", "holiday.take": "换放假安排", "limit.propose": "提议改规定的数", "limit.approve": "批改规定的数", "list.export": "导出表格", "list.reveal": "导出全号表格", "list.import": "导入名册表格",
	"place.import": "导入地区和房屋", "handover.view": "看移交", "handover.make": "移交派出所", "handover.take": "收派出所回执", "handover.key": "移交用的钥匙",
	"sign_in": "登录", "sign_out": "退出", "code.send": "发验证码", "code.wrong": "验证码不对", "doc.wrong": "证件后四位不对", "doc.shown": "报证件后四位", "password.wrong": "密码不对",
	"password.right": "密码对了", "totp.wrong": "动态码不对", "totp.again": "再输动态码", "public": "打开公开页", "signed_in": "登录后办事", "demo": "演示",
}

// AuditWord says in plain words what an action is, "办事" for one that nobody named.
func AuditWord(action string) string {
	if words, known := auditWords[action]; known {
		return words
	}
	return "办事"
}

// HomeActions are the actions that the past of a home tells to its grid workers and officers. What somebody wrote to the
// police, or asked help for, is not among them.
var HomeActions = []string{
	"unit.register", "unit.change", "unit.accept", "unit.return", "unit.mend", "unit.assign_grid", "unit.claim", "unit.hand", "unit.pledge", "unit.manager",
	"roster.confirm", "roster.print", "proof.make", "stay.check_in", "stay.change", "stay.check_out", "stay.recall", "stay.accept", "stay.declare", "stay.self",
	"stay.away", "stay.police", "stay.correct", "stay.compare", "person.merge", "invite.make", "door.reissue", "door.hang", "visit.record", "sample.check", "sample.pass", "hazard.mend", "hazard.photo", "hazard.drop", "grade.appeal", "flag.close",
}

// Words tell what an entry did, and of a home what became of it.
func (e AuditEntry) Words() string {
	words := AuditWord(e.Action)
	if e.Detail != "" && e.Detail != words && strings.HasPrefix(e.Action, "unit.") && e.Action != "unit.manager" {
		words += "：" + e.Detail
	}
	return words
}

// RoleNames are the words for who acts.
var RoleNames = map[string]string{"auxiliary": "网格员", "officer": "社区民警", "supervisor": "督导", "child_worker": "儿童主任", "admin": "管理员", "system": "自动", "stranger": "没登录的人",
	"person": "户主或房客"}

// Who says as what somebody acted on a home of an owner; nobody is named.
func (e AuditEntry) Who(ownerID int64) string {
	switch {
	case e.Role != "person":
		return RoleNames[e.Role]
	case e.OnBehalf != 0:
		return "代办人"
	case ownerID != 0 && e.UserID == ownerID:
		return "户主"
	}
	return "房客"
}
