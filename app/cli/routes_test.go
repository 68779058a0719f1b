package cli

import (
	"os"
	"strings"
	"testing"
)

// TestTheListOfAddressesLeavesNothingBehind: who only looks finds no database, no key and no outbox in his folder afterwards.
func TestTheListOfAddressesLeavesNothingBehind(t *testing.T) {
	for _, name := range []string{"ANJU_DB", "ANJU_KEY_FILE", "ANJU_SMS"} {
		t.Setenv(name, "")
	}
	dir := t.TempDir()
	t.Chdir(dir)
	a := &anju{t: t, dir: dir}
	if out := a.ok("routes"); !strings.Contains(out, "/o/desk/u/:ref/all") || !strings.Contains(out, "desk.serve") {
		t.Errorf("the addresses: %s", out)
	}
	if out := a.ok("routes", "--json"); !strings.HasPrefix(out, `[{"method":`) {
		t.Errorf("as JSON: %s", out)
	}
	left, err := os.ReadDir(dir)
	if err != nil || len(left) > 0 {
		t.Errorf("it leaves %v, %v", left, err)
	}
}
