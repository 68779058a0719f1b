package web

import "anju/app/web/admin"

func adminRoutes(d *admin.Desk) []Route {
	return []Route{}
}
