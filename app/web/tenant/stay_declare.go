package tenant

import (
	"net/http"
	"net/url"
	"slices"

	"anju/app/web/site"
	"anju/models"
	"anju/models/idcard"
	"anju/models/phone"
	"anju/models/policy"
	"anju/models/registry"

	"github.com/labstack/echo/v4"
)

// declareForm names the drafts of 自己登记.
const declareForm = "declare"

// typedFields are the fields of the form (DESIGN 4.4); hidden ones are never drawn again once they hold.
var (
	typedFields  = []string{"room", "name", "doc_type", "doc_no", "doc_x", "doc_country", "phone", "moved_in", "moved_in_y", "moved_in_m", "moved_in_d", "term", "relation", "guardian_name", "guardian_phone", "via", "card"}
	hiddenFields = []string{"doc_no", "phone", "guardian_phone"}
)

// StayDeclare is the form by which somebody registers himself at the door. It knows the rooms, but neither vacancy nor
// count, and takes a full room.
type StayDeclare struct {
	site.Shell
	Address              string
	Action               string
	Via                  string
	Card                 string // by which the tenant came; the room is the card's
	Rooms                []site.Choice
	Types                []site.Choice
	Relations            []site.Choice
	Keeper               Call   // who is answerable at this door
	Days                 int    // how long data are kept after moving out
	DocEnd, Phone, Guard string // last four of what is kept and need not be typed again
	Open                 bool   // the part that is seldom needed is unfolded
}

// Template names the page.
func (*StayDeclare) Template() string { return "tenant/stay_declare" }

func (d *Desk) newStayDeclare(c echo.Context, door registry.Door, ref string, kept site.Form) (*StayDeclare, []models.Room, error) {
	rooms, err := d.Read.Rooms(site.Ctx(c), door.Unit.ID)
	if err != nil {
		return nil, nil, err
	}
	p := &StayDeclare{
		Shell: atDoor(door, "自己登记"), Address: door.Place(), Action: declarePath(door, "", ref), Via: viaOf(c),
		Days: d.Registry.Limits().RetentionDays, Keeper: Call{Name: "社区", Phone: "12345"},
		DocEnd: phone.Last4(idcard.Normalise(kept.Get("doc_no"))), Phone: phone.Last4(phone.Normalise(kept.Get("phone"))), Guard: phone.Last4(phone.Normalise(kept.Get("guardian_phone"))),
	}
	if kept.On("doc_x") && len(idcard.Normalise(kept.Get("doc_no"))) == 17 {
		p.DocEnd = p.DocEnd[1:] + "X"
	}
	for i := len(door.Line) - 1; i >= 0; i-- {
		if a := door.Line[i]; a.PostPhone != "" {
			p.Keeper = Call{Name: a.PostName, Phone: a.PostPhone}
			break
		}
	}
	for _, r := range rooms {
		p.Rooms = append(p.Rooms, site.Choice{Value: r.No, Label: r.No})
	}
	for _, t := range idcard.Types() {
		p.Types = append(p.Types, site.Choice{Value: t.Code, Label: t.Name})
	}
	p.Relations = []site.Choice{{Value: "", Label: "不填"}}
	for _, r := range models.Relations {
		p.Relations = append(p.Relations, site.Choice{Value: r, Label: r})
	}
	return p, rooms, nil
}

func declarePath(door registry.Door, step, ref string) string {
	path := doorPath(door) + "/register" + step
	if ref != "" {
		path += "?d=" + url.QueryEscape(ref)
	}
	return path
}

// ShowStayDeclare is GET /d/{token}/register; ?room= comes from an invitation, ?d= from 改.
func (d *Desk) ShowStayDeclare(c echo.Context, door registry.Door) error {
	ref, kept, err := d.declareDraft(c, door)
	if err != nil && !models.IsKind(err, models.NotFound) {
		return err
	}
	p, _, err := d.newStayDeclare(c, door, ref, kept)
	if err != nil {
		return err
	}
	if ref != "" {
		values := kept.Values()
		for _, name := range append([]string{"doc_x"}, hiddenFields...) {
			values.Del(name)
		}
		p.Typed, p.Via = site.NewForm(values), kept.Get("via")
		p.Open = p.unfolded()
	} else if room := c.QueryParam("room"); room != "" {
		p.Typed = site.Form{}.With("room", room)
	}
	card := kept.Get("card")
	if ref == "" {
		card = c.QueryParam("card")
	}
	if _, err := d.byCard(c, door, p, card); err != nil {
		return err
	}
	return d.Site.Render(c, http.StatusOK, p)
}

