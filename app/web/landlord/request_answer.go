package landlord

import (
	"strings"

	"anju/app/web/site"
	"anju/models"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/workday"

	"github.com/labstack/echo/v4"
)

// Asked is one 报修求助 that somebody sent to the landlord of a home. The phone is its last four: it was left for an
// answer, and the answer is read on the tenant's own page.
type Asked struct {
	Ref, Field, Title, Where string
	Tag                      site.Tag
	Body                     []string // lines
	Contact                  string   // drawn by masked
	Answer                   string
	Open                     bool
	Filed                    workday.Moment
	Due                      workday.Day
}

// ownRequests are the requests to the landlord about his homes, open ones first.
func (d *Desk) ownRequests(c echo.Context) ([]store.Request, map[int64]models.Unit, error) {
	scope := d.scope(c, policy.RequestHear)
	rows, err := d.Read.ListRequests(site.Ctx(c), scope, []string{registry.ToLandlord}, mostMessages)
	if err != nil || len(rows) == 0 {
		return nil, nil, err
	}
	homes := map[int64]models.Unit{}
	for _, q := range rows {
		if _, known := homes[q.UnitID]; known {
			continue
		}
		if homes[q.UnitID], err = d.Read.UnitByID(site.Ctx(c), q.UnitID); err != nil {
			return nil, nil, err
		}
	}
	return rows, homes, nil
}

func (d *Desk) asking(c echo.Context) ([]Asked, error) {
	rows, homes, err := d.ownRequests(c)
	if err != nil {
		return nil, err
	}
	all := make([]Asked, 0, len(rows))
	for _, q := range rows {
		a := Asked{Ref: q.Ref, Field: answerField(q.Ref), Title: "报修求助：" + q.Topic, Where: homes[q.UnitID].Address, Body: strings.Split(q.Body, "\n"),
			Contact: q.Contact, Answer: q.Answer, Open: q.AnsweredAt.IsZero(), Filed: q.FiledAt, Due: lastDay(q)}
		a.Tag, _ = site.NewTag("ok", "回过了")
		if a.Open {
			a.Tag = askedTag
		}
		all = append(all, a)
	}
	return all, nil
}

var askedTag = site.Tag{Class: "info", Word: "等您回话", Icon: "info"}

func answerField(ref string) string { return "answer-" + ref }

// lastDay is the day by which the tenant was promised an answer.
func lastDay(q store.Request) workday.Day { return (q.DueAt - 1000).Day() }

// repairs are the open requests as things to do today.
func (d *Desk) repairs(c echo.Context, several bool) ([]Errand, error) {
	rows, homes, err := d.ownRequests(c)
	if err != nil {
		return nil, err
	}
	var all []Errand
	for _, q := range rows {
		if !q.AnsweredAt.IsZero() {
			continue
		}
		e := Errand{Tag: askedTag, What: "房客找您：" + q.Topic, By: "请在 " + lastDay(q).Chinese() + "前回话", Href: "/h/messages#q-" + q.Ref, Go: "去看看"}
		if several {
			e.What = homes[q.UnitID].Label + "：" + e.What
		}
		if d.Site.Moment(c) >= q.DueAt {
			e.By = "原定 " + lastDay(q).Chinese() + "前，请今天回话"
		}
		all = append(all, e)
	}
	return all, nil
}

// AnswerRequest is POST /h/messages/:ref: done, with a word about it or without.
func (d *Desk) AnswerRequest(c echo.Context) error {
	p, err := d.newMessages(c)
	if err != nil {
		return err
	}
	ref := c.Param("ref")
	f, err := site.ReadForm(c)
	if err == nil {
		words := f.Text(answerField(ref))
		if strings.TrimSpace(words) == "" {
			words = "办好了。"
		}
		err = d.Registry.AnswerRequest(site.Ctx(c), d.Site.Actor(c), ref, words, d.Site.At(c))
	}
	if e := models.AsError(err); e != nil && len(e.Faults) == 1 && e.Faults[0].Field == "answer" {
		err = models.FaultAt(answerField(ref), e.Faults[0].Message)
	}
	if err != nil {
		return d.Site.Redraw(c, p, f, err)
	}
	return d.Site.Redirect(c, "/h/messages", "回好了。房客留了电话的，在“我的登记”里看得到。")
}
