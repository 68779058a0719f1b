package admin_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"anju/models"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/storetest"
	"anju/models/workday"
)

const tenantPhone = "19900000013"

// texted puts texts in the outbox: of two to one number one was refused, and one to another number waits.
func texted(t *testing.T, o *office) (refused string) {
	t.Helper()
	ctx, now := context.Background(), workday.At(o.at)
	o.Registry.Ways = []string{"file"}
	o.Registry.Texts = models.Texts{Signature: "【云溪】", ByID: map[string]models.SMSTemplate{"R04": {ID: "R04", Text: "您登记在{home}，有事打{phone}。"}}}
	must(t, o.Store.InTx(ctx, func(tx *store.Tx) error {
		for i, to := range []string{tenantPhone, tenantPhone, "19900000099"} {
			n := models.Notice{Kind: "R04", Phone: to, Params: map[string]string{"home": "青禾18", "phone": "0500-880 0101"}, Subject: fmt.Sprint("stay:", i), Period: "x", CreatedAt: now, NotBefore: now}
			if i == 1 {
				n.State, n.Reason, n.Gateway = models.NoticeFailed, models.SentBadPhone.Reason(), "file"
			}
			if _, err := tx.Queue(n); err != nil {
				return err
			}
		}
		page, err := tx.ListNoticeLog(ctx, policy.Scope{All: true}, store.NoticeLog{State: models.NoticeFailed, N: 9})
		must(t, err)
		refused = page.Notices[0].Ref
		a := models.Attempt{NoticeID: page.Notices[0].ID, Gateway: "file", OutID: "o", StartedAt: now, CalledAt: now}
		must(t, tx.BeginAttempts([]models.Attempt{a}))
		a.Outcome, a.Kind, a.Code, a.EndedAt = models.AttemptRejected, models.SentBadPhone, "isv.MOBILE_NUMBER_ILLEGAL", now
		return tx.EndAttempts([]models.Attempt{a})
	}))
	return refused
}

// TestTheAdministratorSeesHowTextsGoAndNobody: the last four digits, the words with circles, a reason and the next step.
func TestTheAdministratorSeesHowTextsGoAndNobody(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		o := newOffice(t, st)
		o.get("/a/sms/log").shows("还没有短信")
		o.get("/a/sms/charts").shows("这 30 天还没有发过短信", "30 天里没有人收到过短信")
		o.get("/a/sms/ways").shows("还没有短信出口")
		refused := texted(t, o)
		_, _, err := o.Registry.WatchSending(context.Background(), policy.SystemActor, o.at)
		must(t, err)
		for path, words := range map[string][]string{
			"/a/sms/log": {"尾号 0013", "尾号 0099", "没发成", "等发", "请问本人要一个新号码"},
			"/a/sms/log?state=failed&way=file&kind=R04&day=2026-11-16&end=0013": {"尾号 0013", "清空条件"},
			"/a/sms/log?end=0099":            {"尾号 0099"},
			"/a/sms/log?state=delivered":     {"没有这样的短信"},
			"/a/sms/log?state=lost&end=12x4": {"有一个条件不认识"},
			"/a/sms/log/" + refused:          {"排进发件箱", "第 1 次交给“file”：没有收", "这个号码收不了短信", "isv.MOBILE_NUMBER_ILLEGAL", "接下来", "请问本人要一个新号码", "您登记在○○，有事打○○。", "住房租赁条例，2026-11-01 核对"},
			"/a/sms/charts":                  {"没发成", "电信", "11月16日"},
			"/a/sms/ways":                    {"排着的", "等发·提醒", "2 条", "短信没开，只发验证码"},
		} {
			o.get(path).shows(words...)
			for _, secret := range []string{tenantPhone, "19900000099", "青禾18", "0500-880 0101"} {
				if o.answer != 200 || strings.Contains(o.page, secret) {
					t.Errorf("%s (%d) tells of %s", path, o.answer, secret)
				}
			}
		}
		if o.get("/a/sms/log?state=failed"); strings.Contains(o.page, "尾号 0099") {
			t.Error("what waits stands among what failed")
		}
		o.get("/a/sms/log/nobody")
		if o.answer != 404 {
			t.Errorf("a text that is not there: %d", o.answer)
		}
	})
}

// TestAWholeNumberIsFoundAndStandsInNoAddress: it is typed into a form, and the answer leads on by a text, not by the number.
func TestAWholeNumberIsFoundAndStandsInNoAddress(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		o := newOffice(t, st)
		texted(t, o)
		o.get("/a/sms/log").post("/a/sms/log", "number", "199 0000 0013").shows("只看发给尾号 0013 这个号码的", "没发成", "等发")
		if strings.Contains(o.page, "尾号 0099") || strings.Contains(o.page, tenantPhone) {
			t.Error("others are shown, or the whole number")
		}
		o.get("/a/sms/log?state=failed").post("/a/sms/log?state=failed", "number", "1990000001").shows("少 1 位", "1990000001")
		if o.answer != 422 {
			t.Errorf("%d", o.answer)
		}
		o.get("/a/sms/log").post("/a/sms/log", "number", "19900000055").shows("没有发给这个号码的短信")
		if o.answer != 422 {
			t.Errorf("%d", o.answer)
		}
	})
}

// TestALimitThatIsPassedIsToldOnTheFrontPageWithItsNextStep and at the way that is stopped.
func TestALimitThatIsPassedIsToldOnTheFrontPageWithItsNextStep(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		o := newOffice(t, st)
		texted(t, o)
		o.Registry.AlertLimits = models.AlertLimits{Stopped: 10 * time.Minute}
		since := workday.At(o.at.Add(-11 * time.Minute))
		must(t, st.InTx(context.Background(), func(tx *store.Tx) error {
			return tx.SaveBreaker(store.Breaker{Name: "gateway:file", State: store.BreakerOpen, Reason: models.SentBadAccount, OpenedAt: since, RetryAt: workday.At(o.at.Add(time.Minute)), Trips: 3})
		}))
		words := []string{"短信出口“file”停了 11 分钟。", "请管理员看余额、密钥和服务器时间。"}
		o.get("/a").shows(words...)
		o.get("/a/sms").shows(words...)
		o.get("/a/sms/ways").shows(append(words, "停着", "短信出口的账号有问题，发不出去。从 11 月 16 日 09:49 停着，11 月 16 日 10:01 再试一条。")...)
		must(t, st.InTx(context.Background(), func(tx *store.Tx) error {
			return tx.SaveBreaker(store.Breaker{Name: "gateway:file", State: store.BreakerClosed})
		}))
		if o.get("/a"); strings.Contains(o.page, "短信要看一看") {
			t.Error("told although it is over")
		}
	})
}
