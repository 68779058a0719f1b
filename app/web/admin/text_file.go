package admin

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"anju/app/web/site"
	"anju/models"
	"anju/models/registry"
	"anju/models/segment"
	"anju/models/workday"

	"github.com/labstack/echo/v4"
)

// Texts is what can be said by text: the words, on what law, and through which carrier they leave.
type Texts struct {
	site.Shell
	List    []Text
	Lessons bool // texts about the law; else reminders and codes
}

// Text is one of them.
type Text struct {
	Kind, Category, Wording string
	Basis, Checked          string
	Routes                  []TextRoute
}

// TextRoute is how it leaves through one carrier.
type TextRoute struct {
	Carrier, Name string
	Tag           site.Tag
	Why           string
	Variant       bool // it says less than the first wording
}

// Template names the page.
func (*Texts) Template() string { return "admin/text_list" }

// TextFile is one text with its wordings, and what the carriers said of each.
type TextFile struct {
	site.Shell
	Text
	Wordings []Wording
	Versions []models.TextVersion // newest first
	Chosen   string               // number of the wording in the form
	Ask      bool
	carriers []models.Carrier
}

// Wording is one way to say it.
type Wording struct {
	N               int
	Words, Longest  string
	Length          int
	Faults          []string
	Answers         []site.Row
	Refused, Hidden bool
}

// Template names the page.
func (*TextFile) Template() string { return "admin/text_file" }

// States are the answers of a carrier.
func (*TextFile) States() []site.Choice { return site.ChoicesOf(models.FilingNames) }

// Carriers are those that want approval.
func (p *TextFile) Carriers() []site.Choice {
	var all []site.Choice
	for _, c := range p.carriers {
		if c.Templates {
			all = append(all, site.Choice{Value: c.Key, Label: c.Name})
		}
	}
	return all
}

// Numbers are the wordings by their number.
func (p *TextFile) Numbers() []site.Choice {
	var all []site.Choice
	for _, w := range p.Wordings {
		all = append(all, site.Choice{Value: strconv.Itoa(w.N), Label: "第 " + strconv.Itoa(w.N) + " 种说法"})
	}
	return all
}

// said is what can be said today: the texts, their versions, and what the carriers answered.
type said struct {
	texts    models.Texts
	versions []models.TextVersion
	filings  []models.Filing
}

func (d *Desk) said(c echo.Context) (s said, err error) {
	if s.versions, err = d.Read.TextVersions(site.Ctx(c)); err != nil {
		return s, err
	}
	s.texts = d.Registry.Texts.With(s.versions)
	s.filings, err = d.Read.Filings(site.Ctx(c))
	return s, err
}

// newest is the version of a text that is said now, 0 for the file's, and the day of the last check of its law that a
// version noted.
func (s said) newest(kind string) (version int, checked workday.Day) {
	for _, v := range s.versions {
		if v.Kind == kind {
			version, checked = v.Version, max(checked, v.CheckedOn)
		}
	}
	return version, checked
}

// text draws one text: its basis, and its way through each carrier.
func (d *Desk) text(kind string, s said) (Text, error) {
	t := Text{Kind: kind, Category: models.CategoryNames[models.CategoryOf(kind)], Wording: s.texts.Wordings(kind)[0]}
	var err error
	if t.Basis, t.Checked, err = d.BasisOf(d.Registry.Texts.ByID[kind]); err != nil {
		return t, err
	}
	if _, checked := s.newest(kind); checked != 0 {
		t.Checked = max(t.Checked, checked.String())
	}
	for _, c := range d.Carriers {
		route := s.texts.RouteAt(c, kind, s.filings)
		r := TextRoute{Carrier: c.Key, Name: c.Name, Why: route.Why, Variant: route.Why == "" && route.Wording != t.Wording}
		word, class := "能发", "ok"
		if route.Why != "" {
			word, class = "不能发", "warn"
		}
		if r.Tag, err = site.NewTag(class, word); err != nil {
			return t, err
		}
		t.Routes = append(t.Routes, r)
	}
	return t, nil
}

