package site

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"anju/models"
	"anju/models/policy"
	"anju/models/token"
	"anju/models/workday"

	"github.com/labstack/echo/v4"
)

// sample uses every partial.
type sample struct {
	Shell
	Rooms []Choice
	Rows  []Row
	Phone string
	Day   workday.Day
	At    time.Time
	Pager Pager
	Steps []Choice
}

func (*sample) Template() string { return "sample" }

const sampleSource = `{{define "main"}}<h1>入住登记</h1>{{template "steps" .Steps}}
<form method="post" action="/x">{{template "csrf" .}}{{template "once" .}}
{{template "chips" (chips . "room" "住哪一间" .Rooms)}}
{{template "field" (field . "name" "房客姓名" "hint" "和身份证上一样")}}
{{template "field" (field . "doc_no" "身份证号码" "mode" "numeric" "class" "num" "max" 22 "check" "/h/check/doc")}}
{{template "field" (field . "note" "备注" "rows" 3 "optional" true)}}
{{template "field" (field . "password" "密码" "type" "password" "value" "hush")}}
{{template "choose" (choose . "relation" "关系" (list (choice "" "不填") (choice "本人" "本人")) "optional" true)}}
{{template "tick" (tick . "doc_x" "最后一位是字母 X" "value" "1")}}
{{template "day" (day . "moved_in" "哪天住进来的" "good" "已选：2025 年 11 月 23 日")}}
</form>{{template "tag" (tag "over" "超员")}}{{template "kv" .Rows}}{{template "answers" .Rows}}{{template "pager" .Pager}}
<p>{{masked "339900199001010011"}}{{masked "003X"}} <a href="tel:{{tel .Phone}}">{{.Phone}}</a></p>
<p>{{date .Day}}|{{md .Day}}|{{ymd .At}}|{{week .Day}}|{{stamp .At}}|{{group "370281460"}}</p>{{end}}`

func sampleSite(t *testing.T, change func(*Options)) *Site {
	s, _, _ := newSite(t, change)
	if err := s.parsePage("pages/sample.html", "page", sampleSource); err != nil {
		t.Fatal(err)
	}
	return s
}

func newSample() *sample {
	day := workday.DayOf(noon)
	return &sample{
		Shell: Shell{Title: "入住登记", Audience: Landlord, Back: Link{"/h", "返回首页"}},
		Rooms: []Choice{{Value: "103", Label: "103 空 2 位"}, {Value: "303", Label: "303 空 2 位"}},
		Rows:  []Row{{Word: "证件号", Value: Masked("339900199001010011"), Num: true, Change: "/x#f-doc_no"}},
		Phone: "0500-880 0101", Day: day, At: noon,
		Pager: Pager{Words: "第 1–6 件，共 23 件", Next: "/o/queue?after=x"},
		Steps: []Choice{{Label: "1 填信息", On: true}, {Label: "2 核对"}},
	}
}

func want(t *testing.T, page string, all ...string) {
	t.Helper()
	for _, one := range all {
		if !strings.Contains(page, one) {
			t.Errorf("missing %s", one)
		}
	}
}

