package officer_test

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

	"anju/models"
	"anju/models/idcard"
	"anju/models/policy"
	"anju/models/token"
	"anju/models/workday"
)

// atCounter is somebody at the desk, with a sheet of slips and the landlord's 口令.
func (w *town) atCounter(t *testing.T) (b *browser, slips []string, code string) {
	t.Helper()
	w.toGrid("7700000101")
	owner, err := w.Store.User(context.Background(), w.home.OwnerID)
	must(t, err)
	who, err := w.Store.Actor(context.Background(), owner)
	must(t, err)
	code, err = w.MakeDeskCode(context.Background(), who, "", w.at)
	must(t, err)
	b = w.browser().signIn("chen01", false)
	b.get("/o/desk").shows("窗口代办")
	b.post("/o/desk/slips.print", "desk", b.find(`<option value="([a-z2-7]{20})"`), "sheets", "2").shows("代办签字单", "待运营单位审定")
	for _, part := range strings.Split(b.page, `aria-label="签字单 `)[1:] {
		slips = append(slips, token.NormaliseShortCode(part[:8]))
	}
	if len(slips) != 8 {
		t.Fatalf("%d slips on two sheets", len(slips))
	}
	return b, slips, code
}

func (b *browser) key(pairs ...string) *browser {
	b.t.Helper()
	all := map[string]string{"home": b.home.ShortCode, "room": "102", "name": "邵雨晴", "doc_no": "", "phone": "无", "moved_in": "今天"}
	for i := 0; i < len(pairs); i += 2 {
		all[pairs[i]] = pairs[i+1]
	}
	var form []string
	for name, value := range all {
		form = append(form, name, value)
	}
	return b.post("/o/desk/slips", form...)
}

func TestASlipIsKeyedReadBackAndSavedAndItsNumberIsNeverShown(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		doc := idcard.WithCheckDigit("33990019920304001")
		b, slips, _ := w.atCounter(t)
		b.get("/o/desk/slips").key("slip", slips[0], "doc_no", doc, "room", "999", "phone", "19900010777")
		if b.code != http.StatusUnprocessableEntity {
			t.Fatalf("a room that is not there is taken: %d", b.code)
		}
		b.shows("这处房子没有这一间。有：101、102、103", "已记下尾号 "+doc[14:], "已记下尾号 0777", "邵雨晴", slips[0])
		b.find(`id="f-room"[^>]* autofocus`)
		hides(t, b, doc, "19900010777")
		b.key("d", b.find(`name="d" value="([^"]+)"`), "slip", slips[0], "phone", "")
		b.shows("念一遍", "青禾路 18 号 102 房", "1992 年 3 月 4 日", "周")
		b.find(`type="submit" autofocus>存这一张`)
		hides(t, b, doc, "19900010777", "周桂芳")
		d := b.find(`name="d" value="([^"]+)"`)
		check := *b
		b.post("/o/desk/slips/check", "d", d).shows("今天第 1 张存好了：青禾路 18 号 102 房 邵雨晴", token.GroupShortCode(w.home.ShortCode))
		b.find(`id="f-slip"[^>]* autofocus`)
		check.post("/o/desk/slips/check", "d", d).shows("今天第 1 张存好了") // a second Enter
		b.get("/o/desk/slips").key("slip", slips[0], "doc_no", idcard.WithCheckDigit("33990019930304001")).shows("这张签字单用过了")
		b.find(`id="f-slip"[^>]* autofocus`)
		b.get("/o/desk/slips").key("slip", slips[1], "doc_no", doc, "moved_in", "明年", "home", "123456789").shows("看不懂这一天", "您的片区里没有这个房屋编号")
		tomorrow := w.at.Add(24 * time.Hour).In(workday.Shanghai).Format("1-2")
		b.get("/o/desk/slips").key("slip", slips[1], "doc_no", idcard.WithCheckDigit("33990019930304001"), "moved_in", tomorrow).shows("没写年份")
		b.find(`id="f-moved_in"[^>]* autofocus`)
		b.get("/o/desk/slips").key("slip", slips[1], "doc_no", doc).post("/o/desk/slips/check", "d", b.find(`name="d" value="([^"]+)"`)).shows("已经登记在 102 房")
		hides(t, b, doc)
		log, err := w.Store.ListAudit(context.Background(), policy.Scope{All: true}, w.home.ID, 5)
		must(t, err)
		if log[0].OnBehalf != w.home.OwnerID || log[0].Action != "desk.serve" || log[0].Detail != "代办·签字单 "+slips[0] {
			t.Errorf("put down as %+v", log[0])
		}
	})
}

