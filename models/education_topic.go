package models

import "slices"

// Topic is what a text about the law is about, and when its turn comes.
type Topic struct {
	Kind string // of its text: E05
	Name string
	For  string // 户主, 房客
	When string
}

var topicNames = map[string]string{
	"E01": "户主要登记谁住着", "E02": "房客要配合登记", "E03": "押金和合同", "E04": "哪些地方不能住人", "E05": "转租", "E06": "楼道和消防", "E07": "电动自行车充电",
	"E08": "防一氧化碳中毒", "E09": "防诈骗", "E10": "不出借银行卡电话卡", "E11": "讨工钱", "E12": "劳动合同", "E13": "工伤", "E14": "居住证的好处", "E15": "孩子上学",
	"E16": "法律援助", "E17": "看好孩子", "E18": "家庭暴力", "E19": "不外传房客信息", "E20": "邻里相处", "E21": "不赌不毒", "E23": "骑车戴头盔", "E24": "国家宪法日",
	"E25": "防台风", "E26": "心理援助热线",
}

var seasonWords = map[string]string{"E08": "12 月到 2 月", "E11": "12 月 15 日到 2 月 10 日", "E15": "5 月、6 月", "E24": "12 月 4 日那一周", "E25": "7 月到 9 月"}

// Topics are all that the education job may send, by kind.
func Topics() []Topic {
	var all []Topic
	for _, kind := range topicKinds() {
		t := Topic{Kind: kind, Name: topicNames[kind], For: "房客", When: "全年轮着"}
		if slices.Contains(landlordTopics, kind) {
			t.For = "户主"
		}
		if slices.Contains(firstLessons, kind) {
			t.When = "刚住进来"
			if slices.Contains(tenantTopics, kind) {
				t.When = "刚住进来，以后轮着"
			}
		}
		if words := seasonWords[kind]; words != "" {
			t.When = words
		}
		all = append(all, t)
	}
	return all
}

func topicKinds() []string {
	kinds := slices.Concat(firstLessons, landlordTopics, tenantTopics)
	for kind := range seasonWords {
		kinds = append(kinds, kind)
	}
	slices.Sort(kinds)
	return slices.Compact(kinds)
}
