package officer_test

import (
	"bytes"
	"context"
	"html"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"anju/app/web/webtest"
	"anju/jobs"
	"anju/jobs/sheet"
	"anju/models"
	"anju/models/idcard"
	"anju/models/policy"
	"anju/models/registry"
)

// handIn sends a list with the marks of the page in view, and follows.
func (b *browser) handIn(kind string, body io.Reader) *browser {
	b.t.Helper()
	form := url.Values{"kind": {kind}, "_csrf": {b.find(csrf.String())}}
	// The token stands before the file on the page; url.Values has no order, so a form of its own goes first.
	rec := b.jar.Upload(b.handler, "http://anju.test/o/import", form, "file", body)
	b.code, b.page, b.path, b.head = rec.Code, html.UnescapeString(rec.Body.String()), "/o/import", rec.Header()
	if rec.Code == http.StatusSeeOther && b.follow {
		return b.get(rec.Header().Get("Location"))
	}
	return b
}

// work lets the import job run once, as any node would.
func (w *town) work() {
	w.t.Helper()
	job, _ := jobs.Find("import")
	now := func() time.Time { return w.at }
	runner := &jobs.Runner{Registry: w.Registry, Node: "n", Now: now, Real: now, Log: slog.New(slog.DiscardHandler)}
	_, err := job.Run(context.Background(), runner, w.at)
	must(w.t, err)
}

func (b *browser) totp(login string) string {
	b.t.Helper()
	b.at = b.at.Add(31 * time.Second)
	code, err := totp.GenerateCode(b.secrets[login], b.at)
	must(b.t, err)
	return code
}

func (w *town) count(query string, args ...any) (n int) {
	w.t.Helper()
	must(w.t, w.Store.SQL().QueryRow(query, args...).Scan(&n))
	return n
}

var homesList = strings.ReplaceAll("房屋代码,地区代码,地址,房屋种类,房东姓名,房东证件号码,房东手机号\n"+
	"L1,7700000101,青禾路 20 号,套房,周桂芳,339900196001010014,19900000021\n"+
	"L2,7700000101,青禾路 22 号,宫殿,周桂芳,339900196001010014,19900000021\n"+
	"L3,990000,青禾路 24 号,套房,周桂芳,339900196001010014,19900000021\n", "339900196001010014", landlordDoc)

var landlordDoc = idcard.WithCheckDigit("33990019600101001")

func TestAListOfHomesIsTriedLookedAtAndSavedAndItsFailedRowsComeBackOnce(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		b := w.browser().signIn("li01", false)
		b.get("/o/import").shows("导入表格", "房屋样表", "居住名册样表").hidesAll("地区样表")
		b.handIn("units", strings.NewReader(homesList)).shows("试算到哪儿了", "等着试算")
		address := b.path
		if w.count("SELECT COUNT(*) FROM import_parts WHERE INSTR(body, '339900') > 0 OR INSTR(body, '199000000') > 0 OR INSTR(body, '青禾路') > 0 OR INSTR(body, '周桂芳') > 0") != 0 {
			t.Error("the file lies in the database in plain")
		}
		w.work()
		b.get(address).shows("试算，还没有存", "第 3 行：房屋种类“宫殿”不认识", "第 4 行：没有这个地区代码", "周**", "导入，存 1 行").hidesAll(landlordDoc, "19900000021", "周桂芳")
		if w.count("SELECT COUNT(*) FROM units WHERE unit_code = 'L1'") != 0 {
			t.Error("the trial saved a home")
		}
		w.at = w.at.Add(25 * time.Minute) // the code of the sign-in is old
		if b.get(address).post(address+"/start", "totp", ""); b.code != http.StatusUnprocessableEntity {
			t.Errorf("%d without the code", b.code)
		}
		b.post(address+"/start", "totp", b.totp("li01")).shows("等着导入")
		w.work()
		b.get(address).shows("导入好了", "没通过的 2 行可以取回来")
		if n := w.count("SELECT COUNT(*) FROM units WHERE unit_code IN ('L1', 'L2', 'L3')"); n != 1 {
			t.Errorf("%d homes were saved, want 1", n)
		}
		if w.count("SELECT COUNT(*) FROM import_parts WHERE side = 'in'") != 0 {
			t.Error("the file is kept although everything is done")
		}
		other := w.browser().signIn("chen01", false)
		if other.get(address); other.code != http.StatusForbidden {
			t.Errorf("a grid worker sees an import: %d", other.code)
		}
		b.get(address).post(address + "/rejects")
		if !strings.Contains(b.page, "原因") || !strings.Contains(b.page, "L2") || !strings.Contains(b.page, "没有这个地区代码：990000") || strings.Contains(b.page, "L1,") {
			t.Errorf("handed back: %d %s", b.code, b.page)
		}
		if b.get("/o/import").post(address + "/rejects"); b.code != http.StatusConflict {
			t.Errorf("handed back a second time: %d", b.code)
		}
		if w.count("SELECT COUNT(*) FROM import_parts") != 0 {
			t.Error("rows that were taken are kept")
		}
	})
}

