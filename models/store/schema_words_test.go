package store_test

// tableWords says in one sentence what a table holds; a table without its sentence fails the test.
var tableWords = map[string]string{
	"areas":          "地区树：市、区县、街道、社区、网格，和出门找谁的电话",
	"users":          "账号：凭手机号的个人（户主、房客），凭用户名的工作人员",
	"devices":        "认得的浏览器：房客报过证件后四位的，走访用的手机",
	"grants":         "工作人员在哪个地区当什么、从几时到几时",
	"units":          "房屋，一户一册；各级地区编号都写在这一行上",
	"employers":      "用工单位：统一社会信用代码、在哪里、谁替它管名册",
	"old_doors":      "换下来的门牌，扫到时说“门牌已更换”",
	"unit_managers":  "代户主办事的人：家人、代管人、二房东",
	"pledges":        "签过的责任书：哪一份、哪一版、文字的指纹、谁签的",
	"rooms":          "房间和床位",
	"tenants":        "人，按户各存一行：一家户主写的，别家看不到",
	"stays":          "居住记录：谁住哪一户哪一间，从几时到几时",
	"drafts":         "没交上来的表单，密封，留一天",
	"once_keys":      "表单的一次性号：同一张表单交两次只算一次",
	"flags":          "提示：一件要去核对的事，不是结论",
	"visits":         "走访：看到了什么",
	"requests":       "求助、更正、异议和答复",
	"notices":        "发件箱：一条短信一行",
	"attempts":       "发短信的每一次尝试，先记下再碰网络",
	"rate_windows":   "限次数的窗口",
	"audit_entries":  "记录：一次办事一行，不写姓名和号码",
	"audit_seals":    "把记录串成链的封条",
	"suppressions":   "谁不收哪一类短信",
	"consents":       "谁答应收什么，哪天答应的",
	"views":          "工作人员看过谁，给本人看",
	"job_runs":       "定时任务跑过的每一次",
	"leases":         "谁正在跑哪个任务",
	"sessions":       "登录，只存口令的指纹",
	"otp_codes":      "登录验证码，只存校验值",
	"settings":       "开关：短信发送、演示的时钟",
	"counters":       "按名字计数",
	"column_classes": "每一列属于哪一类数据",
}

// classWords are the data classes, in the order of the document.
var classWords = [][2]string{
	{"sealed", "密封：SM4-GCM，离开钥匙文件打不开"},
	{"index", "盲索引：HMAC-SM3 的前 16 字节，只能查一样不一样"},
	{"secret", "口令、校验值、门牌码，知道它就能做事"},
	{"person", "说到一个人，但不是姓名和号码"},
	{"place", "说到一个地方"},
	{"fact", "办事的状态和时间"},
	{"tech", "机器用的"},
}
