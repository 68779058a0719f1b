package web

import (
	"net/http"

	"anju/app/web/officer"
	"anju/models/policy"
)

func officerRoutes(d *officer.Desk) []Route {
	get, post := http.MethodGet, http.MethodPost
	return []Route{
		{Method: get, Path: "/staff/login", Action: policy.Public, Handler: d.ShowLogin, Limit: "login"},
		{Method: post, Path: "/staff/login", Action: policy.Public, Handler: d.TakeLogin, Limit: "login"},
		{Method: get, Path: "/staff/login/totp", Action: policy.Public, Handler: d.ShowTOTP, Limit: "login"},
		{Method: post, Path: "/staff/login/totp", Action: policy.Public, Handler: d.TakeTOTP, Limit: "login"},
		{Method: post, Path: "/staff/logout", Action: policy.Public, Handler: d.TakeLogout},

		{Method: get, Path: "/o", Action: policy.QueueView, Handler: d.ShowFront},
		{Method: get, Path: "/o/queue", Action: policy.QueueView, Handler: d.ShowQueue},
		{Method: get, Path: "/o/items/:ref", Action: policy.QueueView, Handler: d.ShowItem},
		{Method: get, Path: "/o/items/:ref/visit", Action: policy.VisitRecord, Handler: d.ShowItemVisit},
		{Method: post, Path: "/o/items/:ref/visit", Action: policy.VisitRecord, Handler: d.TakeItemVisit},
		{Method: post, Path: "/o/items/:ref/police", Action: policy.StayPolice, Handler: d.TakePolice},
		{Method: post, Path: "/o/items/:ref/close", Action: policy.FlagClose, Handler: d.TakeClose},

		{Method: get, Path: "/o/properties", Action: policy.QueueView, Handler: d.ShowHomes},
		{Method: get, Path: "/o/u/:ref", Action: policy.QueueView, Handler: d.ShowHome},
		{Method: post, Path: "/o/u/:ref/accept", Action: policy.UnitAccept, Handler: d.TakeAccept},
		{Method: post, Path: "/o/u/:ref/assign", Action: policy.UnitAssign, Handler: d.TakeAssign},
		{Method: post, Path: "/o/u/:ref/owner", Action: policy.UnitHand, Handler: d.TakeHand},
		{Method: post, Path: "/o/u/:ref/door", Action: policy.DoorReissue, Handler: d.TakeDoor},
		{Method: get, Path: "/o/u/:ref/visit", Action: policy.VisitRecord, Handler: d.ShowHomeVisit},
		{Method: post, Path: "/o/u/:ref/visit", Action: policy.VisitRecord, Handler: d.TakeHomeVisit},
		{Method: get, Path: "/o/u/:ref/plate", Action: policy.QueueView, Handler: d.ShowUnitPlate},

		{Method: get, Path: "/o/reveal/:stay", Action: policy.StayReveal, Handler: d.ShowReveal},
		{Method: post, Path: "/o/reveal/:stay", Action: policy.StayReveal, Handler: d.TakeReveal},
		{Method: get, Path: "/o/reports", Action: policy.RequestAnswer, Handler: d.ShowReports},
		{Method: get, Path: "/o/reports/:ref", Action: policy.RequestAnswer, Handler: d.ShowAnswer},
		{Method: post, Path: "/o/reports/:ref", Action: policy.RequestAnswer, Handler: d.TakeAnswer},
		{Method: get, Path: "/o/stats", Action: policy.StatsView, Handler: d.ShowStats},
		{Method: get, Path: "/o/drive", Action: policy.DriveView, Handler: d.ShowDrive},
		{Method: get, Path: "/o/visits", Action: policy.VisitRecord, Handler: d.ShowVisits},
	}
}
