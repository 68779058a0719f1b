package tenant_test

import (
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"testing"
	"time"

	"anju/app/web"
	"anju/app/web/public"
	"anju/app/web/site"
	"anju/app/web/tenant"
	"anju/app/web/webtest"
	"anju/models"
	"anju/models/idcard"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/workday"

	"github.com/labstack/echo/v4"
)

// house is a small register with the real site in front of it: one accepted home and one that nobody accepted yet.
type house struct {
	*registry.Registry
	t        testing.TB
	at       time.Time
	site     *site.Site
	web      http.Handler
	landlord policy.Actor
	unit     models.Unit
	waiting  models.Unit
	sent     *phoneNet
}

// phoneNet stands at the network edge: it keeps the texts that a vendor would have been given.
type phoneNet struct{ texts []models.Outgoing }

func (n *phoneNet) Name() string          { return "phones" }
func (n *phoneNet) Outlet() models.Outlet { return models.Outlet{Batch: 1} }
func (n *phoneNet) Send(_ context.Context, batch []models.Outgoing) []models.Reply {
	n.texts = append(n.texts, batch...)
	return []models.Reply{{Sent: models.SentAccepted}}
}
func (n *phoneNet) Find(context.Context, models.Outgoing) (models.Receipt, bool, error) {
	return models.Receipt{}, false, nil
}

var must = webtest.Must

func newHouse(t *testing.T, st *store.Store) *house {
	t.Helper()
	ctx := context.Background()
	h := &house{t: t, at: time.Date(2026, 11, 16, 10, 0, 0, 0, workday.Shanghai), sent: &phoneNet{}}
	now := func() time.Time { return h.at }
	h.Registry = &registry.Registry{Store: st, Rules: webtest.Rules(t), Real: now, Texts: models.Texts{Signature: "【青禾派出所】", ByID: map[string]models.SMSTemplate{
		"R04": {Text: "有房东为您申报了居住登记。"}, "R09": {Text: "您在{home}的登记已由房东申报搬离。"}, "R20": {Text: "验证码{otp}，5分钟内有效。"},
	}}}
	owner := models.User{Name: "周桂芳", Phone: "19900000099"}
	must(t, st.InTx(ctx, func(tx *store.Tx) error {
		must(t, tx.SaveUser(&owner))
		grid, home := webtest.Grid(t, tx), models.Unit{Label: "青禾18", Address: "青禾路 18 号", State: models.UnitAccepted, OwnerID: owner.ID}
		h.unit = webtest.Home(t, tx, grid, home, "101", "102", "103")
		home.Address, home.State = "青禾路 20 号", models.UnitSubmitted
		h.waiting = webtest.Home(t, tx, grid, home, "101", "102", "103")
		return tx.SaveSetting("sending", "on")
	}))
	var err error
	h.landlord, err = st.Actor(ctx, owner)
	must(t, err)
	h.web = h.serve(st)
	return h
}

func (h *house) serve(st *store.Store) http.Handler {
	now := func() time.Time { return h.at }
	s, err := site.New(site.Options{Now: now, Real: now, BaseURL: "http://anju.test", Secret: make([]byte, 32), Log: slog.New(slog.DiscardHandler),
		Help: site.Help{Name: "政务服务热线", Phone: "12345"}})
	must(h.t, err)
	h.site = s
	s.Who = func(c echo.Context) (policy.Actor, error) { return h.Who(site.Ctx(c), s.Session(c)) }
	must(h.t, s.Need(append(tenant.Pages(), public.Pages()...)...))
	find := func(ctx context.Context, who policy.Actor, code string) (registry.Door, error) {
		return h.OpenDoor(ctx, who, code, h.at)
	}
	e, err := web.New(s, web.Routes(web.Desks{
		Public: &public.Desk{Site: s, Registry: h.Registry, Read: st.Reader, FindDoor: find}, Tenant: &tenant.Desk{Site: s, Registry: h.Registry, Read: st.Reader},
	}))
	must(h.t, err)
	return e
}

