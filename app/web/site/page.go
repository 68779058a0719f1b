package site

import (
	"bytes"
	"fmt"
	"html/template"
	"net/http"
	"slices"
	"strings"
	"sync"

	"anju/models"
	"anju/models/policy"
	"anju/models/token"

	"github.com/labstack/echo/v4"
)

// The audiences; each has its own head and tabs.
const (
	Public   = "public"
	Tenant   = "tenant"
	Landlord = "landlord"
	Officer  = "officer"
	Admin    = "admin"
)

// Page is what Render draws: a pointer to a struct that embeds Shell and names its template by the path below
// templates/pages without .html ("landlord/stay_check_in"), or "print/…" for a print sheet.
type Page interface {
	Template() string
	shell() *Shell
}

// Shell is what the layout needs. A page sets the upper half; Render fills what is still empty of the lower half.
type Shell struct {
	Title    string // of the window; also the h1 unless the page draws its own
	Audience string // Public when empty
	Tab      string // key of the current tab; "" on task pages, which have no tab bar
	TabDot   int    // number on the tab that can carry one: 消息 or 待办
	Unseen   int    // days of too many looks that a supervisor has not seen
	Unit     string // ref of the home in view: where the tab 名册 leads
	Back     Link   // 返回首页
	Wide     bool   // staff pages use the width of a desk screen
	NoHelp   bool   // where the page has its own list of phones
	Faults   []models.Fault
	Told     bool // the faults stand there from the start: nothing was sent yet
	Typed    Form // what was typed, for drawing the form again

	Who    string // 户主·周桂芳
	Flash  string // shown once after a redirect
	Help   Help
	Big    bool   // large text, from the cookie
	Path   string // of this request
	Tabs   []Tab
	Number string // of this request

	token func() string // of the form; sets the anonymous cookie when needed
	asked bool          // a form was drawn
	once  string
}

// Link is an address and its words.
type Link struct{ Href, Word string }

// Help is the person to call.
type Help struct{ Name, Phone string }

func (sh *Shell) shell() *Shell { return sh }

// Fault is the sentence at this field, or "".
func (sh *Shell) Fault(field string) string {
	for _, f := range sh.Faults {
		if f.Field == field {
			return f.Message
		}
	}
	return ""
}

// CSRF is the value of the hidden field _csrf.
func (sh *Shell) CSRF() string {
	sh.asked = true
	if sh.token == nil {
		return ""
	}
	return sh.token()
}

// Once is the value of the hidden field _once: a form sent twice is one errand. Drawing the form again keeps it.
func (sh *Shell) Once() string {
	if sh.once == "" {
		if sh.once = sh.Typed.Get("_once"); sh.once == "" {
			sh.once = token.NewRef()
		}
	}
	return sh.once
}

// Render draws the page and answers with it.
func (s *Site) Render(c echo.Context, status int, p Page) error {
	sh := p.shell()
	s.fill(c, sh)
	body, err := s.Bytes(p)
	if err != nil {
		return err
	}
	h := c.Response().Header()
	if status == http.StatusOK && sh.Audience == Public && !sh.asked && !s.Actor(c).SignedIn() {
		h.Set("Cache-Control", "no-cache")
		h.Add("Vary", "Cookie")
	} else {
		h.Set("Cache-Control", "no-store")
	}
	return s.Send(c, status, "text/html; charset=utf-8", body)
}

// Part answers a live check with one block of the page's template, without the layout.
func (s *Site) Part(c echo.Context, status int, p Page, block string) error {
	s.fill(c, p.shell())
	set, err := s.set(p)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := set.ExecuteTemplate(&b, block, p); err != nil {
		return err
	}
	c.Response().Header().Set("Cache-Control", "no-store")
	return s.Send(c, status, "text/html; charset=utf-8", s.finish(b.Bytes()))
}

// Redraw shows a form again: 422 with the faults at their fields and what was typed. Any other error is handed on, so
// a handler can end with it.
func (s *Site) Redraw(c echo.Context, p Page, f Form, err error) error {
	return s.redraw(c, p, f, http.StatusUnprocessableEntity, err)
}

func (s *Site) redraw(c echo.Context, p Page, f Form, status int, err error) error {
	e := models.AsError(err)
	if e == nil || e.Kind != models.Invalid {
		return err
	}
	sh := p.shell()
	sh.Typed = f
	sh.Faults = oneAField(e.Faults)
	if len(sh.Faults) == 0 {
		sh.Faults = []models.Fault{{Message: e.Message}}
	}
	return s.Render(c, status, p)
}

// oneAField keeps the first fault of each field: that one stands there, and the page counts what it shows.
func oneAField(all []models.Fault) (kept []models.Fault) {
	for _, f := range all {
		if f.Field == "" || !slices.ContainsFunc(kept, func(k models.Fault) bool { return k.Field == f.Field }) {
			kept = append(kept, f)
		}
	}
	return kept
}

// Bytes draws a page outside any request: for the gallery, and for public pages that are kept as bytes.
func (s *Site) Bytes(p Page) ([]byte, error) {
	set, err := s.set(p)
	if err != nil {
		return nil, err
	}
	if sh := p.shell(); sh.Audience == "" {
		sh.Audience = Public
	}
	b := drawn.Get().(*bytes.Buffer)
	defer drawn.Put(b)
	b.Reset()
	if err := set.Execute(b, p); err != nil {
		return nil, err
	}
	return s.finish(b.Bytes()), nil
}

// drawn are the sheets that pages are drawn on; what finish answers is a copy.
var drawn = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// Need refuses pages whose template is not there; the start of the program calls it with every page.
func (s *Site) Need(pages ...Page) error {
	for _, p := range pages {
		if _, err := s.set(p); err != nil {
			return err
		}
	}
	return nil
}

func (s *Site) set(p Page) (*template.Template, error) {
	if t := s.sets[p.Template()]; t != nil {
		return t, nil
	}
	return nil, fmt.Errorf("site: no template %q for %T", p.Template(), p)
}

// fill completes the shell from the request.
func (s *Site) fill(c echo.Context, sh *Shell) {
	a := s.Actor(c)
	if sh.Audience == "" {
		sh.Audience = Public
	}
	sh.Path = c.Request().URL.Path
	sh.Number = s.Number(c)
	sh.Big = s.Big(c)
	if sh.Flash == "" {
		sh.Flash = s.takeFlash(c)
	}
	if sh.Who == "" {
		sh.Who = whoLine(sh.Audience, a, s.Moment(c))
	}
	if sh.Tab != "" {
		if s.UnseenLooks != nil && policy.MayEnter(a, policy.LooksWatch, s.Moment(c)) == nil {
			sh.Unseen = s.UnseenLooks(c, a)
		}
		sh.Tabs = tabsFor(sh, a, s.Moment(c))
	}
	if sh.Help.Phone == "" && s.HelpFor != nil {
		sh.Help = s.HelpFor(c, a)
	}
	if sh.Help.Phone == "" {
		sh.Help = s.Help
	}
	sh.token = func() string { return s.formToken(c) }
}

// Heading is the title of the window: an error is said first, so that a screen reader says it first.
func (sh *Shell) Heading() string {
	if len(sh.Faults) > 0 && !sh.Told {
		return "错误：" + sh.Title
	}
	return strings.TrimSpace(sh.Title)
}