func TestAFaultStandsAtItsFieldInTheSummaryAndInTheTitle(t *testing.T) {
	s := sampleSite(t, nil)
	c, w := request("POST", "/x", nil, nil)
	f := Form{}.With("name", "何以安").With("room", "303").With("note", "两行\n文字").With("moved_in", "other").
		With("moved_in_y", "2025").With("password", "typed").With("_once", "kept-once").With("doc_no", `"><b>`)
	var faults models.Faults
	faults.Add("doc_no", "最后一位对不上，请照证件重输")
	faults.Add("room", "请选住哪一间")
	faults.Add("moved_in", "入住日期不能晚于今天")
	if err := s.Redraw(c, newSample(), f, faults.Err()); err != nil {
		t.Fatal(err)
	}
	page := w.Body.String()
	if w.Code != http.StatusUnprocessableEntity {
		t.Error(w.Code)
	}
	want(t, page,
		"<title>错误：入住登记 - 安居名册</title>", "有 3 处要改", `<a href="#f-doc_no">最后一位对不上，请照证件重输</a>`,
		`id="f-doc_no-error"`, `id="f-room-error"`, `id="f-moved_in-error"`,
		`aria-describedby="f-doc_no-error" aria-invalid="true"`, `value="何以安"`, `aria-describedby="f-name-hint"`,
		`id="f-room-1" value="303" checked`, "两行\n文字</textarea>", `name="moved_in_y" value="2025"`,
		`value="other" checked`, `value="kept-once"`, `value="&#34;&gt;&lt;b&gt;"`, `role="alert" tabindex="-1" id="esum"`)
	for _, never := range []string{"hush", "typed", `name="doc_x" value="1" checked`} {
		if strings.Contains(page, never) {
			t.Error("drawn:", never)
		}
	}
	ids := map[string]bool{}
	for _, m := range regexp.MustCompile(` id="([^"]*)"`).FindAllStringSubmatch(page, -1) {
		if ids[m[1]] {
			t.Error("twice:", m[1])
		}
		ids[m[1]] = true
	}
	for _, m := range regexp.MustCompile(`(?:for|href|aria-describedby|aria-labelledby)="#?((?:f-|help|main)[^" ]*)"`).FindAllStringSubmatch(page, -1) {
		if !ids[m[1]] {
			t.Error("leads nowhere:", m[1])
		}
	}
}

func TestAFreshFormShowsWhatThePageProposes(t *testing.T) {
	s := sampleSite(t, nil)
	c, w := request("GET", "/x", nil, nil)
	if err := s.Render(c, 200, newSample()); err != nil {
		t.Fatal(err)
	}
	page := w.Body.String()
	want(t, page, `<title>入住登记 - 安居名册</title>`, `name="doc_x" value="1" checked`, `value="today" checked`,
		`<span aria-hidden="true">•••• 0011</span><span class="vh">尾号 0011</span>`, "•••• 003X", `href="tel:05008800101">0500-880 0101`,
		"2025-11-23|11 月 23 日|2025 年 11 月 23 日|星期日|11 月 23 日 20:00|3702 8146 0",
		`<symbol id="i-over"`, "js/htmx.min.js", `data-hx-post="/h/check/doc"`, "下一页", `aria-current="step">1 填信息`, "备注（可不填）",
		"打给网格员小陈")
	for _, never := range []string{"i-walk", "data-sprite", "data-live", "style=", "<style", "onclick", "ZgotmplZ", "错误：入住", "339900"} {
		if strings.Contains(page, never) {
			t.Error("drawn:", never)
		}
	}
	if n := len(w.Result().Cookies()); n != 1 {
		t.Error(n, "cookies with a form")
	}
}

func TestHeadAndTabsFollowWhoAsks(t *testing.T) {
	s := sampleSite(t, func(o *Options) { o.Who = person })
	c, w := request("GET", "/h", nil, nil)
	p := newSample()
	p.Tab, p.TabDot, p.Unit = "roster", 2, "abc"
	if err := s.Render(c, 200, p); err != nil {
		t.Fatal(err)
	}
	want(t, w.Body.String(), "户主·周桂芳", `href="/h/u/abc/roster" aria-current="page"`, `2<span class="vh"> 条未读`)
	if w.Header().Get("Cache-Control") != "no-store" {
		t.Error("a personal page is kept")
	}
	s.Who = func(echo.Context) (policy.Actor, error) {
		return policy.Actor{UserID: 3, Staff: true, Name: "沈主任", Grants: []policy.Grant{{Role: policy.Auxiliary}}}, nil
	}
	c, w = request("GET", "/o/visits", nil, nil)
	p = newSample()
	p.Audience, p.Tab, p.Wide = Officer, "visits", true
	if err := s.Render(c, 200, p); err != nil {
		t.Fatal(err)
	}
	want(t, w.Body.String(), "网格员·沈主任", `href="/o/visits" aria-current="page"`, `<body class="wide">`)
	s.Who = func(echo.Context) (policy.Actor, error) {
		return policy.Actor{UserID: 4, Staff: true, Name: "沈主任", Grants: []policy.Grant{{Role: policy.Supervisor}}}, nil
	}
	c, w = request("GET", "/o/visits", nil, nil)
	if err := s.Render(c, 200, p); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(w.Body.String(), `href="/o/queue"><svg class="i"`) {
		t.Error("a tab leads to a page that is refused")
	}
}

