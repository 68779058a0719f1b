package web

import (
	"net/http"

	"anju/app/web/tenant"
	"anju/models/policy"
)

func tenantRoutes(d *tenant.Desk) []Route {
	return []Route{
		{Method: http.MethodGet, Path: "/d/:token", Action: policy.Public, Handler: d.ShowDoor, Limit: "door"},
	}
}
