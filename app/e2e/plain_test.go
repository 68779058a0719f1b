package e2e

import (
	"bytes"
	"context"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"anju/models/policy"
)

// TestNobodysNameOrNumberLiesInTheOpen runs the demo, walks through every page that landlord, officer and tenant can
// reach, and then looks for plain names, numbers and phones in the database files, the log and the addresses, and for
// the beginning of any ID on any page.
func TestNobodysNameOrNumberLiesInTheOpen(t *testing.T) {
	d := startDemo(t)
	walks := map[string]*walk{}
	for _, role := range []string{"landlord", "tenant", "officer"} {
		v := newVisitor(d.URL)
		d.signInAs(t, v, role)
		walks[role] = crawl(t, v, v.at(), "/")
	}
	stranger := newVisitor(d.URL)
	walks["stranger"] = crawl(t, stranger, "/", d.door)
	d.kill()

	people := d.people(t)
	if len(people.names) < 250 || len(people.docs) < 250 {
		t.Fatalf("the demo holds %d people, too few to prove anything", len(people.names))
	}
	for _, name := range []string{"anju.db", "anju.db-wal", "anju.log", "demo.json"} {
		data, err := os.ReadFile(filepath.Join(d.dir, name))
		if os.IsNotExist(err) && name == "anju.db-wal" {
			continue
		}
		must(t, err)
		if name == "demo.json" {
			continue // how to sign in to the demo: invented, and made for showing
		}
		for kind, words := range map[string][]string{"name": people.names, "document": people.docs, "phone": people.phones} {
			for _, word := range words {
				if bytes.Contains(data, []byte(word)) {
					t.Errorf("%s holds a plain %s", name, kind)
					break
				}
			}
		}
	}
	for _, text := range texts(t, filepath.Join(d.dir, "sms.jsonl")) {
		for _, word := range append(append([]string{}, people.docs...), people.phones...) {
			if strings.Contains(text.Ref, word) {
				t.Fatal("a text's ref holds a number")
			}
		}
		if text.Kind != "R20" {
			for _, word := range people.names {
				if strings.Contains(text.Text, word) {
					t.Fatalf("a text of kind %s names somebody", text.Kind)
				}
			}
		}
	}
	for role, w := range walks {
		t.Logf("%s saw %d pages", role, len(w.pages))
		w.check(t, role, people)
	}
}

// walk is what somebody saw.
type walk struct{ pages map[string]string }

var link = regexp.MustCompile(`href="(/[^"#]*)"`)

const mostPages = 160

// crawl opens every page that links lead to.
func crawl(t *testing.T, v *visitor, from ...string) *walk {
	t.Helper()
	w := &walk{pages: map[string]string{}}
	queue, seen := from, map[string]bool{}
	for len(queue) > 0 && len(w.pages) < mostPages {
		path := queue[0]
		queue = queue[1:]
		if seen[path] || strings.HasPrefix(path, "/static/") || strings.HasPrefix(path, "/dev/") {
			continue
		}
		seen[path] = true
		must(t, v.get(path))
		frontDoor := v.last.StatusCode == 403 && (path == "/h" || path == "/me") // the front page has doors for everybody
		if v.last.StatusCode >= 400 && !frontDoor {
			t.Errorf("%s, to which a page leads, answers %d", path, v.last.StatusCode)
		}
		if !strings.HasPrefix(v.last.Header.Get("Content-Type"), "text/html") {
			continue
		}
		w.pages[path] = v.page
		for _, m := range link.FindAllStringSubmatch(v.page, -1) {
			queue = append(queue, strings.ReplaceAll(m[1], "&amp;", "&"))
		}
	}
	return w
}

// check looks for what no page may show: more than the last four of a number, and a person where nobody is signed in.
func (w *walk) check(t *testing.T, role string, p people) {
	t.Helper()
	for path, page := range w.pages {
		for _, doc := range p.docs {
			if strings.Contains(page, doc[:len(doc)-4]) || strings.Contains(path, doc) {
				t.Errorf("%s: %s shows the beginning of a document", role, path)
				break
			}
		}
		for _, phone := range p.phones {
			if strings.Contains(page, phone) || strings.Contains(path, phone) {
				t.Errorf("%s: %s shows a whole phone number", role, path)
				break
			}
		}
		// 房屋编号 is drawn by lot and may begin with the same digits: 3390 1234 5.
		if strings.Contains(homeNo.ReplaceAllString(page, "><"), ">339") || strings.Contains(page, "area code") {
			t.Errorf("%s: %s shows an area code", role, path)
		}
		if role != "stranger" {
			continue
		}
		for _, name := range p.names {
			if strings.Contains(page, name) {
				t.Errorf("a stranger reads a name on %s", path)
				break
			}
		}
	}
}

