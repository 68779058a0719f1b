package tenant_test

import (
	"context"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"anju/models"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/storetest"
	"anju/models/token"
	"anju/models/workday"
)

func TestADoorSaysNothingAboutWhoLivesThereOrWhoLooks(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		h := newHouse(t, st)
		door := "/d/" + h.unit.DoorToken
		empty := h.browser().send("GET", door, nil)
		if empty.Code != 200 || len(empty.Result().Cookies()) != 0 || empty.Header().Get("Cache-Control") != "no-cache" {
			t.Fatal(empty.Code, empty.Header())
		}
		for _, want := range []string{"青禾路", "云溪市 柳岸社区", "青禾 03 网格", token.GroupShortCode(h.unit.ShortCode), "李警官", "小陈", `href="tel:05008800110"`,
			"12110", "12348", "12345", "本页不显示任何人住在这里。", door + "/register", door + "/stay", door + "/left", door + "/report", door + "/legal-aid", `href="/me"`, `href="/rights"`} {
			if !strings.Contains(empty.Body.String(), want) {
				t.Error("the page lacks", want)
			}
		}
		h.checkIn("101", "何以安", "339900199001010011", "19900000013")
		h.checkIn("101", "何以宁", id("19920304", "002"), "19900000014")
		h.at = h.at.Add(2 * time.Minute)
		full := h.browser().send("GET", door, nil)
		if full.Body.String() != empty.Body.String() {
			t.Error("an empty and a full home differ")
		}
		guest := h.browser()
		guest.signIn("19900000077")
		guest.get("/")
		if page := guest.get(door); page != empty.Body.String() {
			t.Error("somebody signed in, and no owner, sees another page")
		}
		if strings.Contains(empty.Body.String(), "<form") {
			t.Error("there is a form on the public page")
		}
	})
}

func TestUnknownMalformedAndUnacceptedDoorsAreTheSameBytes(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		h := newHouse(t, st)
		guest := h.browser()
		guest.signIn("19900000077")
		want := ""
		for _, path := range []string{token.NewDoor(), h.waiting.DoorToken, "x", "AAAA", h.unit.ShortCode, strings.ToUpper(h.unit.DoorToken)} {
			for _, page := range []string{"", "/register", "/stay", "/left", "/code"} {
				for _, b := range []*browser{h.browser(), guest} {
					w := b.send("GET", "/d/"+path+page, nil)
					if want == "" {
						want = w.Body.String()
					}
					if w.Code != 404 || w.Body.String() != want || len(w.Result().Cookies()) != 0 {
						t.Error(path+page, w.Code, w.Body.String() == want)
					}
				}
			}
		}
		if !strings.Contains(want, "这张码没有登记过") || !strings.Contains(want, "可能是假码，请不要输入身份证号") {
			t.Error(text(want))
		}
	})
}

func TestTheOwnerLandsOnHisRosterAndAnOldPlateSaysSo(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		h := newHouse(t, st)
		door := "/d/" + h.unit.DoorToken
		owner := h.browser()
		if next := owner.signIn("19900000099"); next != "/h" {
			t.Error("a landlord lands on", next)
		}
		if w := owner.send("GET", door, nil); w.Code != 303 || w.Header().Get("Location") != "/h/u/"+h.unit.Ref+"/roster" {
			t.Error(w.Code, w.Header())
		}
		stranger := h.browser()
		stranger.get(door)
		must(t, h.ReissueDoor(context.Background(), h.landlord, h.unit.Ref, h.at))
		w := stranger.send("GET", door, nil)
		if w.Code != 404 || !strings.Contains(w.Body.String(), "门牌已更换") {
			t.Error("a revoked plate still opens:", w.Code)
		}
		found, err := h.Store.UnitByID(context.Background(), h.unit.ID)
		must(t, err)
		if w := stranger.send("GET", "/d/"+found.DoorToken, nil); w.Code != 200 {
			t.Error("the new plate does not open:", w.Code)
		}
	})
}

func TestATypedNumberIsWeakerEvidenceAndIsMarked(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		h := newHouse(t, st)
		b := h.browser()
		w, next := b.post("/c", "/c", url.Values{"short_code": {h.unit.ShortCode}})
		if w.Code != 303 {
			t.Fatal(w.Code)
		}
		form := regexp.MustCompile(`href="(/d/[^"]+/register[^"]*)"`).FindStringSubmatch(b.get(next))
		if form == nil || !strings.HasSuffix(form[1], "?via=code") {
			t.Fatal(form)
		}
		declareAt(b, form[1], stay("via", "code"))
		if got := h.entries()[0].Stay.DeclaredVia; got != "code" {
			t.Error("declared via", got)
		}
	})
}

// declareAt goes through 自己登记 and answers the last page.
func declareAt(b *browser, form string, v url.Values) string {
	b.h.t.Helper()
	next := b.led(form, v)
	next = b.led(next, url.Values{"confirm": {"1"}})
	if strings.Contains(next, "/code") {
		next = b.led(next, url.Values{"code": {b.h.code(v.Get("phone"))}})
	}
	return b.get(next)
}

