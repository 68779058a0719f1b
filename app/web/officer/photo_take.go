package officer

import (
	"net/http"

	"anju/app/web/site"
	"anju/models"
	"anju/models/policy"

	"github.com/labstack/echo/v4"
)

// Photos are the photos at a hazard, and the form for one more.
type Photos struct {
	site.Shell
	Ref, Place, What string
	Open             bool
	Fixtures         []site.Choice
	List             []PhotoLine
	Days             int // that they are kept after the hazard is mended
}

// PhotoLine is one photo.
type PhotoLine struct{ Ref, Word, When string }

// Template names the page.
func (*Photos) Template() string { return "officer/photo_take" }

// ShowPhotos is GET /o/hazards/:ref/photo.
func (d *Desk) ShowPhotos(c echo.Context) error {
	p, err := d.photos(c)
	if err != nil {
		return err
	}
	return d.Site.Render(c, http.StatusOK, p)
}

// TakePhoto is POST /o/hazards/:ref/photo: fixture, and the file photo.
func (d *Desk) TakePhoto(c echo.Context) error {
	p, err := d.photos(c)
	if err != nil {
		return err
	}
	f, err := site.ReadForm(c)
	if err == nil {
		var file []byte
		if file, err = site.ReadUpTo(c, "photo", models.PhotoMost); err == nil {
			err = d.Registry.TakePhoto(site.Ctx(c), d.Site.Actor(c), p.Ref, f.Get("fixture"), file, d.Site.At(c))
		}
	}
	if err != nil {
		return d.Site.Redraw(c, p, f, err)
	}
	return d.Site.Redirect(c, "/o/hazards/"+p.Ref+"/photo", "照片存好了："+models.PhotoFixture(f.Get("fixture"))+"。拍摄的时间、地点已经去掉。")
}

// ShowPhoto is GET /o/photos/:ref, the picture alone.
func (d *Desk) ShowPhoto(c echo.Context) error {
	picture, err := d.Registry.Photo(site.Ctx(c), d.Site.Actor(c), c.Param("ref"), d.Site.At(c))
	if err != nil {
		return err
	}
	c.Response().Header().Set("Cache-Control", "no-store")
	return c.Blob(http.StatusOK, "image/jpeg", picture)
}

func (d *Desk) photos(c echo.Context) (*Photos, error) {
	seen, err := d.Registry.SeeHazard(site.Ctx(c), d.Site.Actor(c), c.Param("ref"), d.Site.At(c))
	if err != nil {
		return nil, err
	}
	kind, _ := models.HazardKindOf(seen.Kind)
	p := &Photos{Shell: task("隐患照片", site.Link{Href: "/o/u/" + seen.Unit.Ref, Word: "回这处房屋"}), Ref: seen.Ref, Place: seen.Unit.Address,
		What: kind.Fault, Open: seen.Open() && d.may(c, policy.HazardPhoto), Days: d.Registry.Limits().PhotoDays}
	for _, f := range models.PhotoFixtures {
		p.Fixtures = append(p.Fixtures, site.Choice{Value: f[0], Label: f[1]})
	}
	for _, photo := range seen.Photos {
		p.List = append(p.List, PhotoLine{Ref: photo.Ref, Word: models.PhotoFixture(photo.Fixture), When: photo.TakenAt.Chinese()})
	}
	return p, nil
}
