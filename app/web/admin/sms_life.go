package admin

import (
	"net/http"
	"strconv"

	"anju/app/web/site"
	"anju/models"

	"github.com/labstack/echo/v4"
)

// SMSLife is what happened to one text, in its order, and what to do next.
type SMSLife struct {
	site.Shell
	Tag     site.Tag
	Name    string
	End     string
	Same    string // address of the other texts to this number
	What    string // why it stands as it does
	Do      string
	Words   string // with circles for what it is filled with
	Basis   string
	Checked string
	Steps   []LifeStep
}

// LifeStep is one line of it.
type LifeStep struct{ When, What, Note string }

// Template names the page.
func (*SMSLife) Template() string { return "admin/sms_life" }

// ShowSMSLife is GET /a/sms/log/:ref.
func (d *Desk) ShowSMSLife(c echo.Context) error {
	n, err := d.Read.NoticeForLog(site.Ctx(c), c.Param("ref"))
	if err != nil {
		return err
	}
	p := &SMSLife{Shell: task("短信 "+kindName(n.Kind), site.Link{Href: "/a/sms/log", Word: "回短信记录"}), Name: kindName(n.Kind), End: phoneEnd(n.Phone), Do: n.NextStep()}
	p.What, _ = models.SplitReason(n.Reason)
	if p.End != "" {
		p.Same = "/a/sms/log?same=" + n.Ref
	}
	if p.Tag, err = noticeTag(n.State); err != nil {
		return err
	}
	attempts, receipts, err := d.Read.NoticeTrail(site.Ctx(c), n)
	if err != nil {
		return err
	}
	said, err := d.said(c)
	if err != nil {
		return err
	}
	if text, known := said.texts.ByID[n.Kind]; known {
		mark := ""
		for _, a := range attempts {
			mark = a.WordingMark
		}
		p.Words = said.texts.SampleSaid(n.Kind, mark)
		if p.Basis, p.Checked, err = d.BasisOf(text); err != nil {
			return err
		}
	}
	p.Steps = d.life(n, attempts, receipts)
	return d.Site.Render(c, http.StatusOK, p)
}

// life is the line of a text: queued, what it waited for, each try with what was told of it, the end.
func (d *Desk) life(n models.Notice, attempts []models.Attempt, receipts []models.Receipt) []LifeStep {
	steps := []LifeStep{{When: n.CreatedAt.Chinese(), What: "排进发件箱"}}
	if len(attempts) == 0 && n.NotBefore > n.CreatedAt {
		steps = append(steps, waited(n))
	}
	for i, a := range attempts {
		steps = append(steps, d.tried(a, i+1))
		for _, r := range receipts {
			if r.Gateway == a.Gateway && (r.OutID == a.OutID || r.OutID == "" && r.VendorID == a.VendorID) {
				steps = append(steps, told(r))
			}
		}
	}
	if len(attempts) > 0 && n.State == models.NoticeQueued {
		steps = append(steps, waited(n))
	}
	what, _ := models.SplitReason(n.Reason)
	switch n.State {
	case models.NoticeExpired:
		steps = append(steps, LifeStep{When: n.ExpiresAt.Chinese(), What: what})
	case models.NoticeCancelled, models.NoticeHeld:
		steps = append(steps, LifeStep{What: what})
	case models.NoticeSent:
		if n.Reason != "" {
			steps = append(steps, LifeStep{What: what})
		}
	}
	return steps
}

// waited is until when a text waits, or waited, to leave.
func waited(n models.Notice) LifeStep {
	s := LifeStep{When: n.NotBefore.Chinese(), What: "到这时候才能发"}
	if n.Reason != "" {
		s.Note = n.Reason
	}
	return s
}

// tried is one call to a gateway.
func (d *Desk) tried(a models.Attempt, nth int) LifeStep {
	s := LifeStep{When: a.StartedAt.Chinese(), What: "第 " + strconv.Itoa(nth) + " 次交给“" + d.Registry.CarrierName(a.Gateway) + "”："}
	switch a.Outcome {
	case models.AttemptAccepted:
		s.What += "收下了"
	case models.AttemptFound:
		s.What += "没等到回答，查到它收下了"
	case models.AttemptAbsent:
		s.What += "没等到回答，查到它没有收到"
	case models.AttemptNoReceipt:
		s.What += "没等到回答，三天没有回执"
	case models.AttemptNotCalled:
		s.What += "还没来得及交"
	case models.AttemptOpen:
		s.What += "没等到回答，还在查"
	default:
		why, _ := models.SplitReason(a.Kind.Reason())
		s.What, s.Note = s.What+"没有收", why+"。"
	}
	if a.Asked > 0 {
		s.Note += "问过 " + strconv.Itoa(a.Asked) + " 次。"
	}
	if a.Segments > 0 {
		s.Note += "算 " + strconv.Itoa(a.Segments) + " 条。"
	}
	if a.Code != "" {
		s.Note += "服务商的代码：" + a.Code + "。"
	}
	return s
}

// told is one word of a carrier.
func told(r models.Receipt) LifeStep {
	when := r.HappenedAt
	if when.IsZero() {
		when = r.ReceivedAt
	}
	s := LifeStep{When: when.Chinese(), What: "回执：运营商收下了"}
	switch r.State {
	case models.ReceiptDelivered:
		s.What = "回执：送到了"
	case models.ReceiptFailed:
		why, _ := models.SplitReason(r.Kind.Reason())
		s.What, s.Note = "回执：没送到", why+"。"
	}
	if r.Code != "" {
		s.Note += "服务商的代码：" + r.Code + "。"
	}
	return s
}
