package tenant

import (
	"bytes"
	"fmt"
	"net/http"

	"anju/app/web/site"
	"anju/models"
	"anju/models/idcard"
	"anju/models/policy"
	"anju/models/registry"

	"github.com/labstack/echo/v4"
)

// StayDeclareCheck shows what will be sent, document and phone by their last four only.
type StayDeclareCheck struct {
	site.Shell
	Action string
	Code   string // address of the page for the code, when one is on its way already
	Rows   []site.Row
	End    string
}

// Template names the page.
func (*StayDeclareCheck) Template() string { return "tenant/stay_declare_check" }

// declaring is a draft that holds, read anew.
type declaring struct {
	ref   string
	form  site.Form
	facts registry.StayFacts
}

// declaring finds the draft of this door. When there is none left, or it no longer holds, the answer has been given
// already: handled is true.
func (d *Desk) declaring(c echo.Context, door registry.Door) (now declaring, handled bool, err error) {
	ref, kept, err := d.declareDraft(c, door)
	if models.IsKind(err, models.NotFound) {
		return now, true, d.Site.Redirect(c, declarePath(door, "", ""), "")
	}
	if err != nil {
		return now, true, err
	}
	if kept.Get("no") != "" {
		return now, true, d.Site.Redirect(c, declarePath(door, "/done", ref), "")
	}
	rooms, err := d.Read.Rooms(site.Ctx(c), door.Unit.ID)
	if err != nil {
		return now, true, err
	}
	facts, err := d.Registry.ReadStay(stayForm(kept), rooms, d.Site.At(c))
	if models.IsKind(err, models.Invalid) {
		return now, true, d.Site.Redirect(c, declarePath(door, "", ref), "")
	}
	return declaring{ref: ref, form: kept, facts: facts}, err != nil, err
}

func newStayDeclareCheck(door registry.Door, now declaring) *StayDeclareCheck {
	form := declarePath(door, "", now.ref)
	f, t := now.facts, now.facts.Tenant
	p := &StayDeclareCheck{Shell: site.Shell{Title: "核对", Back: site.Link{Href: form, Word: "返回修改"}, Help: helpAt(door)}, Action: declarePath(door, "/check", now.ref)}
	p.Rows = []site.Row{
		{Word: "住哪里", Value: door.Place()},
		{Word: "房间", Value: f.Room.No, Change: form + "#f-room"},
		{Word: "姓名", Value: t.Name, Change: form + "#f-name"},
		{Word: "证件", Value: idcard.TypeName(t.DocType), Change: form + "#f-doc_type"},
		{Word: "证件号", Value: site.Masked(t.DocNo), Num: true, Change: form + "#f-doc_no"},
	}
	if words := bornWords(t); words != "" {
		p.Rows = append(p.Rows, site.Row{Word: "出生", Value: words})
	}
	p.Rows = append(p.Rows,
		site.Row{Word: "手机", Value: site.Masked(t.Phone), Num: true, Change: form + "#f-phone"},
		site.Row{Word: "住进来", Value: f.MovedIn.ChineseFull(), Change: form + "#f-moved_in"})
	if word := termWords[f.Term]; word != "" {
		p.Rows = append(p.Rows, site.Row{Word: "住多久", Value: word, Change: form + "#f-term"})
	}
	if f.Relation != "" {
		p.Rows = append(p.Rows, site.Row{Word: "关系", Value: f.Relation, Change: form + "#f-relation"})
	}
	if f.Guardian != "" {
		p.Rows = append(p.Rows, site.Row{Word: "监护人", Value: f.Guardian, Change: form + "#f-guardian_name"})
	}
	p.End = t.Phone[len(t.Phone)-4:]
	return p
}

var termWords = map[string]string{"short": "不到半年", "long": "半年以上", "unsure": "说不准"}

// bornWords says what follows from the number, so that a slip of the finger is seen: 男，1996 年 3 月生.
func bornWords(t models.Tenant) string {
	if t.Birth.IsZero() {
		return ""
	}
	y, m, _ := t.Birth.Date()
	born := fmt.Sprintf("%d 年 %d 月生", y, int(m))
	if t.Sex == "男" || t.Sex == "女" {
		return t.Sex + "，" + born
	}
	return born
}

// ShowStayDeclareCheck is GET /d/{token}/register/check.
func (d *Desk) ShowStayDeclareCheck(c echo.Context, door registry.Door) error {
	now, handled, err := d.declaring(c, door)
	if handled {
		return err
	}
	return d.Site.Render(c, http.StatusOK, newStayDeclareCheck(door, now))
}

// TakeStayDeclareCheck is POST /d/{token}/register/check: a code goes to the phone of the form, unless the person is
// signed in with that very phone.
func (d *Desk) TakeStayDeclareCheck(c echo.Context, door registry.Door) error {
	now, handled, err := d.declaring(c, door)
	if handled {
		return err
	}
	p := newStayDeclareCheck(door, now)
	f, err := site.ReadForm(c)
	if err != nil {
		return d.Site.Redraw(c, p, f, err)
	}
	who := d.Site.Actor(c)
	if !who.Staff && len(who.Phone) > 0 && bytes.Equal(who.Phone, d.Read.PhoneIndex(now.facts.Tenant.Phone)) {
		return d.declare(c, door, who, now)
	}
	code := declarePath(door, "/code", now.ref)
	if err := d.Registry.SendCode(site.Ctx(c), who, now.facts.Tenant.Phone); err != nil {
		p.Code = code
		return d.Site.RedrawWait(c, p, f, "", err)
	}
	return d.Site.Redirect(c, code, "")
}

// declare enters the stay. What was typed is forgotten; only the number of the receipt stays in the draft.
func (d *Desk) declare(c echo.Context, door registry.Door, who policy.Actor, now declaring) error {
	ctx, at := site.Ctx(c), d.Site.At(c)
	via := models.ViaDoor
	if now.form.Get("via") == models.ViaCode {
		via = models.ViaCode
	}
	no, err := d.Registry.Declare(ctx, who, door.Unit.DoorToken, stayForm(now.form), via, "declare:"+now.ref, at)
	if models.IsKind(err, models.Invalid) {
		return d.Site.Redirect(c, declarePath(door, "", now.ref), "")
	}
	if err != nil {
		return err
	}
	done := site.Form{}.With("door", door.Unit.Ref).With("no", no).Values().Encode()
	ref, err := d.Registry.KeepDraft(ctx, policy.Actor{}, declareForm, now.ref, done, at)
	if err != nil {
		return err
	}
	return d.Site.Redirect(c, declarePath(door, "/done", ref), "")
}