func (b *browser) hidesAll(words ...string) *browser {
	b.t.Helper()
	for _, w := range words {
		if strings.Contains(b.page, w) {
			b.t.Errorf("%s shows %q", b.path, w)
		}
	}
	return b
}

// TestAHomeAtAKnownAddressIsNamedInTheTrial: else it comes in twice, and both halves of its people are registered apart.
func TestAHomeAtAKnownAddressIsNamedInTheTrial(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		unit, err := w.Store.UnitByRef(t.Context(), w.home.Ref)
		must(t, err)
		b := w.browser().signIn("li01", false)
		b.get("/o/import").handIn("units", strings.NewReader("房屋代码,地区代码,地址\nL1,7700000101,青禾路１８号\nL2,7700000101,青禾路 20 号\n"))
		w.work()
		b.get(b.path).shows("第 2 行：这个地址已有一处房子，编号 "+unit.ShortCode, "地址和另一处房子一样", "1 行", "导入，存 2 行")
		b.get("/o/import").handIn("units", strings.NewReader("房屋代码,地区代码,地址\nL3,7700000101,青禾路 22 号\n"))
		w.work()
		b.get(b.path).hidesAll("地址和另一处房子一样", "请看一看")
	})
}

func TestARosterTouchesNoHomeBeyondTheAreasOfWhoBringsIt(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		ctx := context.Background()
		_, err := w.AddArea(ctx, policy.SystemActor, "770000", models.Area{Code: "77000002", Level: models.LevelCommunity, Name: "别的社区"}, w.at)
		must(t, err)
		must(t, w.ImportList(ctx, policy.SystemActor, "units", "unit_code area_code address", [][]string{{"FAR", "77000002", "远路 1 号"}, {"NEAR", "77000001", "近路 1 号"}}, registry.ImportHow{At: w.at}))
		must(t, w.ImportList(ctx, policy.SystemActor, "rooms", "unit_code room_no", [][]string{{"FAR", "101"}, {"NEAR", "101"}}, registry.ImportHow{At: w.at}))
		b := w.browser().signIn("li01", false)
		row := ",101,何以安," + wholeDoc + ",2026-05-01\n"
		b.importNow("stays", "房屋代码,房间号,姓名,证件号码,入住日期\nFAR"+row+"NEAR"+row).shows("导入好了", "没通过的 1 行")
		if far, near := w.count("SELECT COUNT(*) FROM stays s JOIN units u ON u.id = s.unit_id WHERE u.unit_code = 'FAR'"), w.count("SELECT COUNT(*) FROM stays s JOIN units u ON u.id = s.unit_id WHERE u.unit_code = 'NEAR'"); far != 0 || near != 1 {
			t.Errorf("%d stays beyond the area, %d within", far, near)
		}
		b.importNow("rooms", "房屋代码,房间号\nFAR,102\n")
		b.importNow("units", "房屋代码,地区代码,地址\nFAR,77000001,偷来的路 1 号\nNEAR,77000002,近路 1 号\nNEW,77000002,新路 1 号\n")
		if w.count("SELECT COUNT(*) FROM rooms r JOIN units u ON u.id = r.unit_id WHERE u.unit_code = 'FAR'") != 1 {
			t.Error("a room was added beyond the area")
		}
		if w.count("SELECT COUNT(*) FROM units WHERE unit_code = 'FAR' AND address = '远路 1 号'") != 1 || w.count("SELECT COUNT(*) FROM units WHERE unit_code = 'NEW'") != 0 {
			t.Error("a home was taken from, or put, beyond the area")
		}
	})
}

// TestATrialTellsNothingOfAHomeBeyondOnesAreas: else whoever brings a list tries addresses, and learns which are filed.
func TestATrialTellsNothingOfAHomeBeyondOnesAreas(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		must(t, w.ImportList(context.Background(), policy.SystemActor, "units", "unit_code area_code address",
			[][]string{{"FAR", "7700000102", "远路 1 号"}, {"OWN", "7700000101", "近路 1 号"}}, registry.ImportHow{At: w.at}))
		w.hire("ding01", "officer", "7700000101")
		b := w.browser().signIn("ding01", false)
		b.get("/o/import").handIn("units", strings.NewReader("房屋代码,地区代码,地址\nN1,7700000101,远路１号\nN2,7700000101,近路１号\n"))
		address := b.path
		w.work()
		b.get(address).shows("试算，还没有存", "第 3 行")
		if n := strings.Count(b.page, "这个地址已有一处房子"); n != 1 {
			t.Errorf("the trial tells of %d addresses that are filed, one of them lies in his grid", n)
		}
	})
}

