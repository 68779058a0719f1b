package landlord

import (
	"slices"

	"anju/app/web/site"
	"anju/models"
	"anju/models/idcard"
	"anju/models/store"
)

type entry = store.Entry

// terms are the answers to 打算住多久.
var terms = []site.Choice{{Value: "short", Label: "不到半年"}, {Value: "long", Label: "半年以上"}, {Value: "unsure", Label: "说不准"}}

func termWord(value string) string {
	for _, t := range terms {
		if t.Value == value {
			return t.Label
		}
	}
	return ""
}

// Terms are the choices of 打算住多久.
func (*CheckIn) Terms() []site.Choice { return terms }

// DocTypes are the documents that the register takes.
func (*CheckIn) DocTypes() []site.Choice {
	var all []site.Choice
	for _, t := range idcard.Types() {
		all = append(all, site.Choice{Value: t.Code, Label: t.Name})
	}
	return all
}

// Relations are the words for the relation to the lessee.
func (*CheckIn) Relations() []site.Choice { return relationChoices() }

func relationChoices() []site.Choice {
	all := []site.Choice{{Label: "不填"}}
	for _, word := range models.Relations {
		all = append(all, site.Choice{Value: word, Label: word})
	}
	return all
}

// countries are issuing countries of passports, ISO 3166-1 alpha-3; another one is typed by an officer.
var countries = [][2]string{
	{"AFG", "阿富汗"}, {"AUS", "澳大利亚"}, {"BGD", "孟加拉国"}, {"BRA", "巴西"}, {"CAN", "加拿大"}, {"CHN", "中国"}, {"DEU", "德国"},
	{"EGY", "埃及"}, {"ESP", "西班牙"}, {"ETH", "埃塞俄比亚"}, {"FRA", "法国"}, {"GBR", "英国"}, {"GHA", "加纳"}, {"IDN", "印度尼西亚"},
	{"IND", "印度"}, {"IRN", "伊朗"}, {"ITA", "意大利"}, {"JPN", "日本"}, {"KAZ", "哈萨克斯坦"}, {"KEN", "肯尼亚"}, {"KGZ", "吉尔吉斯斯坦"},
	{"KHM", "柬埔寨"}, {"KOR", "韩国"}, {"LAO", "老挝"}, {"LKA", "斯里兰卡"}, {"MMR", "缅甸"}, {"MNG", "蒙古"}, {"MYS", "马来西亚"},
	{"NGA", "尼日利亚"}, {"NPL", "尼泊尔"}, {"PAK", "巴基斯坦"}, {"PHL", "菲律宾"}, {"PRK", "朝鲜"}, {"RUS", "俄罗斯"}, {"SGP", "新加坡"},
	{"SYR", "叙利亚"}, {"THA", "泰国"}, {"TJK", "塔吉克斯坦"}, {"TKM", "土库曼斯坦"}, {"TUR", "土耳其"}, {"UKR", "乌克兰"}, {"USA", "美国"},
	{"UZB", "乌兹别克斯坦"}, {"VNM", "越南"}, {"YEM", "也门"}, {"ZAF", "南非"},
}

// Countries are the choices of 护照是哪国发的.
func (*CheckIn) Countries() []site.Choice {
	all := []site.Choice{{Label: "不填"}}
	for _, c := range countries {
		all = append(all, site.Choice{Value: c[0], Label: c[1]})
	}
	return all
}

func countryWord(code string) string {
	i := slices.IndexFunc(countries, func(c [2]string) bool { return c[0] == code })
	if i < 0 {
		return code
	}
	return countries[i][1]
}

// DocLabel names the number after the document chosen.
func (p *CheckIn) DocLabel() string {
	if t := p.Typed.Get("doc_type"); t != "" && t != "111" {
		return idcard.TypeName(t) + "号码"
	}
	return "身份证号码"
}

// DocHint says how to type the number, or that it is kept.
func (p *CheckIn) DocHint() string {
	if p.DocKept != "" {
		return "已经填好，尾号 " + p.DocKept + "。不改就空着"
	}
	if t := p.Typed.Get("doc_type"); t != "" && t != "111" && t != "112" {
		return "照着证件输"
	}
	return "共 18 位，照着证件输"
}

// PhoneHint says what the phone is for, or that it is kept.
func (p *CheckIn) PhoneHint() string {
	if p.PhoneKept != "" {
		return "已经填好，尾号 " + p.PhoneKept + "。不改就空着"
	}
	return "用来发居住提醒，不会公开"
}

// GuardHint says that the guardian's phone is kept.
func (p *CheckIn) GuardHint() string {
	if p.GuardKept != "" {
		return "已经填好，尾号 " + p.GuardKept + "。不改就空着"
	}
	return "小孩没有手机，短信发给监护人"
}

// steps are the three steps of a check-in, one of them current.
func steps(current int) []site.Choice {
	all := []site.Choice{{Label: "1 填信息"}, {Label: "2 核对"}, {Label: "3 完成"}}
	all[current-1].On = true
	return all
}

// Steps shows where the form stands.
func (*CheckIn) Steps() []site.Choice { return steps(1) }

// Chips says whether the rooms are few enough for buttons.
func (p *CheckIn) Chips() bool { return len(p.Rooms) <= mostChips }

// RoomList are the rooms of a list, which begins with nothing chosen.
func (p *CheckIn) RoomList() []site.Choice {
	return append([]site.Choice{{Label: "请选房间"}}, p.Rooms...)
}

// Live is the address of the live checks.
func (p *CheckIn) Live() string { return at(p.Ref, "checkin", "live") }

// TodayWords say which day today is, for those who are not sure.
func (p *CheckIn) TodayWords() string { return "今天是 " + p.Today.ChineseFull() }

// DocMode is the keyboard of the number: digits for cards, letters for passports.
func (p *CheckIn) DocMode() string {
	if t := p.Typed.Get("doc_type"); t == "" || t == "111" || t == "112" {
		return "numeric"
	}
	return "text"
}
