package officer

import (
	"anju/app/web/site"
	"anju/models"
	"anju/models/policy"

	"github.com/labstack/echo/v4"
)

// HazardLine is something wrong with a house, as staff see it.
type HazardLine struct {
	Ref, What, Mend, Due string
	Late                 bool
	CanDrop              bool
}

// hazards are what is wrong with a home.
func (d *Desk) hazards(c echo.Context, open []models.Hazard) []HazardLine {
	if !d.may(c, policy.HazardMend) {
		return nil
	}
	today := d.Site.Moment(c).Day()
	var lines []HazardLine
	for _, h := range open {
		kind, _ := models.HazardKindOf(h.Kind)
		line := HazardLine{Ref: h.Ref, What: kind.Fault, Mend: kind.Mend, Due: h.DueOn.Chinese() + "前改好", Late: h.Overdue(today), CanDrop: d.may(c, policy.HazardDrop)}
		if line.Late {
			line.Due = "该在 " + h.DueOn.Chinese() + "前改好，超期了"
		}
		lines = append(lines, line)
	}
	return lines
}

// TakeHazardEnd is POST /o/hazards/:ref/mended and /mistake.
func (d *Desk) TakeHazardEnd(outcome string) echo.HandlerFunc {
	return func(c echo.Context) error {
		kind, unit, err := d.Registry.EndHazard(site.Ctx(c), d.Site.Actor(c), c.Param("ref"), outcome, d.Site.At(c))
		if models.IsKind(err, models.Conflict) && unit.Ref != "" { // the second tap leads where the first one led
			return d.Site.Redirect(c, "/o/u/"+unit.Ref, kind.Fault+"：这一条已经了结了，不用再点。")
		}
		if err != nil {
			return err
		}
		words := map[string]string{models.HazardMended: "记下了，改好了：", models.HazardMistake: "划掉了，是记错的："}[outcome]
		return d.Site.Redirect(c, "/o/u/"+unit.Ref, words+kind.Fault+"。")
	}
}