// importNow brings a list, looks and says yes.
func (b *browser) importNow(kind, body string) *browser {
	b.t.Helper()
	b.get("/o/import").handIn(kind, strings.NewReader(body))
	address := b.path
	b.work()
	b.get(address)
	if !strings.Contains(b.page, "导入，存") {
		b.t.Fatalf("%s was not tried: %s", kind, b.page)
	}
	b.post(address+"/start", "totp", b.totp("li01"))
	b.work()
	return b.get(address)
}

func TestAListThatIsNotWantedOrIsADayOldIsGone(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		b := w.browser().signIn("li01", false)
		b.get("/o/import").handIn("units", strings.NewReader(homesList))
		address := b.path
		w.work()
		b.get(address).post(address + "/drop").shows("删掉了，什么都没有存")
		kept := func() int {
			return w.count("SELECT COUNT(*) FROM import_parts") + w.count("SELECT COUNT(*) FROM imports WHERE look IS NOT NULL")
		}
		if n := kept(); n != 0 {
			t.Errorf("%d pieces of a dropped list are kept", n)
		}
		b.get("/o/import").handIn("units", strings.NewReader(homesList))
		address = b.path
		w.work()
		w.at = w.at.Add(24*time.Hour + time.Minute)
		w.work()
		if n := kept(); n != 0 {
			t.Errorf("%d pieces of a list are kept after a day", n)
		}
		b = w.browser().signIn("li01", false)
		b.get(address).shows("过了 24 小时").hidesAll("导入，存", "取没通过的行")
		if b.get("/o/import").post(address+"/start", "totp", b.totp("li01")); b.code != http.StatusConflict {
			t.Errorf("a list that is gone was imported: %d", b.code)
		}
	})
}

func TestWhatIsNoListIsRefusedAtItsFieldWithOneSentence(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		b := w.browser().signIn("li01", false)
		for name, c := range map[string]struct {
			kind, body, want string
			code             int
		}{
			"empty": {"units", "", "不能是空的", 422}, "picture": {"units", "\x89PNG\r\n\x1a\n\x00\x00", "不是表格", 422}, "header": {"units", "甲,乙\n1,2\n", "表头不对", 422},
			"old": {"units", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 etc", "老格式", 422}, "kind": {"areas", "代码,级别,名称\n", "请选这是哪种表", 422},
		} {
			b.get("/o/import").handIn(c.kind, strings.NewReader(c.body))
			if b.code != c.code || !strings.Contains(b.page, c.want) {
				t.Errorf("%s: %d, want %d with %q", name, b.code, c.code, c.want)
			}
		}
		b.get("/o/import")
		rec := b.jar.Upload(b.handler, "http://anju.test/o/import", url.Values{"kind": {"units"}, "_csrf": {"AAAA"}}, "file", strings.NewReader(homesList))
		if rec.Code != http.StatusForbidden && rec.Code != http.StatusBadRequest {
			t.Errorf("a form of somebody else is taken: %d", rec.Code)
		}
		if w.count("SELECT COUNT(*) FROM imports") != 0 {
			t.Error("something was kept")
		}
	})
}

func TestAZipBombAndAFileOf200MBAreRefusedAndFillNoMemory(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		b := w.browser().signIn("li01", false)
		bomb := zipBomb(t)
		for name, body := range map[string]io.Reader{"解开后太大": bomb, "超过 100 MB": io.LimitReader(endless{}, 200<<20)} {
			before := inUse()
			b.get("/o/import").handIn("units", body)
			if want := map[bool]int{true: http.StatusRequestEntityTooLarge, false: http.StatusUnprocessableEntity}[strings.HasPrefix(name, "超过")]; b.code != want || !strings.Contains(b.page, name) {
				t.Errorf("%s: %d, want %d: %.300s", name, b.code, want, b.page)
			}
			if grown := int64(inUse()) - int64(before); grown > 50<<20 {
				t.Errorf("%s: memory grew by %d MB", name, grown>>20)
			}
		}
	})
}

// inUse is the memory that the program holds.
func inUse() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// endless is a list without end.
type endless struct{}

func (endless) Read(p []byte) (int, error) {
	const row = "L1,7700000101,青禾路 20 号,,,,\n"
	n := 0
	for n < len(p) {
		n += copy(p[n:], row)
	}
	return n, nil
}

// zipBomb is a small workbook whose sheet is larger than a gigabyte.
func zipBomb(t *testing.T) io.Reader {
	t.Helper()
	var whole, out bytes.Buffer
	must(t, sheet.Template(&whole, ".xlsx", models.SheetColumns["units"]))
	must(t, webtest.Bloat(&out, whole.Bytes(), "xl/worksheets/sheet1.xml", 1200<<20))
	return &out
}
