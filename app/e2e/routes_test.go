package e2e

import (
	"encoding/json"
	"net/http"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// publicRoutes is the golden list of what anybody may open, taken from DESIGN 4.3 before the routes were written. A row
// that is not here must not be public.
var publicRoutes = []string{
	"GET /proof", "POST /proof",
	"GET /", "GET /c", "POST /c", "GET /rights", "GET /rights.print", "GET /help", "GET /privacy", "GET /a11y", "GET /settings", "POST /settings",
	"GET /login", "POST /login", "GET /login/code", "POST /login/code", "POST /logout",
	"GET /staff/login", "POST /staff/login", "GET /staff/login/totp", "POST /staff/login/totp", "POST /staff/logout",
	"GET /o", // it leads to the sign-in, or away from a duty that ended
	"GET /d/:token", "GET /d/:token/register", "POST /d/:token/register", "GET /d/:token/register/check", "POST /d/:token/register/check",
	"GET /d/:token/register/code", "POST /d/:token/register/code", "GET /d/:token/register/done",
	"GET /d/:token/stay", "POST /d/:token/stay", "GET /d/:token/left", "POST /d/:token/left", "GET /d/:token/code", "POST /d/:token/code",
	"GET /hooks/sms/:gateway/:secret", "POST /hooks/sms/:gateway/:secret",
	"GET /d/:token/report", "POST /d/:token/report", "GET /d/:token/legal-aid", "GET /d/:token/done",
}

// strangersMay are the actions that somebody who is not signed in reaches.
var strangersMay = []string{"public", "stay.declare", "request.file"}

type routeLine struct{ Method, Path, Action string }

func routeTable(t *testing.T) []routeLine {
	t.Helper()
	dir := t.TempDir()
	out := run(t, []string{"ANJU_DB=sqlite:" + filepath.Join(dir, "anju.db"), "ANJU_SMS=file:" + filepath.Join(dir, "sms.jsonl")}, "routes", "--json")
	var table []routeLine
	must(t, json.Unmarshal([]byte(out), &table))
	if len(table) < 60 {
		t.Fatalf("only %d routes", len(table))
	}
	return table
}

func TestNothingIsOpenToStrangersButWhatWasMeantToBe(t *testing.T) {
	found := 0
	for _, r := range routeTable(t) {
		open := slices.Contains(strangersMay, r.Action)
		listed := slices.Contains(publicRoutes, r.Method+" "+r.Path)
		if r.Action == "" {
			t.Errorf("%s %s has no action", r.Method, r.Path)
		}
		if open && listed {
			found++
		}
		if open && !listed {
			t.Errorf("%s %s is open to strangers (%s) and not on the list", r.Method, r.Path, r.Action)
		}
	}
	if found != len(publicRoutes) {
		t.Errorf("%d of the %d routes on the list are there and open", found, len(publicRoutes))
	}
}

// TestNobodyIsMadeToPostByAnotherSite posts every form route without the form's token, as each role: none is taken.
func TestNobodyIsMadeToPostByAnotherSite(t *testing.T) {
	d := startDemo(t)
	table := routeTable(t)
	for _, role := range []string{"", "landlord", "officer", "admin"} {
		v := newVisitor(d.URL)
		if role != "" {
			d.signInAs(t, v, role)
		}
		posts := 0
		for _, r := range table {
			if r.Method != http.MethodPost || strings.HasPrefix(r.Path, "/hooks/") { // a carrier fills in no form
				continue
			}
			posts++
			path := strings.NewReplacer(":token", strings.TrimPrefix(d.door, "/d/"), ":ref", "aaaaaaaaaaaaaaaaaaaa", ":stay", "aaaaaaaaaaaaaaaaaaaa", ":no", "101").Replace(r.Path)
			v.page = "" // no hidden fields
			must(t, v.post(path, url.Values{"phone": {"19900000001"}, "confirm": {"1"}, "size": {"big"}}))
			if v.last.StatusCode != http.StatusForbidden {
				t.Errorf("%s %s as %q without a token: %d", r.Method, r.Path, role, v.last.StatusCode)
			}
		}
		if posts < 20 {
			t.Fatalf("only %d form routes", posts)
		}
	}
}

// TestASessionOfOneRoleOpensNoPageOfAnother opens every page route as each role and as a stranger: what policy does not
// let in is sent away or not there, and nothing breaks.
func TestASessionOfOneRoleOpensNoPageOfAnother(t *testing.T) {
	d := startDemo(t)
	prefixes := map[string][]string{"": {}, "tenant": {}, "landlord": {"/h"}, "officer": {"/o"}, "admin": {"/a/", "/a"}}
	for role, own := range prefixes {
		v := newVisitor(d.URL)
		v.client.CheckRedirect = nil
		if role != "" {
			d.signInAs(t, v, role)
		}
		v.client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
		for _, r := range routeTable(t) {
			area := ""
			for _, prefix := range []string{"/h", "/o", "/a"} {
				if r.Path == prefix || strings.HasPrefix(r.Path, prefix+"/") {
					area = prefix
				}
			}
			if r.Method != http.MethodGet || area == "" || slices.Contains(own, area) {
				continue
			}
			path := strings.NewReplacer(":ref", "aaaaaaaaaaaaaaaaaaaa", ":stay", "aaaaaaaaaaaaaaaaaaaa", ":no", "101").Replace(r.Path)
			must(t, v.get(path))
			// A tenant is a person like a landlord: he sees the front pages of /h, empty, and nobody's home.
			empty := role == "tenant" && area == "/h" && v.last.StatusCode == 200 && !strings.Contains(r.Path, ":")
			if code := v.last.StatusCode; code != 303 && code != 403 && code != 404 && !empty {
				t.Errorf("%s as %q: %d", path, role, code)
			}
		}
	}
}
