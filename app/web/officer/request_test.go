package officer_test

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"anju/models"
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

// entry is the stay of the home.
func (w *town) entry() store.Entry {
	w.t.Helper()
	all, err := w.Store.Entries(context.Background(), w.home.ID)
	must(w.t, err)
	return all[0]
}

func TestWhoSettlesThatItIsNotHeReadsOfWhomItWasSaid(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		w.toGrid("7700000101")
		e := w.entry()
		user := models.User{Name: "何以安", Phone: wholeCall}
		must(t, w.Store.InTx(context.Background(), func(tx *store.Tx) error { return tx.SaveUser(&user) }))
		tenant, err := w.Store.Actor(context.Background(), user)
		must(t, err)
		_, err = w.DisputeStay(context.Background(), tenant, e.Stay.Ref, w.at)
		must(t, err)
		b := w.browser().signIn("li01", false)
		b.get(b.get("/o/reports").find(`href="(/o/reports/[a-z0-9]+)"`))
		b.shows("说的是谁的登记", "何以安·101 房", "/o/u/"+w.home.Ref+"#p"+e.Stay.Ref, "/o/stays/"+e.Stay.Ref+"/correct")
		b.get("/o/u/"+w.home.Ref).shows("说不是他", "登记的不是他")
		other := w.file("grid", "厨房漏水")
		_, err = w.Store.SQL().Exec("UPDATE requests SET stay_id = ? WHERE ref = ?", e.Stay.ID, other.Ref)
		must(t, err)
		if page := b.get("/o/reports/" + other.Ref).shows("厨房漏水").page; strings.Contains(page, "何以安") {
			t.Error("who reports something is named")
		}
	})
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
