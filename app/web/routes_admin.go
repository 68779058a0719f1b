package web

import (
	"net/http"

	"anju/app/web/admin"
	"anju/models/policy"
)

func adminRoutes(d *admin.Desk) []Route {
	get, post := http.MethodGet, http.MethodPost
	return []Route{
		{Method: get, Path: "/a", Action: policy.StaffManage, Handler: d.ShowFront},
		{Method: get, Path: "/a/users", Action: policy.StaffManage, Handler: d.ShowUsers},
		{Method: post, Path: "/a/users", Action: policy.StaffManage, Handler: d.TakeUser},
		{Method: post, Path: "/a/users/switch", Action: policy.StaffManage, Handler: d.SwitchUser},
		{Method: get, Path: "/a/grids", Action: policy.AreaManage, Handler: d.ShowGrids},
		{Method: post, Path: "/a/grids", Action: policy.AreaManage, Handler: d.TakeGrid},
		{Method: get, Path: "/a/sms", Action: policy.OptionsManage, Handler: d.ShowSMS},
		{Method: post, Path: "/a/sms", Action: policy.OptionsManage, Handler: d.TakeSMS},
	}
}
