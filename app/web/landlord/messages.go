package landlord

import (
	"net/http"

	"anju/app/web/site"
	"anju/models"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/workday"

	"github.com/labstack/echo/v4"
)

// Messages are what tenants wrote to the landlord, and the texts that went to his phone.
type Messages struct {
	site.Shell
	Asked []Asked
	List  []Message
}

// Message is one text.
type Message struct {
	At    workday.Moment
	Text  string
	State string
}

// Template names the page.
func (*Messages) Template() string { return "landlord/messages" }

const mostMessages = 50

// noticeWords are the states that concern a reader; what was cancelled or came too late never reached him.
var noticeWords = map[string]string{
	models.NoticeQueued: "等着发", models.NoticeHeld: "等着发", models.NoticeSending: "正在发", models.NoticeSent: "已发", models.NoticeDelivered: "已送到",
	models.NoticeFailed: "没送到",
}

func (d *Desk) newMessages(c echo.Context) (*Messages, error) {
	scope := policy.Scope{Phone: d.scope(c, policy.StaySelf).Phone}
	notices, err := d.Read.ListNotices(site.Ctx(c), scope, store.Outbox{N: mostMessages})
	if err != nil {
		return nil, err
	}
	p := &Messages{Shell: site.Shell{Title: "消息", Audience: site.Landlord, Tab: "messages", Back: backHome}}
	words, err := d.Registry.WordsOf(site.Ctx(c), notices)
	if err != nil {
		return nil, err
	}
	for _, n := range notices {
		text, ok := words[n.ID]
		word := noticeWords[n.State]
		if n.Reason == models.ReasonOnPage {
			word = n.Reason // he reads it here instead
		}
		if !ok || word == "" {
			continue
		}
		when := n.SentAt
		if when.IsZero() {
			when = n.CreatedAt
		}
		p.List = append(p.List, Message{At: when, Text: text, State: word})
	}
	p.Asked, err = d.asking(c)
	return p, err
}

// ShowMessages is GET /h/messages.
func (d *Desk) ShowMessages(c echo.Context) error {
	p, err := d.newMessages(c)
	if err != nil {
		return err
	}
	return d.Site.Render(c, http.StatusOK, p)
}
