package officer

import (
	"net/http"

	"anju/app/web/site"
	"anju/models"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/workday"

	"github.com/labstack/echo/v4"
)

const mostVisits = 200

// Visits are one's own visits of this week, since Monday.
type Visits struct {
	site.Shell
	From workday.Day
	List []VisitLine
	Asks bool // may look at the drive before and after a festival
}

// VisitLine is one visit.
type VisitLine struct {
	store.VisitRow
	Word string
	Tag  site.Tag
}

// Template names the page.
func (*Visits) Template() string { return "officer/visit_list" }

// ShowVisits is GET /o/visits.
func (d *Desk) ShowVisits(c echo.Context) error {
	today := d.Site.Moment(c).Day()
	p := &Visits{Shell: sheet("本周走访", "visits"), From: today - workday.Day((int(today.Weekday())+6)%7)}
	rows, err := d.Read.ListVisits(site.Ctx(c), d.scope(c, policy.VisitRecord), d.Site.Actor(c).UserID, workday.At(p.From.Start()), mostVisits)
	if err != nil {
		return err
	}
	p.Asks = policy.MayEnter(d.Site.Actor(c), policy.DriveView, d.Site.Moment(c)) == nil
	for _, row := range rows {
		class := "ok"
		if row.Result != models.VisitMatch {
			class = "warn"
		}
		tag, err := site.NewTag(class, models.VisitWord(row.Result))
		if err != nil {
			return err
		}
		p.List = append(p.List, VisitLine{VisitRow: row, Word: models.VisitWord(row.Result), Tag: tag})
	}
	return d.Site.Render(c, http.StatusOK, p)
}
