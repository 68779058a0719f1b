package landlord_test

import (
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"anju/models/store"
	"anju/models/storetest"
	"anju/models/token"
)

const (
	doc1, doc2, doc3 = "339900199001010011", "339900198511120021", "339900195202290058"
	childDoc         = "339900201506150044"
)

func TestALandlordChecksInFromAnEmptyRoomAndGetsAReceipt(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		w := newStreet(t, st, "2026-11-16 10:00")
		b := w.browser().get("/h")
		b.sees(200, "周桂芳，上午好", "都办好了", `class="room none" href="/h/u/`+w.unit.Ref+`/checkin?room=103"`, "可住 2 人")
		path := "/h/u/" + w.unit.Ref + "/checkin"
		b.get(path+"?room=103").sees(200, `value="103" checked`, "今天是 2026 年 11 月 16 日")
		b.post(path, "room", "103", "name", "何以安", "doc_no", "339900199001010012", "phone", "1990000001", "moved_in", "today", "term", "short")
		b.sees(422, "错误：", `id="f-doc_no-error"`, `id="f-phone-error"`, `href="#f-doc_no"`, `href="#f-phone"`, "最后一位对不上，请照证件重输",
			"少 1 位，请补成 11 位（现在是 10 位）", `value="何以安"`, `value="339900199001010012"`, `value="1990000001"`, `value="short" checked`, "<mark>2</mark>")
		b.post(path, "room", "103", "name", "何以安", "doc_no", doc1, "phone", "199 0000 0013", "moved_in", "yesterday", "term", "short")
		b.sees(200, "请核对", "何以安", "男，1990 年 1 月生", "尾号 0011", "尾号 0013", "2026 年 11 月 15 日", "不到半年")
		b.misses(doc1, "19900000013", "339900")
		b.post(path).sees(200, "登记好了", "103 房·何以安", "短信这就发给本人")
		b.misses("未核实", "339900", doc1)
		done := b.path
		entries := w.entries()
		if len(entries) != 1 || entries[0].Tenant.Phone != "19900000013" || !strings.Contains(b.page, token.GroupReceipt(entries[0].Stay.ReceiptNo)) {
			t.Fatalf("saved %+v", entries)
		}
		b.get("/h").sees(200, "住 1 / 限 2", `class="room ok"`)
		b.get(path + "?d=" + strings.Split(done, "=")[1]).sees(404)
	})
}

func TestWhatWasTypedWithAFaultIsThereAgainAfterTheBrowserWasClosed(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		w := newStreet(t, st, "2026-11-16 23:59")
		b, path := w.browser(), "/h/u/"+w.unit.Ref+"/checkin"
		b.get(path + "?room=103")
		address := regexp.MustCompile(`action="(` + path + `\?d=[a-z2-7]{20})"`).FindStringSubmatch(b.page)
		if address == nil {
			t.Fatal("the form has no address of its own")
		}
		b.post(path, "room", "103", "name", "何以安", "doc_no", doc1, "phone", "1990000001", "moved_in", "today", "term", "short", "relation", "朋友").sees(422, "少 1 位")
		if !strings.Contains(b.page, `action="`+address[1]+`"`) || !strings.Contains(b.page, `name="d" value="`+address[1][len(path)+3:]) {
			t.Error("the page with the fault stands under another address")
		}
		w.at = w.at.Add(2 * time.Hour)
		b = w.browser().get(address[1])
		b.sees(200, `value="何以安"`, `value="103" checked`, `value="yesterday" checked`, `value="short" checked`, "已经填好，尾号 0011", `value="1990000001"`, `id="f-phone-error"`)
		b.misses(doc1)
		b.get(strings.Replace(address[1], "?", "/check?", 1)).sees(200, `value="何以安"`) // nothing to check yet
		b.post(path, "room", "103", "name", "何以安", "phone", "", "moved_in", "yesterday").sees(422, `id="f-phone-error"`)
		b.post(path, "room", "103", "name", "何以安", "phone", "19900000013", "moved_in", "yesterday").sees(200, "请核对", "尾号 0011", "尾号 0013", "2026 年 11 月 16 日")
		d := address[1][len(path)+3:]
		b.get(path+"?d="+d+"&i=1").post(path, "room", "103", "name", "苏见山", "doc_no", doc2, "phone", "199", "moved_in", "today").sees(422)
		b.get(path+"?d="+d).sees(200, "第 2 位", `value="苏见山"`, "返回核对")
		b.get(path+"/check?d="+d).sees(200, "还有 1 位没填好，这次不登", "何以安")
		b.misses("苏见山", "第 1 位")
		b.post(path).sees(200, "登记好了", "何以安")
		if n := len(w.entries()); n != 1 {
			t.Errorf("%d stays", n)
		}
		b.get(address[1]).sees(200, "登记好了")
		var err error
		w.who, err = st.Actor(t.Context(), w.neighbour)
		must(t, err)
		b.get(address[1]).sees(404)
	})
}

