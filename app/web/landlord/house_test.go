package landlord_test

import (
	"context"
	"log/slog"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"anju/app/web"
	"anju/app/web/landlord"
	"anju/app/web/site"
	"anju/app/web/webtest"
	"anju/models"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/store"

	"github.com/labstack/echo/v4"
)

// street is a small register behind the real site: one community, a landlord with an accepted home of six rooms, and a
// neighbour with a home of his own.
type street struct {
	t                testing.TB
	reg              *registry.Registry
	st               *store.Store
	at               time.Time
	grid             models.Area
	owner, neighbour models.User
	who              policy.Actor
	unit, next       models.Unit
	site             *site.Site
	web              http.Handler
}

var texts = models.Texts{Signature: "【青禾派出所】", ByID: map[string]models.SMSTemplate{
	"R04": {Text: "有房东为您申报了居住登记。"}, "R05": {Text: "出租房{home}的名册已{d}天未确认。"}, "R09": {Text: "您在{home}的登记已由房东申报搬离。"},
}}

var must, shanghai = webtest.Must, webtest.Shanghai

func newStreet(t *testing.T, st *store.Store, now string) *street {
	t.Helper()
	ctx := context.Background()
	w := &street{t: t, st: st, at: shanghai(now)}
	w.reg = &registry.Registry{Store: st, Rules: webtest.Rules(t), Texts: texts, Real: func() time.Time { return w.at }}
	w.owner, w.neighbour = models.User{Name: "周桂芳", Phone: "19900000099"}, models.User{Name: "吴大海", Phone: "19900000098"}
	must(t, st.InTx(ctx, func(tx *store.Tx) error {
		must(t, tx.SaveUser(&w.owner))
		must(t, tx.SaveUser(&w.neighbour))
		w.grid = webtest.Grid(t, tx)
		w.unit = w.home(tx, w.owner.ID, "青禾18", "青禾路 18 号")
		w.next = w.home(tx, w.neighbour.ID, "青禾20", "青禾路 20 号")
		return nil
	}))
	var err error
	w.who, err = st.Actor(ctx, w.owner)
	must(t, err)
	w.serve()
	return w
}

func (w *street) home(tx *store.Tx, owner int64, label, address string) models.Unit {
	home := models.Unit{Label: label, Address: address, State: models.UnitAccepted, OwnerID: owner}
	return webtest.Home(w.t, tx, w.grid, home, "101", "102", "103", "201", "202", "203")
}

func (w *street) serve() {
	s, err := site.New(site.Options{
		Now: func() time.Time { return w.at }, BaseURL: "http://aj.example.com", Secret: make([]byte, 32), Log: slog.New(slog.DiscardHandler),
		Help: site.Help{Name: "网格员小陈", Phone: "0500-880 0101"},
		Who:  func(echo.Context) (policy.Actor, error) { return w.who, nil },
	})
	must(w.t, err)
	must(w.t, s.Need(landlord.Pages()...))
	w.site = s
	routes := web.Routes(web.Desks{Landlord: &landlord.Desk{Site: s, Registry: w.reg, Read: w.st.Reader}})
	e, err := web.New(s, slices.DeleteFunc(routes, func(r web.Route) bool { return !strings.HasPrefix(r.Path, "/h") }))
	must(w.t, err)
	w.web = e
}

// browser keeps cookies and the page it is on.
type browser struct {
	*street
	jar  webtest.Jar
	code int
	path string // where it is, after redirects
	page string
}

func (w *street) browser() *browser { return &browser{street: w, jar: webtest.Jar{}} }

func (b *browser) send(method, target string, form url.Values) *browser {
	b.t.Helper()
	for range 5 {
		answer := b.jar.Send(b.web, method, target, form)
		b.code, b.page, b.path = answer.Code, answer.Body.String(), target
		if b.code != http.StatusSeeOther {
			return b
		}
		method, form = http.MethodGet, nil
		target, _, _ = strings.Cut(answer.Header().Get("Location"), "#")
	}
	b.t.Fatal("redirects without end")
	return b
}

func (b *browser) get(path string) *browser {
	b.t.Helper()
	return b.send(http.MethodGet, path, nil)
}

// post sends a form of the page in view with its hidden fields, and what was typed.
func (b *browser) post(path string, pairs ...string) *browser {
	b.t.Helper()
	form := url.Values{"_csrf": {b.csrf()}}
	if own := regexp.MustCompile(`(?s)<form[^>]*action="` + regexp.QuoteMeta(path) + `(?:\?[^"]*)?"[^>]*>.*?</form>`).FindString(b.page); own != "" {
		for _, m := range hidden.FindAllStringSubmatch(own, -1) {
			form.Set(m[1], m[2])
		}
	}
	for i := 0; i < len(pairs); i += 2 {
		form.Set(pairs[i], pairs[i+1])
	}
	return b.send(http.MethodPost, path, form)
}

var hidden = regexp.MustCompile(`<input type="hidden" name="([^"]+)" value="([^"]*)">`)

func (b *browser) csrf() string {
	if m := regexp.MustCompile(`name="_csrf" value="([^"]+)"`).FindStringSubmatch(b.page); m != nil {
		return m[1]
	}
	return ""
}

func (b *browser) sees(code int, words ...string) *browser {
	b.t.Helper()
	if b.code != code {
		b.t.Fatalf("%s answered %d, want %d: %s", b.path, b.code, code, b.text())
	}
	for _, w := range words {
		if !strings.Contains(b.page, w) {
			b.t.Errorf("%s lacks %q: %s", b.path, w, b.text())
		}
	}
	return b
}

func (b *browser) misses(words ...string) {
	b.t.Helper()
	for _, w := range words {
		if strings.Contains(b.page, w) {
			b.t.Errorf("%s holds %q", b.path, w)
		}
	}
}

// text is the page without its tags, for messages.
func (b *browser) text() string {
	_, body, _ := strings.Cut(b.page, "<main")
	plain := regexp.MustCompile(`(?s)<[^>]*>`).ReplaceAllString(body, " ")
	return strings.Join(strings.Fields(plain), " ")
}

// checkIn goes the whole way from the form to the receipt.
func (b *browser) checkIn(room, name, doc, phone string) *browser {
	b.t.Helper()
	path := "/h/u/" + b.unit.Ref + "/checkin"
	b.get(path+"?room="+room).post(path, "room", room, "name", name, "doc_no", doc, "phone", phone, "moved_in", "today").
		post(path).sees(200, "登记好了", name)
	return b
}

func (w *street) entries() []store.Entry {
	w.t.Helper()
	all, err := w.st.Entries(context.Background(), w.unit.ID)
	must(w.t, err)
	return all
}
