package officer

import (
	"fmt"
	"net/http"
	"strconv"

	"anju/app/web/site"
	"anju/models"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/store"

	"github.com/labstack/echo/v4"
)

// freshen takes the code that is asked again before people's data leave. done is true when the answer has been given.
func (d *Desk) freshen(c echo.Context, p site.Page, f site.Form) (done bool, err error) {
	switch {
	case d.Site.Actor(c).Shift:
		return true, models.Refuse(models.Forbidden, "走访班次里不能移交。请在办公室重新登录")
	case d.Site.Actor(c).Fresh:
		return false, nil
	case f.Get("totp") == "":
		return true, d.Site.Redraw(c, p, f, models.FaultAt("totp", "请再输一次动态码"))
	}
	if err := d.Site.Refresh(c, d.Registry, f.Get("totp")); err != nil {
		return true, d.Site.RedrawWait(c, p, f, "totp", err)
	}
	return false, nil
}

// TakeHandover is POST /o/handover: one batch of one area.
func (d *Desk) TakeHandover(c echo.Context) error {
	p, err := d.handover(c)
	if err != nil {
		return err
	}
	f, err := site.ReadForm(c)
	if err != nil {
		return d.Site.Redraw(c, p, f, err)
	}
	if !contains(p.Reasons, f.Get("reason")) {
		return d.Site.Redraw(c, p, f, models.FaultAt("reason", "请选为什么移交，会写进记录，本人能看到。"))
	}
	if done, err := d.freshen(c, p, f); done {
		return err
	}
	p.Ask = false
	ref, err := d.Registry.MakeBatch(site.Ctx(c), d.Site.Actor(c), registry.HandForm{Area: f.Get("area"), Reason: f.Get("reason"), Once: f.Once()}, d.Site.At(c))
	if models.IsKind(err, models.Conflict) {
		err = models.FaultAt("area", models.AsError(err).Message) // nothing to hand over: said where the area was chosen
	}
	if err != nil {
		return d.Site.Redraw(c, p, f, err)
	}
	return d.Site.Redirect(c, "/o/handover/"+ref, "封好了。取下文件，用移动盘送过去。")
}

func contains(all []site.Choice, value string) bool {
	for _, c := range all {
		if c.Value == value {
			return true
		}
	}
	return false
}

// TakeHandAgain is POST /o/handover/again/:stay: a returned stay goes once more as it is.
func (d *Desk) TakeHandAgain(c echo.Context) error {
	if err := d.Registry.HandAgain(site.Ctx(c), d.Site.Actor(c), c.Param("stay"), d.Site.At(c)); err != nil {
		return err
	}
	return d.Site.Redirect(c, "/o/handover", "记下了，下一次移交会再交这一条。")
}

// TakeHandAnswer is POST /o/handover/answer: what the police answered, as a file.
func (d *Desk) TakeHandAnswer(c echo.Context) error {
	p, err := d.handover(c)
	if err != nil {
		return err
	}
	f, err := site.ReadForm(c)
	var file []byte
	if err == nil {
		file, err = site.ReadFile(c, "answer")
	}
	if err != nil {
		return d.Site.Redraw(c, p, f, err)
	}
	took, err := d.Registry.TakeReply(site.Ctx(c), d.Site.Actor(c), file, d.Site.At(c))
	if e := models.AsError(err); e != nil && e.Kind == models.Invalid && len(e.Faults) == 0 {
		err = models.FaultAt("answer", e.Message)
	}
	if err != nil {
		return d.Site.Redraw(c, p, f, err)
	}
	if p, err = d.handover(c); err != nil { // as it stands now
		return err
	}
	p.Took = &took
	return d.Site.Render(c, http.StatusOK, p)
}

// Batch is one batch: its numbers, and its file to be taken.
type Batch struct {
	site.Shell
	Ref, Number string
	Rows        []site.Row
	Digest      string
	Open        bool // its file is still there
	Left        int  // rows without an answer
	Ask         bool
}

// Template names the page.
func (*Batch) Template() string { return "officer/handover_batch" }

// ShowBatch is GET /o/handover/:ref.
func (d *Desk) ShowBatch(c echo.Context) error {
	p, err := d.batch(c)
	if err != nil {
		return err
	}
	return d.Site.Render(c, http.StatusOK, p)
}

func (d *Desk) batch(c echo.Context) (*Batch, error) {
	all, err := d.Read.ListBatches(site.Ctx(c), d.scope(c, policy.HandoverView), mostBatches)
	if err != nil {
		return nil, err
	}
	for _, b := range all {
		if b.Ref == c.Param("ref") {
			return d.drawBatch(c, b)
		}
	}
	return nil, models.ErrNotFound
}

// mostBatches is how many of the newest batches can be opened.
const mostBatches = 1000

func (d *Desk) drawBatch(c echo.Context, b store.BatchCount) (*Batch, error) {
	names, err := d.Read.NamesOf(site.Ctx(c), []int64{b.MadeBy})
	if err != nil {
		return nil, err
	}
	p := &Batch{Shell: task("移交 "+b.Number, site.Link{Href: "/o/handover", Word: "回移交"}), Ref: b.Ref, Number: b.Number, Digest: b.Digest,
		Open: b.Kept, Left: b.Waiting(), Ask: !d.Site.Actor(c).Fresh}
	by := names[b.MadeBy]
	if by == "" {
		by = "到点自己封的"
	}
	p.Rows = []site.Row{{Word: "封好", Value: b.MadeAt.Chinese(), More: by}, {Word: "为什么", Value: b.Reason},
		{Word: "共", Value: strconv.Itoa(b.Size) + " 条"}, {Word: "已登记", Value: strconv.Itoa(b.Accepted) + " 条"},
		{Word: "退回", Value: strconv.Itoa(b.Returned) + " 条"}, {Word: "没回话", Value: strconv.Itoa(b.Waiting()) + " 条"},
		{Word: "钥匙编号", Value: strconv.Itoa(b.KeySerial)}}
	if b.Fetched > 0 {
		p.Rows = append(p.Rows, site.Row{Word: "取过", Value: fmt.Sprintf("%d 次", b.Fetched), More: "最近 " + b.FetchedAt.Chinese()})
	}
	return p, nil
}

// TakeBatch is POST /o/handover/:ref: the sealed file, the same bytes each time.
func (d *Desk) TakeBatch(c echo.Context) error {
	p, err := d.batch(c)
	if err != nil {
		return err
	}
	f, err := site.ReadForm(c)
	if err != nil {
		return d.Site.Redraw(c, p, f, err)
	}
	if done, err := d.freshen(c, p, f); done {
		return err
	}
	file, err := d.Registry.FetchBatch(site.Ctx(c), d.Site.Actor(c), p.Ref, d.Site.At(c))
	if err != nil {
		return err
	}
	h := c.Response().Header()
	h.Set("Cache-Control", "no-store")
	h.Set("Content-Disposition", `attachment; filename="`+file.Name()+`"`)
	return c.Blob(http.StatusOK, "application/octet-stream", file.Bytes)
}
