package e2e

import (
	"html"
	"net/http/cookiejar"
	"net/url"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestACheckInPostedAfterTheSessionEndedIsStillThereAfterSigningIn posts a filled form without a session: the landlord is
// led to the sign-in, and what he typed is one tap away afterwards.
func TestACheckInPostedAfterTheSessionEndedIsStillThereAfterSigningIn(t *testing.T) {
	w := newWorld(t, "sqlite:"+filepath.Join(t.TempDir(), "anju.db"))
	p := start(t, w.env, "serve")
	v := newVisitor(p.URL)
	defer func() {
		if t.Failed() {
			t.Log(p.log)
		}
	}()
	v.signIn(t, w.sms, w.landlord)
	who := tenantNo(33)
	path := "/h/u/" + w.unit.Ref + "/checkin"
	must(t, v.get(path))
	form := v.page
	v.client.Jar, _ = cookiejar.New(nil) // the session is over
	v.page = form
	must(t, v.post(path, url.Values{"room": {"102"}, "name": {who.name}, "doc_type": {"111"}, "doc_no": {who.doc}, "phone": {who.phone}, "moved_in": {"today"}}))
	if v.last.StatusCode == 403 { // the form's token belonged to the session: one tap sends it again
		must(t, v.post(path, hiddenOf(v.page)))
	}
	if !strings.HasPrefix(v.at(), "/login") || strings.Contains(v.last.Request.URL.RawQuery, who.doc) {
		t.Fatalf("not led to the sign-in: %d at %s", v.last.StatusCode, v.at())
	}
	next := v.last.Request.URL.Query().Get("next")
	w.forgetCodes(t) // one code a minute: the minute is not waited for
	v.signInHere(t, w.sms, w.landlord)
	if v.at() != "/again" {
		t.Fatalf("after signing in at %s, expected %s", v.at(), next)
	}
	must(t, v.post(path, hiddenOf(v.page)))
	if !strings.Contains(v.at(), "/checkin/check") || !strings.Contains(v.page, who.name) {
		t.Fatalf("what was typed is lost: %d at %s", v.last.StatusCode, v.at())
	}
}

var anyHidden = regexp.MustCompile(`<input type="hidden" name="([^"]+)" value="([^"]*)">`)

func hiddenOf(page string) url.Values {
	values := url.Values{}
	for _, m := range anyHidden.FindAllStringSubmatch(page, -1) {
		values.Set(m[1], html.UnescapeString(m[2]))
	}
	return values
}
