package cli

import (
	"strings"
	"testing"

	"anju/models/storetest"
)

// TestTheDoctorNamesTheNumbersThatAreTheOperatorsOwn: without it a wrong number in a forgotten file is never found.
func TestTheDoctorNamesTheNumbersThatAreTheOperatorsOwn(t *testing.T) {
	storetest.EachName(t, func(t *testing.T, db string) {
		a := newAnju(t, db)
		if out := a.ok("doctor"); strings.Contains(out, "本地定的") {
			t.Errorf("the program's own numbers: %s", out)
		}
		t.Setenv("ANJU_PROFILE", a.file("own.json", `{"limits": {"stale_days": {"value": 60, "source": "社区约定", "checked": "2026-11-01"}}}`))
		const want = "多久没人确认，就要核实：60 天，程序自带 90 天（社区约定）"
		if out := a.ok("doctor"); !strings.Contains(out, "本地定的："+want) {
			t.Error(out)
		}
		if out := a.ok("doctor", "--json"); !strings.Contains(out, want) {
			t.Error(out)
		}
	})
}
