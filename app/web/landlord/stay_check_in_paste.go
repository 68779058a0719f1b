package landlord

import (
	"net/http"
	"slices"
	"strconv"

	"anju/app/web/site"
	"anju/models"
	"anju/models/idcard"
	"anju/models/paste"
	"anju/models/registry"

	"github.com/labstack/echo/v4"
)

// CheckInPaste takes the words that a tenant sent and fills in the form with what it finds in them.
type CheckInPaste struct {
	site.Shell
	Ref, Room string
}

// Template names the page.
func (*CheckInPaste) Template() string { return "landlord/stay_check_in_paste" }

func (h *house) newPaste(room string) *CheckInPaste {
	return &CheckInPaste{Shell: task("粘贴房客发来的文字", site.Link{Href: checkInAt(h.unit.Ref, room), Word: "返回入住登记"}), Ref: h.unit.Ref, Room: room}
}

// ShowCheckInPaste is GET /h/u/:ref/checkin/paste?room=.
func (d *Desk) ShowCheckInPaste(c echo.Context) error {
	h, err := d.checkInHouse(c)
	if err != nil {
		return err
	}
	return d.Site.Render(c, http.StatusOK, h.newPaste(c.QueryParam("room")))
}

// TakeCheckInPaste is POST to the same address: what was found goes into a draft, the rest is not kept. Where all is there
// the check page follows, otherwise the form of the first who lacks something.
func (d *Desk) TakeCheckInPaste(c echo.Context) error {
	h, err := d.checkInHouse(c)
	if err != nil {
		return err
	}
	f, err := site.ReadForm(c)
	found := paste.Read(f.Text("words"))
	if err == nil && len(found.People) == 0 && len(found.Names)+len(found.Phones) == 0 {
		err = models.FaultAt("words", "没认出姓名和号码。请把房客发来的整段文字贴进来，例如：张三 3399… 199…")
	}
	if err != nil {
		return d.Site.Redraw(c, h.newPaste(f.Get("room")), f, err)
	}
	one := draft{Unit: h.unit.Ref, Names: found.Names, Phones: found.Phones}
	if len(found.People) == 0 {
		found.People = []paste.Person{{}}
	}
	for _, p := range found.People {
		one.People = append(one.People, person{Pasted: true, StayForm: registry.StayForm{
			Room: f.Get("room"), Name: p.Name, DocType: p.DocType, DocNo: p.DocNo, Phone: p.Phone, MovedIn: "today"}})
	}
	return d.onward(c, h, "", one)
}

// onward keeps a draft and leads to what comes next: the form of the first who lacks something, or the check page.
func (d *Desk) onward(c echo.Context, h *house, ref string, one draft) error {
	for i, p := range one.People {
		facts, err := d.judge(c, h, p.StayForm, one.others(i))
		switch {
		case p.settled() != nil:
		case err != nil:
			ref, keptErr := d.keepDraft(c, ref, one)
			if keptErr != nil {
				return keptErr
			}
			return d.Site.Redirect(c, at(h.unit.Ref, "checkin")+"?d="+ref+"&i="+strconv.Itoa(i), p.asks(err))
		default:
			one.People[i] = person{StayForm: settle(p.StayForm, facts), Held: p.Held}
		}
	}
	return d.toCheck(c, h, ref, one)
}

// asks says above the form what is to be done in it.
func (p person) asks(err error) string {
	switch faults := p.faults(err); {
	case !p.Pasted:
		return "这一位还没填好，请改标红的。"
	case len(faults) == 0:
		return "认得出的都填好了，请选住哪一间。"
	case p.Room == "":
		return "认得出的都填好了，请选住哪一间，补齐标红的。"
	}
	return "认得出的都填好了，请补齐标红的。"
}

// faults are what is wrong with a person. The room of somebody just pasted is none: nobody was asked for it yet.
func (p person) faults(err error) models.Faults {
	e := models.AsError(err)
	if e == nil {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(e.Faults), func(f models.Fault) bool { return f.Field == "room" && p.Pasted && p.Room == "" })
}

// judge reads a person and says what is wrong, also that he stands in this home or in the draft already.
func (d *Desk) judge(c echo.Context, h *house, f registry.StayForm, others []person) (registry.StayFacts, error) {
	facts, err := d.Registry.ReadStay(f, h.rooms, d.Site.At(c))
	if err == nil {
		if words := h.twice(facts, others); words != "" {
			err = models.FaultAt("doc_no", words)
		}
	}
	return facts, err
}

// showPasted draws somebody who is not filled in yet, with what is wrong or missing at its field.
func (p *CheckIn) showPasted(found person, one draft, err error) {
	p.Faults = found.faults(err)
	if !found.Held {
		p.Typed = redraw(p.Typed, err, found.StayForm)
	}
	if found.Name == "" {
		p.Names = offers(one.Names, func(s string) string { return "填 " + s })
	}
	if found.Phone == "" {
		p.Phones = offers(one.Phones, func(s string) string { return "填尾号 " + idcard.Last4(s) + " 的" })
	}
}

func offers(all []string, word func(string) string) []site.Choice {
	var choices []site.Choice
	for i, s := range all {
		choices = append(choices, site.Choice{Value: strconv.Itoa(i), Label: word(s)})
	}
	return choices
}

// give puts a found name or phone into the form, where the landlord tapped on it.
func (one draft) give(f site.Form) site.Form {
	pick := func(field, chosen string, all []string) {
		if i, err := strconv.Atoi(f.Get(chosen)); err == nil && i >= 0 && i < len(all) {
			f = f.With(field, all[i])
		}
	}
	pick("name", "give_name", one.Names)
	pick("phone", "give_phone", one.Phones)
	return f
}
