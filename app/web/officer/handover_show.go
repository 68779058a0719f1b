package officer

import (
	"fmt"
	"net/http"

	"anju/app/web/site"
	"anju/models"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/workday"

	"github.com/labstack/echo/v4"
)

// Handover is what goes to the police's own platform: what would go now, what came back, and the batches so far. It names
// nobody.
type Handover struct {
	site.Shell
	Plans    []HandPlan
	Areas    []site.Choice
	Reasons  []site.Choice
	Ask      bool // the code is asked again
	Returned []HandReturned
	Batches  []HandBatch
	Took     *registry.Answered // what became of the answer that was just brought in
}

// HandPlan is what the next batch of one area would hold.
type HandPlan struct {
	Name string
	N    int
	Rows []site.Row
}

// HandReturned is a stay that came back: where, and what is to be done.
type HandReturned struct {
	Where, Href, Ref, What string
	Mended                 bool // it changed since, and goes with the next batch
}

// HandBatch is one line of the list.
type HandBatch struct {
	Number, Href string
	Made         workday.Day
	Tag          site.Tag
	Words        string
}

// Template names the page.
func (*Handover) Template() string { return "officer/handover_show" }

// handReasons are why a batch is made; the people in it read the one that was chosen.
var handReasons = []string{"按时移交", "急着登记", "补交改过的"}

// ShowHandover is GET /o/handover.
func (d *Desk) ShowHandover(c echo.Context) error {
	p, err := d.handover(c)
	if err != nil {
		return err
	}
	return d.Site.Render(c, http.StatusOK, p)
}

func (d *Desk) handover(c echo.Context) (*Handover, error) {
	who, at := d.Site.Actor(c), d.Site.At(c)
	p := &Handover{Shell: task("移交派出所", toQueue), Ask: !who.Fresh}
	areas, err := d.Registry.HandAreas(site.Ctx(c), who, at)
	if err != nil {
		return nil, err
	}
	for _, a := range areas {
		plan, err := d.Registry.PlanBatch(site.Ctx(c), who, a.Ref, at)
		if err != nil {
			return nil, err
		}
		p.Areas = append(p.Areas, site.Choice{Value: a.Ref, Label: a.Name})
		p.Plans = append(p.Plans, handPlan(plan))
	}
	for _, reason := range handReasons {
		p.Reasons = append(p.Reasons, site.Choice{Value: reason, Label: reason})
	}
	returned, err := d.Registry.ReturnedStays(site.Ctx(c), d.scope(c, policy.HandoverView))
	if err != nil {
		return nil, err
	}
	for _, s := range returned {
		line := HandReturned{Where: place(s.Unit.Address, s.Room.No), Href: "/o/u/" + s.Unit.Ref + "#p" + s.Stay.Ref, Ref: s.Stay.Ref,
			What: s.Standing.Reason.Person + "。", Mended: s.Standing.State != models.PoliceReturned}
		p.Returned = append(p.Returned, line)
	}
	batches, err := d.Registry.ListBatches(site.Ctx(c), who, at)
	if err != nil {
		return nil, err
	}
	for _, b := range batches {
		line, err := handBatch(b)
		if err != nil {
			return nil, err
		}
		p.Batches = append(p.Batches, line)
	}
	return p, nil
}

func handPlan(plan registry.HandPlan) HandPlan {
	p := HandPlan{Name: plan.Area.Name, N: plan.Size}
	for _, kind := range []string{models.HandIn, models.HandChange, models.HandOut, models.HandVoid} {
		if n := plan.Kinds[kind]; n > 0 {
			p.Rows = append(p.Rows, site.Row{Word: models.HandKinds[kind], Value: fmt.Sprintf("%d 条", n)})
		}
	}
	if plan.More {
		p.Rows = append(p.Rows, site.Row{Word: "还有", Value: "一批放不下，多的进下一批"})
	}
	if plan.Held > 0 {
		p.Rows = append(p.Rows, site.Row{Word: "先不交", Value: fmt.Sprintf("%d 条", plan.Held), More: "有人说不是他，或者说搬走了"})
	}
	return p
}

func handBatch(b store.BatchCount) (HandBatch, error) {
	line := HandBatch{Number: b.Number, Href: "/o/handover/" + b.Ref, Made: b.MadeAt.Day()}
	var err error
	line.Tag, err = site.NewTag("info", "等回话", "clock")
	switch {
	case err != nil:
	case b.Waiting() == 0 && b.Returned == 0:
		line.Tag, err = site.NewTag("ok", "都登记了")
	case b.Waiting() == 0:
		line.Tag, err = site.NewTag("warn", "有退回", "alert")
	}
	line.Words = fmt.Sprintf("%d 条：已登记 %d，退回 %d，没回话 %d", b.Size, b.Accepted, b.Returned, b.Waiting())
	return line, err
}
