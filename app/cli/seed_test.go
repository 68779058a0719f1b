package cli

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"anju/models/storetest"
)

// TestAnInventedCityComesOutTheSameTwice: a measurement is worth nothing if it cannot be taken again, nor if a rule that
// lists obey does not hold in it.
func TestAnInventedCityComesOutTheSameTwice(t *testing.T) {
	var first string
	storetest.EachName(t, func(t *testing.T, db string) {
		a := newAnju(t, db)
		var done seedDone
		if err := json.Unmarshal([]byte(a.ok("seed", "--stays", "3000", "--seed", "7", "--at", essayAt, "--json")), &done); err != nil {
			t.Fatal(err)
		}
		if done.Stays != 3000 || done.Left < 600 || done.Units < 300 || done.Rooms < done.Units || done.Areas < 8 {
			t.Errorf("the city holds %+v", done)
		}
		if s := a.stats("--as-of", essayAt[:10]); s.Residents != 3000 {
			t.Errorf("%d people live there", s.Residents)
		}
		if code, _, errOut := a.run("seed", "--stays", "10"); code != 1 || strings.Count(strings.TrimSpace(errOut), "\n") != 0 {
			t.Errorf("a second city in the same register: exit %d, %s", code, errOut)
		}
		for _, wrong := range []string{"0", "4000001"} {
			if code, _, _ := a.run("seed", "--stays", wrong); code != 2 {
				t.Errorf("--stays %s: exit %d", wrong, code)
			}
		}
		path := filepath.Join(a.dir, "all.csv")
		a.ok("export", "stays", path)
		all, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if first == "" {
			first = string(all)
		}
		if string(all) != first || strings.Contains(first, ",330") {
			t.Error("the same seed made another city")
		}
		var run struct{ Examined, Opened int }
		if err := json.Unmarshal([]byte(a.ok("job", "run", "flag", "--at", essayAt, "--json")), &run); err != nil {
			t.Fatal(err)
		}
		if run.Opened == 0 || run.Opened > 900 {
			t.Errorf("the rules find %d things to do in it", run.Opened)
		}
		t.Logf("%+v, the rules open %d", done, run.Opened)
	})
}
