package web

import "anju/app/web/officer"

func officerRoutes(d *officer.Desk) []Route {
	return []Route{}
}