// people are all who live somewhere in a register.
type people struct{ names, docs, phones []string }

func (d *demoRun) people(t *testing.T) people {
	t.Helper()
	w := &world{env: []string{"ANJU_DB=sqlite:" + filepath.Join(d.dir, "anju.db"), "ANJU_SMS=file:" + filepath.Join(d.dir, "sms.jsonl")}}
	app := w.open(t)
	defer app.Close()
	entries, err := app.Store.ListEntries(context.Background(), policy.Scope{All: true}, 100_000)
	must(t, err)
	var p people
	for _, e := range entries {
		p.names, p.docs = append(p.names, e.Tenant.Name), append(p.docs, e.Tenant.DocNo)
		if e.Tenant.Phone != "" {
			p.phones = append(p.phones, e.Tenant.Phone)
		}
	}
	return p
}

// demoRun is a running demo and what it printed.
type demoRun struct {
	*program
	dir, door, landlord, tenant, tenantEnd string
	logins                                 map[string][3]string // role → login, password, TOTP secret
}

var (
	digits11 = regexp.MustCompile(`1\d{10}`)
	last4    = regexp.MustCompile(`证件后四位 (\S{4})`)
	staff    = regexp.MustCompile(`用户名 (\S+)\s+密码 (\S+)\s+动态码 (\d{6})\s+动态码密钥 (\S+)`)
	homeNo   = regexp.MustCompile(`>\d{4} \d{4} \d<`)
	doorLink = regexp.MustCompile(`/d/[a-z2-7]{26}`)
)

func startDemo(t testing.TB) *demoRun {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "demo")
	d := &demoRun{dir: dir, program: start(t, nil, "demo", "--addr", "127.0.0.1:0", "--dir", dir), logins: map[string][3]string{}}
	for _, line := range d.Lines {
		switch {
		case strings.HasPrefix(line, "户主"):
			d.landlord = digits11.FindString(line)
		case strings.HasPrefix(line, "房客"):
			d.tenant, d.tenantEnd = digits11.FindString(line), last4.FindStringSubmatch(line)[1]
		case strings.HasPrefix(line, "门牌"):
			d.door = doorLink.FindString(line)
		}
		for word, role := range map[string]string{"民警": "officer", "网格员": "auxiliary", "管理员": "admin"} {
			if m := staff.FindStringSubmatch(line); strings.HasPrefix(line, word) && m != nil {
				d.logins[role] = [3]string{m[1], m[2], m[4]}
			}
		}
	}
	if d.landlord == "" || d.tenant == "" || d.door == "" || len(d.logins) != 3 {
		t.Fatalf("the demo did not say how to sign in:\n%s", strings.Join(d.Lines, "\n"))
	}
	return d
}

// signInAs signs a visitor in as one of the people whom the demo names.
func (d *demoRun) signInAs(t testing.TB, v *visitor, role string) {
	t.Helper()
	sms := filepath.Join(d.dir, "sms.jsonl")
	switch role {
	case "landlord":
		v.signIn(t, sms, d.landlord)
	case "tenant":
		v.signIn(t, sms, d.tenant)
		if strings.Contains(v.page, `name="last4"`) {
			must(t, v.post(v.last.Request.URL.RequestURI(), url.Values{"last4": {d.tenantEnd}}))
		}
	default:
		login := d.logins[role]
		must(t, v.get("/staff/login"))
		must(t, v.post("/staff/login", url.Values{"login": {login[0]}, "password": {login[1]}}))
		must(t, v.post(v.last.Request.URL.RequestURI(), url.Values{"totp": {totpNow(t, login[2])}}))
	}
	if v.last.StatusCode != 200 {
		t.Fatalf("signing in as %s: %d at %s", role, v.last.StatusCode, v.at())
	}
}
