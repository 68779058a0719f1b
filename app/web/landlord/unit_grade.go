package landlord

import (
	"anju/app/web/site"
	"anju/models"
	"anju/models/policy"

	"github.com/labstack/echo/v4"
)

// fillGrade draws the grade of the house with every reason.
func (d *Desk) fillGrade(c echo.Context, p *Unit, u models.Unit) error {
	grades, err := d.Registry.GradesOf(site.Ctx(c), []models.Unit{u}, nil, d.Site.At(c))
	if err != nil {
		return err
	}
	g := grades[u.ID]
	p.GradeWhy, p.Every = g.Why, models.VisitEvery(g.Grade, d.Registry.Limits())
	p.Grade, err = site.GradeTag(g.Grade)
	return err
}

// TakeAppeal is POST /h/u/:ref/appeal: the landlord says what is wrong with the grade.
func (d *Desk) TakeAppeal(c echo.Context) error {
	p, err := d.newUnit(c, policy.GradeAppeal)
	if err != nil {
		return err
	}
	f, err := site.ReadForm(c)
	if err != nil {
		return d.Site.Redraw(c, p, f, err)
	}
	filed, err := d.Registry.AppealGrade(site.Ctx(c), d.Site.Actor(c), p.Ref, f.Text("body"), f.Once(), d.Site.At(c))
	if err != nil {
		return d.Site.Redraw(c, p, f, err)
	}
	return d.Site.Redirect(c, at(p.Ref), "收到了。社区民警会在 "+filed.Due.Chinese()+"前核对，查询号 "+filed.No+"。")
}
