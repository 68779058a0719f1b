package admin

import (
	"net/http"
	"strconv"
	"strings"

	"anju/app/web/site"
	"anju/models"
	"anju/models/segment"
	"anju/models/workday"

	"github.com/labstack/echo/v4"
)

// TextEdit is a text in other words: what is typed, and how it would look and leave.
type TextEdit struct {
	site.Shell
	Text
	Version int // on the screen, 0 for the file's
	Gaps    string
	Answers bool // the file has words for where nobody reads answers
	Ask     bool
	Look    *TextLook
	Now     models.TextVersion
}

// TextLook is a version before it is said.
type TextLook struct {
	Words  string // with our signature, its gaps filled as long as they get
	Length int
	Yuan   float64
	Routes []TextRoute
}

// Template names the page.
func (*TextEdit) Template() string { return "admin/text_edit" }

func (d *Desk) textEdit(c echo.Context) (*TextEdit, said, error) {
	kind := c.Param("kind")
	was, known := d.Registry.Texts.ByID[kind]
	if !known {
		return nil, said{}, models.ErrNotFound
	}
	s, err := d.said(c)
	if err != nil {
		return nil, s, err
	}
	p := &TextEdit{Shell: task("改 "+kind+" 的说法", site.Link{Href: "/a/texts/" + kind, Word: "回 " + kind}), Ask: !d.Site.Actor(c).Fresh, Answers: was.Quiet != ""}
	if p.Text, err = d.text(kind, s); err != nil {
		return nil, s, err
	}
	p.Version, _ = s.newest(kind)
	for _, name := range models.Gaps(was.Text) {
		p.Gaps += " {" + name + "}"
	}
	tpl := s.texts.ByID[kind]
	p.Now = models.TextVersion{Kind: kind, Wording: tpl.Text, Quiet: tpl.Quiet, Variants: strings.Join(tpl.Variants, "\n")}
	return p, s, nil
}

// ShowTextEdit is GET /a/texts/:kind/edit.
func (d *Desk) ShowTextEdit(c echo.Context) error {
	p, _, err := d.textEdit(c)
	if err != nil {
		return err
	}
	return d.Site.Render(c, http.StatusOK, p)
}

// TakeTextEdit is POST /a/texts/:kind/edit: wording, quiet, variants, checked, alone, note and version; with save it is said
// from now on, else it is looked at.
func (d *Desk) TakeTextEdit(c echo.Context) error {
	p, s, err := d.textEdit(c)
	if err != nil {
		return err
	}
	f, err := site.ReadForm(c)
	if err != nil {
		return d.Site.Redraw(c, p, f, err)
	}
	v := models.TextVersion{Kind: p.Kind, Wording: f.Text("wording"), Quiet: f.Text("quiet"), Variants: f.Text("variants"), Alone: f.On("alone"), Note: f.Get("note")}
	v.Version, _ = strconv.Atoi(f.Get("version"))
	if f.On("checked") {
		v.CheckedOn = workday.DayOf(d.Site.At(c))
	}
	p.Now = v // what was typed, also where it is nothing
	if v, err = d.Registry.ReadText(v); err != nil {
		return d.Site.Redraw(c, p, f, err)
	}
	if p.Look, err = d.look(s, v); err != nil {
		return err
	}
	if f.Get("save") == "" {
		p.Typed = f
		return d.Site.Render(c, http.StatusOK, p)
	}
	if err = d.Site.Again(c, d.Registry, &p.Ask, f); err == nil {
		err = d.Registry.EditText(site.Ctx(c), d.Site.Actor(c), v, d.Site.At(c))
	}
	if models.IsKind(err, models.Conflict) {
		return d.Site.RedrawChanged(c, p, f, "现在的说法在第一段。", err)
	}
	if err != nil {
		return d.Site.RedrawWait(c, p, f, "totp", err)
	}
	return d.Site.Redirect(c, "/a/texts/"+p.Kind, "从现在起这样说。")
}

// look is a version as it would read at its longest, and as it would leave through each carrier.
func (d *Desk) look(s said, v models.TextVersion) (*TextLook, error) {
	words := models.LongestText(v.Wording)
	look := &TextLook{Words: s.texts.Signature + models.Longest(v.Wording), Length: segment.Units(words), Yuan: d.Cost(segment.Count(words))}
	s.versions = append(s.versions[:len(s.versions):len(s.versions)], v)
	s.texts = d.Registry.Texts.With(s.versions)
	t, err := d.text(v.Kind, s)
	look.Routes = t.Routes
	return look, err
}
