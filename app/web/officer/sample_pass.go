package officer

import (
	"context"
	"net/http"

	"anju/app/web/site"
	"anju/models/registry"

	"github.com/labstack/echo/v4"
)

// SamplePass gives a home of a sample to somebody who may check it.
type SamplePass struct {
	site.Shell
	Ref, Address, Grid, Kind string
	Holder                   string // who was to check it, "" = nobody
	Held                     string // his account
	Mine, Barred             bool
	Apart                    int // days
	To                       []site.Choice
}

// Template names the page.
func (*SamplePass) Template() string { return "officer/sample_pass" }

// ShowSamplePass is GET /o/samples/items/:ref/pass.
func (d *Desk) ShowSamplePass(c echo.Context) error {
	p, err := d.samplePass(c)
	if err != nil {
		return err
	}
	return d.Site.Render(c, http.StatusOK, p)
}

// TakeSamplePass is POST /o/samples/items/:ref/pass: to, the account; held, to whom it was given on the page.
func (d *Desk) TakeSamplePass(c echo.Context) error {
	f, err := site.ReadForm(c)
	if err != nil {
		return err
	}
	redraw := func(err error) error {
		p, e := d.samplePass(c)
		if e != nil {
			return e
		}
		return d.Site.Redraw(c, p, f, err)
	}
	return d.tap(c, f, "/o/samples", "交好了，新的人在他的抽查里看得到。", redraw, func(ctx context.Context) error {
		return d.Registry.PassSample(ctx, d.Site.Actor(c), c.Param("ref"), f.Get("held"), f.Get("to"), d.Site.At(c))
	})
}

func (d *Desk) samplePass(c echo.Context) (*SamplePass, error) {
	h, err := d.Registry.SamplePassing(site.Ctx(c), d.Site.Actor(c), c.Param("ref"), d.Site.At(c))
	if err != nil {
		return nil, err
	}
	p := &SamplePass{Shell: task("交给别人查", site.Link{Href: "/o/samples", Word: "回抽查"}), Ref: h.Ref, Address: h.Address, Grid: h.GridName,
		Kind: sampleWord(h.Kind), Holder: h.Holder, Held: h.HolderRef, Mine: h.Mine, Barred: h.Barred, Apart: d.Registry.Limits().ApartDays}
	for _, s := range h.To {
		p.To = append(p.To, site.Choice{Value: s.Ref, Label: standInWords(s, s.ID == d.Site.Actor(c).UserID)})
	}
	return p, nil
}

func standInWords(s registry.StandIn, self bool) string {
	switch {
	case self:
		return "我自己去查"
	case s.Officer:
		return s.Name + "·社区民警"
	}
	return s.Name + "·" + s.Area
}
