package officer_test

import (
	"context"
	"html"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"anju/models"
	"anju/models/policy"
	"anju/models/profile"
	"anju/models/vault"
	"anju/models/workday"
)

// bring sends an answer file with the marks of the page in view.
func (b *browser) bring(path string, file []byte) *browser {
	form := url.Values{"_csrf": {csrf.FindStringSubmatch(b.page)[1]}}
	rec := b.jar.SendFile(b.handler, "http://anju.test"+path, form, "answer", file)
	b.code, b.page = rec.Code, html.UnescapeString(rec.Body.String())
	return b
}

// TestAnOfficerHandsOverTakesTheFileAndBringsTheAnswerBack: the code is asked again, the person can read it, the same file
// comes twice, and what was returned waits with plain words.
func TestAnOfficerHandsOverTakesTheFileAndBringsTheAnswerBack(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		var err error
		w.Handover, err = profile.Handover(nil)
		must(t, err)
		w.toGrid("7700000101")
		b := w.browser().signIn("li01", false)
		w.at = w.at.Add(10 * time.Minute) // the code is no longer fresh
		area := b.get("/o/handover").shows("区域77000001：1 条", "入住", "动态码", "没有退回的").find(`<option value="([a-z2-7]{20})"`)
		if b.post("/o/handover", "area", area, "reason", "按时移交"); b.code != http.StatusUnprocessableEntity {
			t.Fatalf("handed over without the code given again: %d", b.code)
		}
		b.shows("请再输一次动态码")
		code, err := totp.GenerateCode(w.secrets["li01"], w.at)
		must(t, err)
		b.post("/o/handover", "area", area, "reason", "按时移交", "totp", code).shows("移交 77000001-0001", "封好了", "取下文件")
		batch := b.path
		first := b.post(batch)
		if b.code != http.StatusOK || b.head.Get("Cache-Control") != "no-store" || !strings.Contains(b.head.Get("Content-Disposition"), "77000001-0001.anju") {
			t.Fatalf("the file came with %d %v", b.code, b.head)
		}
		one := first.raw
		if b.get(batch).shows("取过").post(batch); string(b.raw) != string(one) {
			t.Fatal("the file taken twice is two files")
		}
		key, err := w.ExchangeKey(context.Background(), policy.SystemActor, "77000001", false, w.at)
		must(t, err)
		body, err := key.OpenParcel(one)
		must(t, err)
		paper, err := models.ReadHandPaper(body)
		must(t, err)
		reply := paper.Reply(workday.At(w.at), func(int) (string, string) { return models.HandReturned, "01" })
		answer := reply.Sealed(vault.Proof(paper.AnswerKey, reply.Text()))

		b.get("/o/handover").shows("没有新来的、搬走的", "等回话")
		if b.bring("/o/handover/answer", answer[:len(answer)-3]); b.code != http.StatusUnprocessableEntity {
			t.Fatalf("half an answer was taken: %d", b.code)
		}
		b.shows("再拷一次").get("/o/handover").bring("/o/handover/answer", answer).shows("回执读好了：77000001-0001", "派出所退回 1 件", "青禾路 18 号 101 房", "姓名和证件号对不上")
		if strings.Contains(b.page, "何以安") {
			t.Error("the page names somebody, and no look was put down")
		}
		b.get("/o/queue").shows("派出所退回 <b>1</b>")
		b.get("/o/u/"+w.home.Ref).shows("册上登记", "派出所", "退回了，要改", "派出所退回了：姓名和证件号对不上")
		again := b.get("/o/handover").find(`action="(/o/handover/again/[a-z2-7]{20})"`)
		b.post(again).shows("下一次移交会再交这一条", "区域77000001：1 条")
		b.get(batch).shows("每一条都回了话")

		if b.get("/o/handover").bring("/o/handover", answer); b.code != http.StatusUnsupportedMediaType {
			t.Errorf("a form without a file took one: %d", b.code)
		}
		w.at = w.at.Add(time.Minute) // each code is good once
		worker := w.browser().signIn("chen01", false)
		if worker.get("/o/handover"); worker.code != http.StatusForbidden {
			t.Errorf("a grid worker sees the hand-over: %d", worker.code)
		}
		shift := w.browser().signIn("li01", true)
		if shift.get("/o/handover").post("/o/handover", "area", area, "reason", "按时移交"); shift.code != http.StatusForbidden {
			t.Errorf("handed over on a visit shift: %d", shift.code)
		}
	})
}
