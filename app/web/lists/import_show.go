package lists

import (
	"fmt"
	"net/http"
	"strconv"

	"anju/app/web/site"
	"anju/models"
	"anju/models/workday"

	"github.com/labstack/echo/v4"
)

// Import is one list that came in: how far it is, what would become of it, what became of it.
type Import struct {
	site.Shell
	models.Import
	Look      models.ImportLook
	Base      string // of this import
	Home      string // of all
	Word      string
	Tag       site.Tag
	Counts    []site.Row
	Percent   int
	Ask       bool
	Rejects   bool // failed rows can be fetched
	Gone      bool // its day is over
	Restarted bool
}

// Template names the page.
func (*Import) Template() string { return "common/import_show" }

var stateTags = map[string][2]string{
	models.ImportLoading: {"info", "在上传"}, models.ImportWaiting: {"info", "等着试算"}, models.ImportTrying: {"info", "在试算"}, models.ImportTried: {"warn", "等您看过"},
	models.ImportQueued: {"info", "等着导入"}, models.ImportRunning: {"info", "在导入"}, models.ImportDone: {"ok", "导入了"}, models.ImportFailed: {"badc", "没读成"}, models.ImportDropped: {"none", "删掉了"},
}

func resultOf(i models.Import) string {
	switch i.State {
	case models.ImportDone:
		return fmt.Sprintf("读了 %d 行，保存 %d，没通过 %d", i.ReadN, i.SavedN, i.FailedN)
	case models.ImportTried:
		return fmt.Sprintf("读了 %d 行，会保存 %d，没通过 %d", i.ReadN, i.SavedN, i.FailedN)
	}
	return i.Problem
}

func (d *Desk) read(c echo.Context) (*Import, error) {
	i, look, err := d.Registry.ImportOf(site.Ctx(c), d.Site.Actor(c), c.Param("ref"), d.Site.At(c))
	if err != nil {
		return nil, err
	}
	p := &Import{Shell: d.task("导入"+kindWords[i.Kind], site.Link{Href: d.Base, Word: "回导入表格"}), Import: i, Look: look, Base: d.Base + "/" + i.Ref, Home: d.Base, Word: kindWords[i.Kind],
		Ask: !d.Site.Actor(c).Fresh, Restarted: i.Tries > 1}
	real := workday.At(d.Registry.Real()) // what is kept for a day ends by the clock on the wall
	p.Rejects, p.Gone = i.HasRejects(real), i.ExpiresAt <= real
	if p.Tag, err = site.NewTag(stateTags[i.State][0], stateTags[i.State][1]); err != nil {
		return nil, err
	}
	if i.Total = max(i.Total, i.Bytes); i.Total > 0 {
		p.Percent = int(min(i.Done*100/i.Total, 100))
	}
	saved := "保存"
	if i.State == models.ImportTried {
		saved = "会保存"
	}
	for _, row := range []struct {
		word string
		n    int
	}{{"读了", i.ReadN}, {saved, i.SavedN}, {"本来就有，没有变", i.SameN}, {"没通过", i.FailedN}} {
		p.Counts = append(p.Counts, site.Row{Word: row.word, Value: strconv.Itoa(row.n) + " 行", Num: true})
	}
	if look.Noticed > 0 && i.State == models.ImportTried {
		p.Counts = append(p.Counts, site.Row{Word: "地址和另一处房子一样", Value: strconv.Itoa(look.Noticed) + " 行", Num: true})
	}
	return p, nil
}

// Show is GET …/:ref.
func (d *Desk) Show(c echo.Context) error {
	p, err := d.read(c)
	if err != nil {
		return err
	}
	return d.Site.Render(c, http.StatusOK, p)
}

// ShowProgress is GET …/:ref/progress: the bar alone, or a word that the whole page is another.
func (d *Desk) ShowProgress(c echo.Context) error {
	p, err := d.read(c)
	if err != nil {
		return err
	}
	if c.QueryParam("state") != p.State {
		c.Response().Header().Set("HX-Refresh", "true")
	}
	return d.Site.Part(c, http.StatusOK, p, "far")
}

// Start is POST …/:ref/start, with the code.
func (d *Desk) Start(c echo.Context) error {
	p, err := d.read(c)
	if err != nil {
		return err
	}
	f, err := site.ReadForm(c)
	if err == nil {
		err = d.Site.Again(c, d.Registry, &p.Ask, f)
	}
	if err == nil {
		err = d.Registry.StartImport(site.Ctx(c), d.Site.Actor(c), p.Ref, d.Site.At(c))
	}
	if err != nil {
		return d.Site.RedrawWait(c, p, f, "totp", err)
	}
	return d.Site.Redirect(c, p.Base, "开始导入了。")
}

// Drop is POST …/:ref/drop.
func (d *Desk) Drop(c echo.Context) error {
	if err := d.Registry.DropImport(site.Ctx(c), d.Site.Actor(c), c.Param("ref"), d.Site.At(c)); err != nil {
		return err
	}
	return d.Site.Redirect(c, d.Base, "删掉了，什么都没有存。")
}

// Rejects is POST …/:ref/rejects: the rows that failed, once.
func (d *Desk) Rejects(c echo.Context) error {
	i, read, err := d.Registry.TakeRejects(site.Ctx(c), d.Site.Actor(c), c.Param("ref"), d.Site.At(c))
	if err != nil {
		return err
	}
	file := d.Site.Download(c, "anju-"+i.Kind+"-errors", i.Format)
	for {
		piece, err := read()
		if err == nil && len(piece) == 0 {
			return nil
		}
		if err == nil {
			_, err = file.Write(piece)
		}
		if err != nil {
			if file.Begun {
				d.Site.Log.ErrorContext(site.Ctx(c), "failed rows broken off", "number", d.Site.Number(c), "error", err)
				file.Break()
			}
			return err
		}
	}
}
