package web

import (
	"net/http"

	"anju/app/web/public"
	"anju/models/policy"
)

func publicRoutes(d *public.Desk) []Route {
	return []Route{
		{Method: http.MethodGet, Path: "/", Action: policy.Public, Handler: d.ShowHome},
		{Method: http.MethodGet, Path: "/c", Action: policy.Public, Handler: d.ShowCode, Limit: "door"},
		{Method: http.MethodPost, Path: "/c", Action: policy.Public, Handler: d.TakeCode, Limit: "door"},
		{Method: http.MethodGet, Path: "/proof", Action: policy.Public, Handler: d.ShowProofCheck, Limit: "door"},
		{Method: http.MethodPost, Path: "/proof", Action: policy.Public, Handler: d.TakeProofCheck, Limit: "door"},
		{Method: http.MethodGet, Path: "/again", Action: policy.SignedIn, Handler: d.ShowAgain},
		{Method: http.MethodGet, Path: "/login", Action: policy.Public, Handler: d.ShowSignIn, Limit: "login"},
		{Method: http.MethodPost, Path: "/login", Action: policy.Public, Handler: d.TakeSignIn, Limit: "login"},
		{Method: http.MethodGet, Path: "/login/code", Action: policy.Public, Handler: d.ShowSignInCode, Limit: "login"},
		{Method: http.MethodPost, Path: "/login/code", Action: policy.Public, Handler: d.TakeSignInCode, Limit: "login"},
		{Method: http.MethodGet, Path: "/login/doc", Action: policy.StaySelf, Handler: d.ShowSignInDoc, Limit: "login"},
		{Method: http.MethodPost, Path: "/login/doc", Action: policy.StaySelf, Handler: d.TakeSignInDoc, Limit: "login"},
		{Method: http.MethodPost, Path: "/logout", Action: policy.Public, Handler: d.TakeSignOut},
		{Method: http.MethodGet, Path: "/settings", Action: policy.Public, Handler: d.ShowSettings},
		{Method: http.MethodPost, Path: "/settings", Action: policy.Public, Handler: d.TakeSettings, Limit: "form"},
		{Method: http.MethodGet, Path: "/help", Action: policy.Public, Handler: d.ShowHelp},
		{Method: http.MethodGet, Path: "/rights", Action: policy.Public, Handler: d.ShowRights},
		{Method: http.MethodGet, Path: "/rights.print", Action: policy.Public, Handler: d.PrintRights},
		{Method: http.MethodGet, Path: "/privacy", Action: policy.Public, Handler: d.ShowPrivacy},
		{Method: http.MethodGet, Path: "/a11y", Action: policy.Public, Handler: d.ShowA11y},
	}
}