// ShowTexts is GET /a/texts: reminders and codes, or with ?of=lessons the texts about the law.
func (d *Desk) ShowTexts(c echo.Context) error {
	s, err := d.said(c)
	if err != nil {
		return err
	}
	p := &Texts{Shell: sheet("短信的话", "sms"), Lessons: c.QueryParam("of") == "lessons"}
	p.Back = site.Link{Href: "/a/sms", Word: "回短信"}
	for kind := range s.texts.ByID {
		if (models.CategoryOf(kind) == models.CategoryEducation) != p.Lessons {
			continue
		}
		t, err := d.text(kind, s)
		if err != nil {
			return err
		}
		p.List = append(p.List, t)
	}
	slices.SortFunc(p.List, func(a, b Text) int { return strings.Compare(a.Kind, b.Kind) })
	return d.Site.Render(c, http.StatusOK, p)
}

func (d *Desk) textFile(c echo.Context) (*TextFile, error) {
	kind := c.Param("kind")
	if _, known := d.Registry.Texts.ByID[kind]; !known {
		return nil, models.ErrNotFound
	}
	s, err := d.said(c)
	if err != nil {
		return nil, err
	}
	p := &TextFile{Shell: task("短信 "+kind, site.Link{Href: "/a/texts", Word: "回短信的话"}), Ask: !d.Site.Actor(c).Fresh, carriers: d.Carriers, Chosen: "1"}
	if p.Text, err = d.text(kind, s); err != nil {
		return nil, err
	}
	for _, v := range s.versions {
		if v.Kind == kind {
			p.Versions = append(p.Versions, v)
		}
	}
	slices.Reverse(p.Versions)
	for i, wording := range s.texts.Wordings(kind) {
		w := Wording{N: i + 1, Words: wording, Faults: models.LintText(wording), Length: segment.Units(models.LongestText(wording))}
		for _, f := range s.filings {
			if f.Kind == kind && f.WordingMark == models.MarkOf(wording) {
				w.Answers = append(w.Answers, site.Row{Word: d.carrierName(f.Carrier), Value: filingWord(f), More: f.ChangedAt.Day().Chinese()})
			}
		}
		p.Wordings = append(p.Wordings, w)
	}
	return p, nil
}

func (d *Desk) carrierName(key string) string {
	for _, c := range d.Carriers {
		if c.Key == key {
			return c.Name
		}
	}
	return key
}

func filingWord(f models.Filing) string {
	for _, w := range models.FilingNames {
		if w[0] != f.State {
			continue
		}
		words := w[1]
		if f.Code != "" {
			words += "，代码 " + f.Code
		}
		if f.Numbers {
			words += "，号码也报了"
		}
		if f.Note != "" {
			words += "：" + f.Note
		}
		return words
	}
	return f.State
}

// ShowTextFile is GET /a/texts/:kind.
func (d *Desk) ShowTextFile(c echo.Context) error {
	p, err := d.textFile(c)
	if err != nil {
		return err
	}
	return d.Site.Render(c, http.StatusOK, p)
}

// TakeTextFile is POST /a/texts/:kind: wording (its number), carrier, state, code, numbers and note.
func (d *Desk) TakeTextFile(c echo.Context) error {
	p, err := d.textFile(c)
	if err != nil {
		return err
	}
	f, err := site.ReadForm(c)
	n, _ := strconv.Atoi(f.Get("wording"))
	if err == nil && (n < 1 || n > len(p.Wordings)) {
		err = models.FaultAt("wording", "请选是哪一种说法")
	}
	if err == nil && !slices.ContainsFunc(p.Carriers(), func(c site.Choice) bool { return c.Value == f.Get("carrier") }) {
		err = models.FaultAt("carrier", "请选哪家服务商")
	}
	if err == nil {
		err = d.Site.Again(c, d.Registry, &p.Ask, f)
	}
	if err == nil {
		err = d.Registry.FileText(site.Ctx(c), d.Site.Actor(c), registry.TextFiling{Carrier: f.Get("carrier"), Kind: p.Kind, Wording: p.Wordings[n-1].Words,
			Code: f.Get("code"), State: f.Get("state"), Note: f.Get("note"), Numbers: f.On("numbers")}, d.Site.At(c))
	}
	if err != nil {
		return d.Site.RedrawWait(c, p, f, "totp", err)
	}
	return d.Site.Redirect(c, "/a/texts/"+p.Kind, "记下了。")
}
