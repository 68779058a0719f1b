package lists

import (
	"errors"
	"net/http"
	"slices"

	"anju/app/web/site"
	"anju/jobs"
	"anju/jobs/sheet"
	"anju/models"
	"anju/models/registry"

	"github.com/labstack/echo/v4"
)

// MostFile is how large a list may be that comes in through a page: half a million rows. Larger ones come in on the
// machine itself.
const MostFile = 100 << 20

// listed is how many imports the page shows.
const listed = 20

// Load takes a list in.
type Load struct {
	site.Shell
	Base  string
	Kinds []site.Choice
	Kind  string
	List  []LoadRow
}

// LoadRow is one list that was brought before.
type LoadRow struct {
	models.Import
	Word, Result string
	Tag          site.Tag
}

// Template names the page.
func (*Load) Template() string { return "common/import_load" }

var kindWords = map[string]string{"areas": "地区", "units": "房屋", "rooms": "房间", "stays": "居住名册"}

func (d *Desk) load(c echo.Context) (*Load, error) {
	kinds := registry.ImportKinds(d.Action)
	p := &Load{Shell: d.task("导入表格", d.back()), Base: d.Base, Kind: kinds[len(kinds)-1]}
	for _, kind := range kinds {
		p.Kinds = append(p.Kinds, site.Choice{Value: kind, Label: kindWords[kind]})
	}
	rows, err := d.Read.ImportsBy(site.Ctx(c), d.Site.Actor(c).UserID, kinds, listed)
	if err != nil {
		return nil, err
	}
	for _, i := range rows {
		row := LoadRow{Import: i, Word: kindWords[i.Kind], Result: resultOf(i)}
		if row.Tag, err = site.NewTag(stateTags[i.State][0], stateTags[i.State][1]); err != nil {
			return nil, err
		}
		p.List = append(p.List, row)
	}
	return p, nil
}

// ShowLoad is GET /o/import and /a/import.
func (d *Desk) ShowLoad(c echo.Context) error {
	p, err := d.load(c)
	if err != nil {
		return err
	}
	return d.Site.Render(c, http.StatusOK, p)
}

// TakeLoad is POST of the same: kind and file. What can be said at once of the file is said at once; the rest its trial
// finds out.
func (d *Desk) TakeLoad(c echo.Context) (err error) {
	f, up, err := d.Site.ReadUpload(c, "file", MostFile)
	if up != nil {
		defer func() { err = errors.Join(err, up.Close()) }()
	}
	if err != nil {
		return err
	}
	p, err := d.load(c)
	if err != nil {
		return err
	}
	switch {
	case !slices.ContainsFunc(p.Kinds, func(k site.Choice) bool { return k.Value == f.Get("kind") }):
		return d.Site.Redraw(c, p, f, models.FaultAt("kind", "请选这是哪种表"))
	case up == nil:
		return d.Site.Redraw(c, p, f, models.FaultAt("file", "请选一个文件，不能是空的"))
	case up.Over:
		return d.Site.RedrawLarge(c, p, f, models.FaultAt("file", "文件太大了，超过 100 MB。请分成几个文件，一个一个交"))
	}
	format, err := d.glance(up, f.Get("kind"))
	if e := models.AsError(err); e != nil && e.Kind == models.Invalid {
		return d.Site.Redraw(c, p, f, models.FaultAt("file", e.Message))
	}
	if err != nil {
		return err
	}
	ref, err := d.Registry.LoadImport(site.Ctx(c), d.Site.Actor(c), models.Import{Kind: f.Get("kind"), Format: format, Bytes: up.Size}, jobs.ImportPieces(up), d.Site.At(c))
	if err != nil {
		return d.Site.Redraw(c, p, f, err)
	}
	return d.Site.Redirect(c, d.Base+"/"+ref, "")
}

// glance opens a list and closes it again: what is no list of the kind is refused before it is kept.
func (d *Desk) glance(up *site.Upload, kind string) (format string, err error) {
	format, err = sheet.Glance(up.File, models.SheetColumns[kind])
	if err == nil {
		_, err = up.Seek(0, 0)
	}
	return format, err
}

// Template is GET …/template/:kind: an empty list that offers the words.
func (d *Desk) Template(c echo.Context) error {
	kind := c.Param("kind")
	if !slices.Contains(registry.ImportKinds(d.Action), kind) {
		return models.ErrNotFound
	}
	return sheet.Template(d.Site.Download(c, "anju-"+kind, ".xlsx"), ".xlsx", models.SheetColumns[kind])
}
