package officer

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"anju/app/web/site"
	"anju/models"
	"anju/models/idcard"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/token"
	"anju/models/workday"

	"github.com/labstack/echo/v4"
)

// slipDraft is one check-in between its form and its confirmation. It lies sealed on the server, so that no page after the
// form carries a whole number, not even hidden.
type slipDraft struct {
	Spoken                        bool // the landlord stands there: his word is asked for when it is read back
	Slip, Home, MovedIn, LeaseEnd string
	Form                          registry.StayForm
	Done, Next                    string // what it led to; nothing else is kept then
}

const deskDraft = "desk_slip"

func (d *Desk) loadSlip(c echo.Context, ref string) (slipDraft, error) {
	var one slipDraft
	body, err := d.Registry.Draft(site.Ctx(c), d.Site.Actor(c), deskDraft, ref, d.Site.At(c))
	if err == nil {
		err = json.Unmarshal([]byte(body), &one)
	}
	return one, err
}

func (d *Desk) keepSlip(c echo.Context, ref string, one slipDraft) (string, error) {
	body, err := json.Marshal(one)
	if err != nil {
		return "", err
	}
	return d.Registry.KeepDraft(site.Ctx(c), d.Site.Actor(c), deskDraft, ref, string(body), d.Site.At(c))
}

// noPhone are the words that a slip has in the place of a phone.
var noPhone = []string{"无", "没有", "没有手机"}

// readSlip reads the form; a number left empty is the one kept.
func readSlip(f site.Form, old slipDraft) slipDraft {
	one := slipDraft{Spoken: f.On("spoken"), Slip: f.Get("slip"), Home: f.Get("home"), MovedIn: f.Get("moved_in"), LeaseEnd: f.Get("lease_end"),
		Form: registry.StayForm{Room: strings.TrimSuffix(f.Get("room"), "房"), Name: f.Get("name"), DocType: f.Get("doc_type"), DocNo: f.Get("doc_no"), Phone: f.Get("phone"),
			Guardian: f.Get("guardian_name"), GuardPhone: f.Get("guardian_phone")}}
	p := &one.Form
	if p.DocNo == "" {
		p.DocNo = old.Form.DocNo
	}
	if p.Phone == "" {
		p.Phone, p.NoPhone = old.Form.Phone, old.Form.NoPhone
	}
	if slices.Contains(noPhone, p.Phone) {
		p.Phone, p.NoPhone = "", true
	}
	if p.GuardPhone == "" && p.Guardian != "" {
		p.GuardPhone = old.Form.GuardPhone
	}
	return one
}

// judgeSlip finds the home of a slip and what is wrong with what was keyed, in the order of the paper. The days go into the
// form by their date: 今天 means something else after midnight.
func (d *Desk) judgeSlip(c echo.Context, one *slipDraft) (models.Unit, registry.StayFacts, error) {
	var faults models.Faults
	add := func(err error) error {
		e := models.AsError(err)
		if err != nil && (e == nil || len(e.Faults) == 0) {
			return err
		}
		if e != nil {
			faults = append(faults, e.Faults...)
		}
		return nil
	}
	unit, err := d.Read.UnitByShortCode(site.Ctx(c), d.scope(c, policy.DeskServe), token.NormaliseShortCode(one.Home))
	lost := models.IsKind(err, models.NotFound)
	if err != nil && !lost {
		return unit, registry.StayFacts{}, err
	}
	if !one.Spoken && !lost {
		if err := add(d.Registry.CheckSlip(site.Ctx(c), unit, one.Slip)); err != nil {
			return unit, registry.StayFacts{}, err
		}
	}
	rooms, err := d.Read.Rooms(site.Ctx(c), unit.ID)
	if err != nil {
		return unit, registry.StayFacts{}, err
	}
	if lost {
		faults.Add("home", "您的片区里没有这个房屋编号，请照门牌再输一遍，9 位数字")
	} else if closed := models.CheckDesk(unit); closed != "" {
		faults.Add("home", closed)
	} else if !slices.ContainsFunc(rooms, func(r models.Room) bool { return r.No == one.Form.Room }) {
		faults.Add("room", "这处房子没有这一间。有："+roomList(rooms))
	}
	facts, err := d.judgeForm(c, one, rooms, add)
	if err == nil {
		err = faults.Err()
	}
	return unit, facts, err
}

func (d *Desk) judgeForm(c echo.Context, one *slipDraft, rooms []models.Room, add func(error) error) (registry.StayFacts, error) {
	today := d.Site.Moment(c).Day()
	came, dayErr := typedDay("moved_in", one.MovedIn, today, false)
	if dayErr == nil && came.Choice == "" {
		dayErr = models.FaultAt("moved_in", "请填入住日，例如："+registry.DayWords)
	}
	f := &one.Form
	f.MovedIn, f.MovedInY, f.MovedInM, f.MovedInD = came.Choice, came.Y, came.M, came.D
	end, endErr := typedDay("lease_end", one.LeaseEnd, today, true)
	f.LeaseEnd = end
	facts, err := d.Registry.ReadStay(*f, rooms, d.Site.At(c))
	if e := models.AsError(err); e != nil { // of the room it was said already
		err = models.Faults(slices.DeleteFunc(e.Faults, func(f models.Fault) bool { return f.Field == "room" })).Err()
	}
	for _, err := range []error{err, dayErr, endErr} {
		if err := add(err); err != nil {
			return facts, err
		}
	}
	return facts, nil
}

// typedDay reads a day keyed in one box; nothing typed is no day.
func typedDay(field, typed string, today workday.Day, ahead bool) (registry.DayForm, error) {
	if typed == "" {
		return registry.DayForm{}, nil
	}
	day, fault := registry.ReadAnyDay(idcard.Normalise(typed), today, ahead)
	if fault != "" {
		return registry.DayForm{}, models.FaultAt(field, fault)
	}
	y, m, n := day.Date()
	return registry.DayForm{Choice: "other", Y: strconv.Itoa(y), M: strconv.Itoa(int(m)), D: strconv.Itoa(n)}, nil
}

// mostRooms is how many rooms a fault names.
const mostRooms = 12

func roomList(rooms []models.Room) string {
	var all []string
	for _, r := range rooms {
		if all = append(all, r.No); len(all) > mostRooms {
			all[mostRooms] = "……"
			break
		}
	}
	return strings.Join(all, "、")
}
