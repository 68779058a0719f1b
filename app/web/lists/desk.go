// Package lists holds the pages by which whole lists come in. Officers bring those of their own areas, the administrator
// areas and homes: the pages are the same, under two addresses.
package lists

import (
	"anju/app/web/site"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/store"
)

// Desk serves these pages to one audience.
type Desk struct {
	Site     *site.Site
	Registry *registry.Registry
	Read     *store.Reader
	Audience string        // site.Officer or site.Admin
	Base     string        // /o/import or /a/import
	Action   policy.Action // by which right
}

// Pages are all pages here, for the check at the start.
func Pages() []site.Page { return []site.Page{&Load{}, &Import{}} }

// back leads out of the pages.
func (d *Desk) back() site.Link {
	if d.Audience == site.Admin {
		return site.Link{Href: "/a", Word: "回首页"}
	}
	return site.Link{Href: "/o/properties", Word: "回房屋"}
}

func (d *Desk) task(title string, back site.Link) site.Shell {
	return site.Shell{Title: title, Audience: d.Audience, Wide: true, Back: back}
}
