package cli

import (
	"encoding/json"
	"strings"
	"testing"

	"anju/models/storetest"
)

// TestTheOperatorSeesHowAJobWentTheLastTime, as the help of the command promises.
func TestTheOperatorSeesHowAJobWentTheLastTime(t *testing.T) {
	storetest.EachName(t, func(t *testing.T, db string) {
		a := newAnju(t, db)
		last := func() (ran bool) {
			t.Helper()
			var lines []struct {
				Job  string   `json:"job"`
				Last *lastRun `json:"last"`
			}
			if err := json.Unmarshal([]byte(a.ok("job", "list", "--json")), &lines); err != nil {
				t.Fatal(err)
			}
			for _, l := range lines {
				if l.Job == "flag" && l.Last != nil {
					return l.Last.Started != "" && l.Last.Problem == "" && !l.Last.Open
				}
			}
			return false
		}
		if out := a.ok("job", "list"); !strings.Contains(out, "还没跑过") || last() {
			t.Errorf("before any run: %s", out)
		}
		a.ok("job", "run", "flag")
		if out := a.ok("job", "list"); !strings.Contains(out, "办好了") || !last() {
			t.Errorf("after a run: %s", out)
		}
	})
}

// TestAColleagueWhoLeftIsCutOffFromTheMachine where no administrator can sign in.
func TestAColleagueWhoLeftIsCutOffFromTheMachine(t *testing.T) {
	storetest.EachName(t, func(t *testing.T, db string) {
		t.Setenv("ANJU_PASSWORD", "lantern-river-48")
		a := newAnju(t, db)
		a.ok("setup", "--city", "云溪市", "--code", "339900")
		a.ok("user", "add", "chen01", "--name", "陈网格员", "--role", "auxiliary", "--area", "339900")
		for _, do := range []string{"disable", "disable", "enable"} {
			a.ok("user", do, "chen01")
		}
		code, _, errOut := a.run("user", "disable", "nobody")
		if code != 1 || !strings.Contains(errOut, "nobody") || strings.Count(strings.TrimSpace(errOut), "\n") != 0 {
			t.Errorf("an account that is not there: exit %d, %q", code, errOut)
		}
	})
}

// TestTheCheckOfTheLogFailsWhenSomethingWasChanged: an operator's script goes by the exit.
func TestTheCheckOfTheLogFailsWhenSomethingWasChanged(t *testing.T) {
	storetest.EachName(t, func(t *testing.T, db string) {
		a := newAnju(t, db)
		a.small()
		if out := a.ok("audit", "verify", "--json"); !strings.Contains(out, `"unsealed":3`) && !strings.Contains(out, `"unsealed": 3`) {
			t.Errorf("before a seal: %s", out)
		}
		a.ok("job", "run", "seal")
		if out := a.ok("audit", "verify", "--json"); !strings.Contains(out, `"ok":true`) && !strings.Contains(out, `"ok": true`) {
			t.Errorf("after it: %s", out)
		}
		st := a.open(db)
		defer st.Close()
		if _, err := st.SQL().Exec("UPDATE audit_entries SET detail = 'x' WHERE id = 2"); err != nil {
			t.Fatal(err)
		}
		if code, out, errOut := a.run("audit", "verify", "--json"); code != 1 || !strings.Contains(errOut, "第 2 条记录被改过") || !strings.Contains(out, "第 2 条") {
			t.Errorf("exit %d, %s, %s", code, out, errOut)
		}
	})
}

// TestACaseKeepsAStayFromBeingErased from the machine, and letting go of it lets it be erased.
func TestACaseKeepsAStayFromBeingErased(t *testing.T) {
	storetest.EachName(t, func(t *testing.T, db string) {
		a := newAnju(t, db)
		a.small()
		_ = a.file("stays.csv", "unit_code,room_no,name,doc_type,doc_no,moved_in_on\nU1,101,何以安,111,"+storetest.Number("3399", 1)+",2026-11-01\n")
		a.take("stays", a.dir+"/stays.csv")
		st := a.open(db)
		ref := a.rows(st, "SELECT ref FROM stays")[0]
		if err := st.Close(); err != nil {
			t.Fatal(err)
		}
		a.ok("hold", ref, "--reason", "案件 7")
		if code, _, errOut := a.run("hold", ref, "--reason", "案件 7"); code != 1 || !strings.Contains(errOut, "已经是这样") {
			t.Errorf("holding twice: exit %d, %s", code, errOut)
		}
		if code, _, _ := a.run("hold", ref); code != 2 {
			t.Errorf("a hold without a reason: exit %d", code)
		}
		a.ok("hold", ref, "--off", "--reason", "案件 7 结了")
		for _, job := range []string{"rollup", "purge"} {
			if out := a.ok("job", "run", job, "--at", "2026-11-25 03:00", "--json"); !strings.Contains(out, job) {
				t.Errorf("%s: %s", job, out)
			}
		}
	})
}
