package landlord

import (
	"net/http"
	"regexp"
	"strings"
	"unicode"

	"anju/app/web/site"
	"anju/models"
	"anju/models/idcard"
	"anju/models/phone"
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

// TakeCheckInPaste is POST to the same address; what was found goes into a draft, and the form opens with it.
func (d *Desk) TakeCheckInPaste(c echo.Context) error {
	h, err := d.checkInHouse(c)
	if err != nil {
		return err
	}
	f, err := site.ReadForm(c)
	found := pasted(f.Text("words"))
	if err == nil && found == (registry.StayForm{}) {
		err = models.FaultAt("words", "没认出姓名和号码。请把房客发来的整段文字贴进来，例如：张三 3399… 199…")
	}
	if err != nil {
		return d.Site.Redraw(c, h.newPaste(f.Get("room")), f, err)
	}
	found.Room = f.Get("room")
	ref, err := d.keepDraft(c, "", draft{Unit: h.unit.Ref, People: []person{{StayForm: found}}})
	if err != nil {
		return err
	}
	return d.Site.Redirect(c, at(h.unit.Ref, "checkin")+"?d="+ref+"&i=0", "填好了找得到的，请对一对，再补齐。")
}

var (
	pastedDoc   = regexp.MustCompile(`(?:^|[^0-9])([0-9]{17}[0-9X])(?:[^0-9X]|$)`)
	pastedPhone = regexp.MustCompile(`(?:^|[^0-9])(1[3-9][0-9]{9})(?:[^0-9]|$)`)
	pastedName  = regexp.MustCompile(`[\p{Han}·]{2,15}`)
	pastedLabel = regexp.MustCompile(`姓名|名字|身份证号码|身份证号|身份证|证件号码|证件号|手机号码|手机号|手机|电话号码|电话|联系方式|号码|我叫|我是|你好|您好|房东|租房|住进来|今天|明天`)
	spacedOut   = regexp.MustCompile(`([0-9])[ -]+([0-9X])`)
)

// pasted finds a resident number, a mobile number and a name in loose words; the rest is left for the landlord.
func pasted(words string) registry.StayForm {
	var f registry.StayForm
	plain := strings.Map(func(r rune) rune {
		switch {
		case r >= '！' && r <= '～': // the full-width copies of ASCII
			return r - '！' + '!'
		case r == '　':
			return ' '
		}
		return r
	}, words)
	plain = strings.ToUpper(plain)
	if m := pastedDoc.FindStringSubmatch(plain); m == nil { // 3399 0019 9001 …
		plain = spacedOut.ReplaceAllString(spacedOut.ReplaceAllString(plain, "$1$2"), "$1$2")
	}
	if m := pastedDoc.FindStringSubmatch(plain); m != nil {
		f.DocNo = idcard.Normalise(m[1])
		plain = strings.Replace(plain, m[1], " ", 1)
	}
	if m := pastedPhone.FindStringSubmatch(plain); m != nil {
		f.Phone = phone.Normalise(m[1])
	}
	for _, name := range pastedName.FindAllString(pastedLabel.ReplaceAllString(plain, " "), -1) {
		if name = strings.TrimFunc(name, func(r rune) bool { return !unicode.Is(unicode.Han, r) }); len([]rune(name)) >= 2 {
			f.Name = name
			break
		}
	}
	return f
}
