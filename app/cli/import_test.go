package cli

import (
	"bytes"
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"anju/models/registry"
	"anju/models/storetest"
)

// anju runs a command as a person would, on an empty register of its own.
type anju struct {
	t   *testing.T
	dir string
}

func newAnju(t *testing.T, db string) *anju {
	t.Helper()
	a := &anju{t: t, dir: t.TempDir()}
	t.Setenv("ANJU_DB", db)
	t.Setenv("ANJU_KEY_FILE", filepath.Join(a.dir, "anju.key"))
	t.Setenv("ANJU_SMS", "file:"+filepath.Join(a.dir, "sms.jsonl"))
	a.ok("migrate")
	return a
}

func (a *anju) run(args ...string) (code int, out, errOut string) {
	var o, e bytes.Buffer
	code = Run(args, &o, &e)
	return code, o.String(), e.String()
}

func (a *anju) ok(args ...string) string {
	a.t.Helper()
	code, out, errOut := a.run(args...)
	if code != 0 {
		a.t.Fatalf("anju %s: %d %s", strings.Join(args, " "), code, errOut)
	}
	return out
}

// take imports a file at a time at which all of the essay is true.
func (a *anju) take(kind, path string, more ...string) importDone {
	a.t.Helper()
	var done importDone
	args := append([]string{"import", kind, path, "--at", essayAt, "--json"}, more...)
	if err := json.Unmarshal([]byte(a.ok(args...)), &done); err != nil {
		a.t.Fatal(err)
	}
	return done
}

func (a *anju) file(name, content string) string {
	a.t.Helper()
	path := filepath.Join(a.dir, name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		a.t.Fatal(err)
	}
	return path
}

func (a *anju) read(path string) string {
	a.t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		a.t.Fatal(err)
	}
	return string(data)
}

func (a *anju) stats(args ...string) registry.Stats {
	a.t.Helper()
	var s registry.Stats
	if err := json.Unmarshal([]byte(a.ok(append([]string{"stats", "--json"}, args...)...)), &s); err != nil {
		a.t.Fatal(err)
	}
	return s
}

const essayAt = "2026-11-24 10:00"

func counts(all []registry.Count) map[string]int {
	m := map[string]int{}
	for _, c := range all {
		if c.N > 0 {
			m[c.Key] = c.N
		}
	}
	return m
}

func TestTheEssaysTableIsCountedExactlyAndASecondImportChangesNothing(t *testing.T) {
	scale := 50
	if os.Getenv("ANJU_LONG") == "1" {
		scale = 1
	}
	storetest.EachName(t, func(t *testing.T, db string) {
		a := newAnju(t, db)
		e := storetest.NewEssayRoster(t, a.dir, scale)
		for _, list := range []struct{ kind, path string }{{"areas", e.Areas}, {"units", e.Units}, {"rooms", e.Rooms}} {
			if done := a.take(list.kind, list.path); done.Failed != 0 || done.Saved != done.Read {
				t.Fatalf("%s: %+v %s", list.kind, done, head(done.ErrorsFile))
			}
		}
		began := time.Now()
		done := a.take("stays", e.Stays)
		took := time.Since(began)
		if done.Read != e.Rows || done.Saved != e.Rows || done.Failed != 0 || done.ErrorsFile != "" {
			t.Fatalf("%d rows in the file: %+v %s", e.Rows, done, head(done.ErrorsFile))
		}
		t.Logf("%d stays in %v: %.0f rows/s", done.Read, took.Round(time.Millisecond), float64(done.Read)/took.Seconds())
		s := a.stats("--as-of", e.AsOf.String())
		if s.Residents != e.Residents || !maps.Equal(counts(s.ByZone), e.Zones) || !maps.Equal(counts(s.ByLength), e.Lengths) ||
			!maps.Equal(counts(s.ByProvince), e.Provinces) {
			t.Errorf("counted %+v\nwanted %d %v %v %v", s, e.Residents, e.Zones, e.Lengths, e.Provinces)
		}
		if below := a.stats("--as-of", e.AsOf.String(), "--area", "339900-urban"); below.Residents != e.Zones["urban"] || len(below.ByProvince) != 0 || below.ByProvince == nil {
			t.Errorf("below the city: %+v", below)
		}
		began = time.Now()
		for _, list := range []struct{ kind, path string }{{"areas", e.Areas}, {"units", e.Units}, {"rooms", e.Rooms}, {"stays", e.Stays}} {
			if done := a.take(list.kind, list.path); done.Saved != 0 || done.Same != done.Read {
				t.Errorf("%s again: %+v", list.kind, done)
			}
		}
		t.Logf("all again in %v", time.Since(began).Round(time.Millisecond))
	})
}

// head is the beginning of an errors file, for a failing test.
func head(path string) string {
	data, err := os.ReadFile(path)
	if err != nil {
		return ""
	}
	return string(data[:min(len(data), 600)])
}
