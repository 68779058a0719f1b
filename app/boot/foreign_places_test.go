package boot

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"golang.org/x/net/html"

	"github.com/pquerna/otp/totp"

	"anju/app/demo"
	"anju/app/web/webtest"
	"anju/models"
	"anju/models/policy"
)

// places are the addresses and forms to try.
type places struct {
	f     *fort
	pages []string
	forms []formAt
	codes map[string]string // secret of the authenticator, by login
	seen  map[string]int    // how many of a kind were kept
}

type formAt struct {
	action string
	fields url.Values
}

func newPlaces(f *fort) *places {
	return &places{f: f, codes: map[string]string{}, seen: map[string]int{}}
}

// enough is how many addresses of one route are tried.
const enough = 3

// walk follows every link from the pages that need no record, in somebody's session, and keeps the pages and forms on the way.
func (p *places) walk(v *guest) {
	var queue []string
	known := map[string]bool{}
	for _, r := range p.f.routes {
		if r.Method == http.MethodGet && !strings.Contains(r.Path, ":") {
			queue = append(queue, r.Path)
		}
	}
	for len(queue) > 0 {
		path := queue[0]
		queue = queue[1:]
		pattern := p.f.route(http.MethodGet, strings.Split(path, "?")[0])
		kind := v.name + " " + pattern + " " + queryNames(path)
		if known[path] || pattern == "" || p.seen[kind] >= enough {
			continue
		}
		known[path] = true
		p.seen[kind]++
		if v.get(path); v.code != http.StatusOK {
			continue
		}
		p.keepPage(path)
		queue = append(queue, p.read(v.page)...)
	}
}

// queryNames is an address without what it names: the fields of its query.
func queryNames(path string) string {
	u, err := url.Parse(path)
	if err != nil {
		return path
	}
	var names []string
	for name := range u.Query() {
		names = append(names, name)
	}
	slices.Sort(names)
	return strings.Join(names, " ")
}

func (p *places) keepPage(path string) {
	if !slices.Contains(p.pages, path) {
		p.pages = append(p.pages, path)
	}
}

func (p *places) keepForm(form formAt) {
	kind := "form " + p.f.route(http.MethodPost, strings.Split(form.action, "?")[0]) + " " + queryNames("?"+form.fields.Encode())
	if same := slices.ContainsFunc(p.forms, func(o formAt) bool { return o.action == form.action && o.fields.Encode() == form.fields.Encode() }); !same && p.seen[kind] < enough {
		p.seen[kind]++
		p.forms = append(p.forms, form)
	}
}

