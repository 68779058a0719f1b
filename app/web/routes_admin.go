package web

import (
	"net/http"

	"anju/app/web/admin"
	"anju/models/policy"
)

func adminRoutes(d *admin.Desk) []Route {
	get, post := http.MethodGet, http.MethodPost
	rows := []Route{
		{Method: get, Path: "/a", Action: policy.StaffManage, Handler: d.ShowFront},
		{Method: get, Path: "/a/users", Action: policy.StaffManage, Handler: d.ShowUsers},
		{Method: post, Path: "/a/users", Action: policy.StaffManage, Handler: d.TakeUser},
		{Method: get, Path: "/a/grids", Action: policy.AreaManage, Handler: d.ShowGrids},
		{Method: post, Path: "/a/grids", Action: policy.AreaManage, Handler: d.TakeGrid},
		{Method: get, Path: "/a/areas", Action: policy.AreaManage, Handler: d.ShowAreas},
		{Method: get, Path: "/a/areas/:ref", Action: policy.AreaManage, Handler: d.ShowArea},
		{Method: post, Path: "/a/areas/:ref", Action: policy.AreaManage, Handler: d.TakeArea},
		{Method: get, Path: "/a/areas/:ref/move", Action: policy.AreaManage, Handler: d.ShowAreaGo(admin.WayMove)},
		{Method: post, Path: "/a/areas/:ref/move", Action: policy.AreaManage, Handler: d.TakeAreaGo(admin.WayMove)},
		{Method: get, Path: "/a/areas/:ref/merge", Action: policy.AreaManage, Handler: d.ShowAreaGo(admin.WayMerge)},
		{Method: post, Path: "/a/areas/:ref/merge", Action: policy.AreaManage, Handler: d.TakeAreaGo(admin.WayMerge)},
		{Method: get, Path: "/a/areas/:ref/split", Action: policy.AreaManage, Handler: d.ShowAreaCut},
		{Method: post, Path: "/a/areas/:ref/split", Action: policy.AreaManage, Handler: d.TakeAreaCut},
		{Method: get, Path: "/a/rules", Action: policy.OptionsManage, Handler: d.ShowRules},
		{Method: get, Path: "/a/rules/:name", Action: policy.LimitPropose, Handler: d.ShowRuleChange},
		{Method: post, Path: "/a/rules/:name", Action: policy.LimitPropose, Handler: d.TakeRuleChange},
		{Method: post, Path: "/a/rules/:name/:version", Action: policy.LimitAgree, Handler: d.TakeRuleStep, Look: "/a/rules/:name"},
		{Method: get, Path: "/a/holidays", Action: policy.HolidayTake, Handler: d.ShowHolidays},
		{Method: post, Path: "/a/holidays", Action: policy.HolidayTake, Handler: d.TakeHolidays, File: true, Look: "/a/holidays"},
		{Method: get, Path: "/a/holidays/template", Action: policy.HolidayTake, Handler: d.HolidayTemplate},
		{Method: get, Path: "/a/sms", Action: policy.OptionsManage, Handler: d.ShowSMS},
		{Method: post, Path: "/a/sms", Action: policy.OptionsManage, Handler: d.TakeSMS, Look: "/a/sms"},
		{Method: get, Path: "/a/sms/log", Action: policy.SMSWatch, Handler: d.ShowSMSLog},
		{Method: post, Path: "/a/sms/log", Action: policy.SMSFind, Handler: d.FindSMS},
		{Method: get, Path: "/a/sms/log/:ref", Action: policy.SMSWatch, Handler: d.ShowSMSLife},
		{Method: get, Path: "/a/sms/charts", Action: policy.SMSWatch, Handler: d.ShowSMSChart},
		{Method: get, Path: "/a/sms/ways", Action: policy.SMSWatch, Handler: d.ShowSMSWays},
		{Method: get, Path: "/a/texts", Action: policy.OptionsManage, Handler: d.ShowTexts},
		{Method: get, Path: "/a/texts/:kind", Action: policy.OptionsManage, Handler: d.ShowTextFile},
		{Method: post, Path: "/a/texts/:kind", Action: policy.OptionsManage, Handler: d.TakeTextFile},
		{Method: get, Path: "/a/topics", Action: policy.OptionsManage, Handler: d.ShowTopics},
		{Method: post, Path: "/a/topics", Action: policy.OptionsManage, Handler: d.TakeTopic},
		{Method: get, Path: "/a/texts/:kind/edit", Action: policy.OptionsManage, Handler: d.ShowTextEdit},
		{Method: post, Path: "/a/texts/:kind/edit", Action: policy.OptionsManage, Handler: d.TakeTextEdit},
		{Method: post, Path: "/a/sms/tonight", Action: policy.Rehearse, Handler: d.TakeTonight},
	}
	for _, do := range []string{admin.Disable, admin.Enable, admin.NewTOTP, admin.Password} {
		rows = append(rows,
			Route{Method: get, Path: "/a/users/:ref/" + do, Action: policy.StaffManage, Handler: d.ShowChange(do)},
			Route{Method: post, Path: "/a/users/:ref/" + do, Action: policy.StaffManage, Handler: d.TakeChange(do), Look: "/a/users/:ref/" + do})
	}
	return rows
}
