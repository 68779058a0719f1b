// Package site holds what every page needs: who is asking, drawing a page, problems turned into a status and words,
// forms, cookies, protection against forged forms, and limits. It knows no errand and no table.
package site

import (
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/sha256"
	"errors"
	"fmt"
	"html/template"
	"log/slog"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"time"

	"anju/models/policy"
	"anju/models/workday"

	"github.com/labstack/echo/v4"
)

// Options is what the start of the program gives the site.
type Options struct {
	Now     func() time.Time // the clock of the register; a demo may set it
	Real    func() time.Time // the clock on the wall, for limits and durations; Now when empty
	BaseURL string           // public address; on https cookies are __Host- and Secure
	Secret  []byte           // at least 32 bytes; the keys for forms and flashes come from it
	Log     *slog.Logger
	Proxies []netip.Prefix // whose X-Forwarded-For is believed; nobody's when empty
	Help    Help           // whom to call where no nearer person is known

	// Who tells who asks, from the session cookie. Empty means that nobody can sign in.
	Who func(c echo.Context) (policy.Actor, error)
	// UnseenLooks counts the days of too many looks of which nobody has said yet that he has seen them, for a supervisor's tab.
	UnseenLooks func(c echo.Context, a policy.Actor) int
	// HelpFor gives the grid worker of the home in question; empty or no phone means Help.
	HelpFor func(c echo.Context, a policy.Actor) Help
	// Missing says what must be named before real people are entered; empty or nil when nothing is missing.
	Missing func() []string
	// KeepDraft puts away what a stranger posted and gives the address that shows it again after signing in.
	KeepDraft func(c echo.Context, f Form) (next string, err error)
	// KeepRefusal puts down that a member of the staff was refused what the request asks for.
	KeepRefusal func(c echo.Context, who policy.Actor) error
}

// Site draws pages and answers problems. It is made once and used by all requests.
type Site struct {
	Options
	https   bool
	host    string
	formKey []byte
	sealKey []byte
	frame   *template.Template // layouts and partials
	sets    map[string]*template.Template
	symbols map[string]string
	limits  *limiter
	cursors cipher.Block
}

// New checks the options, parses every template and refuses to start when one is broken.
func New(o Options) (*Site, error) {
	if o.Now == nil || o.Log == nil {
		return nil, errors.New("site: a clock and a log are needed")
	}
	if o.Real == nil {
		o.Real = o.Now
	}
	if len(o.Secret) < 32 {
		return nil, errors.New("site: the secret has fewer than 32 bytes")
	}
	base, err := url.Parse(o.BaseURL)
	if err != nil || o.BaseURL != "" && base.Host == "" {
		return nil, fmt.Errorf("site: %q is no public address", o.BaseURL)
	}
	s := &Site{
		Options: o,
		https:   base.Scheme == "https",
		host:    base.Host,
		formKey: derive(o.Secret, "form"),
		sealKey: derive(o.Secret, "flash"),
		limits:  newLimiter(),
	}
	if s.cursors, err = aes.NewCipher(derive(o.Secret, "cursor")); err != nil {
		return nil, err
	}
	if err := s.parse(); err != nil {
		return nil, err
	}
	return s, s.Need(&ErrorPage{})
}

func derive(secret []byte, purpose string) []byte {
	m := hmac.New(sha256.New, secret)
	m.Write([]byte("site " + purpose))
	return m.Sum(nil)
}

// HTTPS says whether the public address is on https.
func (s *Site) HTTPS() bool { return s.https }

// The keys under which a request carries its own things.
const (
	actorKey  = "site actor"
	atKey     = "site at"
	numberKey = "site number"
	quietKey  = "site quiet"
)

// Actor is who asks, looked up once a request. Handlers behind a route may use it without looking at an error: the
// route has refused the request when the look-up failed.
func (s *Site) Actor(c echo.Context) policy.Actor {
	a, _ := s.Ask(c)
	return a
}

// Ask is Actor with the error of the look-up.
func (s *Site) Ask(c echo.Context) (policy.Actor, error) {
	if a, ok := c.Get(actorKey).(policy.Actor); ok {
		return a, nil
	}
	stranger := policy.Actor{Address: s.LimitKey(c)} // limits go by the network that one household has
	c.Set(actorKey, stranger)                        // should the look-up fail, the error page is drawn for a stranger without asking again
	if s.Who == nil {
		return stranger, nil
	}
	a, err := s.Who(c)
	if err != nil {
		return stranger, err
	}
	a.Address = stranger.Address
	c.Set(actorKey, a)
	return a, nil
}

// AskQuietly says that a page asks by itself, with nobody at it: to look up who asks is no use of the session.
func AskQuietly(c echo.Context, quiet bool) { c.Set(quietKey, quiet) }

// Quietly says whether it does; Who is told by it whether the session was used.
func Quietly(c echo.Context) bool {
	quiet, _ := c.Get(quietKey).(bool)
	return quiet
}

// SetActor replaces who asks for the rest of this request, after signing in or out.
func (s *Site) SetActor(c echo.Context, a policy.Actor) { c.Set(actorKey, a) }

// At is the one instant at which this request is judged.
func (s *Site) At(c echo.Context) time.Time {
	if at, ok := c.Get(atKey).(time.Time); ok {
		return at
	}
	at := s.Now()
	c.Set(atKey, at)
	return at
}

// Moment is At as the register stores it.
func (s *Site) Moment(c echo.Context) workday.Moment { return workday.At(s.At(c)) }

// Number is the number of this request: a person reads it to the help line, and it stands in the log.
func (s *Site) Number(c echo.Context) string {
	n, _ := c.Get(numberKey).(string)
	return n
}

// SetNumber gives the request its number.
func (s *Site) SetNumber(c echo.Context, number string) { c.Set(numberKey, number) }

// Ctx is the request's context, for verbs and store.
func Ctx(c echo.Context) context.Context { return c.Request().Context() }

// Redirect answers a saved form: 303 to a page of ours, which shows the flash once. Other addresses lead home.
func (s *Site) Redirect(c echo.Context, path, flash string) error {
	if flash != "" {
		s.setFlash(c, flash)
	}
	c.Response().Header().Set("Cache-Control", "no-store")
	return c.Redirect(http.StatusSeeOther, SafeNext(path, "/"))
}

// SafeNext is next when it is a page of ours, otherwise fallback: nobody is led to another site after signing in.
func SafeNext(next, fallback string) string {
	if !strings.HasPrefix(next, "/") || len(next) > 2000 || strings.ContainsAny(next, "\\\t\r\n") {
		return fallback
	}
	u, err := url.Parse(next)
	if err != nil || u.Host != "" || u.Scheme != "" || strings.HasPrefix(next, "//") || strings.HasPrefix(u.Path, "//") {
		return fallback
	}
	return next
}
