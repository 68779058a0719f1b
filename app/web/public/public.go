// Package public holds the pages that everybody may open without a plate: the front page, the box for a 房屋编号,
// text size, help, rights, and the two notices.
package public

import (
	"context"

	"anju/app/web/site"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/store"
)

// Desk serves these pages.
type Desk struct {
	Site *site.Site
	// FindDoor says what somebody may see behind the 房屋编号 that he typed.
	FindDoor func(ctx context.Context, who policy.Actor, shortCode string) (registry.Door, error)
	// Notice is what the profile says about who holds the data.
	Notice func() Notice
	// Registry and Read serve signing in.
	Registry *registry.Registry
	Read     *store.Reader
}

// Notice names who is answerable for the data (个人信息保护法 17).
type Notice struct{ Controller, Contact, Version string }

// Pages are all pages here, for the check at the start.
func Pages() []site.Page {
	return []site.Page{&Home{}, &Code{}, &Settings{}, &HelpPage{}, &Privacy{}, &A11y{}, &Rights{}, &RightsPrint{}, &SignIn{}, &SignInCode{}, &SignInDoc{}, &ProofCheck{}}
}

var back = site.Link{Href: "/", Word: "返回首页"}
