package site

import (
	"net/http"
	"net/url"
	"strings"
)

// staffOnes are the pages about one thing, as routes begin: an errand that was refused as it stood leads back there.
var staffOnes = [][3]string{
	{"/o/u/:ref", "/o/u/:ref", "回这处房屋"},
	{"/o/items/:ref", "/o/items/:ref", "回这一件"},
	{"/o/compare/:ref", "/o/items/:ref", "回这一件"},
	{"/o/stays/:ref", "/o/stays/:ref/correct", "回这条登记"},
	{"/o/hazards/:ref", "/o/hazards/:ref/photo", "回这处隐患"},
	{"/o/desk/u/:ref", "/o/desk/u/:ref", "回这处房屋"},
	{"/o/campaigns/:ref", "/o/campaigns/:ref", "回这次群发"},
	{"/o/alarm/:ref", "/o/alarm/:ref", "回这次通知"},
	{"/o/import/:ref", "/o/import/:ref", "回这份表"},
	{"/a/import/:ref", "/a/import/:ref", "回这份表"},
	{"/o/staff/:ref", "/o/staff/:ref", "回他的职责"},
	{"/a/staff/:ref", "/a/staff/:ref", "回他的职责"},
	{"/a/areas/:ref", "/a/areas/:ref", "回这个地区"},
	{"/a/rules/:name", "/a/rules/:name", "回这个期限"},
	{"/a/texts/:kind", "/a/texts/:kind", "回这条短信"},
}

// staffLists are the lists from which one comes to a page of the staff.
var staffLists = [][3]string{
	{"/o/queue", "/o/queue", "回待办"}, {"/o/items/", "/o/queue", "回待办"}, {"/o/compare/", "/o/queue", "回待办"}, {"/o/remind", "/o/queue", "回待办"},
	{"/o/u/", "/o/properties", "回房屋列表"}, {"/o/stays/", "/o/properties", "回房屋列表"}, {"/o/merges/", "/o/properties", "回房屋列表"},
	{"/o/hazards/", "/o/properties", "回房屋列表"}, {"/o/photos/", "/o/properties", "回房屋列表"}, {"/o/reveal/", "/o/properties", "回房屋列表"},
	{"/o/phone/", "/o/properties", "回房屋列表"}, {"/o/search", "/o/properties", "回房屋列表"}, {"/o/plates", "/o/properties", "回房屋列表"},
	{"/o/import", "/o/import", "回导入表格"}, {"/o/export", "/o/stats", "回统计"}, {"/o/stats", "/o/stats", "回统计"}, {"/o/desk", "/o/desk", "回窗口"},
	{"/o/samples", "/o/samples", "回抽查"}, {"/o/visits", "/o/visits", "回走访"}, {"/o/drive", "/o/queue", "回待办"}, {"/o/reports", "/o/reports", "回反映列表"},
	{"/o/handover", "/o/handover", "回移交"}, {"/o/campaigns", "/o/campaigns", "回群发"}, {"/o/missed", "/o/missed", "回没发到的"},
	{"/o/alarm", "/o/alarm", "回紧急通知"}, {"/o/looks", "/o/looks", "回查看提醒"}, {"/o/staff", "/o/staff", "回网格交接"},
	{"/o/work", "/o/work", "回工作质量"}, {"/o/audit", "/o/work", "回工作质量"},
	{"/a/users", "/a/users", "回人员列表"}, {"/a/staff", "/a/users", "回人员列表"}, {"/a/grids", "/a/grids", "回网格"}, {"/a/areas", "/a/areas", "回地区"},
	{"/a/rules", "/a/rules", "回规定和期限"}, {"/a/holidays", "/a/holidays", "回放假安排"}, {"/a/sms/log", "/a/sms/log", "回短信记录"},
	{"/a/sms", "/a/sms", "回短信"}, {"/a/texts", "/a/texts", "回短信的话"}, {"/a/topics", "/a/topics", "回普法主题"}, {"/a/import", "/a/import", "回导入表格"},
}

// StaffBack is the way back from an errand of the staff that was not done: to what it was about where it was refused as it
// stood, else to the list it came from. It is empty for one who may not come here at all, or who asked for the list itself.
func StaffBack(method, route string, param func(name string) string, code int) Link {
	if code == http.StatusForbidden {
		return Link{}
	}
	if code == http.StatusConflict {
		for _, one := range staffOnes {
			if strings.HasPrefix(route, one[0]) && !(method == http.MethodGet && route == one[1]) {
				return Link{filled(one[1], param), one[2]}
			}
		}
	}
	for _, list := range staffLists {
		if strings.HasPrefix(route, list[0]) && !(method == http.MethodGet && route == list[1]) {
			return Link{list[1], list[2]}
		}
	}
	return Link{}
}

// filled is the address of a route whose names stand for what this request has in their place.
func filled(route string, param func(name string) string) string {
	parts := strings.Split(route, "/")
	for i, part := range parts {
		if name, is := strings.CutPrefix(part, ":"); is {
			parts[i] = url.PathEscape(param(name))
		}
	}
	return strings.Join(parts, "/")
}
