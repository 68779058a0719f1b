package web

import (
	"net/http"

	"anju/app/web/posts"
	"anju/models/policy"
)

// postRoutes are the pages on who holds which post, under one address for each right. A supervisor hands over; only the
// administrator gives and ends.
func postRoutes(base string, act policy.Action, d *posts.Desk) []Route {
	get, post := http.MethodGet, http.MethodPost
	rows := []Route{
		{Method: get, Path: base, Action: act, Handler: d.ShowStaff},
		{Method: get, Path: base + "/:ref", Action: act, Handler: d.ShowPosts},
		{Method: get, Path: base + "/:ref/hand", Action: act, Handler: d.ShowHand},
		{Method: post, Path: base + "/:ref/hand", Action: act, Handler: d.TakeHand},
	}
	if act == policy.StaffManage {
		rows = append(rows, Route{Method: post, Path: base + "/:ref", Action: act, Handler: d.TakePost},
			Route{Method: post, Path: base + "/:ref/end", Action: act, Handler: d.TakeEnd})
	}
	return rows
}
