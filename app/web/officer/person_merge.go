package officer

import (
	"context"
	"net/http"
	"net/url"

	"anju/app/web/site"
	"anju/models"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/store"

	"github.com/labstack/echo/v4"
)

// MergePage is 合并: which other entry of the home is the same person, and what would become of both.
type MergePage struct {
	site.Shell
	Ref, UnitRef, Place string
	Kept, Gone          MergeSide
	Others              []MergeSide // to choose from
	With                string      // ref of the chosen one; "" while none is
	Swap                string      // address of the merge the other way round, where this one is refused
	Refused             string
	Differ              bool     // the names are not the same
	Void, Move          []string // days of stays
	From                string   // since when he lives here after the merge, where that changes
	Reasons             []site.Choice
}

// MergeSide is one of the entries.
type MergeSide struct {
	Href, Name, Room, Since string
	DocType, Doc, Phone     string // numbers drawn by masked
}

// Template names the page.
func (*MergePage) Template() string { return "officer/person_merge" }

// ShowMerge is GET /o/stays/:ref/merge?with=.
func (d *Desk) ShowMerge(c echo.Context) error {
	p, err := d.merge(c, c.QueryParam("with"))
	if err != nil {
		return err
	}
	return d.Site.Render(c, http.StatusOK, p)
}

func mergeAt(ref, with string) string {
	return "/o/stays/" + ref + "/merge?with=" + url.QueryEscape(with)
}

func mergeSide(e store.Entry, keep string) MergeSide {
	return MergeSide{Href: mergeAt(keep, e.Stay.Ref), Name: e.Tenant.Name, Room: e.Room.No, Since: stayDays(e),
		DocType: e.Tenant.DocType, Doc: e.Tenant.DocNo, Phone: e.Tenant.Phone}
}

// stayDays are the room and the days of a stay: 101 房，3 月 2 日住到现在.
func stayDays(e store.Entry) string {
	if e.Stay.MovedOutOn.IsZero() {
		return e.Room.No + " 房，" + e.Stay.MovedInOn.ChineseFull() + "住到现在"
	}
	return e.Room.No + " 房，" + e.Stay.MovedInOn.ChineseFull() + "到 " + e.Stay.MovedOutOn.ChineseFull()
}

func (d *Desk) merge(c echo.Context, with string) (*MergePage, error) {
	view, e, err := d.officerEntry(c, policy.PersonMerge, c.Param("ref"))
	if err != nil {
		return nil, err
	}
	p := &MergePage{Shell: task("合并登记", toUnit(view.Unit.Ref)), Ref: e.Stay.Ref, UnitRef: view.Unit.Ref, Place: view.Unit.Address, Kept: mergeSide(e, ""),
		Reasons: reasons(models.MergeReasons)}
	listed := map[int64]bool{e.Tenant.ID: true}
	for i := len(view.Entries) - 1; i >= 0; i-- { // of each person the last stay
		if other := view.Entries[i]; !listed[other.Tenant.ID] && other.Stay.State != models.StayVoid {
			listed[other.Tenant.ID] = true
			p.Others = append(p.Others, mergeSide(other, e.Stay.Ref))
		}
	}
	if with == "" {
		return p, nil
	}
	plan, err := d.Registry.PlanMerge(site.Ctx(c), d.Site.Actor(c), e.Stay.Ref, with, d.Site.At(c))
	if models.IsKind(err, models.Conflict) {
		p.Refused, p.Swap = models.AsError(err).Message, mergeAt(with, e.Stay.Ref)
		return p, nil
	}
	if err != nil {
		return nil, err
	}
	p.show(plan)
	p.With = with
	return p, nil
}

func (p *MergePage) show(plan registry.MergePlan) {
	p.Gone, p.Differ = mergeSide(plan.Gone, p.Ref), plan.Gone.Tenant.Name != plan.Kept.Tenant.Name
	for _, e := range plan.Void {
		p.Void = append(p.Void, stayDays(e))
	}
	for _, e := range plan.Move {
		p.Move = append(p.Move, stayDays(e))
	}
	if !plan.From.IsZero() {
		p.From = plan.From.ChineseFull()
	}
}

// TakeMerge is POST /o/stays/:ref/merge.
func (d *Desk) TakeMerge(c echo.Context) error {
	f, err := site.ReadForm(c)
	if err != nil {
		return err
	}
	if led, err := d.tapped(c, f); led || err != nil {
		return err
	}
	p, err := d.merge(c, f.Get("with"))
	if err != nil {
		return err
	}
	if p.With == "" {
		return models.Refuse(models.Conflict, "这两条现在合并不了，请回去再看一眼")
	}
	redraw := func(err error) error { return d.Site.Redraw(c, p, f, err) }
	return d.tap(c, f, "/o/stays/"+p.Ref+"/correct", "合并好了。半年内可以在这一页拆开。", redraw, func(ctx context.Context) error {
		return d.Registry.MergePeople(ctx, d.Site.Actor(c), p.Ref, p.With, f.Get("reason"), d.Site.At(c))
	})
}

// SplitPage is 拆开: a merge that was wrong.
type SplitPage struct {
	site.Shell
	Ref, Stay, When, Why string
	Reasons              []site.Choice
}

// Template names the page.
func (*SplitPage) Template() string { return "officer/person_split" }

func (d *Desk) split(c echo.Context) (*SplitPage, error) {
	a, stay, err := d.Registry.MergeToSplit(site.Ctx(c), d.Site.Actor(c), c.Param("ref"), d.Site.At(c))
	if err != nil {
		return nil, err
	}
	return &SplitPage{Shell: task("拆开合并", site.Link{Href: "/o/stays/" + stay + "/correct", Word: "回更正"}), Ref: a.Ref, Stay: stay,
		When: a.MadeAt.Day().Chinese(), Why: a.Reason, Reasons: reasons(models.SplitReasons)}, nil
}

// ShowSplit is GET /o/merges/:ref.
func (d *Desk) ShowSplit(c echo.Context) error {
	p, err := d.split(c)
	if err != nil {
		return err
	}
	return d.Site.Render(c, http.StatusOK, p)
}

// TakeSplit is POST /o/merges/:ref.
func (d *Desk) TakeSplit(c echo.Context) error {
	f, err := site.ReadForm(c)
	if err != nil {
		return err
	}
	if led, err := d.tapped(c, f); led || err != nil {
		return err
	}
	p, err := d.split(c)
	if err != nil {
		return err
	}
	redraw := func(err error) error { return d.Site.Redraw(c, p, f, err) }
	return d.tap(c, f, "/o/stays/"+p.Stay+"/correct", "拆开了，两条登记和合并前一样。", redraw, func(ctx context.Context) error {
		return d.Registry.SplitPeople(ctx, d.Site.Actor(c), p.Ref, f.Get("reason"), d.Site.At(c))
	})
}
