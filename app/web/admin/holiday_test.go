package admin_test

import (
	"bytes"
	"context"
	"html"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"anju/app/web/webtest"
	"anju/jobs/sheet"
	"anju/models/store"
	"anju/models/storetest"
)

// file sends a file to a form of the page in view.
func (o *office) file(path, field, text string) *office {
	o.t.Helper()
	form := url.Values{"_csrf": {csrf.FindStringSubmatch(o.page)[1]}}
	rec := o.jar.SendFile(o.handler, "http://anju.test"+path, form, field, []byte(text))
	o.answer, o.page = rec.Code, html.UnescapeString(rec.Body.String())
	return o
}

var (
	dayRow  = regexp.MustCompile(`name="day" value="([^"]*)"`)
	version = regexp.MustCompile(`name="version" value="(\d+)"`)
)

const year2027 = "日期,放假还是上班,名称,依据的通知\n2027-01-01,放假,元旦,国办通知\n2027-05-01,放假,劳动节,国办通知\n2027/5/2,放假,劳动节,国办通知\n2027-05-08,上班,调休上班,国办通知\n" +
	"2027-10-01,放假,国庆节,国办通知\n2027-10-02,放假,国庆节,国办通知\n2027-10-03,放假,国庆节,国办通知\n"

// TestABadHolidayFileNamesItsLineAndNothingIsKept.
func TestABadHolidayFileNamesItsLineAndNothingIsKept(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		o := newOffice(t, st)
		for name, one := range map[string][2]string{
			"no such day":  {strings.Replace(year2027, "2027-05-01", "2027-02-30", 1), "第 3 行：没有“2027-02-30”这一天"},
			"a word":       {strings.Replace(year2027, "2027-05-01,放假", "2027-05-01,休息", 1), "第 3 行：“休息”不认识"},
			"worked":       {strings.Replace(year2027, "2027-05-08", "2027-05-06", 1), "第 5 行：2027-05-06 不是周末"},
			"two lines":    {strings.Replace(strings.Replace(year2027, "元旦", "", 1), "2027-10-03,放假", "2027-10-03,x", 1), "；第 8 行："},
			"half":         {year2027[:strings.Index(year2027, "2027-10-01")], "10 月 1 日每年都放假"},
			"no column":    {"日期,名称\n2027-01-01,元旦\n", "第 1 行要有“放假还是上班”“依据的通知”"},
			"nothing":      {"", "请先选文件"},
			"large":        {strings.Repeat(year2027, 140000/len(year2027)), "不像一年的放假安排"},
			"no sheet":     {"%PDF-1.7 \x00", "这不是表格文件"},
			"long":         {year2027 + strings.Repeat("2027-12-25,放假,圣诞节,国办通知\n", 200), "超过 100 行"},
			"two of a day": {year2027 + "2027-10-03,放假,国庆节,国办通知\n", "10 月 3 日写了两遍"},
		} {
			o.get("/a/holidays").file("/a/holidays", "file", one[0])
			if o.answer != http.StatusUnprocessableEntity || !strings.Contains(o.page, one[1]) {
				t.Errorf("%s: %d, no word of %q", name, o.answer, one[1])
			}
		}
		if years, err := st.HolidayYears(context.Background()); err != nil || len(years) != 0 {
			t.Errorf("kept: %+v, %v", years, err)
		}
	})
}

// TestTheAdministratorSeesWhatAHolidayFileChangesBeforeItIsTaken, from CSV and from XLSX alike.
func TestTheAdministratorSeesWhatAHolidayFileChangesBeforeItIsTaken(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		o := newOffice(t, st)
		var book bytes.Buffer
		out, err := sheet.To(&book, ".xlsx")
		must(t, err)
		for line := range strings.Lines(year2027) {
			must(t, out.Write(strings.Split(strings.TrimSpace(line), ",")))
		}
		must(t, out.Close())
		var typed url.Values
		for _, file := range []string{book.String(), year2027} {
			o.get("/a/holidays").shows("2026 年", "2 月 15 日至 2 月 23 日，9 天", "2 月 14 日（周六）").lacks("2027 年会这样改")
			o.file("/a/holidays", "file", file).shows("2027 年会这样改", "这一年以前没有", "一共改 7 天，其中 3 天改了上不上班", "没有期限跟着改", "1 月 1 日：加上：放假（元旦）", "5 月 8 日：加上：周末上班")
			typed = url.Values{"_csrf": {csrf.FindStringSubmatch(o.page)[1]}, "save": {"1"}, "version": {version.FindStringSubmatch(o.page)[1]}}
			for _, m := range dayRow.FindAllStringSubmatch(o.page, -1) {
				typed.Add("day", m[1])
			}
		}
		o.send(http.MethodPost, "/a/holidays", typed).shows("换好了", "2027 年", "第 1 版", "管理员")
		o.send(http.MethodPost, "/a/holidays", typed).shows("和现在用的一样")
		typed["day"][3] = "2027-05-09|work|调休上班|国办通知"
		if o.send(http.MethodPost, "/a/holidays", typed); o.answer != http.StatusConflict {
			t.Errorf("over somebody else's change: %d", o.answer)
		}
		o.shows("照最新的重新算的", "5 月 8 日：去掉：不再上班", "5 月 9 日：加上：周末上班")
		o.at = webtest.Shanghai("2027-06-01 10:00")
		o.get("/a/holidays").file("/a/holidays", "file", strings.Replace(year2027, "2027-05-08", "2027-05-09", 1)).shows("有 2 天已经过去", "过去的日子也改", "为什么改过去的日子")
		o.get("/a/holidays").file("/a/holidays", "file", strings.ReplaceAll(strings.Replace(year2027, "2027-05-08", "2027-05-09", 1), "2027", "2026")).shows("2026 年已经过去")
		o.get("/a/holidays/template")
		if o.answer != http.StatusOK || !strings.HasPrefix(o.page, "PK") {
			t.Errorf("the empty file: %d", o.answer)
		}
	})
}
