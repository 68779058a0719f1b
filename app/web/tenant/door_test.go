package tenant_test

import (
	"context"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"anju/models/policy"
	"anju/models/store"
	"anju/models/storetest"
	"anju/models/token"
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
