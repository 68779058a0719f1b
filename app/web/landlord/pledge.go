package landlord

import (
	"strings"

	"anju/models"
	"anju/models/registry"
)

// Pledge is a text that the landlord signs when he registers a home. Its words are kept by hash with the signature, so a
// changed word needs a new version.
type Pledge struct {
	Kind, Title, Version string
	Lines                []PledgeLine
	Note                 string
}

// PledgeLine is one promise and the article it stands on.
type PledgeLine struct{ Text, Basis string }

// pledges quote only articles of the domain brief; their words await the operator's review, and the page says so.
var pledges = []Pledge{
	{Kind: models.PledgeSafety, Title: "治安责任书", Version: "2026-11", Note: pledgeNote, Lines: []PledgeLine{
		{"租给谁，先看他的身份证件。没有证件、不肯登记的，不租。", "住房租赁条例第九条；租赁房屋治安管理规定第七条"},
		{"签合同的人和真正住的人，都如实登记。", "治安管理处罚法第六十八条；住房租赁条例第三十七条"},
		{"有人住进来、搬走，各在 3 个工作日内登记。", "浙江省流动人口居住登记条例第九条"},
		{"外国人住进来，24 小时内由他本人或我到派出所登记。", "出境入境管理法第三十九条"},
		{"发现有人在房子里犯罪，马上报警。", "治安管理处罚法第六十八条；租赁房屋治安管理规定第七条"},
		{"不经房客同意不进屋，不用暴力、威胁赶人。", "住房租赁条例第九条、第十二条"},
		{"房客的证件和电话，不卖、不给不相干的人。", "治安管理处罚法第五十六条"},
		{"请人代管的，代管人和我守一样的规矩。停租了，来办注销。", "租赁房屋治安管理规定第七条"},
	}},
	{Kind: models.PledgeFire, Title: "消防承诺书", Version: "2026-11", Note: pledgeNote, Lines: []PledgeLine{
		{"房子合建筑、消防、燃气、装修的要求，才出租。", "住房租赁条例第七条"},
		{"厨房、卫生间、阳台、过道、地下储藏室、车库，不单独租给人住。", "住房租赁条例第七条"},
		{"楼道和安全出口不堵、不占、不上锁。", "消防法第二十八条"},
		{"高楼的门厅、过道、楼梯间，不停电动自行车，也不充电。", "高层民用建筑消防安全管理规定"},
		{"出租前和每次换人时，看一遍灭火器、烟感和燃气软管。", "名册管理约定，不是法定要求"},
	}},
}

const pledgeNote = "待运营单位审定。条文以正式公布的为准。住房租赁条例管城镇国有土地上的住房（第二条）；集体土地上的房子，按省里的规定（第四十九条）。"

// signed are the pledges as they were shown, for the register.
func signed() []registry.PledgeText {
	texts := make([]registry.PledgeText, 0, len(pledges))
	for _, p := range pledges {
		var b strings.Builder
		b.WriteString(p.Title + "\n")
		for _, line := range p.Lines {
			b.WriteString(line.Text + "（" + line.Basis + "）\n")
		}
		b.WriteString(p.Note)
		texts = append(texts, registry.PledgeText{Kind: p.Kind, Version: p.Version, Text: b.String()})
	}
	return texts
}
