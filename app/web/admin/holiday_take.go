package admin

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"

	"anju/app/web/site"
	files "anju/jobs/sheet"
	"anju/models"
	"anju/models/registry"
	"anju/models/workday"

	"github.com/labstack/echo/v4"
)

// rowMark parts the cells of a row that the page sends again.
const rowMark = "|"

// largestHolidays is how large the file of a year may be; a form as a whole is bounded by the server.
const largestHolidays = 128 << 10

// mostHolidays is how many rows a file may have, and mostBadRows how many of them are told when they cannot be read.
const (
	mostHolidays = 100
	mostBadRows  = 5
)

// TakeHolidays is POST /a/holidays: file, or the rows of one that was looked at as day; with save, version, past and note they
// are taken, else they are looked at.
func (d *Desk) TakeHolidays(c echo.Context) error {
	p, err := d.holidays(c)
	if err != nil {
		return err
	}
	f, err := site.ReadForm(c)
	if err != nil {
		return d.Site.Redraw(c, p, f, err)
	}
	form := registry.HolidayForm{Past: f.On("past"), Note: f.Get("note")}
	if form.Days, err = holidayRows(c, f); err != nil {
		return d.Site.Redraw(c, p, f, err)
	}
	version, _ := strconv.Atoi(f.Get("version"))
	if f.Get("save") != "" {
		if err = d.Site.Again(c, d.Registry, &p.Ask, f); err == nil {
			err = d.Registry.TakeHolidays(site.Ctx(c), d.Site.Actor(c), form, version, f.Once(), d.Site.At(c))
		}
		if err == nil {
			return d.Site.Redirect(c, "/a/holidays", "换好了。十分钟里全部房屋照新的重新判。")
		}
	}
	look, e := d.Registry.LookHolidays(site.Ctx(c), d.Site.Actor(c), form, d.Site.At(c))
	if e != nil {
		return d.Site.Redraw(c, p, f, e)
	}
	p.show(look, form.Days)
	if err != nil {
		if models.IsKind(err, models.Conflict) {
			return d.Site.RedrawChanged(c, p, f, "下面是照最新的重新算的。", err)
		}
		return d.Site.RedrawWait(c, p, f, "totp", err)
	}
	p.Typed = f
	return d.Site.Render(c, http.StatusOK, p)
}

func (p *Holidays) show(look registry.HolidayLook, days []workday.Holiday) {
	p.Look = &look
	for _, change := range look.Changes {
		if change.Moves {
			p.Moving++
		}
	}
	for _, h := range days {
		p.Rows = append(p.Rows, strings.Join([]string{h.Day.String(), h.Kind(), h.Name, h.Source}, rowMark))
	}
}

// holidayRows are the rows of the file of a form, or those that the page sends again. What cannot be read is told line by line.
func holidayRows(c echo.Context, f site.Form) ([]workday.Holiday, error) {
	var days []workday.Holiday
	if rows := f.All("day"); len(rows) > 0 {
		for _, row := range rows {
			cells := strings.SplitN(row, rowMark, 4)
			if len(cells) < 4 {
				return nil, models.FaultAt("file", "请重新选文件")
			}
			h, err := models.ReadHolidayRow(cells)
			if err != nil {
				return nil, models.FaultAt("file", err.Error())
			}
			days = append(days, h)
		}
		return days, nil
	}
	data, err := site.ReadUpTo(c, "file", largestHolidays)
	switch {
	case err != nil:
		return nil, err
	case len(data) == 0:
		return nil, models.FaultAt("file", "请先选文件")
	case len(data) > largestHolidays:
		return nil, models.FaultAt("file", "文件太大，不像一年的放假安排。请再看一眼选的是哪个文件")
	}
	days, err = readHolidays(data)
	if e := models.AsError(err); e != nil {
		err = models.FaultAt("file", e.Error())
	}
	return days, err
}

func readHolidays(data []byte) (days []workday.Holiday, err error) {
	part, err := files.Nameless()
	if err != nil {
		return nil, err
	}
	if _, err = io.Copy(part, bytes.NewReader(data)); err != nil {
		return nil, errors.Join(err, part.Close())
	}
	file, err := files.Read(part, models.HolidayColumns)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	var bad []string
	for {
		row, err := file.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
		h, wrong := models.ReadHolidayRow(row.Cells)
		if row.Fault != "" {
			wrong = errors.New(row.Fault)
		}
		if wrong != nil {
			bad = append(bad, fmt.Sprintf("第 %d 行：%s", row.Line, wrong))
		}
		if days = append(days, h); len(days) > mostHolidays || len(bad) == mostBadRows {
			break
		}
	}
	switch {
	case len(bad) > 0:
		return nil, models.Refuse(models.Invalid, strings.Join(bad, "；"))
	case len(days) > mostHolidays:
		return nil, models.Refuse(models.Invalid, fmt.Sprintf("超过 %d 行，不像一年的放假安排", mostHolidays))
	}
	return days, nil
}
