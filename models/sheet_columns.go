package models

import "anju/models/idcard"

// Column is one column of the files that come in and go out.
type Column struct {
	Key   string   // unit_code: a file may name it so, exports do
	Words string   // 房屋代码: templates name it so
	Also  []string // what old rosters call it
	Must  bool     // without it the file is no list of this kind
	Time  bool     // holds a day or a moment; spreadsheets keep those as numbers
	// Choices are words that templates offer under the header; a file may hold others that the import knows.
	Choices []string
	Hide    string // how the cell is hidden when the list is shown again, "" = by its long numbers alone
}

// How cells are hidden.
const (
	HideNumber = "number"
	HideName   = "name"
)

// SheetRow is one row of a file that is being read.
type SheetRow struct {
	Line  int      // as an editor counts, the header is 1
	Given []string // the cells as they stand in the file
	Cells []string // the cells by column of the list; "" where the file has none
	Fault string   // what is wrong with the row as a whole, "" when nothing
}

// ReasonColumn is the last column of the file in which failed rows are handed back.
const ReasonColumn = "原因"

// SheetKinds are the lists that can be imported, in the order in which they need each other.
var SheetKinds = []string{"areas", "units", "rooms", "stays", "employers"}

// SheetColumns are the columns of each list (DESIGN 4.1).
var SheetColumns = map[string][]Column{
	"areas": {
		{Key: "code", Words: "代码", Also: []string{"编码", "地区代码"}, Must: true},
		{Key: "parent_code", Words: "上级代码", Also: []string{"上级编码"}},
		{Key: "level", Words: "级别", Also: []string{"层级"}, Must: true, Choices: levelChoices},
		{Key: "name", Words: "名称", Also: []string{"地区名称"}, Must: true},
		{Key: "zone", Words: "城乡", Also: []string{"区域类型"}, Choices: []string{"建成区", "农村"}},
	},
	"units": {
		unitCode,
		{Key: "area_code", Words: "地区代码", Also: []string{"网格代码"}, Must: true},
		{Key: "address", Words: "地址", Also: []string{"房屋地址", "详细地址"}, Must: true},
		{Key: "kind", Words: "房屋种类", Also: []string{"房屋类型", "种类"}, Choices: wordsOf(KindNames)},
		{Key: "land", Words: "土地性质", Choices: []string{"国有", "集体", "不清楚"}},
		{Key: "landlord_name", Words: "房东姓名", Also: []string{"户主姓名", "出租人姓名"}, Hide: HideName},
		{Key: "landlord_doc_type", Words: "房东证件种类", Also: []string{"户主证件种类", "房东证件类型"}, Choices: docChoices()},
		{Key: "landlord_doc_no", Words: "房东证件号码", Also: []string{"户主证件号码", "房东身份证号"}, Hide: HideNumber},
		{Key: "landlord_phone", Words: "房东手机号", Also: []string{"户主手机号", "房东手机", "房东电话"}, Hide: HideNumber},
		{Key: "accepted_on", Words: "备案日期", Time: true},
	},
	"rooms": {
		unitCode, roomNo,
		{Key: "room_type", Words: "房间用途", Also: []string{"房间类型"}, Choices: wordsOf(RoomTypeNames)},
		{Key: "usable_m2", Words: "使用面积", Also: []string{"使用面积（平方米）", "面积"}},
		{Key: "beds", Words: "床位数", Also: []string{"床位"}},
	},
	"stays": {
		unitCode, roomNo,
		{Key: "name", Words: "姓名", Also: []string{"房客姓名", "承租人姓名"}, Must: true, Hide: HideName},
		{Key: "doc_type", Words: "证件种类", Also: []string{"证件类型"}, Choices: docChoices()},
		{Key: "doc_no", Words: "证件号码", Also: []string{"身份证号", "身份证号码", "证件号"}, Must: true, Hide: HideNumber},
		{Key: "phone", Words: "手机号", Also: []string{"手机", "手机号码", "联系电话", "电话"}, Hide: HideNumber},
		{Key: "moved_in_on", Words: "入住日期", Also: []string{"入住时间"}, Must: true, Time: true},
		{Key: "reported_at", Words: "登记时间", Also: []string{"申报时间", "登记日期"}, Time: true},
		{Key: "confirmed_at", Words: "确认时间", Also: []string{"核实时间", "确认日期"}, Time: true},
		{Key: "lease_end", Words: "租期到", Also: []string{"合同到期日", "租期截止"}, Time: true},
		{Key: "moved_out_on", Words: "搬走日期", Also: []string{"离开日期", "退房日期"}, Time: true},
		{Key: "relation", Words: "与承租人关系", Also: []string{"关系"}, Choices: Relations},
		{Key: "police_registered_on", Words: "境外人员登记日期", Time: true},
		{Key: "doc_country", Words: "发证国家代码", Also: []string{"国籍代码"}},
		{Key: "away_from", Words: "暂离开始", Time: true},
		{Key: "away_to", Words: "暂离结束", Time: true},
		{Key: "guardian_name", Words: "监护人姓名", Hide: HideName},
		{Key: "guardian_phone", Words: "监护人手机号", Hide: HideNumber},
		{Key: "label", Words: "房屋短名", Also: []string{"短名"}},
	},
	"employers": { // the contract names none: what is needed to know one and to reach who answers
		{Key: "credit_code", Words: "统一社会信用代码", Also: []string{"信用代码"}, Must: true},
		{Key: "name", Words: "单位名称", Also: []string{"企业名称", "用工单位"}, Must: true},
		{Key: "area_code", Words: "地区代码", Also: []string{"网格代码"}, Must: true},
		{Key: "address", Words: "地址", Also: []string{"单位地址", "详细地址"}},
		{Key: "manager_name", Words: "管理员姓名", Also: []string{"联系人", "联系人姓名"}},
		{Key: "manager_phone", Words: "管理员手机号", Also: []string{"联系人手机号", "联系电话"}},
	},
}

var (
	unitCode = Column{Key: "unit_code", Words: "房屋代码", Also: []string{"房屋编码"}, Must: true}
	roomNo   = Column{Key: "room_no", Words: "房间号", Also: []string{"房号", "房间"}, Must: true}
)

var levelChoices = []string{LevelNames[LevelCity], LevelNames[LevelCounty], LevelNames[LevelSubdistrict], LevelNames[LevelCommunity], LevelNames[LevelGrid]}

func wordsOf(names [][2]string) []string {
	words := make([]string, len(names))
	for i, n := range names {
		words[i] = n[1]
	}
	return words
}

func docChoices() []string {
	var words []string
	for _, t := range idcard.Types() {
		words = append(words, t.Name)
	}
	return words
}

// SheetMark begins the first row of every file that leaves for people to read: who took it, when and why stand behind it.
// A file that comes in is read as if it were not there.
const SheetMark = "内部资料"
