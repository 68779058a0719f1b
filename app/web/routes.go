package web

import (
	"slices"

	"anju/app/web/admin"
	"anju/app/web/landlord"
	"anju/app/web/lists"
	"anju/app/web/officer"
	"anju/app/web/posts"
	"anju/app/web/public"
	"anju/app/web/tenant"
	"anju/models/policy"
)

// Desks are the makers of pages, one for each audience.
type Desks struct {
	Public   *public.Desk
	Landlord *landlord.Desk
	Tenant   *tenant.Desk
	Officer  *officer.Desk
	Admin    *admin.Desk
	// Lists come in by the right of an officer, Places by that of the administrator.
	Lists, Places *lists.Desk
	// Posts are handed over by a supervisor in his areas, AllPosts given and handed over by the administrator.
	Posts, AllPosts *posts.Desk
	Hooks           *Hooks
}

// Routes is the table of contents of the site, one file an audience: method, path, policy action, handler. Nothing else
// registers a route but the demo's own pages.
func Routes(d Desks) []Route {
	return slices.Concat(publicRoutes(d.Public), tenantRoutes(d.Tenant), landlordRoutes(d.Landlord), officerRoutes(d.Officer), adminRoutes(d.Admin), hookRoutes(d.Hooks),
		listRoutes("/o/import", policy.ListImport, d.Lists), listRoutes("/a/import", policy.PlaceImport, d.Places),
		postRoutes("/o/staff", policy.PostHand, d.Posts), postRoutes("/a/staff", policy.StaffManage, d.AllPosts))
}
