package admin

import (
	"fmt"
	"net/http"
	"slices"

	"anju/app/web/site"
	files "anju/jobs/sheet"
	"anju/models"
	"anju/models/registry"
	"anju/models/workday"

	"github.com/labstack/echo/v4"
)

// Holidays are the days off and the worked weekend days of the years that are known, and what a file would change of one.
type Holidays struct {
	site.Shell
	Years       []HolidayShown
	Year        int
	This, Next  bool // the holidays of the year, and of the next one, are known
	Look        *registry.HolidayLook
	Rows        []string // of the file that is looked at, to be sent again
	Moving      int      // days on which people work otherwise than before
	MostChanges int
	Ask         bool
}

// HolidayShown is one year.
type HolidayShown struct {
	Year   int
	Spans  []HolidaySpan
	Worked []workday.Day
	Source string
	Own    *models.HolidayYear // as an administrator brought it, nil for the program's own
	By     string
}

// HolidaySpan are days off in a row.
type HolidaySpan struct {
	Name     string
	From, To workday.Day
	Days     int
}

// Template names the page.
func (*Holidays) Template() string { return "admin/holiday_list" }

// mostChanges is how many days a look tells one by one.
const mostChanges = 60

func (d *Desk) holidays(c echo.Context) (*Holidays, error) {
	if err := d.Registry.ReadRules(site.Ctx(c)); err != nil {
		return nil, err
	}
	days := d.Registry.Limits().Calendar
	year, _, _ := d.Site.Moment(c).Day().Date()
	p := &Holidays{Shell: task("放假安排", toRules), Year: year, This: days.HasYear(year), Next: days.HasYear(year + 1), MostChanges: mostChanges,
		Ask: !d.Site.Actor(c).Fresh}
	brought, err := d.Read.HolidayYears(site.Ctx(c))
	if err != nil {
		return nil, err
	}
	var by []int64
	for _, y := range brought {
		by = append(by, y.MadeBy)
	}
	names, err := d.Read.NamesOf(site.Ctx(c), by)
	if err != nil {
		return nil, err
	}
	for _, y := range days.Years() {
		shown := holidayShown(y, days.Days(y))
		if i := slices.IndexFunc(brought, func(b models.HolidayYear) bool { return b.Year == y }); i >= 0 {
			shown.Own, shown.By = &brought[i], names[brought[i].MadeBy]
		}
		p.Years = append(p.Years, shown)
	}
	slices.Reverse(p.Years)
	return p, nil
}

func holidayShown(year int, days []workday.Holiday) HolidayShown {
	shown := HolidayShown{Year: year}
	for _, h := range days {
		shown.Source = h.Source
		last := len(shown.Spans) - 1
		switch {
		case h.Worked:
			shown.Worked = append(shown.Worked, h.Day)
		case last >= 0 && shown.Spans[last].To == h.Day-1 && shown.Spans[last].Name == h.Name:
			shown.Spans[last].To, shown.Spans[last].Days = h.Day, shown.Spans[last].Days+1
		default:
			shown.Spans = append(shown.Spans, HolidaySpan{Name: h.Name, From: h.Day, To: h.Day, Days: 1})
		}
	}
	return shown
}

// ShowHolidays is GET /a/holidays.
func (d *Desk) ShowHolidays(c echo.Context) error {
	p, err := d.holidays(c)
	if err != nil {
		return err
	}
	return d.Site.Render(c, http.StatusOK, p)
}

// HolidayTemplate is GET /a/holidays/template: an empty file that offers the words.
func (d *Desk) HolidayTemplate(c echo.Context) error {
	return files.Template(d.Site.Download(c, "anju-holidays", ".xlsx"), ".xlsx", models.HolidayColumns)
}

// weekday is the day of the week of a day.
func weekday(d workday.Day) string {
	return "周" + []string{"日", "一", "二", "三", "四", "五", "六"}[d.Weekday()]
}

// Words tell the days of a span.
func (s HolidaySpan) Words() string {
	if s.Days == 1 {
		return fmt.Sprintf("%s（%s），1 天", s.From.Chinese(), weekday(s.From))
	}
	return fmt.Sprintf("%s至 %s，%d 天", s.From.Chinese(), s.To.Chinese(), s.Days)
}

// Weekends tell the weekend days on which people work.
func (s HolidayShown) Weekends() []string {
	words := make([]string, len(s.Worked))
	for i, d := range s.Worked {
		words[i] = d.Chinese() + "（" + weekday(d) + "）"
	}
	return words
}
