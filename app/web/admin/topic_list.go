package admin

import (
	"net/http"
	"slices"
	"strings"

	"anju/app/web/site"
	"anju/models"

	"github.com/labstack/echo/v4"
)

// Topics are what the texts about the law are about: when each is sent, on what it rests, and whether it is sent at all.
type Topics struct {
	site.Shell
	List []TopicRow
	Off  int
	Ask  bool
}

// TopicRow is one topic.
type TopicRow struct {
	models.Topic
	Wording, Basis, Checked string
	Off                     bool
}

// Template names the page.
func (*Topics) Template() string { return "admin/topic_list" }

func (d *Desk) topics(c echo.Context) (*Topics, error) {
	s, err := d.said(c)
	if err != nil {
		return nil, err
	}
	off, err := d.Registry.TopicsOff(site.Ctx(c))
	if err != nil {
		return nil, err
	}
	p := &Topics{Shell: task("普法主题", site.Link{Href: "/a/sms", Word: "回短信"}), Off: len(off), Ask: !d.Site.Actor(c).Fresh}
	for _, topic := range models.Topics() {
		if _, known := s.texts.ByID[topic.Kind]; !known {
			continue
		}
		text, err := d.text(topic.Kind, s)
		if err != nil {
			return nil, err
		}
		p.List = append(p.List, TopicRow{Topic: topic, Wording: text.Wording, Basis: text.Basis, Checked: text.Checked, Off: off[topic.Kind]})
	}
	return p, nil
}

// ShowTopics is GET /a/topics.
func (d *Desk) ShowTopics(c echo.Context) error {
	p, err := d.topics(c)
	if err != nil {
		return err
	}
	return d.Site.Render(c, http.StatusOK, p)
}

// TakeTopic is POST /a/topics with topic = E05:off or E05:on.
func (d *Desk) TakeTopic(c echo.Context) error {
	p, err := d.topics(c)
	if err != nil {
		return err
	}
	f, err := site.ReadForm(c)
	kind, to, _ := strings.Cut(f.Get("topic"), ":")
	at := slices.IndexFunc(p.List, func(row TopicRow) bool { return row.Kind == kind })
	if err == nil && (at < 0 || to != "on" && to != "off") {
		err = models.FaultAt("topic", "请点一个主题后面的“停发”或“恢复”")
	}
	if err == nil {
		err = d.Site.Again(c, d.Registry, &p.Ask, f)
	}
	if err != nil {
		return d.Site.RedrawWait(c, p, f, "totp", err)
	}
	if err := d.Registry.SwitchTopic(site.Ctx(c), d.Site.Actor(c), kind, to == "on", d.Site.At(c)); err != nil {
		return err
	}
	if to == "on" {
		return d.Site.Redirect(c, "/a/topics", "恢复了："+p.List[at].Name+"。")
	}
	return d.Site.Redirect(c, "/a/topics", "停发了："+p.List[at].Name+"。")
}
