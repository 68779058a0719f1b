package web

import (
	"net/http"

	"anju/app/web/tenant"
	"anju/models/policy"
	"anju/models/registry"

	"github.com/labstack/echo/v4"
)

func tenantRoutes(d *tenant.Desk) []Route {
	get := func(path string, h func(echo.Context, registry.Door) error) Route {
		return Route{Method: http.MethodGet, Path: "/d/:token" + path, Action: policy.Public, Handler: d.AtDoor(h), Limit: "door"}
	}
	post := func(path string, act policy.Action, h func(echo.Context, registry.Door) error) Route {
		return Route{Method: http.MethodPost, Path: "/d/:token" + path, Action: act, Handler: d.AtDoor(h), Limit: "door"}
	}
	return append(meRoutes(d), []Route{
		{Method: http.MethodGet, Path: "/d/:token", Action: policy.Public, Handler: d.ShowDoor, Limit: "door"},
		get("/register", d.ShowStayDeclare),
		post("/register", policy.StayDeclare, d.TakeStayDeclare),
		get("/register/check", d.ShowStayDeclareCheck),
		post("/register/check", policy.StayDeclare, d.TakeStayDeclareCheck),
		get("/register/code", d.ShowStayDeclareCode),
		post("/register/code", policy.StayDeclare, d.TakeStayDeclareCode),
		get("/register/done", d.ShowStayDeclareDone),
		get("/code", d.ShowDoorCode),
		post("/code", policy.Public, d.TakeDoorCode),
		get("/stay", d.ShowStayConfirm),
		post("/stay", policy.Public, d.TakeStayConfirm),
		get("/left", d.ShowStayLeft),
		post("/left", policy.Public, d.TakeStayLeft),
		get("/report", d.ShowRequestReport),
		post("/report", policy.RequestFile, d.TakeRequestReport),
		get("/legal-aid", d.ShowRequestLegalAid),
		get("/done", d.ShowRequestDone),
	}...)
}

func meRoutes(d *tenant.Desk) []Route {
	get := func(path string, h echo.HandlerFunc) Route {
		return Route{Method: http.MethodGet, Path: path, Action: policy.StaySelf, Handler: h}
	}
	post := func(path string, act policy.Action, h echo.HandlerFunc) Route {
		return Route{Method: http.MethodPost, Path: path, Action: act, Handler: h, Limit: "form"}
	}
	return []Route{
		get("/me", d.ShowMe),
		get("/me/access", d.ShowMeAccess),
		get("/me/correct", d.ShowMeCorrect),
		post("/me/correct", policy.StaySelf, d.TakeMeCorrect),
		get("/me/download", d.ShowMeDownload),
		post("/me/download", policy.StaySelf, d.TakeMeDownload),
		get("/me/not-me", d.ShowNotMine),
		post("/me/texts", policy.TextsChoose, d.TakeEducation),
		post("/me/duties", policy.TextsChoose, d.TakeDuty),
		get("/me/r/:ref", d.ShowMeRequest),
		post("/me/r/:ref", policy.StaySelf, d.TakeMeRequest),
		get("/me/stays/:ref/away", d.ShowStayAway),
		post("/me/stays/:ref/away", policy.StayAway, d.TakeStayAway),
		post("/me/stays/:ref/confirm", policy.StaySelf, d.TakeMeConfirm),
		get("/me/stays/:ref/left", d.ShowMeLeft),
		post("/me/stays/:ref/left", policy.StayCheckOut, d.TakeMeLeft),
		get("/me/stays/:ref/not-me", d.ShowStayDispute),
		post("/me/stays/:ref/not-me", policy.StayDispute, d.TakeStayDispute),
		get("/me/stays/:ref/receipt", d.PrintMeReceipt),
	}
}
