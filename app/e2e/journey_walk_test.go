package e2e

import (
	"context"
	"image"
	"image/jpeg"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"anju/app/boot"
	"anju/models"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/storetest"

	"github.com/chromedp/chromedp"
)

const walkPassword = "lantern-river-48"

// walkers are the staff of two grids: 小陈 of the home's own, 小吴 of the next one, and their officer.
func (w *world) walkers(t *testing.T) map[string]string {
	t.Helper()
	ctx := context.Background()
	app := w.open(t)
	defer app.Close()
	at := app.Clock.Now()
	next, err := app.Registry.AddArea(ctx, policy.SystemActor, w.community.Code, models.Area{Code: "3399000102", Level: models.LevelGrid, Name: "青禾 04 网格"}, at)
	must(t, err)
	secrets := map[string]string{}
	for _, s := range [][4]string{{"chen01", "小陈", string(policy.Auxiliary), w.grid.Code}, {"wu01", "小吴", string(policy.Auxiliary), next.Code}, {"li01", "李警官", string(policy.Officer), w.community.Code}} {
		secrets[s[0]], _, err = app.Registry.AddStaff(ctx, policy.SystemActor, registry.StaffForm{Login: s[0], Name: s[1], Title: s[1], Password: walkPassword, Role: s[2], AreaCode: s[3]}, at)
		must(t, err)
	}
	w.letRooms(t, app)
	return secrets
}

// letRooms lets the landlord report two tenants.
func (w *world) letRooms(t *testing.T, app *boot.App) {
	t.Helper()
	owner, err := app.Store.User(context.Background(), w.unit.OwnerID)
	must(t, err)
	who, err := app.Store.Actor(context.Background(), owner)
	must(t, err)
	for i, room := range []string{"101", "102"} {
		one := tenantNo(701 + i)
		_, err := app.Registry.CheckIn(context.Background(), who, w.unit.Ref, []registry.StayForm{{Room: room, Name: one.name, DocType: "111", DocNo: one.doc, Phone: one.phone, MovedIn: "today"}}, "", app.Clock.Now())
		must(t, err)
	}
}

func (w *world) staffIn(t *testing.T, b *browser, login, secret string) {
	t.Helper()
	b.open("/staff/login")
	b.write(`#f-login`, login)
	b.write(`#f-password`, walkPassword)
	b.follow(`main form button[type="submit"]`)
	b.write(`#f-totp`, totpNow(t, secret))
	b.follow(`main form button[type="submit"]`)
}

// picture is a photo of nothing, as a phone takes it.
func picture(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "photo.jpg")
	f, err := os.Create(path)
	must(t, err)
	must(t, jpeg.Encode(f, image.NewRGBA(image.Rect(0, 0, 320, 240)), nil))
	must(t, f.Close())
	return path
}

// TestAWorkerScansTheDoorAndWhatHeFoundIsMendedAndChecked: the grid worker scans the door, records whom he met and a blocked
// stairway, photographs it, the landlord sees until when it is to be cleared, and it is cleared. The officer draws the home
// by lot; the worker of the next grid, who was never there, counts, and the rates of the month change.
func TestAWorkerScansTheDoorAndWhatHeFoundIsMendedAndChecked(t *testing.T) {
	storetest.EachName(t, func(t *testing.T, db string) {
		w := newWorld(t, db)
		secrets := w.walkers(t)
		p := start(t, w.env, "serve")
		b := newBrowser(t, p.URL, phone{})
		w.staffIn(t, b, "chen01", secrets["chen01"])

		b.open("/d/" + w.unit.DoorToken)
		b.sees("记走访", "青禾路 18 号")
		b.choose("result", "match")
		b.choose("all_seen", "1")
		b.tap(`=消防看一遍（9 样）`)
		b.choose("fire_exit", "bad")
		b.choose("fire_alarm", "ok")
		b.looks("walk-form")
		b.follow("=保存走访")
		b.sees("走访记好了")
		b.open("/o/u/" + w.unit.Ref)
		b.sees("楼道或出口堵了", "清开楼道")
		b.looks("walk-home")
		b.follow(`section a[href$="/photo"]`)
		b.choose("fixture", "exit")
		b.do(chromedp.SetUploadFiles(`#f-photo`, []string{picture(t)}, chromedp.ByQuery))
		b.looks("walk-photo")
		b.follow("=存这张照片")
		b.sees("拍")

		owner := newBrowser(t, p.URL, phone{})
		w.signInTo(t, owner, "/h")
		owner.open("/h")
		owner.sees("楼道或出口堵了")
		owner.looks("walk-landlord")

		b.open("/o/u/" + w.unit.Ref)
		b.follow(`form[action$="/mended"] button`)
		owner.open("/h")
		if page := owner.html(); strings.Contains(page, "楼道或出口堵了") {
			t.Error("the landlord is still told of a hazard that was put right")
		}
		w.sampled(t, p.URL, secrets)
	})
}

// sampled draws the home, has it checked by somebody else, and sees the rate.
func (w *world) sampled(t *testing.T, base string, secrets map[string]string) {
	t.Helper()
	officer, other := newBrowser(t, base, phone{Width: 1280}), newBrowser(t, base, phone{})
	w.staffIn(t, officer, "li01", secrets["li01"])
	officer.open("/o/samples")
	before := officer.rate("人户一致率")
	officer.choose("kind", "roster")
	officer.do(chromedp.SetValue(`#f-grid`, w.grid.Ref, chromedp.ByQuery))
	officer.wipe(`#f-homes`)
	officer.write(`#f-homes`, "1")
	officer.looks("sample-draw")
	officer.follow("=随机抽")
	officer.sees("1 户里抽 1 户", "查完 0 户")

	w.staffIn(t, other, "wu01", secrets["wu01"])
	other.open("/o/samples")
	other.sees("派给您的 1 户")
	other.follow(`main a[href^="/o/samples/items/"]`)
	other.sees("册上现在登记", "2 人")
	other.write(`#f-agreed`, "2")
	other.looks("sample-check")
	other.follow("=记下来")
	other.open("/o/u/" + w.unit.Ref)
	other.sees("没有这一页") // the home of another grid stays closed to him
	officer.open("/o/samples")
	officer.sees("查完 1 户")
	officer.looks("sample-rate")
	if after := officer.rate("人户一致率"); after == before {
		t.Errorf("the rates say %q before and after the check", after)
	}
}

// rate is what the page in view says of one of the five rates.
func (b *browser) rate(word string) string {
	b.t.Helper()
	m := regexp.MustCompile(word + ` <span class="num">([^<]*)<`).FindStringSubmatch(b.html())
	if m == nil {
		b.t.Fatalf("no %s on %s", word, b.at())
	}
	return m[1]
}
