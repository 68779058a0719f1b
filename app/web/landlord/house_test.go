package landlord_test

import (
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"anju/app/web"
	"anju/app/web/landlord"
	"anju/app/web/site"
	"anju/models"
	"anju/models/policy"
	"anju/models/profile"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/workday"

	"github.com/labstack/echo/v4"
)

// street is a small register behind the real site: one community, a landlord with an accepted home of six rooms, and a
// neighbour with a home of his own.
type street struct {
	t                *testing.T
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

func shanghai(s string) time.Time {
	t, err := time.ParseInLocation("2006-01-02 15:04", s, workday.Shanghai)
	if err != nil {
		panic(err)
	}
	return t
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func newStreet(t *testing.T, st *store.Store, now string) *street {
	t.Helper()
	ctx := context.Background()
	p, err := profile.Load(profile.DefaultKey)
	must(t, err)
	w := &street{t: t, st: st, at: shanghai(now)}
	w.reg = &registry.Registry{Store: st, Limits: p.Limits(), Texts: texts, Real: func() time.Time { return w.at }}
	w.owner, w.neighbour = models.User{Name: "周桂芳", Phone: "19900000099"}, models.User{Name: "吴大海", Phone: "19900000098"}
	must(t, st.InTx(ctx, func(tx *store.Tx) error {
		city := models.Area{Code: "330200", Level: models.LevelCity, Name: "云溪市"}
		must(t, tx.SaveArea(&city))
		community := models.Area{Code: "3302001", Level: models.LevelCommunity, Name: "柳岸社区", ParentID: city.ID,
			PostName: "柳岸社区警务室", PostPhone: "0500-880 0110"}
		must(t, tx.SaveArea(&community))
		w.grid = models.Area{Code: "33020011", Level: models.LevelGrid, Name: "青禾 03 网格", WorkerName: "小陈", WorkerPhone: "0500-880 0101", ParentID: community.ID}
		must(t, tx.SaveArea(&w.grid))
		must(t, tx.SaveUser(&w.owner))
		must(t, tx.SaveUser(&w.neighbour))
		w.unit = w.home(tx, w.owner.ID, "青禾18", "青禾路 18 号")
		w.next = w.home(tx, w.neighbour.ID, "青禾20", "青禾路 20 号")
		return nil
	}))
	w.who, err = st.Actor(ctx, w.owner)
	must(t, err)
	w.serve()
	return w
}

func (w *street) home(tx *store.Tx, owner int64, label, address string) models.Unit {
	anc, err := tx.AncestorsOf(context.Background(), w.grid.ID)
	must(w.t, err)
	u := models.Unit{Label: label, AreaID: w.grid.ID, Ancestors: anc, Address: address, Kind: models.KindHome,
		State: models.UnitAccepted, Occupancy: models.OccupancyUnknown, OwnerID: owner}
	must(w.t, tx.SaveUnit(&u))
	for _, no := range []string{"101", "102", "103", "201", "202", "203"} {
		must(w.t, tx.SaveRoom(&models.Room{UnitID: u.ID, No: no, Floor: models.FloorOf(no), Type: models.RoomBedroom}))
	}
	return u
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
	cookies map[string]string
	code    int
	path    string // where it is, after redirects
	page    string
}

func (w *street) browser() *browser { return &browser{street: w, cookies: map[string]string{}} }

func (b *browser) send(r *http.Request) {
	b.t.Helper()
	for range 5 {
		for name, value := range b.cookies {
			r.AddCookie(&http.Cookie{Name: name, Value: value})
		}
		rec := httptest.NewRecorder()
		b.web.ServeHTTP(rec, r)
		for _, c := range rec.Result().Cookies() {
			b.cookies[c.Name] = c.Value
		}
		b.code, b.page, b.path = rec.Code, rec.Body.String(), r.URL.RequestURI()
		if rec.Code != http.StatusSeeOther {
			return
		}
		to, _, _ := strings.Cut(rec.Header().Get("Location"), "#")
		r = httptest.NewRequest(http.MethodGet, to, nil)
	}
	b.t.Fatal("redirects without end")
}

func (b *browser) get(path string) *browser {
	b.t.Helper()
	b.send(httptest.NewRequest(http.MethodGet, path, nil))
	return b
}

// post sends a form of the page in view with its hidden fields, and what was typed.
func (b *browser) post(path string, pairs ...string) *browser {
	b.t.Helper()
	form := url.Values{"_csrf": {b.csrf()}}
	if own := regexp.MustCompile(`(?s)<form[^>]*action="` + regexp.QuoteMeta(path) + `"[^>]*>.*?</form>`).FindString(b.page); own != "" {
		for _, m := range hidden.FindAllStringSubmatch(own, -1) {
			form.Set(m[1], m[2])
		}
	}
	for i := 0; i < len(pairs); i += 2 {
		form.Set(pairs[i], pairs[i+1])
	}
	r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	b.send(r)
	return b
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