// read keeps the forms of a page, filled in, and gives its links.
func (p *places) read(page string) (links []string) {
	doc, err := html.Parse(strings.NewReader(page))
	p.f.must(err)
	for n := range doc.Descendants() {
		switch {
		case n.Type != html.ElementNode:
		case n.Data == "a" && staffPath(strings.Split(attr(n, "href"), "?")[0]):
			links = append(links, strings.Split(attr(n, "href"), "#")[0])
		case n.Data == "form" && staffPath(strings.Split(attr(n, "action"), "?")[0]):
			fields := filled(n)
			if strings.EqualFold(attr(n, "method"), "post") {
				fields.Del("_csrf")
				p.keepForm(formAt{action: attr(n, "action"), fields: fields})
			} else {
				links = append(links, attr(n, "action")+"?"+fields.Encode())
			}
		}
	}
	return links
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// filled is a form as somebody in a hurry fills it in: the first choice of each, a reason where one is asked for, and
// nothing in the other boxes but what stands in them already.
func filled(form *html.Node) url.Values {
	values := url.Values{}
	for n := range form.Descendants() {
		name := attr(n, "name")
		if n.Type != html.ElementNode || name == "" {
			continue
		}
		switch kind := attr(n, "type"); {
		case n.Data == "select":
			for o := range n.Descendants() {
				if o.Data == "option" && values.Get(name) == "" {
					values.Set(name, attr(o, "value"))
				}
			}
		case n.Data == "textarea":
			values.Set(name, "按规定办")
		case n.Data == "button" || kind == "hidden" || kind == "submit" || kind == "radio" || kind == "checkbox":
			if !values.Has(name) {
				values.Set(name, attr(n, "value"))
			}
		case attr(n, "value") != "":
			values.Set(name, attr(n, "value"))
		case kind == "date":
			values.Set(name, "2026-11-25")
		case n.Data == "input" && slices.Contains([]string{"reason", "why", "words"}, name):
			values.Set(name, "按规定办")
		case n.Data == "input":
			values.Set(name, "")
		}
	}
	return values
}

// tables are where the records stand whose refs are tried at every route, whether they fit or not.
var tables = []string{"units", "stays", "flags", "requests", "hazards", "visits", "batches", "campaigns", "users", "areas", "notices"}

// guess adds each route of the table that has a parameter with the ref of each kind of record, and no form at all is too
// odd to be posted there.
func (p *places) guess(f *fort) {
	forms := map[string]url.Values{}
	for _, form := range p.forms {
		forms[f.route(http.MethodPost, strings.Split(form.action, "?")[0])] = form.fields
	}
	for _, r := range f.routes {
		if !strings.Contains(r.Path, ":") {
			if r.Method == http.MethodGet {
				p.keepPage(r.Path)
			} else {
				p.forms = append(p.forms, formAt{r.Path, url.Values{"ref": {"x"}}})
			}
			continue
		}
		for _, table := range tables {
			ref := webtest.Strings(f.t, f.Store, "SELECT ref FROM "+table+" ORDER BY id DESC LIMIT 1")[0]
			var path []string
			for _, part := range strings.Split(r.Path, "/") {
				if strings.HasPrefix(part, ":") {
					part = ref
				}
				path = append(path, part)
			}
			if at := strings.Join(path, "/"); r.Method == http.MethodGet {
				p.keepPage(at)
			} else {
				p.forms = append(p.forms, formAt{at, forms[r.Path]})
			}
		}
	}
}

// code is what an authenticator shows now.
func (p *places) code(who demo.Login, at time.Time) string {
	secret := who.Secret
	if secret == "" {
		secret = p.codes[who.Name]
	}
	code, err := totp.GenerateCode(secret, at)
	p.f.must(err)
	return code
}

func areaOf(words [3]string) models.Area {
	return models.Area{Code: words[0], Level: words[1], Name: words[2]}
}

// secrets are what names the community's homes and people.
func (f *fort) secrets() (all []string) {
	f.t.Helper()
	for _, table := range []string{"units", "stays", "flags", "requests", "hazards", "batches", "campaigns"} {
		all = append(all, webtest.Strings(f.t, f.Store, "SELECT ref FROM "+table)...)
	}
	for _, column := range []string{"short_code", "address"} {
		all = append(all, webtest.Strings(f.t, f.Store, "SELECT "+column+" FROM units")...)
	}
	entries, err := f.Store.ListEntries(context.Background(), policy.Scope{All: true}, 10_000)
	f.must(err)
	for _, e := range entries {
		all = append(all, e.Tenant.Name)
	}
	return slices.DeleteFunc(all, func(s string) bool { return s == "" })
}

// still are the tables that sessions, codes, the audit itself and the count of refusals write, and what one typed oneself.
var still = []string{"drafts", "sessions", "audit_entries", "audit_seals", "devices", "rate_windows", "otp_codes", "leases", "job_runs", "look_days"}

// rows are all rows of all other tables, each with how often it stands there.
func (f *fort) rows() map[string]map[string]int {
	f.t.Helper()
	names := webtest.Strings(f.t, f.Store, "SELECT DISTINCT table_name FROM column_classes") // every column of every table has one
	all := map[string]map[string]int{}
	for _, table := range names {
		if slices.Contains(still, table) {
			continue
		}
		all[table] = map[string]int{}
		rows, err := f.Store.SQL().Query("SELECT * FROM " + table)
		f.must(err)
		columns, err := rows.Columns()
		f.must(err)
		for rows.Next() {
			cells := make([]any, len(columns))
			for i := range cells {
				cells[i] = new(any)
			}
			f.must(rows.Scan(cells...))
			line := ""
			for i, c := range cells {
				if table == "users" && columns[i] == "last_totp" {
					continue
				}
				line += fmt.Sprintf("%s=%x ", columns[i], *c.(*any))
			}
			all[table][line]++
		}
		f.must(rows.Err())
		f.must(rows.Close())
	}
	return all
}
