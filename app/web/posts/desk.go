// Package posts holds the pages on who holds which post: a supervisor hands over those of his own areas, the administrator
// gives and hands over all. The pages are the same, under two addresses. No person of any roster stands on them.
package posts

import (
	"anju/app/web/site"
	"anju/models"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/store"

	"github.com/labstack/echo/v4"
)

// Desk serves these pages to one audience.
type Desk struct {
	Site     *site.Site
	Registry *registry.Registry
	Read     *store.Reader
	Audience string // site.Officer for the supervisor, or site.Admin
	Base     string // /o/staff or /a/staff
}

// Pages are all pages here, for the check at the start.
func Pages() []site.Page { return []site.Page{&Staff{}, &Posts{}, &Hand{}} }

func (d *Desk) task(title string, back site.Link) site.Shell {
	return site.Shell{Title: title, Audience: d.Audience, Wide: true, Back: back}
}

// admin says whether the administrator looks, who gives posts as well.
func (d *Desk) admin() bool { return d.Audience == site.Admin }

// scope are the areas whose workers the visitor sees. The code is asked again before anything changes.
func (d *Desk) scope(c echo.Context) policy.Scope {
	if d.admin() {
		return policy.Scope{All: true} // routes let administrators alone in
	}
	return policy.ScopeOf(d.Site.Actor(c), policy.AuditView, d.Site.Moment(c))
}

// colleague finds a worker among those whom the visitor may see; the administrator finds every staff account.
func (d *Desk) colleague(c echo.Context) (store.Colleague, error) {
	all, err := d.Read.ListWalkers(site.Ctx(c), d.scope(c))
	if err != nil {
		return store.Colleague{}, err
	}
	for _, one := range all {
		if one.Ref == c.Param("ref") {
			return one, nil
		}
	}
	if !d.admin() {
		return store.Colleague{}, models.ErrNotFound
	}
	user, err := d.Read.UserByRef(site.Ctx(c), c.Param("ref"))
	if err == nil && !user.Staff {
		err = models.ErrNotFound
	}
	return store.Colleague{ID: user.ID, Ref: user.Ref, Title: user.Title, Name: user.Name, Disabled: user.Disabled}, err
}

func roleWord(role policy.Role) string {
	for _, r := range registry.StaffRoles {
		if r[0] == string(role) {
			return r[1]
		}
	}
	return string(role)
}