// TakeStayDeclare is POST /d/{token}/register: what holds is kept for the check page.
func (d *Desk) TakeStayDeclare(c echo.Context, door registry.Door) error {
	ref, kept, err := d.declareDraft(c, door)
	if err != nil && !models.IsKind(err, models.NotFound) {
		return err
	}
	p, rooms, err := d.newStayDeclare(c, door, ref, kept)
	if err != nil {
		return err
	}
	f, err := site.ReadForm(c)
	if f.Get("via") == models.ViaCode {
		p.Via = models.ViaCode
	}
	room, cardErr := d.byCard(c, door, p, f.Get("card"))
	if cardErr != nil {
		return cardErr
	}
	if err == nil && p.Card != "" && f.Get("room") != room {
		err = models.FaultAt("room", "这张卡是 "+room+" 房的。住别的房间，请户主再发一张")
	}
	if err == nil {
		kept = together(f, kept)
		_, err = d.Registry.ReadStay(stayForm(kept), rooms, d.Site.At(c))
	}
	if err != nil {
		p.Typed = f
		p.Open = p.unfolded() || faultIn(err, "doc_type", "relation", "guardian_name", "guardian_phone")
		return d.Site.Redraw(c, p, f, err)
	}
	body := kept.Values()
	body.Set("door", door.Unit.Ref)
	ref, err = d.Registry.KeepDraft(site.Ctx(c), policy.Actor{}, declareForm, ref, body.Encode(), d.Site.At(c))
	if err != nil {
		return err
	}
	return d.Site.Redirect(c, declarePath(door, "/check", ref), "")
}

// together takes what was typed, and from the draft what was left empty because it stood there already.
func together(f, kept site.Form) site.Form {
	values := url.Values{}
	for _, name := range typedFields {
		if f.Has(name) {
			values.Set(name, f.Get(name))
		}
	}
	for _, name := range hiddenFields {
		if values.Get(name) != "" || kept.Get(name) == "" {
			continue
		}
		values.Set(name, kept.Get(name))
		if name == "doc_no" && kept.On("doc_x") {
			values.Set("doc_x", "1")
		}
	}
	return site.NewForm(values)
}

// declareDraft finds what is kept for this door; the ref is empty when nothing is.
func (d *Desk) declareDraft(c echo.Context, door registry.Door) (string, site.Form, error) {
	ref := c.QueryParam("d")
	if ref == "" {
		return "", site.Form{}, models.ErrNotFound
	}
	body, err := d.Registry.Draft(site.Ctx(c), policy.Actor{}, declareForm, ref, d.Site.At(c))
	if err != nil {
		return "", site.Form{}, err
	}
	values, err := url.ParseQuery(body)
	if err != nil || values.Get("door") != door.Unit.Ref {
		return "", site.Form{}, models.ErrNotFound
	}
	return ref, site.NewForm(values), nil
}

// stayForm is the form as the register reads it. The phone is always needed here: the code goes to it.
func stayForm(f site.Form) registry.StayForm {
	return registry.StayForm{
		Room: f.Get("room"), Name: f.Get("name"), DocType: f.Get("doc_type"), DocNo: f.Get("doc_no"), DocX: f.On("doc_x"), Country: f.Get("doc_country"),
		Phone: f.Get("phone"), MovedIn: f.Get("moved_in"), MovedInY: f.Get("moved_in_y"), MovedInM: f.Get("moved_in_m"), MovedInD: f.Get("moved_in_d"),
		Term: f.Get("term"), Relation: f.Get("relation"), Guardian: f.Get("guardian_name"), GuardPhone: f.Get("guardian_phone"), Invite: f.Get("card"),
	}
}

// byCard narrows the form to the room of a card; "" is no card. Errors: NotFound with the one sentence.
func (d *Desk) byCard(c echo.Context, door registry.Door, p *StayDeclare, card string) (room string, err error) {
	if card == "" {
		return "", nil
	}
	its, err := d.Registry.OpenInvite(site.Ctx(c), door.Unit, card, d.Site.At(c))
	if err != nil {
		return "", err
	}
	p.Card, p.Rooms = card, []site.Choice{{Value: its.No, Label: its.No + " 房"}}
	if p.Typed.Get("room") == "" {
		p.Typed = p.Typed.With("room", its.No)
	}
	return its.No, nil
}

// unfolded says whether the seldom part holds something.
func (p *StayDeclare) unfolded() bool {
	t := p.Typed
	return t.Get("doc_type") != "" && t.Get("doc_type") != "111" || t.Get("relation") != "" || t.Get("guardian_name") != "" || t.Get("guardian_phone") != "" || p.Guard != ""
}

func faultIn(err error, fields ...string) bool {
	e := models.AsError(err)
	return e != nil && slices.ContainsFunc(e.Faults, func(f models.Fault) bool { return slices.Contains(fields, f.Field) })
}