// code lets the dispatch run and reads the newest code off the phone.
func (h *house) code(phone string) string {
	h.t.Helper()
	_, err := h.DispatchNotices(context.Background(), policy.SystemActor, []registry.Sender{h.sent}, h.at)
	must(h.t, err)
	for i := len(h.sent.texts) - 1; i >= 0; i-- {
		if m := h.sent.texts[i]; m.Phone == phone && m.Kind == "R20" {
			return regexp.MustCompile(`\d{6}`).FindString(m.Text)
		}
	}
	h.t.Fatal("no code was sent")
	return ""
}

// checkIn lets the landlord enter somebody.
func (h *house) checkIn(room, name, doc, phone string) string {
	h.t.Helper()
	form := registry.StayForm{Room: room, Name: name, DocType: "111", DocNo: doc, Phone: phone, MovedIn: "today"}
	done, err := h.CheckIn(context.Background(), h.landlord, h.unit.Ref, []registry.StayForm{form}, "", h.at)
	must(h.t, err)
	return done.StayRef
}

func (h *house) entries() []store.Entry {
	h.t.Helper()
	all, err := h.Store.Entries(context.Background(), h.unit.ID)
	must(h.t, err)
	return all
}

// browser is a person's telephone: it keeps cookies and follows what it is told.
type browser struct {
	h   *house
	jar webtest.Jar
}

func (h *house) browser() *browser { return &browser{h, webtest.Jar{}} }

func (b *browser) send(method, target string, form url.Values) *httptest.ResponseRecorder {
	b.h.t.Helper()
	return b.jar.Send(b.h.web, method, target, form)
}

func (b *browser) get(target string) string {
	b.h.t.Helper()
	w := b.send("GET", target, nil)
	if w.Code != 200 {
		b.h.t.Fatalf("GET %s: %d %s", target, w.Code, w.Header().Get("Location"))
	}
	return w.Body.String()
}

var hidden = regexp.MustCompile(`name="(_csrf|_once)" value="([^"]+)"`)

// post opens the page, fills in the form and sends it; it answers where that leads.
func (b *browser) post(page, target string, form url.Values) (*httptest.ResponseRecorder, string) {
	b.h.t.Helper()
	if form == nil {
		form = url.Values{}
	}
	for _, m := range hidden.FindAllStringSubmatch(b.get(page), -1) {
		if form.Get(m[1]) == "" {
			form.Set(m[1], m[2])
		}
	}
	w := b.send("POST", target, form)
	return w, w.Header().Get("Location")
}

// led posts a form on its own page and expects to be led on.
func (b *browser) led(page string, form url.Values) string {
	b.h.t.Helper()
	w, next := b.post(page, page, form)
	if w.Code != 303 {
		b.h.t.Fatalf("POST %s: %d\n%s", page, w.Code, text(w.Body.String()))
	}
	return next
}

// signIn goes the way a person goes.
func (b *browser) signIn(phone string) string {
	b.h.t.Helper()
	b.h.at = b.h.at.Add(2 * time.Minute)
	code := b.led("/login", url.Values{"phone": {phone}})
	return b.led(code, url.Values{"code": {b.h.code(phone)}})
}

var tags = regexp.MustCompile(`(?s)<head>.*?</head>|<[^>]*>`)

func text(page string) string { return tags.ReplaceAllString(page, " ") }

// id makes an invented number with a right check digit (GB 11643), in an area that does not exist.
func id(birth, serial string) string { return idcard.WithCheckDigit("339900" + birth + serial) }

func stay(more ...string) url.Values {
	v := url.Values{"room": {"103"}, "name": {"何以安"}, "doc_type": {"111"}, "doc_no": {"339900199001010011"}, "phone": {"19900000013"},
		"moved_in": {"today"}, "term": {"long"}}
	for i := 0; i < len(more); i += 2 {
		v.Set(more[i], more[i+1])
	}
	return v
}
