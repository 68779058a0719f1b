package officer_test

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

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

// TestThePhoneLeftWithAReportIsShownForAReasonAndForAMinute: the officer calls back; the number stands on that one answer alone, and
// a page tells nobody that he can read of a look who left no name.
func TestThePhoneLeftWithAReportIsShownForAReasonAndForAMinute(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		w.toGrid("7700000101")
		at := "/o/reports/" + w.file("grid", "厨房漏水").Ref
		li := w.browser().signIn("li01", false)
		page := li.get(at).find(`href="(/o/reports/[a-z0-9]+/phone)"`)
		if li.get(page).shows("看电话", "尾号", "反映问题：漏水", "为什么要看"); strings.Contains(li.page, wholeCall) || strings.Contains(li.page, "本人能看到") {
			t.Error("the number before a reason, or a promise that nobody keeps")
		}
		if li.post(page); li.code != http.StatusUnprocessableEntity || strings.Contains(li.page, wholeCall) {
			t.Errorf("without a reason: %d", li.code)
		}
		li.post(page, "reason", "处理求助").shows(`href="tel:`+wholeCall+`"`, `href="`+at+`"`)
		if li.head.Get("Cache-Control") != "no-store" || li.head.Get("Refresh") != "60; url="+at {
			t.Errorf("the number may be kept: %v", li.head)
		}
		chen := w.browser().signIn("chen01", false)
		chen.get(at).shows("请社区民警在办公室登录后看")
		if strings.Contains(chen.page, page) {
			t.Error("a link that is not for him")
		}
		if chen.get(page); chen.code == http.StatusOK || strings.Contains(chen.page, wholeCall) {
			t.Errorf("a grid worker: %d", chen.code)
		}
		w.at = w.at.Add(2 * time.Minute) // the next code
		shift := w.browser().signIn("li01", true)
		if shift.get(page); shift.code != http.StatusForbidden {
			t.Errorf("on a walk: %d", shift.code)
		}
	})
}