func TestRowsTypedTogetherWithAFaultAreKeptToo(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		w := newStreet(t, st, "2026-11-16 10:00")
		b, path := w.browser(), "/h/u/"+w.unit.Ref+"/checkin"
		b.get(path+"/many").post(path+"/many", "room", "103", "moved_in", "today", "name", "何以安", "doc_no", doc1, "phone", "19900000013", "name_2", "苏见山", "doc_no_2", doc2, "phone_2", "199")
		b.sees(422, "第 2 位：")
		address := regexp.MustCompile(`action="(` + path + `/many\?d=[a-z2-7]{20})"`).FindStringSubmatch(b.page)
		b = w.browser().get(address[1]).sees(200, "第 2 位", `value="苏见山"`, "已经填好，尾号 0021", `id="f-phone-error"`)
		b.misses(doc1, doc2)
		b.post(path, "room", "103", "name", "苏见山", "no_phone", "1", "phone", "", "moved_in", "today").sees(200, "请核对", "何以安", "苏见山")
		b.post(path, "confirm", "1").sees(200, "何以安、苏见山")
	})
}

func TestASecondTapOnConfirmShowsTheSameReceipt(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		w := newStreet(t, st, "2026-11-16 10:00")
		b, path := w.browser(), "/h/u/"+w.unit.Ref+"/checkin"
		b.get(path).post(path, "room", "103", "name", "何以安", "doc_no", doc1, "phone", "19900000013", "moved_in", "today")
		check, page := b.path, b.page
		b.post(path).sees(200, "登记好了")
		first := b.path
		b.page = page
		b.post(path).sees(200, "登记好了")
		if b.path != first || len(w.entries()) != 1 {
			t.Fatalf("%s and %s, %d stays", first, b.path, len(w.entries()))
		}
		b.get(check).sees(200, "登记好了")
		b.get(path).post(path, "room", "102", "name", "何以安", "doc_no", doc1, "phone", "19900000013", "moved_in", "today")
		b.sees(422, "何以安已经登记在 103 房，不用再登", `id="f-doc_no-error"`)
	})
}

func TestACoupleIsEnteredTogetherAndOnlyTheNumbersAreTypedAgain(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		w := newStreet(t, st, "2026-11-16 10:00")
		b, path := w.browser(), "/h/u/"+w.unit.Ref+"/checkin"
		b.get(path).post(path, "room", "103", "name", "何以安", "doc_no", doc1, "phone", "19900000013", "moved_in", "other", "moved_in_y", "2026", "moved_in_m", "11", "moved_in_d", "10")
		d := strings.TrimPrefix(b.path, path+"/check?d=")
		b.sees(200, `href="`+path+`?d=`+d+`&amp;i=1"`)
		b.get(path+"?d="+d+"&i=1").sees(200, "第 2 位", `value="103" checked`, `value="other" checked`, `name="moved_in_d" value="10"`)
		b.misses(doc1, "何以安", "19900000013")
		b.post(path, "room", "103", "name", "苏见山", "doc_no", doc1, "phone", "19900000014", "moved_in", "today")
		b.sees(422, "和何以安的证件号码一样")
		b.post(path, "room", "103", "name", "苏见山", "doc_no", doc2, "phone", "19900000014", "moved_in", "today")
		b.sees(200, "第 2 位", "苏见山", "不登这一位")
		b.get(path+"?d="+d+"&i=2").post(path, "room", "103", "name", "何小树", "doc_no", childDoc, "no_phone", "1", "moved_in", "today")
		b.sees(422, `id="f-guardian_name-error"`, `id="f-guardian_phone-error"`, "<details class=\"field\" open>")
		b.post(path, "room", "103", "name", "何小树", "doc_no", childDoc, "no_phone", "1", "guardian_name", "何以安", "guardian_phone", "19900000013", "moved_in", "today")
		b.sees(200, "103 房最多 2 人，加上这位是 3 人。可以先登记", "没有手机")
		b.misses("未成年")
		b.post(path, "confirm", "1").sees(200, "何以安、苏见山、何小树")
		if got := w.entries(); len(got) != 3 || got[0].Stay.MovedInOn.String() != "2026-11-10" {
			t.Fatalf("saved %+v", got)
		}
	})
}

