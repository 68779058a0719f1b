package tenant_test

import (
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"anju/app/web"
	"anju/app/web/public"
	"anju/app/web/site"
	"anju/app/web/tenant"
	"anju/models"
	"anju/models/policy"
	"anju/models/profile"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/workday"

	"github.com/labstack/echo/v4"
)

// house is a small register with the real site in front of it: one accepted home and one that nobody accepted yet.
type house struct {
	*registry.Registry
	t        *testing.T
	at       time.Time
	web      http.Handler
	landlord policy.Actor
	unit     models.Unit
	waiting  models.Unit
	sent     *phoneNet
}

// phoneNet stands at the network edge: it keeps the texts that a vendor would have been given.
type phoneNet struct{ texts []models.Outgoing }

func (n *phoneNet) Name() string { return "phones" }
func (n *phoneNet) Send(_ context.Context, m models.Outgoing) (models.Sent, string) {
	n.texts = append(n.texts, m)
	return models.SentAccepted, ""
}
func (n *phoneNet) Find(context.Context, models.Outgoing) (bool, error) { return false, nil }

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func newHouse(t *testing.T, st *store.Store) *house {
	t.Helper()
	ctx := context.Background()
	p, err := profile.Load(profile.DefaultKey)
	must(t, err)
	h := &house{t: t, at: time.Date(2026, 11, 16, 10, 0, 0, 0, workday.Shanghai), sent: &phoneNet{}}
	now := func() time.Time { return h.at }
	h.Registry = &registry.Registry{Store: st, Limits: p.Limits(), Real: now, Texts: models.Texts{Signature: "【青禾派出所】", ByID: map[string]models.SMSTemplate{
		"R04": {Text: "有房东为您申报了居住登记。"}, "R09": {Text: "您在{home}的登记已由房东申报搬离。"}, "R20": {Text: "验证码{otp}，5分钟内有效。"},
	}}}
	city := models.Area{Code: "330200", Level: models.LevelCity, Name: "云溪市"}
	community := models.Area{Code: "3302001", Level: models.LevelCommunity, Name: "柳岸社区", PostName: "柳岸社区警务室", PostPhone: "0500-880 0110", OfficerName: "李警官"}
	grid := models.Area{Code: "33020011", Level: models.LevelGrid, Name: "青禾 03 网格", WorkerName: "小陈", WorkerPhone: "0500-880 0101"}
	owner := models.User{Name: "周桂芳", Phone: "19900000099"}
	must(t, st.InTx(ctx, func(tx *store.Tx) error {
		must(t, tx.SaveArea(&city))
		community.ParentID = city.ID
		must(t, tx.SaveArea(&community))
		grid.ParentID = community.ID
		must(t, tx.SaveArea(&grid))
		must(t, tx.SaveUser(&owner))
		anc, err := tx.AncestorsOf(ctx, grid.ID)
		must(t, err)
		h.unit = models.Unit{Label: "青禾18", AreaID: grid.ID, Ancestors: anc, Address: "青禾路 18 号", Kind: models.KindHome,
			State: models.UnitAccepted, Occupancy: models.OccupancyUnknown, OwnerID: owner.ID}
		h.waiting = h.unit
		h.waiting.Address, h.waiting.State = "青禾路 20 号", models.UnitSubmitted
		for _, u := range []*models.Unit{&h.unit, &h.waiting} {
			must(t, tx.SaveUnit(u))
			for _, no := range []string{"101", "102", "103"} {
				must(t, tx.SaveRoom(&models.Room{UnitID: u.ID, No: no, Floor: 1, Type: models.RoomBedroom}))
			}
		}
		return tx.SaveSetting("sending", "on")
	}))
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
	s.Who = func(c echo.Context) (policy.Actor, error) { return h.Who(site.Ctx(c), s.Session(c)) }
	must(h.t, s.Need(append(tenant.Pages(), public.Pages()...)...))
	find := func(ctx context.Context, code string) (string, error) {
		door, err := h.OpenDoor(ctx, policy.Actor{}, code, h.at)
		if err == nil && door.What != registry.DoorPublic {
			err = models.ErrNotFound
		}
		return door.Unit.DoorToken, err
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
	_, err := h.DispatchNotices(context.Background(), policy.SystemActor, h.sent, h.at)
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
	jar map[string]string
}

func (h *house) browser() *browser { return &browser{h, map[string]string{}} }

func (b *browser) send(method, target string, form url.Values) *httptest.ResponseRecorder {
	b.h.t.Helper()
	r := httptest.NewRequest(method, target, strings.NewReader(form.Encode()))
	if method == "POST" {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for name, value := range b.jar {
		r.AddCookie(&http.Cookie{Name: name, Value: value})
	}
	w := httptest.NewRecorder()
	b.h.web.ServeHTTP(w, r)
	for _, ck := range w.Result().Cookies() {
		if b.jar[ck.Name] = ck.Value; ck.MaxAge < 0 {
			delete(b.jar, ck.Name)
		}
	}
	return w
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
func id(birth, serial string) string {
	body := "339900" + birth + serial
	weights := []int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2}
	sum := 0
	for i, w := range weights {
		sum += w * int(body[i]-'0')
	}
	return body + string("10X98765432"[sum%11])
}

func stay(more ...string) url.Values {
	v := url.Values{"room": {"103"}, "name": {"何以安"}, "doc_type": {"111"}, "doc_no": {"339900199001010011"}, "phone": {"19900000013"},
		"moved_in": {"today"}, "term": {"long"}}
	for i := 0; i < len(more); i += 2 {
		v.Set(more[i], more[i+1])
	}
	return v
}
