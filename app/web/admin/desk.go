// Package admin holds the pages of the administrator; none of them shows a person who lives somewhere.
package admin

import (
	"anju/app/web/site"
	"anju/models/registry"
	"anju/models/store"
)

// Desk serves these pages.
type Desk struct {
	Site     *site.Site
	Registry *registry.Registry
	Read     *store.Reader
}

// Pages are all pages here, for the check at the start.
func Pages() []site.Page { return []site.Page{} }
