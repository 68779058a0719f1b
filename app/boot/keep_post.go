package boot

import (
	"encoding/json"

	"github.com/labstack/echo/v4"

	"anju/app/web/public"
	"anju/app/web/site"
	"anju/models/policy"
	"anju/models/store"
)

// keepPost puts away what somebody posted after his session had ended, sealed, and answers where it is offered again
// after signing in, to the same browser alone: nothing entered is ever lost, and nobody is led to send a stranger's form.
func (a *App) keepPost(c echo.Context, s *site.Site, f site.Form) (next string, err error) {
	values := f.Draft()
	if once := f.Get("_once"); once != "" {
		values.Set("_once", once)
	}
	body, err := json.Marshal(public.Post{Path: c.Request().URL.Path, Values: values, Mark: store.Hash(s.PostMark(c, true))})
	if err != nil {
		return "", err
	}
	ref, err := a.Registry.KeepDraft(site.Ctx(c), policy.Actor{}, public.PostForm, "", string(body), a.Clock.Now())
	return "/again?d=" + ref, err
}
