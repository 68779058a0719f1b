package boot

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"

	"github.com/labstack/echo/v4"

	"anju/app/web"
	"anju/app/web/admin"
	"anju/app/web/dev"
	"anju/app/web/landlord"
	"anju/app/web/lists"
	"anju/app/web/officer"
	"anju/app/web/posts"
	"anju/app/web/public"
	"anju/app/web/site"
	"anju/app/web/tenant"
	"anju/jobs"
	"anju/models"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/workday"
)

// Site makes the site on top of the register.
func (a *App) Site() (*site.Site, error) {
	s, err := site.New(site.Options{
		Now: a.Clock.Now, Real: a.Clock.Real, BaseURL: a.Config.URL(), Log: a.Log,
		Secret:  a.ring.Mac("site", []byte("forms and flashes")),
		Proxies: a.Config.Proxies(),
		Help:    site.Help{Name: "政务服务热线", Phone: "12345"},
	})
	if err != nil {
		return nil, err
	}
	s.Who = func(c echo.Context) (policy.Actor, error) {
		return a.Registry.WhoOn(site.Ctx(c), s.Session(c), s.Device(c), site.Quietly(c))
	}
	s.HelpFor = a.helpFor
	s.UnseenLooks = func(c echo.Context, who policy.Actor) int {
		n, err := a.Store.CountUnseenLooks(site.Ctx(c), policy.ScopeOf(who, policy.LooksWatch, s.Moment(c)))
		if err != nil {
			s.Log.Error("counting looks that nobody has seen", "error", err)
		}
		return n
	}
	if !a.Demo {
		s.Missing = a.sendingNeeds
	}
	s.KeepDraft = func(c echo.Context, f site.Form) (string, error) { return a.keepPost(c, s, f) }
	s.KeepRefusal = func(c echo.Context, who policy.Actor) error {
		return a.Registry.KeepRefusal(site.Ctx(c), who, c.Request().Method+" "+c.Path(), c.ParamValues(), a.Clock.Now())
	}
	for _, pages := range [][]site.Page{public.Pages(), landlord.Pages(), tenant.Pages(), officer.Pages(), admin.Pages(), lists.Pages(), posts.Pages(), dev.Pages()} {
		if err := s.Need(pages...); err != nil {
			return nil, err
		}
	}
	return s, nil
}

// helpFor is the grid worker of the first home that the person may see; strangers get the hotline.
func (a *App) helpFor(c echo.Context, who policy.Actor) site.Help {
	if !who.SignedIn() || who.Staff {
		return site.Help{}
	}
	ctx, at := site.Ctx(c), workday.At(a.Clock.Now())
	units, err := a.Store.ListUnits(ctx, policy.ScopeOf(who, policy.UnitView, at), 0, 1)
	areaID := int64(0)
	if err == nil && len(units) > 0 {
		areaID = units[0].AreaID
	} else if entries, err := a.Store.ListEntries(ctx, policy.ScopeOf(who, policy.StaySelf, at), 1); err == nil && len(entries) > 0 {
		if unit, err := a.Store.UnitByID(ctx, entries[0].Stay.UnitID); err == nil {
			areaID = unit.AreaID
		}
	}
	line, err := a.Store.AreaLine(ctx, areaID)
	if err != nil {
		return site.Help{}
	}
	for i := len(line) - 1; i >= 0; i-- {
		if line[i].WorkerPhone != "" {
			return site.Help{Name: "网格员" + line[i].WorkerName, Phone: line[i].WorkerPhone}
		}
		if line[i].PostPhone != "" {
			return site.Help{Name: line[i].PostName, Phone: line[i].PostPhone}
		}
	}
	return site.Help{}
}