func TestChangingAnAnswerKeepsTheNumbersWithoutShowingThem(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		w := newStreet(t, st, "2026-11-16 10:00")
		b, path := w.browser(), "/h/u/"+w.unit.Ref+"/checkin"
		b.get(path).post(path, "room", "103", "name", "何以安", "doc_no", doc1, "phone", "19900000013", "moved_in", "today")
		d := strings.TrimPrefix(b.path, path+"/check?d=")
		b.get(path+"?d="+d+"&i=0").sees(200, `value="何以安"`, "已经填好，尾号 0011", "已经填好，尾号 0013", `value="today" checked`)
		b.misses(doc1, "19900000013")
		b.post(path, "room", "201", "name", "何以安", "doc_no", "", "phone", "", "moved_in", "today").sees(200, "201 房", "尾号 0011", "尾号 0013")
		b.post(path, "confirm", "1").sees(200, "登记好了")
		if e := w.entries()[0]; e.Room.No != "201" || e.Tenant.DocNo != doc1 || e.Tenant.Phone != "19900000013" {
			t.Fatalf("%+v", e)
		}
	})
}

func TestADraftOpensForNobodyElseAndInNoOtherHome(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		w := newStreet(t, st, "2026-11-16 10:00")
		b, path := w.browser(), "/h/u/"+w.unit.Ref+"/checkin"
		b.get(path).post(path, "room", "103", "name", "何以安", "doc_no", doc1, "phone", "19900000013", "moved_in", "today")
		check := b.path
		var err error
		if w.who, err = st.Actor(t.Context(), w.neighbour); err != nil {
			t.Fatal(err)
		}
		b.get(check).sees(404)
		b.get(path).sees(404)
		b.get("/h/u/" + w.next.Ref + "/checkin/check?" + strings.SplitN(check, "?", 2)[1]).sees(404)
		b.get("/h").sees(200, "青禾路 20 号")
		b.misses("青禾路 18 号")
	})
}

func TestAPersonKnownNextDoorGivesTheSamePages(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		w := newStreet(t, st, "2026-11-16 10:00")
		first := w.entered()
		mine := w.who
		w.who, _ = st.Actor(t.Context(), w.neighbour)
		w.unit, w.next = w.next, w.unit
		second := w.entered()
		w.who = mine
		if first != second {
			t.Errorf("the pages tell that the person is known elsewhere:\n%s\n%s", first, second)
		}
	})
}

// entered is what a landlord reads from form to receipt, without what is random or his own.
func (w *street) entered() string {
	b, path := w.browser(), "/h/u/"+w.unit.Ref+"/checkin"
	seen := ""
	keep := func() {
		text := strings.NewReplacer(w.unit.Address, "", w.unit.Ref, "").Replace(b.text())
		if i := strings.Index(text, "回执号"); i >= 0 {
			text = text[:i] + text[i+len("回执号 0000 0000"):]
		}
		seen += text + "\n"
	}
	b.get(path).post(path, "room", "103", "name", "何以安", "doc_no", doc3, "phone", "19900000013", "moved_in", "today")
	keep()
	b.post(path)
	keep()
	return seen
}

func TestLiveChecksSayTheSameAsTheForm(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		w := newStreet(t, st, "2026-11-16 10:00")
		b, path := w.browser(), "/h/u/"+w.unit.Ref+"/checkin"
		form := b.get(path).page
		live := func(pairs ...string) {
			b.page = form
			b.post(path+"/live", append([]string{"d", "", "i", "0"}, pairs...)...)
		}
		live("field", "doc_no", "doc_no", doc1)
		b.sees(200, "<span>339900</span><span>19900101</span>"[:len("<span>339900</span>")], "您输入的是")
		b.misses("<!doctype", "emsg")
		live("field", "doc_no", "doc_no", doc1[:17]+"2")
		b.sees(200, "最后一位对不上", "<mark>2</mark>")
		live("field", "phone", "phone", "1990000001")
		b.sees(200, "少 1 位")
		live("field", "name_3", "name_3", "何")
		b.sees(200, "姓名至少 2 个字")
		live("field", "name", "name", "")
		b.sees(200)
		b.misses("emsg")
		if _, err := url.Parse(b.path); err != nil || strings.Contains(b.path, "1990") {
			t.Error("a number in the address")
		}
	})
}
