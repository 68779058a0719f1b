package boot

import (
	"context"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"time"

	"anju/app/web"
	"anju/jobs"
	"anju/jobs/sms/carriertest"
	"anju/models"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/storetest"
	"anju/models/workday"
)

// TestWhatACarrierTellsAtItsSecretAddressStandsAtTheText: receipts and answers come in by the carrier's own calls, once,
// and whoever does not know the address learns nothing.
func TestWhatACarrierTellsAtItsSecretAddressStandsAtTheText(t *testing.T) {
	carrier := carriertest.Aliyun(false)
	defer carrier.Close()
	carrier.Allow("SMS_20")
	a := openWith(t, map[string]string{"ANJU_SMS": "aliyun", "ANJU_SMS_SIGN": carriertest.Sign, "ANJU_SMS_ALIYUN_ENDPOINT": carrier.URL,
		"ANJU_SMS_ALIYUN_KEY_ID": carriertest.Key, "ANJU_SMS_ALIYUN_KEY_SECRET": carriertest.Secret})
	if !a.Registry.Texts.Answers {
		t.Error("a carrier that brings answers is open, and no text offers one")
	}
	ctx, now := context.Background(), workday.At(a.Clock.Now())
	if err := a.Registry.FileText(ctx, policy.SystemActor, registry.TextFiling{Carrier: "aliyun", Kind: "R20", Wording: a.Registry.Texts.Wordings("R20")[0],
		Code: "SMS_20", State: models.FilingFiled, Numbers: true}, a.Clock.Now()); err != nil {
		t.Fatal(err)
	}
	err := a.Store.InTx(ctx, func(tx *store.Tx) error {
		_, err := tx.Queue(models.Notice{Kind: "R20", Phone: "19900000007", Params: map[string]string{"otp": "123456"}, Subject: "code:1", Period: "x", CreatedAt: now, NotBefore: now})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	dispatch, _ := jobs.Find("dispatch")
	state := func() string {
		t.Helper()
		if _, err := a.Runner.Run(ctx, dispatch, a.Clock.Now()); err != nil {
			t.Fatal(err)
		}
		all, err := a.Store.ListNotices(ctx, policy.Scope{All: true}, store.Outbox{N: 1})
		if err != nil {
			t.Fatal(err)
		}
		return all[0].State
	}
	if got := state(); got != models.NoticeSent || len(carrier.Taken()) != 1 {
		t.Fatalf("%s, %+v", got, carrier.Taken())
	}
	site := serveSite(t, a)
	hooks := a.Hooks()
	if len(hooks) != 1 || hooks[0].Gateway != "aliyun" {
		t.Fatalf("%+v", hooks)
	}
	path := hooks[0].URL[len(a.Config.URL()):]
	for range 2 { // carriers tell everything again
		for _, call := range append(carrier.Reports(), carrier.Answers("19900000007", "你好", "77", time.Now())) {
			answer := site(path, call)
			if answer.Code != http.StatusOK || answer.Body.String() != `{"code":0,"msg":"接收成功"}` || len(answer.Header()["Set-Cookie"]) > 0 {
				t.Errorf("%d %q", answer.Code, answer.Body)
			}
		}
	}
	if got := state(); got != models.NoticeDelivered {
		t.Errorf("the text is %s", got)
	}
	for query, want := range map[string]int{"SELECT COUNT(*) FROM receipts": 1, "SELECT COUNT(*) FROM inbound": 1, "SELECT COUNT(*) FROM inbound WHERE outcome = ''": 0} {
		if n := storetest.Count(t, a.Store, query); n != want {
			t.Errorf("%s: %d, want %d", query, n, want)
		}
	}
	call := carrier.Reports()[0]
	nowhere := plain(site("/nowhere", call))
	for _, wrong := range []string{path[:len(path)-1] + "x", path + "x", strings.Replace(path, "aliyun", "tencent", 1), strings.Replace(path, "aliyun", "file", 1)} {
		if got := plain(site(wrong, call)); got != nowhere {
			t.Errorf("%s is not answered like any address that does not exist:\n%s\n%s", wrong, got, nowhere)
		}
	}
}

// serveSite answers what the whole site says to a call.
func serveSite(t *testing.T, a *App) func(path string, call carriertest.Call) *httptest.ResponseRecorder {
	t.Helper()
	s, err := a.Site()
	if err != nil {
		t.Fatal(err)
	}
	e, err := web.New(s, a.Routes(s))
	if err != nil {
		t.Fatal(err)
	}
	return func(path string, call carriertest.Call) *httptest.ResponseRecorder {
		answer := httptest.NewRecorder()
		e.ServeHTTP(answer, httptest.NewRequest(http.MethodPost, path+"?"+call.Query.Encode(), strings.NewReader(call.Body)))
		return answer
	}
}

var numbers = regexp.MustCompile(`\d{4} \d{4} \d{4}|nonce-[\w+/=-]+|value="[^"]+"|tok=[^;]+`)

// plain is an answer without what is new in each.
func plain(answer *httptest.ResponseRecorder) string {
	return http.StatusText(answer.Code) + numbers.ReplaceAllString(answer.Body.String(), "#")
}
