package public

import (
	"net/http"

	"anju/app/web/site"

	"github.com/labstack/echo/v4"
)

// Rights are twelve short cards for tenants.
type Rights struct {
	site.Shell
	Cards []Card
}

// Template names the page.
func (*Rights) Template() string { return "common/rights" }

// ShowRights is GET /rights.
func (d *Desk) ShowRights(c echo.Context) error {
	return d.Site.Render(c, http.StatusOK, &Rights{Shell: site.Shell{Title: "我的权利", Back: back}, Cards: cards})
}

// RightsPrint is the same on paper, for the wall of the house.
type RightsPrint struct {
	site.Shell
	Cards []Card
}

// Template names the page.
func (*RightsPrint) Template() string { return "print/rights" }

// PrintRights is GET /rights.print.
func (d *Desk) PrintRights(c echo.Context) error {
	shell := site.Shell{Title: "我的权利", Back: site.Link{Href: "/rights", Word: "返回我的权利"}}
	return d.Site.Render(c, http.StatusOK, &RightsPrint{Shell: shell, Cards: cards})
}

// Card is one right: at most 120 characters, the article it stands on, and whom to ask.
type Card struct{ Key, Icon, Title, Text, Basis, Ask, Phone string }

// cards quote only articles of the domain brief; their words await the operator's review, and the page says so.
var cards = []Card{
	{"deposit", "book", "押金",
		"合同里写明押金多少、什么时候还、什么情况能扣。交钱要收据，转账留好记录。退房那天一起看房，当面算清。",
		"住房租赁条例第十条", "先找社区调解，或打", "12345"},
	{"contract", "pen", "合同",
		"租房要签实名合同。房东应当免费去备案；他不办，您可以自己去办。签之前看房东的身份证和产权证明，您也要出示证件。",
		"住房租赁条例第八条、第九条、第十一条", "政务服务热线", "12345"},
	{"rent", "chart", "涨租",
		"租金照合同来。没到期想涨，要两个人商量好，写下来。谈不拢先找社区调解，还可以仲裁或打官司，不用马上搬。",
		"住房租赁条例第三十五条", "社区调解，或打", "12345"},
	{"evict", "shield", "断水断电、赶人",
		"房东不能用暴力或威胁逼您搬走，不经您同意也不能进屋。有人断水断电、换锁、堵门赶您走，先顾安全，马上打 110。",
		"住房租赁条例第九条、第十二条", "报警", "110"},
	{"renew", "clock", "合同到期接着住",
		"合同到期，您还住着，房东也没说不行，原来的合同接着有效，只是不再有固定期限。想接着住，早点和房东说好，再写一份。",
		"民法典第七百三十四条", "法律咨询", "12348"},
	{"permit", "id", "居住证",
		"住满半年，又有稳定工作、稳定住处或在读书，符合一条就可以申请居住证。首次办和签注不收钱。签注每年一次，在满一年前的一个月里办。",
		"居住证暂行条例第二条、第十条、第二十一条", "派出所，或打", "12345"},
	{"wage", "scale", "欠薪",
		"工钱没拿到，把合同、考勤、工资条和聊天记录留好，打 12333 找劳动监察。要打官司请不起律师，打 12348 申请法律援助，不收费。",
		"法律援助法第三十一条", "劳动保障热线", "12333"},
	{"labour", "pen", "劳动合同",
		"上班一个月内，单位应当和您签书面合同。超过一个月还不签，可以要求付两倍工资。",
		"劳动合同法第八十二条", "劳动保障热线", "12333"},
	{"school", "book", "子女入学",
		"有居住证，孩子可以按规定在这里上小学和初中。每年留意教育局的公告，早点备好居住证、租房和工作的材料。",
		"居住证暂行条例第十二条、第十三条", "政务服务热线", "12345"},
	{"fraud", "alert", "防诈骗",
		"刷单返利、冒充公安、贷款解冻先交钱，都是骗人的。不转账、不给验证码、不共享屏幕。电话卡和银行卡不租、不借、不卖。",
		"反电信网络诈骗法第三十一条", "反诈热线", "96110"},
	{"data", "eye", "我的信息",
		"您的登记，您随时能看、能改、能问谁看过。谁都不能把您的证件和电话卖给别人。写错了，在“我的登记”里点更正。",
		"个人信息保护法第四十四条到第五十条，治安管理处罚法第五十六条", "政务服务热线", "12345"},
	{"aid", "phone", "法律援助",
		"讨薪、工伤、赡养这些事请不起律师，可以申请法律援助，不收钱。先打 12348 问一问，可以不留姓名。户主看不到您的求助。",
		"法律援助法第三十一条", "法律援助热线", "12348"},
}
