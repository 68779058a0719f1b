package officer_test

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"anju/models/store"
)

// file puts a request to an audience on the home.
func (w *town) file(audience, body string) store.Request {
	w.t.Helper()
	unit, err := w.Store.UnitByRef(context.Background(), w.home.Ref)
	must(w.t, err)
	q := store.Request{No: "1234567" + string(rune('0'+len(audience)%10)), Kind: "report", Topic: "漏水", Audience: audience, UnitID: unit.ID,
		Ancestors: unit.Ancestors, Body: body, Contact: wholeCall, State: "open", FiledAt: unit.CreatedAt}
	must(w.t, w.Store.InTx(context.Background(), func(tx *store.Tx) error { return tx.SaveRequest(&q) }))
	return q
}

func TestARequestIsReadAndAnsweredOnlyByThoseItWasMeantFor(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		w.toGrid("7700000101")
		grid, police := w.file("grid", "厨房漏水"), w.file("police", "有人堵门")
		legal := w.file("legal", "欠薪三个月")
		chen, wu, li := w.browser().signIn("chen01", false), w.browser().signIn("wu01", false), w.browser().signIn("li01", false)
		for name, see := range map[string]struct {
			b    *browser
			want map[string]bool
		}{
			"worker": {chen, map[string]bool{grid.Body: true}}, "far": {wu, nil}, "officer": {li, map[string]bool{grid.Body: true, police.Body: true}},
		} {
			page := see.b.get("/o/reports").page
			for _, q := range []store.Request{grid, police, legal} {
				code := see.b.get("/o/reports/" + q.Ref).code
				if strings.Contains(page, q.Body) != see.want[q.Body] || (code == http.StatusOK) != see.want[q.Body] {
					t.Errorf("%s and what was said to %s: %d", name, q.Audience, code)
				}
			}
		}
		at := "/o/reports/" + grid.Ref
		if strings.Contains(chen.get(at).page, wholeCall) {
			t.Error("the whole phone stands on the page")
		}
		if chen.post(at).code != http.StatusUnprocessableEntity {
			t.Errorf("an empty answer: %d", chen.code)
		}
		chen.shows(`id="f-answer-error"`)
		chen.post(at, "answer", "明天上午来修").shows("回好了")
		if li.get(at).shows("明天上午来修"); strings.Contains(li.page, "<textarea") {
			t.Error("an answered request asks for an answer")
		}
		li.get("/o/reports")
		wu.get("/o/queue")
		if wu.post("/o/reports/"+grid.Ref, "answer", "x"); wu.code != http.StatusNotFound {
			t.Errorf("another grid's worker answers: %d", wu.code)
		}
	})
}
