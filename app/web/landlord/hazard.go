package landlord

import (
	"anju/app/web/site"
	"anju/models"
	"anju/models/policy"

	"github.com/labstack/echo/v4"
)

// hazards are what a visit found wrong with the homes of the landlord, with the day before which it is to be put right.
func (d *Desk) hazards(c echo.Context) ([]Errand, error) {
	rows, err := d.Read.ListHazards(site.Ctx(c), d.scope(c, policy.RosterView), mostHomes)
	var errands []Errand
	for _, row := range rows {
		kind, _ := models.HazardKindOf(row.Kind)
		errand := Errand{Tag: site.Tag{Class: "badc", Word: "隐患", Icon: "alert"}, What: row.Label + "：" + kind.Fault,
			By: "请在 " + row.DueOn.Chinese() + "前改好：" + kind.Mend, Href: at(row.UnitRef), Go: "去看"}
		if row.Overdue(d.Site.Moment(c).Day()) {
			errand.By = row.DueOn.Chinese() + "该改好的，请尽快：" + kind.Mend
		}
		errands = append(errands, errand)
	}
	return errands, err
}
