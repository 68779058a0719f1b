package officer_test

import (
	"strings"
	"testing"
	"time"
)

func TestWhoseDutyEndedIsToldSoAndNotLedInACircle(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		w.toGrid("7700000101")
		b := w.browser().signIn("chen01", false).get("/o/queue")
		_, err := w.Store.SQL().Exec("UPDATE grants SET to_at = ? WHERE user_id = (SELECT id FROM users WHERE login = 'chen01')", w.at.UnixMilli())
		must(t, err)
		w.at = w.at.Add(time.Minute)
		if b.get("/o"); !strings.HasPrefix(b.path, "/staff/login") {
			t.Errorf("/o leads to %s (%d)", b.path, b.code)
		}
		b.shows("现在没有在岗的职责")
		if n := w.count("SELECT COUNT(*) FROM sessions WHERE user_id = (SELECT id FROM users WHERE login = 'chen01')"); n != 0 {
			t.Errorf("%d sessions are left that open nothing", n)
		}
		w.at = w.at.Add(time.Minute)
		if b = w.browser().signIn("chen01", false); !strings.HasPrefix(b.path, "/staff/login") {
			t.Errorf("signing in leads to %s", b.path)
		}
		b.shows("现在没有在岗的职责")
	})
}
