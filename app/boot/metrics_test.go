package boot

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"anju/app/config"
	"anju/jobs"
	"anju/models"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/storetest"
	"anju/models/workday"
)

// TestTheMetricsTellHowTheTextsGoAndOfNobody: what waits, what left by which way, what it cost, which job ran, and which
// limit is reached; no number, no name, no home.
func TestTheMetricsTellHowTheTextsGoAndOfNobody(t *testing.T) {
	storetest.EachName(t, func(t *testing.T, db string) {
		dir := t.TempDir()
		conf, err := config.Load(func(key string) string {
			return map[string]string{"ANJU_DB": db, "ANJU_KEY_FILE": filepath.Join(dir, "anju.key"), "ANJU_SMS": "file:" + filepath.Join(dir, "sms.jsonl"),
				"ANJU_NOW": "2026-11-16 10:00", "ANJU_ALERT_STOPPED": "10m"}[key]
		})
		must(t, err)
		a, err := Open(t.Context(), Start{Config: conf, FakeNow: true, Migrate: true})
		must(t, err)
		t.Cleanup(func() { _ = a.Close() })
		must(t, a.Registry.SwitchSending(t.Context(), policy.SystemActor, true, a.Clock.Now()))
		now := workday.At(a.Clock.Now())
		must(t, a.Store.InTx(t.Context(), func(tx *store.Tx) error {
			for i := range 3 {
				if _, err := tx.Queue(models.Notice{Kind: "R04", Phone: fmt.Sprintf("1990000%04d", i), Params: map[string]string{"home": "青禾18", "d": "3", "who": "小陈", "phone": "0500-880 0101", "date": "1 日", "n": "1", "no": "1", "room": "101"},
					Subject: fmt.Sprint("stay:", i), Period: "x", CreatedAt: now, NotBefore: now.Add(time.Duration(i/2) * time.Hour)}); err != nil {
					return err
				}
			}
			return tx.SaveBreaker(store.Breaker{Name: "template:file:E01", State: store.BreakerOpen, Reason: models.SentBadText, OpenedAt: workday.At(a.Clock.Real().Add(-time.Hour)), RetryAt: workday.At(a.Clock.Real().Add(time.Hour))})
		}))
		for _, name := range []string{"dispatch", "watch"} {
			job, _ := jobs.Find(name)
			_, err := a.Runner.Run(t.Context(), job, a.Clock.Now())
			must(t, err)
		}
		rec := httptest.NewRecorder()
		a.metrics().ServeHTTP(rec, httptest.NewRequest(http.MethodGet, "/metrics", nil))
		page := rec.Body.String()
		for _, line := range []string{`anju_notices{category="reminder",state="queued"} 1`, `anju_notices{category="reminder",state="sent"} 2`, `anju_notices_cost_yuan{category="reminder",gateway="file"}`,
			`anju_sms_calls_total{gateway="file",outcome="accepted"} 2`, `anju_sms_gateway_stopped{gateway="file"} 0`, `anju_sms_templates_stopped{gateway="file"} 1`,
			`anju_sms_alert{alert="template:file"} 1`, "anju_sms_sending 1", "anju_flags_open 0", `anju_job_age_seconds{job="dispatch"}`, `anju_job_last_ok_seconds{job="watch"}`, "# HELP anju_notices "} {
			if !strings.Contains(page, line) {
				t.Errorf("no line %s", line)
			}
		}
		if rec.Code != http.StatusOK || strings.Contains(page, "青禾18") || regexp.MustCompile(`\b199\d{8}\b`).MatchString(page) {
			t.Errorf("%d, or it tells of somebody:\n%s", rec.Code, page)
		}
		words, err := a.Alerts(t.Context())
		must(t, err)
		if len(words) != 1 || words[0] != "在“文件”连着没通过、停着的模板：E01。请管理员在服务商那边核对签名和模板。" {
			t.Errorf("doctor says %q", words)
		}
	})
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
