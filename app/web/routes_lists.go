package web

import (
	"net/http"

	"anju/app/web/lists"
	"anju/app/web/site"
	"anju/models/policy"
)

// listRoutes are the pages by which lists come in, under one address for each right.
func listRoutes(base string, act policy.Action, d *lists.Desk) []Route {
	get, post := http.MethodGet, http.MethodPost
	return []Route{
		{Method: get, Path: base, Action: act, Handler: d.ShowLoad},
		{Method: post, Path: base, Action: act, Handler: d.TakeLoad, Stream: true, Long: true, Body: site.MostUpload},
		{Method: get, Path: base + "/template/:kind", Action: act, Handler: d.Template},
		{Method: get, Path: base + "/:ref", Action: act, Handler: d.Show},
		{Method: get, Path: base + "/:ref/progress", Action: act, Handler: d.ShowProgress},
		{Method: post, Path: base + "/:ref/start", Action: act, Handler: d.Start},
		{Method: post, Path: base + "/:ref/drop", Action: act, Handler: d.Drop},
		{Method: post, Path: base + "/:ref/rejects", Action: act, Handler: d.Rejects, Long: true},
	}
}
