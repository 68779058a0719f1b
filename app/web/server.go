// Package web puts the site together: the order in which a request passes its guards, and the table of routes.
package web

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"math/big"
	"net/http"
	"runtime/debug"
	"strings"
	"time"

	"anju/app/web/site"
	"anju/models"
	"anju/models/policy"
	"anju/static"

	"github.com/labstack/echo/v4"
)

const (
	bodyLimit = 256 << 10
	photoBody = models.PhotoMost + 1<<20 // what is a little too large is told so on the page
	timeLimit = 20 * time.Second
)

// Route is one row of the table of contents.
type Route struct {
	Method, Path string
	Action       policy.Action // what policy is asked before anything is read
	Handler      echo.HandlerFunc
	Limit        string // of site.KnownLimit, counted for each address
	File         bool   // its form comes with a file
	Stream       bool   // its handler reads and checks the form itself, which comes with a large file (site.ReadUpload)
	Body         int64  // the largest form, where that is more than bodyLimit
	Long         bool   // a whole file goes out or comes in: site.Spell instead of timeLimit
	Look         string // of what cannot be taken back, and of a part of a page: the page to look at first (site.LookFirst)
	Quiet        bool   // a page asks by itself: it keeps no session alive
	Place        bool   // its q looks for a place: the number of a person is led out of the address (site.PlaceOnly)
	Machine      bool   // called by a vendor with the secret in its path: no form, no cookie
}

// New makes the server of the routes. The order of the guards stands here and nowhere else:
// number, log, rescue, headers, body and time limit; then for each route its limit, the form's token, policy, handler.
func New(s *site.Site, routes []Route) (*echo.Echo, error) {
	e := echo.New()
	e.HideBanner, e.HidePort = true, true
	e.HTTPErrorHandler = s.Problem
	e.IPExtractor = echo.ExtractIPDirect() // addresses come from site.Address
	e.Use(number(s), record(s), rescue, headers(s.HTTPS()), bounds(s, routes))
	known := map[policy.Action]bool{}
	for _, a := range policy.Actions() {
		known[a] = true
	}
	for _, r := range routes {
		if !known[r.Action] || !site.KnownLimit(r.Limit) || r.Handler == nil {
			return nil, fmt.Errorf("web: route %s %s lacks a known action, limit or handler", r.Method, r.Path)
		}
		h := guard(s, r)
		e.Add(r.Method, r.Path, h)
		if r.Method == http.MethodGet {
			e.Add(http.MethodHead, r.Path, h)
		}
	}
	e.GET("/static/:hash/*", asset(s))
	e.HEAD("/static/:hash/*", asset(s))
	return e, nil
}

// guard asks everything about a request before its handler sees it.
func guard(s *site.Site, r Route) echo.HandlerFunc {
	return func(c echo.Context) error {
		if r.Limit != "" {
			if err := s.Take(r.Limit, s.LimitKey(c)); err != nil {
				s.SetActor(c, policy.Actor{}) // a flood is turned away without a look at the register
				return err
			}
		}
		if r.Machine {
			return r.Handler(c)
		}
		if r.Place {
			if sent, err := s.PlaceOnly(c); sent {
				return err
			}
		}
		if r.File {
			site.TakeFile(c)
		}
		site.LookFirst(c, r.Look)
		site.AskQuietly(c, r.Quiet)
		check := s.CheckForm
		if r.Stream {
			check = s.CheckStream
		}
		if err := check(c); err != nil {
			return err
		}
		a, err := s.Ask(c)
		if err != nil {
			return err
		}
		err = policy.MayEnter(a, r.Action, s.Moment(c))
		if err == nil {
			err = nobodyAnswers(s, r)
		}
		if err == nil {
			err = r.Handler(c)
		}
		return putDown(s, c, a, err)
	}
}

// putDown has it put down when a member of the staff is refused: whoever tries the records of others is seen to try.
func putDown(s *site.Site, c echo.Context, who policy.Actor, err error) error {
	// The fronts of landlords and tenants name nobody: our own pages lead there, and whoever is staff is only in the wrong place.
	elsewhere := c.Request().Method == http.MethodGet && !strings.HasPrefix(c.Path(), "/o") && !strings.HasPrefix(c.Path(), "/a") && !strings.Contains(c.Path(), ":")
	refused := models.IsKind(err, models.NotFound) || models.IsKind(err, models.Forbidden) && !errors.Is(err, policy.ErrNotFresh)
	if refused && !elsewhere && who.Staff && s.KeepRefusal != nil {
		if e := s.KeepRefusal(c, who); e != nil {
			s.Log.ErrorContext(site.Ctx(c), "refusal not put down", "number", s.Number(c), "error", e)
		}
	}
	return err
}

