package site

import (
	"anju/models/policy"
	"anju/models/workday"
)

// Tab is one entry of the bar.
type Tab struct {
	Key, Href, Icon, Word string
	Dot                   int
	DotWord               string // read out after the number: 条未读
	Current               bool
	action                policy.Action
}

// tabs of each audience; tenants and the public have none.
var tabs = map[string][]Tab{
	Landlord: {
		{Key: "home", Href: "/h", Icon: "home", Word: "首页", action: policy.UnitRegister},
		{Key: "roster", Href: "/h/roster", Icon: "book", Word: "名册", action: policy.HomeKeep},
		{Key: "messages", Href: "/h/messages", Icon: "bell", Word: "消息", DotWord: "条未读", action: policy.SignedIn},
		{Key: "me", Href: "/h/me", Icon: "user", Word: "我的", action: policy.SignedIn},
	},
	Officer: {
		{Key: "queue", Href: "/o/queue", Icon: "shield", Word: "待办", DotWord: "件", action: policy.QueueView},
		{Key: "properties", Href: "/o/properties", Icon: "home", Word: "房屋", action: policy.UnitView},
		{Key: "visits", Href: "/o/visits", Icon: "walk", Word: "走访", action: policy.VisitRecord},
		{Key: "desk", Href: "/o/desk", Icon: "pen", Word: "窗口", action: policy.DeskServe},
		{Key: "stats", Href: "/o/stats", Icon: "chart", Word: "统计", action: policy.StatsView},
		{Key: "work", Href: "/o/work", Icon: "check", Word: "质量", action: policy.WorkView},
		{Key: "staff", Href: "/o/staff", Icon: "user", Word: "交接", action: policy.PostHand},
		{Key: "campaigns", Href: "/o/campaigns", Icon: "send", Word: "群发", action: policy.CampaignMake},
		{Key: "looks", Href: "/o/looks", Icon: "eye", Word: "查看", DotWord: "条没看", action: policy.LooksWatch},
	},
	Admin: {
		{Key: "grids", Href: "/a/grids", Icon: "home", Word: "网格", action: policy.AreaManage},
		{Key: "users", Href: "/a/users", Icon: "user", Word: "人员", action: policy.StaffManage},
		{Key: "sms", Href: "/a/sms", Icon: "send", Word: "短信", action: policy.OptionsManage},
	},
}

// tabsFor leaves out what would be refused.
func tabsFor(sh *Shell, a policy.Actor, at workday.Moment) []Tab {
	var open []Tab
	for _, t := range tabs[sh.Audience] {
		if policy.MayEnter(a, t.action, at) != nil {
			continue
		}
		if t.Key == "roster" && sh.Unit != "" {
			t.Href = "/h/u/" + sh.Unit + "/roster"
		}
		switch {
		case t.Key == "looks":
			t.Dot = sh.Unseen
		case t.DotWord != "":
			t.Dot = sh.TabDot
		}
		t.Current = t.Key == sh.Tab
		open = append(open, t)
	}
	return open
}

var posts = map[policy.Role]string{
	policy.Officer:     "社区民警",
	policy.Auxiliary:   "网格员",
	policy.Supervisor:  "督导员",
	policy.ChildWorker: "儿童主任",
	policy.Admin:       "管理员",
}

// PostWord is the post of a role as people call it: 社区民警; 工作人员 for any other.
func PostWord(role policy.Role) string {
	if post := posts[role]; post != "" {
		return post
	}
	return "工作人员"
}

// whoLine is the right end of the head: 户主·周桂芳, 本人·尾号 0001, 社区民警·李警官.
func whoLine(audience string, a policy.Actor, at workday.Moment) string {
	switch {
	case !a.SignedIn() || audience == Public:
		return ""
	case a.Staff:
		for _, role := range a.Roles(at) {
			if post := posts[role]; post != "" {
				return post + "·" + a.Name
			}
		}
		return a.Name
	case audience == Landlord && a.Name != "":
		return "户主·" + a.Name
	case audience == Landlord && a.PhoneEnd != "":
		return "户主·尾号 " + a.PhoneEnd
	case a.PhoneEnd != "":
		return "本人·尾号 " + a.PhoneEnd
	}
	return a.Name
}