func TestALandlordAtTheCounterChecksInChangesChecksOutAndTakesHisRosterHome(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		ctx := context.Background()
		b, slips, code := w.atCounter(t)
		home := "/o/desk/u/" + w.home.Ref
		if b.get("/o/desk?q=" + w.home.ShortCode); b.path != home {
			t.Fatalf("the number leads to %s", b.path)
		}
		b.shows("何以安", "101 房")
		hides(t, b, wholeDoc, wholeCall, "周桂芳")
		entries, err := w.Store.Entries(ctx, w.home.ID)
		must(t, err)
		stay := home + "/stays/" + entries[0].Stay.Ref
		b.get(stay+"/change").post(stay+"/change", "rev", b.find(`name="rev" value="(\d+)"`), "room", "103", "lease_end", "20270101", "code", "000").shows("代办口令是 6 位数字")
		b.post(stay+"/change", "rev", b.find(`name="rev" value="(\d+)"`), "room", "103", "lease_end", "20270101", "code", code).shows("改好了")
		b.get(stay+"/here").post(stay+"/here", "slip", slips[0]).shows("记好了，他还住着")
		b.get(home).shows("都住在这里")
		b.get(home+"/all").shows("户主说都住在这里吗", "103 房</dt>", "何以安")
		hides(t, b, wholeDoc, wholeCall)
		b.post(home+"/all", "stay", entries[0].Stay.Ref, "code", code).shows("核对好了：1 位住在这里")
		b.get(home+"/print").post(home+"/print", "code", code).shows("窗口代办·打印人", "何以安")
		hides(t, b, wholeDoc, wholeCall)
		b.get(home + "/code")
		form := *b
		b.post(home+"/code", "slip", slips[1])
		fresh := b.find(`class="pin num">(\d{6})<`)
		form.post(home+"/code", "slip", slips[1]).shows("刚才已经换好了", home+"/code")
		hides(t, &form, fresh)
		b.get("/o/desk/slips?u="+w.home.Ref+"&spoken=1").key("spoken", "1", "doc_no", idcard.WithCheckDigit("33990019920304001")).shows("念给户主听")
		d := b.find(`name="d" value="([^"]+)"`)
		if code != fresh {
			b.post("/o/desk/slips/check", "d", d, "code", code).shows("口令不对，还能试 4 次", "念给户主听")
		}
		b.post("/o/desk/slips/check", "d", d, "code", fresh).shows("登记好了：青禾路 18 号 102 房 邵雨晴")
		b.get(stay+"/out").post(stay+"/out", "moved_out", "today", "code", fresh).shows("退房登记好了：103 房 何以安")
		entries, err = w.Store.Entries(ctx, w.home.ID)
		must(t, err)
		for _, e := range entries {
			if e.Tenant.Name == "何以安" && (e.Stay.State != models.StayLeaving || e.Stay.LeaseEnd.String() != "2027-01-01" || e.Room.No != "103") {
				t.Errorf("the stay: %+v", e.Stay)
			}
		}
		for _, who := range []struct {
			login string
			shift bool
			code  int
		}{{"wu01", false, http.StatusNotFound}, {"chen01", true, http.StatusForbidden}} {
			w.at = w.at.Add(60e9) // a code of the authenticator counts once
			other := w.browser().signIn(who.login, who.shift)
			for _, path := range []string{home, home + "/print", stay + "/out", "/o/desk/slips?u=" + w.home.Ref} {
				if other.get(path); other.code != who.code {
					t.Errorf("%s %v opens %s: %d", who.login, who.shift, path, other.code)
				}
			}
		}
	})
}

func hides(t *testing.T, b *browser, numbers ...string) {
	t.Helper()
	for _, n := range numbers {
		if strings.Contains(b.page, n) {
			t.Errorf("%s shows %q whole", b.path, n)
		}
	}
}

// TestASignInTheSearchMeansItself: else one sign lists every home of the desk.
func TestASignInTheSearchMeansItself(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		b, _, _ := w.atCounter(t)
		for _, q := range []string{"%25", "_", "%25%25", "%5C"} {
			b.get("/o/desk?q=" + q).shows("您的片区里没找到")
			hides(t, b, "青禾路", w.home.Ref)
			b.get("/o/properties?q=" + q)
			hides(t, b, "青禾路", w.home.Ref)
		}
		b.get("/o/desk?q=%E9%9D%92%E7%A6%BE").shows("青禾路")
	})
}
