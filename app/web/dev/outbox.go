package dev

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"anju/app/web/site"
	"anju/models"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/workday"
)

// Outbox shows the newest texts as the invented people would read them.
type Outbox struct {
	site.Shell
	Texts []Text
}

// Text is one message.
type Text struct {
	At                       workday.Moment
	To, Kind, State, Content string
}

// Template names the page.
func (*Outbox) Template() string { return "common/dev_outbox" }

var stateWords = map[string]string{
	models.NoticeQueued: "排队中", models.NoticeHeld: "先不发", models.NoticeSending: "正在发", models.NoticeSent: "已发出",
	models.NoticeDelivered: "已送到", models.NoticeFailed: "没发成", models.NoticeExpired: "过时不发", models.NoticeCancelled: "取消了",
}

const shown = 60

// ShowOutbox is GET /dev/outbox; ?to= narrows it to a phone.
func (d *Desk) ShowOutbox(c echo.Context) error {
	notices, err := d.Read.ListNotices(site.Ctx(c), policy.Scope{All: true}, store.Outbox{Phone: c.QueryParam("to"), N: shown})
	if err != nil {
		return err
	}
	page := &Outbox{Shell: site.Shell{Title: "演示：发出的短信", NoHelp: true, Back: site.Link{Href: "/", Word: "返回首页"}}}
	words, err := d.Registry.WordsOf(site.Ctx(c), notices)
	if err != nil {
		return err
	}
	for _, n := range notices {
		text := words[n.ID]
		page.Texts = append(page.Texts, Text{At: n.CreatedAt, To: n.Phone, Kind: n.Kind, State: stateWords[n.State], Content: text})
	}
	return d.Site.Render(c, http.StatusOK, page)
}
