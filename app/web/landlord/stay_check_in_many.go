package landlord

import (
	"cmp"
	"fmt"
	"net/http"
	"slices"
	"strconv"

	"anju/app/web/site"
	"anju/models"
	"anju/models/registry"
	"anju/models/token"
	"anju/models/workday"

	"github.com/labstack/echo/v4"
)

// CheckInMany is 几个人一起登: five rows for one room and one day; rows left empty are passed over.
type CheckInMany struct {
	site.Shell
	Ref   string
	D     string // of the draft; nothing is kept under it before the form is sent
	Rooms []site.Choice
	Today workday.Day
}

// Template names the page.
func (*CheckInMany) Template() string { return "landlord/stay_check_in_many" }

const manyRows = 5

// Row is one row of the form with the names of its fields.
type Row struct {
	N                            int
	Name, Doc, X, Phone, NoPhone string
}

// Rows are the five rows: name, name_2, name_3 …
func (*CheckInMany) Rows() []Row {
	var rows []Row
	for i := range manyRows {
		end := rowEnd(i)
		rows = append(rows, Row{N: i + 1, Name: "name" + end, Doc: "doc_no" + end, X: "doc_x" + end, Phone: "phone" + end, NoPhone: "no_phone" + end})
	}
	return rows
}

func rowEnd(i int) string {
	if i == 0 {
		return ""
	}
	return "_" + strconv.Itoa(i+1)
}

// Live is the address of the live checks.
func (p *CheckInMany) Live() string { return at(p.Ref, "checkin", "live") }

// TodayWords say which day today is.
func (p *CheckInMany) TodayWords() string { return "今天是 " + p.Today.ChineseFull() }

// Steps shows where the form stands.
func (*CheckInMany) Steps() []site.Choice { return steps(1) }

func (h *house) newMany(ref string) *CheckInMany {
	rooms := append([]site.Choice{{Label: "请选房间"}}, h.roomChoices()...)
	return &CheckInMany{Shell: task("几个人一起登", site.Link{Href: checkInAt(h.unit.Ref, ""), Word: "返回入住登记"}), Ref: h.unit.Ref, D: cmp.Or(ref, token.NewRef()), Rooms: rooms, Today: h.today}
}

// ShowCheckInMany is GET /h/u/:ref/checkin/many; what was kept of it (?d=) is mended in the form for one.
func (d *Desk) ShowCheckInMany(c echo.Context) error {
	h, err := d.checkInHouse(c)
	if err != nil {
		return err
	}
	if ref := c.QueryParam("d"); ref != "" {
		return d.Site.Redirect(c, at(h.unit.Ref, "checkin")+"?d="+ref, "")
	}
	return d.Site.Render(c, http.StatusOK, h.newMany(""))
}

// TakeCheckInMany is POST to the same address; it leads to the same check page as the single form.
func (d *Desk) TakeCheckInMany(c echo.Context) error {
	h, err := d.checkInHouse(c)
	if err != nil {
		return err
	}
	f, typedErr := site.ReadForm(c)
	ref := f.Get("d")
	one, err := d.openDraft(c, ref, h.unit.Ref)
	if err != nil {
		return err
	}
	if one.Done != "" {
		return d.Site.Redirect(c, doneAt(h.unit.Ref, one.Done), "")
	}
	one = draft{Unit: h.unit.Ref}
	one.People, err = d.readRows(c, h, f)
	if typedErr != nil {
		err = typedErr
	}
	if err == nil {
		return d.toCheck(c, h, ref, one)
	}
	if models.AsError(err) == nil {
		return err
	}
	if len(one.People) > 0 {
		var keptErr error
		if ref, keptErr = d.keepDraft(c, ref, one); keptErr != nil {
			return keptErr
		}
	}
	return d.Site.Redraw(c, h.newMany(ref), f, err)
}

// readRows judges every row that was begun; a fault names its row and stands at its field. Rows with a fault are kept too.
func (d *Desk) readRows(c echo.Context, h *house, f site.Form) ([]person, error) {
	var people []person
	var faults models.Faults
	for i := range manyRows {
		form := readPerson(f, rowEnd(i))
		if form.Name == "" && form.DocNo == "" && form.Phone == "" {
			continue
		}
		facts, err := d.Registry.ReadStay(form, h.rooms, d.Site.At(c))
		if err == nil {
			if words := h.twice(facts, people); words != "" {
				err = models.FaultAt("doc_no", words)
			}
		}
		if err == nil {
			people = append(people, person{StayForm: settle(form, facts)})
			continue
		}
		e := models.AsError(err)
		if e == nil {
			return nil, err
		}
		people = append(people, person{StayForm: dated(form, h.today), Faulty: true})
		for _, fault := range e.Faults {
			addRowFault(&faults, fault, i)
		}
	}
	if len(people) == 0 && len(faults) == 0 {
		faults.Add("name", "请至少填一位，和身份证上一样")
	}
	return people, faults.Err()
}

// addRowFault puts a fault at its row. Room and day stand once for all rows, and so do their faults; what a row of three
// fields does not ask leads to the single form.
func addRowFault(faults *models.Faults, fault models.Fault, row int) {
	nth := fmt.Sprintf("第 %d 位：", row+1)
	switch fault.Field {
	case "room", "moved_in":
		if !slices.ContainsFunc(*faults, func(f models.Fault) bool { return f.Field == fault.Field }) {
			faults.Add(fault.Field, fault.Message)
		}
	case "guardian_name", "guardian_phone":
		faults.Add("name"+rowEnd(row), nth+"小孩要填监护人，请在“入住登记”里单独登")
	default:
		faults.Add(fault.Field+rowEnd(row), nth+named(fault))
	}
}

// dateWords are a day as its three boxes.
func dateWords(day workday.Day) (y, m, d string) {
	form := settle(registry.StayForm{}, registry.StayFacts{MovedIn: day})
	return form.MovedInY, form.MovedInM, form.MovedInD
}