func TestAMistakeInATemplateDoesNotReachAVisitor(t *testing.T) {
	s := sampleSite(t, nil)
	for name, src := range map[string]string{
		"no main":       `{{define "other"}}{{end}}`,
		"unknown icon":  `{{define "main"}}{{template "icon" "rocket"}}{{end}}`,
		"unknown func":  `{{define "main"}}{{nothing}}{{end}}`,
		"open quote":    `{{define "main"}}<a href="{{.Title}}>x</a>{{end}}`,
		"lost template": `{{define "main"}}{{template "nothing" .}}{{end}}`,
	} {
		if err := s.parsePage("pages/bad.html", "page", src); err == nil {
			t.Error(name, "was taken")
		}
	}
	for name, src := range map[string]string{
		"unknown option": `{{define "main"}}{{template "field" (field . "a" "b" "colour" "red")}}{{end}}`,
		"odd options":    `{{define "main"}}{{template "field" (field . "a" "b" "hint")}}{{end}}`,
		"no page":        `{{define "main"}}{{range .Rooms}}{{template "field" (field . "a" "b")}}{{end}}{{end}}`,
		"unknown tag":    `{{define "main"}}{{template "tag" (tag "red" "x")}}{{end}}`,
		"unknown asset":  `{{define "main"}}{{asset "css/none.css"}}{{end}}`,
		"no day":         `{{define "main"}}{{date .Title}}{{end}}`,
		"no such value":  `{{define "main"}}{{.Nothing}}{{end}}`,
	} {
		if err := s.parsePage("pages/sample.html", "page", src); err != nil {
			t.Fatal(name, err)
		}
		c, w := request("GET", "/x", nil, nil)
		if err := s.Render(c, 200, newSample()); err == nil || w.Body.Len() > 0 {
			t.Error(name, "was drawn")
		}
	}
}

func TestALiveAnswerIsOneBlock(t *testing.T) {
	s := sampleSite(t, nil)
	if err := s.parsePage("pages/sample.html", "page", `{{define "main"}}{{template "doc" .}}{{end}}{{define "doc"}}<p>对</p>{{end}}`); err != nil {
		t.Fatal(err)
	}
	c, w := request("POST", "/x", nil, nil)
	if err := s.Part(c, 200, newSample(), "doc"); err != nil || strings.TrimSpace(w.Body.String()) != "<p>对</p>" {
		t.Error(err, w.Body)
	}
}

// TestAPageCountsTheFaultsThatItShowsAndPraisesNothingThatItDidNotKeep: 有 3 处要改 over two red fields has people look for the
// third, and 其他内容已经替您留着 over an empty form has them look for what was lost.
func TestAPageCountsTheFaultsThatItShowsAndPraisesNothingThatItDidNotKeep(t *testing.T) {
	s, _, _ := newSite(t, nil)
	var faults models.Faults
	faults.Add("agreed", "最多写 999")
	faults.Add("agreed", "不能比总人数还多")
	faults.Add("day", "没有这一天")
	for _, one := range []struct {
		typed url.Values
		kept  bool
	}{
		{url.Values{"agreed": {"9999"}, "day_y": {"2026"}, "rev": {"3"}, "_once": {"x"}, "code": {"123456"}, "stay": {token.NewRef()}, "note": {" "}}, false},
		{url.Values{"agreed": {"9999"}, "note": {"在家"}}, true},
	} {
		c, w := request("GET", "/h", nil, nil)
		p := &ErrorPage{Shell: Shell{Title: "抽查"}}
		if err := s.Redraw(c, p, NewForm(one.typed), faults.Err()); err != nil {
			t.Fatal(err)
		}
		if len(p.Faults) != 2 || p.Fault("agreed") != "最多写 999" || p.RestKept() != one.kept || w.Code != http.StatusUnprocessableEntity {
			t.Errorf("%v: %+v, kept %v", one.typed, p.Faults, p.RestKept())
		}
	}
}
