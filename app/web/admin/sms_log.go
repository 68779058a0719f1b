package admin

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"anju/app/web/site"
	"anju/models"
	"anju/models/phone"
	"anju/models/store"
	"anju/models/workday"

	"github.com/labstack/echo/v4"
)

// SMSLog is the outbox, newest first, narrowed by what the address asks for. Of a number it shows the last four digits, of
// a text its words without what they are filled with.
type SMSLog struct {
	site.Shell
	Chips   []LogChip
	Counted string // when the numbers on the chips were counted
	State   string
	Kind    string
	Way     string
	Day     string
	End     string
	Same    string // ref of a text: only those to the same number
	SameEnd string
	Kinds   []site.Choice
	Ways    []site.Choice
	List    []LogRow
	Ignored bool
	Deep    bool
	Part    bool
	Next    string
	Ask     bool
}

// LogChip is one state with how many texts stand in it.
type LogChip struct {
	Href, Word, N string
	On            bool
}

// LogRow is one text.
type LogRow struct {
	Tag                          site.Tag
	Href, Name, End, When, Under string
}

// Template names the page.
func (*SMSLog) Template() string { return "admin/sms_log" }

const logPage = 30

// chipDays are the days whose texts the chips count.
const chipDays = 7

// ShowSMSLog is GET /a/sms/log.
func (d *Desk) ShowSMSLog(c echo.Context) error {
	p, err := d.smsLog(c)
	if err != nil {
		return err
	}
	return d.Site.Render(c, http.StatusOK, p)
}

func (d *Desk) smsLog(c echo.Context) (*SMSLog, error) {
	p := &SMSLog{Shell: sheet("短信记录", "sms"), Ask: !d.Site.Actor(c).Fresh}
	p.Back = site.Link{Href: "/a/sms", Word: "回短信"}
	o, err := d.readLog(c, p)
	if err != nil {
		return nil, err
	}
	page, err := d.Read.ListNoticeLog(site.Ctx(c), everything, o)
	if err != nil {
		return nil, err
	}
	for _, n := range page.Notices {
		row, err := d.logRow(n)
		if err != nil {
			return nil, err
		}
		p.List = append(p.List, row)
	}
	p.Part, p.Deep = page.Part, o.Before > 0
	if page.Next > 0 {
		p.Next = p.address(p.State, page.Next)
	}
	return p, d.chips(c, p)
}

func (d *Desk) logRow(n models.Notice) (LogRow, error) {
	tag, err := noticeTag(n.State)
	row := LogRow{Tag: tag, Href: "/a/sms/log/" + n.Ref, Name: kindName(n.Kind), End: phoneEnd(n.Phone), When: n.CreatedAt.Chinese(), Under: n.Reason}
	if n.Gateway != "" {
		row.When += "·" + d.Registry.CarrierName(n.Gateway)
	}
	return row, err
}

// kindName is a kind of text as people call it: R01 提醒.
func kindName(kind string) string { return kind + " " + models.CategoryNames[models.CategoryOf(kind)] }

// phoneEnd is what is shown of a number; "" when it was erased.
func phoneEnd(number string) string {
	if len(number) < 4 {
		return ""
	}
	return number[len(number)-4:]
}

var noticeTags = map[string]string{
	models.NoticeQueued: "info", models.NoticeHeld: "warn", models.NoticeSending: "info", models.NoticeSent: "ok",
	models.NoticeDelivered: "ok", models.NoticeFailed: "badc", models.NoticeExpired: "warn", models.NoticeCancelled: "warn",
}

func noticeTag(state string) (site.Tag, error) {
	icon := map[string]string{models.NoticeSent: "send", models.NoticeSending: "send", models.NoticeQueued: "clock", models.NoticeCancelled: "no"}[state]
	if icon != "" {
		return site.NewTag(noticeTags[state], stateName(state), icon)
	}
	return site.NewTag(noticeTags[state], stateName(state))
}

func stateName(state string) string {
	for _, s := range states {
		if s[0] == state {
			return s[1]
		}
	}
	return state
}

