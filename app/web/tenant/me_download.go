package tenant

import (
	"fmt"
	"net/http"
	"strings"

	"anju/app/web/site"
	"anju/models"
	"anju/models/idcard"
	"anju/models/store"

	"github.com/labstack/echo/v4"
)

// MeDownload asks for the last four of the document once more: one phone may carry several people. The copy holds no
// more of a number than the screen: whoever knows the last four and holds the phone need not be the person.
type MeDownload struct{ site.Shell }

// Template names the page.
func (*MeDownload) Template() string { return "tenant/me_download" }

// ShowMeDownload is GET /me/download.
func (d *Desk) ShowMeDownload(c echo.Context) error {
	if _, handled, err := d.own(c); handled {
		return err
	}
	return d.Site.Render(c, http.StatusOK, &MeDownload{Shell: onMe("下载我的信息")})
}

// TakeMeDownload is POST /me/download: a copy of the own data (个人信息保护法 45) of the person whose document it is.
func (d *Desk) TakeMeDownload(c echo.Context) error {
	all, handled, err := d.own(c)
	if handled {
		return err
	}
	p := &MeDownload{Shell: onMe("下载我的信息")}
	f, err := site.ReadForm(c)
	if err != nil {
		return d.Site.Redraw(c, p, f, err)
	}
	device, last4 := d.Site.Device(c), idcard.Normalise(f.Get("last4"))
	if device == "" || len(last4) != 4 {
		return d.Site.Redraw(c, p, f, models.FaultAt("last4", "请填证件号码最后 4 位"))
	}
	if err := d.Registry.ShowDoc(site.Ctx(c), d.Site.Actor(c), d.Site.Session(c), device, last4); err != nil {
		return d.Site.Redraw(c, p, f, err)
	}
	var b strings.Builder
	b.WriteString("\ufeff安居名册：我的信息\r\n打印时间：" + d.Site.Moment(c).Chinese() + "\r\n证件号码和手机号只写最后 4 位。\r\n")
	for _, e := range all {
		if strings.HasSuffix(e.Tenant.DocNo, last4) {
			if err := d.writeCopy(c, &b, e); err != nil {
				return err
			}
		}
	}
	h := c.Response().Header()
	h.Set("Cache-Control", "no-store")
	h.Set("Content-Disposition", `attachment; filename="anju-my-record.txt"; filename*=UTF-8''%E6%88%91%E7%9A%84%E7%99%BB%E8%AE%B0.txt`)
	return c.Blob(http.StatusOK, "text/plain; charset=utf-8", []byte(b.String()))
}

func (d *Desk) writeCopy(c echo.Context, b *strings.Builder, e store.Entry) error {
	unit, err := d.Read.UnitByID(site.Ctx(c), e.Stay.UnitID)
	if err != nil {
		return err
	}
	line := func(word, value string) {
		if value != "" {
			b.WriteString(word + "：" + value + "\r\n")
		}
	}
	s, t := e.Stay, e.Tenant
	b.WriteString("\r\n")
	line("地址", unit.Address+" "+e.Room.No+" 房")
	line("姓名", t.Name)
	line("证件", idcard.TypeName(t.DocType))
	line("证件号码", masked(t.DocNo))
	line("国家或地区", t.Country)
	line("出生日期", t.Birth.String())
	line("性别", t.Sex)
	line("手机", masked(d.Site.Actor(c).PhoneEnd))
	line("监护人", strings.TrimSpace(s.Guardian+" "+masked(s.GuardPhone)))
	line("与承租人关系", s.Relation)
	line("打算住多久", termWords[s.Term])
	line("住进来", s.MovedInOn.String())
	line("自己登记", s.DeclaredAt.Chinese())
	line("户主登记", s.ReportedAt.Chinese())
	police, err := d.Registry.Standings(site.Ctx(c), []store.Entry{e})
	if err != nil {
		return err
	}
	for _, fact := range site.TwoFacts(s, police[s.ID], d.Site.Moment(c)) {
		if fact.Word != "册上登记" { // stands above with its hour
			line(fact.Word, strings.TrimSpace(fmt.Sprint(fact.Value)+" "+fact.More))
		}
	}
	line("最近确认", strings.TrimSpace(s.ConfirmedAt.Chinese()+" "+howWords[s.ConfirmedHow]))
	line("租约到", s.LeaseEnd.String())
	line("搬走", s.MovedOutOn.String())
	views, err := d.views(c, e)
	for _, v := range views {
		line("谁看过", v.At.Chinese()+" "+v.Role+" "+v.What+"，原因："+v.Reason)
	}
	return err
}

// masked is a number by its last four characters; "" stays so.
func masked(number string) string {
	if number == "" {
		return ""
	}
	return "尾号 " + idcard.Last4(number)
}
