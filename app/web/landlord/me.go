package landlord

import (
	"net/http"

	"anju/app/web/site"
	"anju/models"
	"anju/models/phone"
	"anju/models/policy"
	"anju/models/workday"

	"github.com/labstack/echo/v4"
)

// Me is 我的: who I am here, large text, who may act for me, and the way out.
type Me struct {
	site.Shell
	Name, PhoneEnd string
	Homes          []MyHome
	Own            []site.Choice // homes of which he is the owner
	Lessons        bool          // texts about the law are sent to this number
	OnPage         bool          // it reads of its duties here instead of by text
	From           string        // which page has the form for it
	Seen           []Seen        // who of staff saw his phone whole, newest first
}

// Seen is one look of staff at the landlord's phone.
type Seen struct {
	At           workday.Moment
	Role, Reason string
}

const seenShown = 5

// MyHome is one home with those who act for its landlord.
type MyHome struct {
	Ref, Label, Address string
	Mine                bool // only the owner himself adds or ends a helper
	Helpers             []MyHelper
}

// MyHelper is one of them. He is known by the end of his phone alone: the name of an account may come from elsewhere, and
// adding a phone must not tell whose it is.
type MyHelper struct {
	Ref, PhoneEnd, Kind string
	From                workday.Day
}

// Template names the page.
func (*Me) Template() string { return "landlord/me" }

var helperKinds = [][2]string{{"family", "家里人"}, {"manager", "代管人"}, {"sublessor", "二房东"}}

// helperWords names those too whom nobody can add here: the landlord's own other phones come with the community's list.
var helperWords = append([][2]string{{models.ManagerSelf, "户主的另一个手机号"}}, helperKinds...)

// Kinds are the kinds of helper.
func (*Me) Kinds() []site.Choice { return pairs(helperKinds) }

func (d *Desk) newMe(c echo.Context) (*Me, error) {
	who := d.Site.Actor(c)
	p := &Me{Shell: site.Shell{Title: "我的", Audience: site.Landlord, Tab: "me", Back: backHome}, Name: who.Name, PhoneEnd: who.PhoneEnd, From: "h"}
	units, err := d.homes(c)
	if err != nil {
		return nil, err
	}
	if p.Lessons, err = d.Read.WantsEducation(site.Ctx(c), who.Phone, d.Registry.Limits().EducationBasis); err != nil {
		return nil, err
	}
	if p.OnPage, err = d.Read.DutyOnPage(site.Ctx(c), who.Phone); err != nil {
		return nil, err
	}
	seen, err := d.Read.OwnerViews(site.Ctx(c), who.UserID, seenShown)
	if err != nil {
		return nil, err
	}
	for _, v := range seen {
		p.Seen = append(p.Seen, Seen{At: v.At, Role: models.RoleNames[v.Role], Reason: v.Reason})
	}
	for _, u := range units {
		home := MyHome{Ref: u.Ref, Label: u.Label, Address: u.Address, Mine: u.OwnerID == who.UserID}
		if home.Mine {
			p.Own = append(p.Own, site.Choice{Value: u.Ref, Label: u.Address})
			if home.Helpers, err = d.helpersOf(c, u); err != nil {
				return nil, err
			}
		}
		p.Homes = append(p.Homes, home)
	}
	return p, nil
}

func (d *Desk) helpersOf(c echo.Context, u models.Unit) ([]MyHelper, error) {
	managers, err := d.Read.Managers(site.Ctx(c), u.ID, d.Site.Moment(c))
	if err != nil {
		return nil, err
	}
	var all []MyHelper
	for _, m := range managers {
		user, err := d.Read.User(site.Ctx(c), m.UserID)
		if err != nil {
			return nil, err
		}
		all = append(all, MyHelper{Ref: user.Ref, PhoneEnd: phone.Last4(user.Phone), Kind: wordOf(helperWords, m.Kind), From: m.From.Day()})
	}
	return all, nil
}

// ShowMe is GET /h/me.
func (d *Desk) ShowMe(c echo.Context) error {
	p, err := d.newMe(c)
	if err != nil {
		return err
	}
	return d.Site.Render(c, http.StatusOK, p)
}

// TakeMe is POST /h/me: u and phone add somebody who acts for the landlord; u and end take him off again.
func (d *Desk) TakeMe(c echo.Context) error {
	p, err := d.newMe(c)
	if err != nil {
		return err
	}
	f, err := site.ReadForm(c)
	if err != nil {
		return d.Site.Redraw(c, p, f, err)
	}
	unit, err := d.Read.Unit(site.Ctx(c), d.scope(c, policy.UnitManager), f.Get("u"))
	if models.IsKind(err, models.NotFound) && f.Get("u") == "" {
		err = models.FaultAt("u", "请选哪一处房子")
	}
	if err != nil {
		return d.Site.Redraw(c, p, f, err)
	}
	if f.Has("end") {
		return d.endHelper(c, unit, f.Get("end"))
	}
	err = d.Registry.AddManager(site.Ctx(c), d.Site.Actor(c), unit.Ref, f.Get("phone"), f.Get("kind"), d.Site.At(c))
	if err != nil {
		return d.Site.Redraw(c, p, f, err)
	}
	return d.Site.Redirect(c, "/h/me", "加好了。他用自己的手机号登录，就能帮您办。")
}

func (d *Desk) endHelper(c echo.Context, unit models.Unit, userRef string) error {
	managers, err := d.Read.Managers(site.Ctx(c), unit.ID, d.Site.Moment(c))
	if err != nil {
		return err
	}
	for _, m := range managers {
		user, err := d.Read.User(site.Ctx(c), m.UserID)
		if err != nil {
			return err
		}
		if user.Ref != userRef {
			continue
		}
		if err := d.Registry.EndManager(site.Ctx(c), d.Site.Actor(c), unit.Ref, m.ID, d.Site.At(c)); err != nil {
			return err
		}
		return d.Site.Redirect(c, "/h/me", "撤掉了：他不能再帮您办。")
	}
	return models.ErrNotFound
}