// Routes are the rows of the site; the demo adds its own.
func (a *App) Routes(s *site.Site) []web.Route {
	read := a.Store.Reader
	routes := web.Routes(web.Desks{
		Public:   &public.Desk{Site: s, FindDoor: a.findDoor, Notice: a.notice, Registry: a.Registry, Read: read},
		Landlord: &landlord.Desk{Site: s, Registry: a.Registry, Read: read},
		Tenant:   &tenant.Desk{Site: s, Registry: a.Registry, Read: read},
		Officer:  &officer.Desk{Site: s, Registry: a.Registry, Read: read, Cost: a.Cost},
		Admin: &admin.Desk{Site: s, Registry: a.Registry, Read: read, Missing: a.sendingNeeds, Rehearse: a.Runner.StartRehearsal, Cost: a.Cost,
			Carriers: a.Registry.Carriers, BasisOf: a.basisOf},
		Lists:    &lists.Desk{Site: s, Registry: a.Registry, Read: read, Audience: site.Officer, Base: "/o/import", Action: policy.ListImport},
		Places:   &lists.Desk{Site: s, Registry: a.Registry, Read: read, Audience: site.Admin, Base: "/a/import", Action: policy.PlaceImport},
		Posts:    &posts.Desk{Site: s, Registry: a.Registry, Read: read, Audience: site.Officer, Base: "/o/staff"},
		AllPosts: &posts.Desk{Site: s, Registry: a.Registry, Read: read, Audience: site.Admin, Base: "/a/staff"},
		Hooks:    &web.Hooks{Gateways: a.listeners(), Secret: a.hookSecret, Keep: a.keepNews, Log: a.Log},
	})
	if a.Demo {
		d := &dev.Desk{Site: s, Registry: a.Registry, Read: read, Runner: a.Runner, Clock: a.Clock}
		for _, r := range d.Routes() {
			routes = append(routes, web.Route{Method: r.Method, Path: r.Path, Action: policy.DemoOnly, Handler: r.Handler})
		}
	}
	return routes
}

// Table is the table of contents of the site, to be read and not to be served: there is nothing behind it.
func Table() []web.Route {
	a := &App{Store: &store.Store{}, Registry: &registry.Registry{}, Runner: &jobs.Runner{}}
	return a.Routes(&site.Site{})
}

func (a *App) findDoor(ctx context.Context, who policy.Actor, shortCode string) (registry.Door, error) {
	return a.Registry.OpenDoor(ctx, who, shortCode, a.Clock.Now())
}

// basisOf says on what a text rests by the rules in force.
func (a *App) basisOf(t models.SMSTemplate) (words, checked string, err error) {
	return a.Registry.Rules.Profile().BasisOf(t)
}

func (a *App) notice() public.Notice {
	return public.Notice{Controller: a.Profile.Controller, Contact: a.Profile.Contact, Version: a.Profile.NoticeVersion}
}

// Serve runs site and jobs until the context ends. It prints what tell says of the site's address, then "ready" and where
// it listens, once the site answers.
func (a *App) Serve(ctx context.Context, out io.Writer, tell func(url string) string) error {
	listener, err := net.Listen("tcp", a.Config.Addr())
	if err != nil {
		return fmt.Errorf("听不了 %s，可能别的程序占着。请换一个：ANJU_ADDR 或 --addr", a.Config.Addr())
	}
	a.Config = a.Config.With("ADDR", listener.Addr().String()) // port 0 means any free one
	s, err := a.Site()
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	e, err := web.New(s, a.Routes(s))
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	a.Registry.Kick, a.Registry.KickImports, a.Registry.KickAreas = a.Runner.Kick, a.Runner.KickImports, a.Runner.KickAreas
	if err := a.serveOps(ctx); err != nil {
		return errors.Join(err, listener.Close())
	}
	if err := a.Runner.Start(ctx); err != nil {
		return errors.Join(err, listener.Close())
	}
	for _, why := range a.SMSWarnings() {
		a.Log.Warn("texts cannot leave as they should", "why", why)
	}
	if tell != nil {
		fmt.Fprint(out, tell(a.Config.URL()))
	}
	fmt.Fprintf(out, "ready http://%s\n", listener.Addr())
	return web.Serve(ctx, web.Server(e, a.Log), listener)
}
