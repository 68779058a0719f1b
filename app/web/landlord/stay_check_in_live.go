package landlord

import (
	"net/http"
	"slices"
	"strings"

	"anju/app/web/site"
	"anju/models"
	"anju/models/idcard"
	"anju/models/policy"

	"github.com/labstack/echo/v4"
)

// liveFields are the fields that are judged while somebody types; a _2 to _5 may follow.
var liveFields = []string{"doc_no", "phone", "name"}

// LiveCheckIn is POST /h/u/:ref/checkin/live: the fault at one field, or the number in groups as people read it out. It
// looks at the form alone, at no register.
func (d *Desk) LiveCheckIn(c echo.Context) error {
	h, err := d.house(c, policy.StayCheckIn)
	if err != nil {
		return err
	}
	f, err := site.ReadForm(c)
	if err != nil {
		return err
	}
	name := c.Request().Header.Get("HX-Trigger-Name")
	if name == "" {
		name = f.Get("field")
	}
	field, end := name, ""
	if cut := strings.LastIndex(name, "_"); cut > 0 && len(name) == cut+2 {
		field, end = name[:cut], name[cut:]
	}
	if !slices.Contains(liveFields, field) {
		field, end = "doc_no", ""
	}
	p := &CheckIn{Shell: task("入住登记", backHome), Ref: h.unit.Ref}
	typed := readPerson(f, end)
	_, err = d.Registry.ReadStay(typed, h.rooms, d.Site.At(c))
	if e := models.AsError(err); e != nil && f.Get(name) != "" {
		for _, fault := range e.Faults {
			if fault.Field == field {
				p.Faults = append(p.Faults, models.Fault{Message: fault.Message})
			}
		}
	}
	if number := idcard.Normalise(typed.DocNo); field == "doc_no" && len([]rune(number)) == 18 {
		p.Echo = idcard.Groups(number)
		p.Wrong = len(p.Faults) > 0 && strings.HasPrefix(p.Faults[0].Message, "最后一位")
	}
	return d.Site.Part(c, http.StatusOK, p, "live")
}