// enters are the actions by which somebody real comes into the register: none before somebody answers for the data
// (DESIGN 4.1, sending).
var enters = map[policy.Action]bool{policy.UnitRegister: true, policy.StayCheckIn: true, policy.StayDeclare: true, policy.VisitRecord: true,
	policy.UnitManager: true, policy.DeskServe: true,
	policy.ListImport: true, policy.PlaceImport: true}

// nobodyAnswers refuses the forms by which somebody real would come in while nobody is named to answer for the data.
func nobodyAnswers(s *site.Site, r Route) error {
	if r.Method != http.MethodPost || !enters[r.Action] || s.Missing == nil {
		return nil
	}
	if lacking := s.Missing(); len(lacking) > 0 {
		return models.Refuse(models.Unavailable, "还不能登记真人：管理员要先填好"+strings.Join(lacking, "、"))
	}
	return nil
}

// number gives each request the twelve digits that stand on an error page and in the log.
func number(s *site.Site) echo.MiddlewareFunc {
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			n, err := rand.Int(rand.Reader, big.NewInt(1_000_000_000_000))
			if err != nil {
				return err
			}
			d := fmt.Sprintf("%012d", n)
			s.SetNumber(c, d[:4]+" "+d[4:8]+" "+d[8:])
			return next(c)
		}
	}
}

// record writes one line for each request: the pattern of the route, never the address typed, because that may carry
// the secret of a door or a record.
func record(s *site.Site) echo.MiddlewareFunc {
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			began := s.Real()
			if err := next(c); err != nil {
				c.Error(err)
			}
			route := c.Path()
			if route == "" {
				route = "none"
			}
			s.Log.InfoContext(c.Request().Context(), "request",
				"number", s.Number(c),
				"method", c.Request().Method,
				"route", route,
				"status", c.Response().Status,
				"bytes", c.Response().Size,
				"ms", s.Real().Sub(began).Milliseconds())
			return nil
		}
	}
}

// rescue turns a panic into an error, so that one broken page ends one request.
func rescue(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) (err error) {
		defer func() {
			r := recover()
			if r == nil {
				return
			}
			if r == http.ErrAbortHandler { //nolint:errorlint // net/http asks for this very value
				panic(r)
			}
			err = fmt.Errorf("panic: %v\n%s", r, debug.Stack())
		}()
		return next(c)
	}
}

// bounds ends a request that is too large or takes too long.
func bounds(s *site.Site, routes []Route) echo.MiddlewareFunc {
	largest, long := map[string]int64{}, map[string]bool{}
	for _, r := range routes {
		largest[r.Path] = max(largest[r.Path], r.Body, bodyLimit)
		long[r.Method+" "+r.Path] = r.Long
	}
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			r, limit, spell := c.Request(), max(largest[c.Path()], bodyLimit), timeLimit
			if r.ContentLength > limit {
				return echo.NewHTTPError(http.StatusRequestEntityTooLarge)
			}
			if long[r.Method+" "+c.Path()] {
				spell = site.Spell
				if err := extend(c, s.Real().Add(spell)); err != nil {
					return err
				}
			}
			ctx, cancel := context.WithTimeout(r.Context(), spell)
			defer cancel()
			r = r.WithContext(ctx)
			r.Body = http.MaxBytesReader(c.Response(), r.Body, limit)
			c.SetRequest(r)
			err := next(c)
			if end := ctx.Err(); err != nil && end != nil { // each driver has words of its own for a statement that was broken off
				err = errors.Join(end, err)
			}
			return err
		}
	}
}

// extend lets a request read and write until a moment, beyond what the server grants every request.
func extend(c echo.Context, until time.Time) error {
	control := http.NewResponseController(c.Response())
	err := errors.Join(control.SetReadDeadline(until), control.SetWriteDeadline(until))
	if errors.Is(err, http.ErrNotSupported) { // a test without a connection
		return nil
	}
	return err
}

// asset serves the files of package static under the hash of their content.
func asset(s *site.Site) echo.HandlerFunc {
	return func(c echo.Context) error {
		data, kind, ok := static.Open(c.Param("hash"), c.Param("*"))
		if !ok {
			return echo.ErrNotFound
		}
		c.Response().Header().Set("Cache-Control", "public, max-age=31536000, immutable")
		return s.Send(c, http.StatusOK, kind, data)
	}
}
