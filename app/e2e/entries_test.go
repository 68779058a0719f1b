package e2e

import (
	"encoding/json"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"anju/models/storetest"
)

// TestNobodyRealIsEnteredBeforeTheProfileIsComplete goes through the program as an operator with a real carrier would
// (DESIGN 4.1, sending): pages refuse entries and say what is missing, commands only warn, and once the profile names
// everything both go.
func TestNobodyRealIsEnteredBeforeTheProfileIsComplete(t *testing.T) {
	storetest.EachName(t, func(t *testing.T, db string) {
		w := newWorld(t, db)
		v := newVisitor("")
		byFile := start(t, w.env, "serve") // a file as the only way out needs nothing
		v.base = byFile.URL
		v.signIn(t, w.sms, w.landlord)
		home := "/h/u/" + w.unit.Ref
		entry := url.Values{"phone": {"19900000077"}, "kind": {"helper"}, "u": {w.unit.Ref}}
		post := func(path string, form url.Values) int {
			t.Helper()
			must(t, v.get(path))
			must(t, v.post(path, form))
			return v.last.StatusCode
		}
		if got := post(home+"/checkin", url.Values{"name": {""}}); got != http.StatusUnprocessableEntity {
			t.Errorf("with a file as the only way out an entry is answered with %d", got)
		}
		byFile.kill()

		dir := t.TempDir()
		var base []string
		for _, pair := range w.env {
			if !strings.HasPrefix(pair, "ANJU_SMS=") {
				base = append(base, pair)
			}
		}
		for name, sms := range map[string]string{"one carrier": "kannel:", "a file first": "file:" + w.sms + ",kannel:"} {
			env := append(slices.Clone(base), "ANJU_SMS="+sms)
			p := start(t, env, "serve")
			v.base = p.URL
			for path, form := range map[string]url.Values{home + "/checkin": {"name": {"程海棠"}}, "/h/u/new": {}, "/h/me": entry,
				"/d/" + w.unit.DoorToken + "/register": {"phone": {"19900000078"}}} {
				if got := post(path, form); got != http.StatusServiceUnavailable || !strings.Contains(v.page, "影响评估日期") || !strings.Contains(v.page, "短信发送授权") {
					t.Errorf("%s: %s is answered with %d and does not say what is missing", name, path, got)
				}
			}
			p.kill()
			if code, _, errOut := call(t, env, "sending", "on"); code != 1 || !strings.Contains(errOut, "影响评估日期") {
				t.Errorf("%s: sending on: %d %s", name, code, errOut)
			}
			if code, _, errOut := call(t, env, "import", "areas", w.file(t, dir, "areas.csv", "code,level,name\n339901,city,新溪市\n")); code != 0 || !strings.Contains(errOut, "影响评估日期") {
				t.Errorf("%s: a command warns only: %d %s", name, code, errOut)
			}
			var doctor struct{ Missing []string }
			must(t, json.Unmarshal([]byte(run(t, env, "doctor", "--json")), &doctor))
			if len(doctor.Missing) != 5 || !strings.Contains(strings.Join(doctor.Missing, " "), "assessed") {
				t.Errorf("%s: doctor misses %v", name, doctor.Missing)
			}
		}

		whole := append(slices.Clone(base), "ANJU_SMS=kannel:", "ANJU_PROFILE="+w.file(t, dir, "own.json",
			`{"controller":"柳岸社区居民委员会","contact":"0500-880 0110","notice_version":"2026-1","assessed":"2026-11-01","sms_authority":"云公函〔2026〕1 号"}`))
		if code, _, errOut := call(t, whole, "sending", "on"); code != 0 {
			t.Errorf("nothing is missing, and sending on: %s", errOut)
		}
		v.base = start(t, whole, "serve").URL
		if got := post(home+"/checkin", url.Values{"name": {""}}); got != http.StatusUnprocessableEntity {
			t.Errorf("nothing is missing, and an entry is answered with %d", got)
		}
	})
}

func (w *world) file(t *testing.T, dir, name, content string) string {
	t.Helper()
	path := filepath.Join(dir, name)
	must(t, os.WriteFile(path, []byte(content), 0o600))
	return path
}
