package landlord

import (
	"fmt"
	"slices"

	"anju/app/web/site"
	"anju/models"
	"anju/models/idcard"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/workday"

	"github.com/labstack/echo/v4"
)

// Errand is one thing to do today; the whole row is a link.
type Errand struct {
	Tag           site.Tag
	What, By, All string
	Href, Go      string
	Yes           string // address that takes 是我的房客 in one tap
}

// errands are the things to do in all homes of the landlord: who waits for him, who is not reported, what
// tenants wrote to him, whom nobody confirmed. With several homes each line names its home.
func (d *Desk) errands(c echo.Context, several bool) ([]Errand, error) {
	ctx, scope, now := site.Ctx(c), d.scope(c, policy.RosterView), d.Site.Moment(c)
	declared, err := d.Read.ListAsked(ctx, scope, mostHomes)
	if err != nil {
		return nil, err
	}
	self := map[int64]bool{}
	var asked, late, old, others []Errand
	for _, w := range declared {
		if !w.SelfDeclared() || !w.LivesOn(now.Day()) && (w.DeclaredVia != models.ViaInvite || w.MovedInOn < now.Day()) {
			continue
		}
		self[w.ID] = true
		errand := d.asked(w, several, now)
		if w.DeclaredVia == models.ViaInvite { // she sent the card herself, to whom she expects
			e, err := d.Read.Entry(ctx, scope, w.Ref)
			if err != nil {
				return nil, err
			}
			errand.What = place(w.Label, w.RoomNo, several) + "：" + e.Tenant.Name + "填好了您发的卡"
			errand.By, errand.Yes = "证件尾号 "+idcard.Last4(e.Tenant.DocNo)+"，"+w.MovedInOn.Chinese()+"住进来", errand.Href
		}
		asked = append(asked, errand)
	}
	flags, err := d.Read.ListFlags(ctx, scope, store.Queue{N: mostHomes})
	if err != nil {
		return nil, err
	}
	for _, f := range flags {
		if f.Rule != "B01" && f.Rule != "B05" {
			other, mine, err := flagErrand(f, several)
			if err != nil {
				return nil, err
			}
			if mine {
				others = append(others, other)
			}
			continue
		}
		if self[f.StayID] {
			continue
		}
		e, err := d.Read.Entry(ctx, scope, f.StayRef)
		switch {
		case err != nil:
			return nil, err
		case e.Stay.State == models.StayReturned: // he said 不是我的房客: now it is the grid's
		case f.Rule == "B01":
			late = append(late, lateErrand(f, several))
		default:
			old = append(old, oldErrand(f, e, several, d.Registry.Limits(), now))
		}
	}
	repairs, err := d.repairs(c, several)
	if err != nil {
		return nil, err
	}
	gone, err := d.goneErrands(c, several)
	if err != nil {
		return nil, err
	}
	unreached, err := d.unreached(c, several)
	if err != nil {
		return nil, err
	}
	hazards, err := d.hazards(c)
	if err != nil {
		return nil, err
	}
	returned, err := d.returned(c, several)
	if err != nil {
		return nil, err
	}
	back, err := d.sentBack(c)
	if err != nil {
		return nil, err
	}
	return slices.Concat(hazards, back, late, asked, repairs, gone, others, old, returned, unreached), nil
}

// returned asks to mend each registration that the police returned.
func (d *Desk) returned(c echo.Context, several bool) ([]Errand, error) {
	stays, err := d.Registry.ReturnedStays(site.Ctx(c), d.scope(c, policy.RosterView))
	if err != nil {
		return nil, err
	}
	var errands []Errand
	for _, s := range stays {
		if s.Standing.State != models.PoliceReturned {
			continue
		}
		errands = append(errands, Errand{Tag: site.Tag{Class: "warn", Word: "派出所退回", Icon: "alert"},
			What: place(s.Unit.Label, s.Room.No, several) + "：" + s.Tenant.Name + "的登记要改", By: "改好了，社区再移交", All: s.Standing.Reason.Person + "。",
			Href: at(s.Unit.Ref, "rooms", s.Room.No), Go: "去看"})
	}
	return errands, nil
}

// unreached asks for a new number of each tenant whom texts do not reach.
func (d *Desk) unreached(c echo.Context, several bool) ([]Errand, error) {
	ctx, scope := site.Ctx(c), d.scope(c, policy.RosterView)
	stays, err := d.Read.ListUnreached(ctx, scope, d.Site.Moment(c).Day(), mostHomes)
	if err != nil {
		return nil, err
	}
	var errands []Errand
	for _, s := range stays {
		e, err := d.Read.Entry(ctx, scope, s.Ref)
		if err != nil {
			return nil, err
		}
		errands = append(errands, Errand{Tag: site.Tag{Class: "warn", Word: "短信送不到", Icon: "alert"},
			What: place(s.Label, s.RoomNo, several) + "：" + e.Tenant.Name + "的手机连着三次没收到短信", By: "请问一个新号码，改好就接着发",
			Href: at(s.UnitRef, "stays", s.Ref, "edit"), Go: "去改"})
	}
	return errands, nil
}

func place(label, room string, several bool) string {
	if several {
		return label + " " + room + " 房"
	}
	return room + " 房"
}

func (d *Desk) asked(w store.AskedStay, several bool, now workday.Moment) Errand {
	last := w.DeclaredAt.Day() + workday.Day(d.Registry.Limits().DeclareDays)
	e := Errand{Tag: tags[waiting], What: place(w.Label, w.RoomNo, several) + "：1 人自己登记了，等您确认",
		By: "请在 " + last.Chinese() + "前看一看", Href: at(w.UnitRef, "pending", w.Ref), Go: "去确认"}
	if now.Day() > last {
		e.By = "原定 " + last.Chinese() + "前，请今天看一看"
	}
	return e
}

func lateErrand(f store.FlagRow, several bool) Errand {
	return Errand{Tag: tags[unregistered], What: place(f.Label, f.RoomNo, several) + "：1 人还没有登记",
		By: "最后一天是 " + f.LastDay().Chinese() + "，请今天就办", Href: at(f.UnitRef, "pending", f.StayRef), Go: "去登记"}
}

func oldErrand(f store.FlagRow, e store.Entry, several bool, limits models.Limits, now workday.Moment) Errand {
	second, _ := models.LadderSteps(f.Flag, limits)
	all := (second - 1).Day().Chinese() + "前点一下就行，过后网格员上门看"
	if now >= second {
		all = "网格员会上门看，您先点一下也行"
	}
	return Errand{Tag: tags[stale], What: fmt.Sprintf("%s：%d 天没确认过", place(f.Label, f.RoomNo, several), limits.StaleDays),
		By: e.Tenant.Name + "还住在这里吗？", All: all, Href: at(f.UnitRef, "rooms", f.RoomNo), Go: "去确认"}
}