// readLog takes from the address what to show; what is unknown is left out and said.
func (d *Desk) readLog(c echo.Context, p *SMSLog) (store.NoticeLog, error) {
	o := store.NoticeLog{N: logPage}
	take := func(name string, good func(string) bool) string {
		value := strings.TrimSpace(c.QueryParam(name))
		if value != "" && !good(value) {
			p.Ignored, value = true, ""
		}
		return value
	}
	p.State = take("state", func(v string) bool { return stateName(v) != v })
	p.Kind = take("kind", func(v string) bool { _, known := d.Registry.Texts.ByID[v]; return known })
	p.Way = take("way", func(v string) bool { return slices.Contains(d.Registry.Ways, v) })
	p.Day = take("day", func(v string) bool { day, err := workday.ParseDay(v); o.Day = day; return err == nil })
	p.End = take("end", func(v string) bool { return len(v) == 4 && strings.Trim(v, "0123456789") == "" })
	take("before", func(v string) bool {
		n, err := strconv.ParseInt(v, 10, 64)
		o.Before = n
		return err == nil && n > 0
	})
	o.Before = max(o.Before, 0)
	p.Same = take("same", func(v string) bool {
		n, err := d.Read.NoticeForLog(site.Ctx(c), v)
		o.PhoneIdx, p.SameEnd = n.PhoneIdx, phoneEnd(n.Phone)
		return err == nil && len(n.PhoneIdx) > 0
	})
	o.State, o.Kind, o.Gateway, o.End = p.State, p.Kind, p.Way, p.End
	p.Kinds = []site.Choice{{Value: "", Label: "全部"}}
	for kind := range d.Registry.Texts.ByID {
		p.Kinds = append(p.Kinds, site.Choice{Value: kind, Label: kindName(kind)})
	}
	slices.SortFunc(p.Kinds, func(a, b site.Choice) int { return strings.Compare(a.Value, b.Value) })
	p.Ways = []site.Choice{{Value: "", Label: "全部"}}
	for _, way := range d.Registry.Ways {
		p.Ways = append(p.Ways, site.Choice{Value: way, Label: d.Registry.CarrierName(way)})
	}
	return o, nil
}

// chips are the states with their numbers of the last days; what is not at its end is counted as it is now.
func (d *Desk) chips(c echo.Context, p *SMSLog) error {
	counts, err := d.Registry.NoticeCounts(site.Ctx(c), d.Site.Actor(c), chipDays, d.Site.At(c))
	if err != nil {
		return err
	}
	p.Chips = []LogChip{{Href: p.address("", 0), Word: "全部", On: p.State == ""}}
	for _, s := range states {
		p.Chips = append(p.Chips, LogChip{Href: p.address(s[0], 0), Word: s[1], N: strconv.Itoa(counts[s[0]]), On: p.State == s[0]})
	}
	return nil
}

// address is the page with another state, or further back, and the same rest.
func (p *SMSLog) address(state string, before int64) string {
	q := url.Values{}
	for name, value := range map[string]string{"state": state, "kind": p.Kind, "way": p.Way, "day": p.Day, "end": p.End, "same": p.Same} {
		if value != "" {
			q.Set(name, value)
		}
	}
	if before > 0 {
		q.Set("before", strconv.FormatInt(before, 10))
	}
	if len(q) == 0 {
		return "/a/sms/log"
	}
	return "/a/sms/log?" + q.Encode()
}

// First is the newest page of what is shown.
func (p *SMSLog) First() string { return p.address(p.State, 0) }

// Narrow says whether anything is left out.
func (p *SMSLog) Narrow() bool { return p.address(p.State, 0) != "/a/sms/log" }

// FindSMS is POST /a/sms/log with number, the whole of it: it stands in no address, so the texts to it are found by one of
// them.
func (d *Desk) FindSMS(c echo.Context) error {
	p, err := d.smsLog(c)
	if err != nil {
		return err
	}
	f, err := site.ReadForm(c)
	ref := ""
	if err == nil {
		number, fault := phone.Check(f.Get("number"))
		if fault != "" {
			err = models.FaultAt("number", fault)
		} else if err = d.Site.Again(c, d.Registry, &p.Ask, f); err != nil {
			return d.Site.RedrawWait(c, p, f, "totp", err)
		} else if ref, err = d.Registry.NewestText(site.Ctx(c), d.Site.Actor(c), number, d.Site.At(c)); err == nil && ref == "" {
			err = models.FaultAt("number", "没有发给这个号码的短信，请对一对号码")
		}
	}
	if err != nil {
		return d.Site.Redraw(c, p, f, err)
	}
	return c.Redirect(http.StatusSeeOther, "/a/sms/log?same="+ref)
}
