package officer

import (
	"net/http"
	"slices"
	"strconv"

	"anju/app/web/site"
	"anju/models"
	"anju/models/registry"

	"github.com/labstack/echo/v4"
)

// Progress is how far a campaign or an alarm is; the page asks for it again while texts leave.
type Progress struct {
	Address string // of the page
	State   string
	Live    bool
	Began   bool
	Over    bool
	Done    int // sent and not
	All     int
	Percent int
	Lines   []site.Row
	Spared  []site.Row // who was not to get it
	Still   bool       // nothing leaves now
	Quarter int        // 0, 25, 50, 75, 100: so far it was said aloud
	Tell    bool       // it has got further than was said
}

// part answers with the progress alone; the whole page is asked for anew when the campaign has gone on to another state, or
// sends no more. ?said is how far a screen reader was told: it hears a quarter more, not every three seconds.
func (d *Desk) part(c echo.Context, p site.Page, far *Progress) error {
	if c.QueryParam("state") != far.State || !far.Live {
		c.Response().Header().Set("HX-Refresh", "true")
	}
	far.Tell = c.QueryParam("said") != strconv.Itoa(far.Quarter)
	return d.Site.Part(c, http.StatusOK, p, "progress_part")
}

// waitsOf says why nothing leaves now, and what to do; "" where texts leave or it is over.
func waitsOf(l registry.CampaignLook) string {
	switch {
	case l.EndedAt != 0 || l.State == models.CampaignPaused:
		return ""
	case l.Off && l.Alarm():
		return "短信的总开关关着，没发的一条也发不出去。请马上打电话、上门、用喇叭通知，再请管理员打开。"
	case l.Off && l.BeganAt != 0:
		return "短信的总开关关着，没发的一条也发不出去。请管理员打开，打开以后接着发；排了 24 小时还没发的，就不再发了。"
	case l.Waits != "" && l.Alarm():
		return "短信现在发不出去：" + l.Waits + "。请马上打电话、上门、用喇叭通知，再找管理员。"
	case l.Waits != "":
		return "现在发不出去。" + l.Waits + "。"
	case l.BeganAt != 0 && l.LeavesAt != 0:
		return "现在不是发普法短信的时间。" + l.LeavesAt.Chinese() + "接着发。"
	}
	return ""
}

// spared are the reasons of texts that did not have to arrive: these numbers were left alone, nothing failed.
var spared = []string{models.ReasonUnwilling, models.ReasonMonth, models.ReasonHeard, models.ReasonFull}

// progressOf counts what became of the texts: what left, what waits, and each reason why one did not arrive.
func progressOf(l registry.CampaignLook, address string) Progress {
	p := Progress{Address: address, State: l.State, Began: l.BeganAt != 0, All: l.People, Done: l.Sent + l.Lost}
	sum, still := 0, waitsOf(l) != ""
	line := func(word string, n int) {
		if n > 0 {
			p.Lines = append(p.Lines, site.Row{Word: word, Value: thousands(n) + " 个号码", Num: true})
		}
	}
	by := map[string]int{}
	for _, n := range l.Counts {
		by[n.State] += n.N
		sum += n.N
	}
	p.Over = l.EndedAt != 0 && by[models.NoticeSending] == 0 // what a carrier has is waited for, also where it was called off
	p.Still = still && !p.Over
	p.Live = !still && (l.State == models.CampaignRunning || l.EndedAt != 0 && !p.Over)
	line("送到了", by[models.NoticeDelivered])
	line("发出去了", by[models.NoticeSent])
	if l.EndedAt != 0 {
		line("已经交出去，还在等结果", by[models.NoticeSending])
	} else {
		line("正在发", by[models.NoticeSending])
	}
	line("等着发", by[models.NoticeQueued])
	line("停着", by[models.NoticeHeld])
	rest := 0 // of reasons that are few, told together; an emergency tells each
	for _, n := range l.Counts {
		switch n.State {
		case models.NoticeFailed, models.NoticeExpired, models.NoticeCancelled:
			switch row := (site.Row{Word: shortReason(n.Reason), Value: thousands(n.N) + " 个号码", Num: true}); {
			case n.N < few && !l.Alarm():
				rest += n.N
			case slices.Contains(spared, n.Reason):
				p.Spared = append(p.Spared, row)
			default:
				line("没发到："+row.Word, n.N)
			}
		}
	}
	line("没有收到：别的原因", rest) // of both sorts in one number: few of one sort would tell what somebody chose
	p.All = max(p.All, sum)
	if l.EndedAt != 0 {
		line("没发到：还没排到就取消了", p.All-sum)
	} else {
		line("还没排到", p.All-sum)
	}
	if p.All > 0 {
		p.Percent = p.Done * 100 / p.All
	}
	p.Quarter = p.Percent / 25 * 25
	return p
}
