package web

import "anju/app/web/landlord"

func landlordRoutes(d *landlord.Desk) []Route {
	return []Route{}
}