func TestAStrangerIsAskedForHisPhoneBehindEveryDoor(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		h := newHouse(t, st)
		for _, page := range []string{"/register", "/stay", "/left"} {
			if body := h.browser().get("/d/" + h.unit.DoorToken + page); !strings.Contains(body, `name="phone"`) {
				t.Error(page, "does not ask for the phone")
			}
		}
		door, err := h.OpenDoor(context.Background(), policy.Actor{}, h.unit.DoorToken, h.at)
		must(t, err)
		if door.What != "public" {
			t.Error(door.What)
		}
	})
}

// TestOnlyAScanLeadsStaffToTheVisitWithThePlate: a number can be typed at a desk, and the plate in its answer would count the visit
// as made at the door.
func TestOnlyAScanLeadsStaffToTheVisitWithThePlate(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		h := newHouse(t, st)
		b := h.browser()
		b.enter("chen01", "33020011")
		home, plate := "/o/u/"+h.unit.Ref, h.unit.DoorToken
		if _, next := b.post("/c", "/c", url.Values{"short_code": {h.unit.ShortCode}}); next != home {
			t.Error("a typed number leads to", next)
		}
		for path, want := range map[string]string{
			"/c?short_code=" + h.unit.ShortCode:    home,
			"/c?short_code=" + h.waiting.ShortCode: "/o/u/" + h.waiting.Ref,
			"/d/" + plate + "?via=code":            home,
			"/d/" + plate:                          home + "/visit?door=" + plate,
		} {
			if w := b.send("GET", path, nil); w.Code != 303 || w.Header().Get("Location") != want {
				t.Errorf("%s: %d to %s, want %s", path, w.Code, w.Header().Get("Location"), want)
			}
		}
		public := "/d/" + plate + "?via=code"
		owner, far := h.browser(), h.browser()
		owner.signIn("19900000099")
		must(t, st.InTx(context.Background(), func(tx *store.Tx) error {
			return tx.SaveArea(&models.Area{Code: "990000", Level: models.LevelCity, Name: "外地市"})
		}))
		far.enter("wu01", "990000")
		for name, b := range map[string]*browser{"a stranger": h.browser(), "the owner": owner, "staff elsewhere": far} {
			if w := b.send("GET", "/c?short_code="+h.unit.ShortCode, nil); w.Header().Get("Location") != public {
				t.Errorf("%s: %d to %s", name, w.Code, w.Header().Get("Location"))
			}
		}
	})
}

// enter signs a member of staff in.
func (b *browser) enter(login, area string) {
	t, h, ctx := b.h.t, b.h, context.Background()
	t.Helper()
	const password = "lantern-river-48"
	secret, _, err := h.AddStaff(ctx, policy.SystemActor, registry.StaffForm{Login: login, Name: "工作人员", Password: password, Role: "auxiliary", AreaCode: area}, h.at)
	must(t, err)
	pending, err := h.StaffPassword(ctx, policy.Actor{Address: "192.0.2.7"}, login, password)
	must(t, err)
	code, err := totp.GenerateCode(secret, h.at)
	must(t, err)
	b.jar["anju"], err = h.StaffTOTP(ctx, policy.Actor{}, pending, code, false, "phone-1")
	must(t, err)
}

// TestWhileAHomeIsPutRightTheStreetReadsNothingOfItAndItsTenantThatHisEntryStands in both halves: before and after the landlord answers.
func TestWhileAHomeIsPutRightTheStreetReadsNothingOfItAndItsTenantThatHisEntryStands(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		h := newHouse(t, st)
		ctx := context.Background()
		h.checkIn("101", "何以安", "339900199001010011", "19900000013")
		must(t, st.InTx(ctx, func(tx *store.Tx) error {
			unit, err := tx.LockUnitByRef(h.unit.Ref)
			must(t, err)
			unit.AcceptedAt = workday.At(h.at)
			return tx.SaveUnit(&unit)
		}))
		door, home := "/d/"+h.unit.DoorToken, h.browser()
		before := h.browser().get(door)
		home.signIn("19900000013")
		home.led("/login/doc", url.Values{"last4": {"0011"}})
		const said = "您的登记还在，不用重新办"
		if page := home.get("/me"); strings.Contains(page, said) || !strings.Contains(page, "核验码") {
			t.Fatal("nothing is wrong with the home, and yet:", page)
		}
		same := func(when string) {
			t.Helper()
			if h.browser().get(door) != before {
				t.Error(when, "the street reads another page")
			}
			if page := home.get("/me"); !strings.Contains(page, said) || !strings.Contains(page, "核验码") || !strings.Contains(page, door) {
				t.Error(when, "the tenant reads", page)
			}
		}
		must(t, h.ReturnUnit(ctx, policy.SystemActor, h.unit.Ref, registry.ReturnForm{Reasons: []string{"split"}, Note: "103 房隔成了两间"}, h.at))
		same("asked:")
		must(t, h.MendUnit(ctx, h.landlord, h.unit.Ref, registry.UnitForm{Address: h.unit.Address, Kind: models.KindHome, Land: "state", Rooms: "101 102 103 103B"}, 0, h.at))
		same("answered:")
	})
}
