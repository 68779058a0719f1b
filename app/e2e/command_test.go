package e2e

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"anju/models/storetest"
)

// call runs a command and answers its exit code and what it said.
func call(t *testing.T, env []string, args ...string) (code int, out, errOut string) {
	t.Helper()
	path, err := binary()
	must(t, err)
	cmd := exec.Command(path, args...)
	cmd.Env = append(os.Environ(), env...)
	var o, e bytes.Buffer
	cmd.Stdout, cmd.Stderr = &o, &e
	err = cmd.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return cmd.ProcessState.ExitCode(), o.String(), e.String()
}

// TestCommandsAnswerAsOperatorsAndScriptsExpect holds the contract of exit codes and JSON documents (DESIGN 4.1).
func TestCommandsAnswerAsOperatorsAndScriptsExpect(t *testing.T) {
	storetest.EachName(t, func(t *testing.T, db string) {
		dir := t.TempDir()
		env := []string{"ANJU_DB=" + db, "ANJU_KEY_FILE=" + filepath.Join(dir, "anju.key"), "ANJU_SMS=file:" + filepath.Join(dir, "sms.jsonl"), "ANJU_PASSWORD=cuiqu-yunxi-77"}
		for _, c := range []struct {
			args string
			code int
			out  string
		}{
			{"--help", 0, ""}, {"no-such-command", 2, ""}, {"job run", 2, ""}, {"notices --state nonsense", 2, ""},
			{"migrate", 0, ""}, {"migrate --status", 0, ""},
			{"setup --city 云溪市 --code 339900", 0, ""}, {"setup --city 云溪市 --code 339900", 1, ""},
			{"job run no-such-job", 1, ""}, {"job list --json", 0, "array"}, {"job run flag --json", 0, "object"},
			{"job run --json flag --at 2026-11-24T08:35:00+08:00", 0, "object"}, {"job run flag --at yesterday", 1, ""},
			{"flags --json", 0, "array"}, {"flags --area 000000", 1, ""}, {"notices --json", 0, "array"},
			{"sending status --json", 0, "object"}, {"sending on", 0, ""}, {"sms test 199", 1, ""}, {"sms test 19900000001", 0, ""},
			{"user add chen01 --name 陈网格员 --role auxiliary --area 339900", 0, ""}, {"user add chen01 --name 陈网格员 --area 339900", 1, ""},
			{"key rotate", 0, ""}, {"routes --json", 0, "array"}, {"doctor --json", 0, "object"},
		} {
			code, out, errOut := call(t, env, strings.Fields(c.args)...)
			if code != c.code {
				t.Errorf("anju %s: exit %d, not %d\n%s%s", c.args, code, c.code, out, errOut)
			}
			if code == 1 && (strings.Count(strings.TrimSpace(errOut), "\n") > 0 || strings.TrimSpace(errOut) == "") {
				t.Errorf("anju %s: a refusal is one plain line, not %q", c.args, errOut)
			}
			var array []any
			var object map[string]any
			if c.out == "array" && json.Unmarshal([]byte(out), &array) != nil || c.out == "object" && json.Unmarshal([]byte(out), &object) != nil {
				t.Errorf("anju %s prints no JSON %s: %s", c.args, c.out, out)
			}
			if strings.HasPrefix(c.args, "job run flag --json") {
				want := []string{"at", "closed", "examined", "failed", "job", "ms", "opened", "queued", "sent"}
				var keys []string
				for key := range object {
					keys = append(keys, key)
				}
				if slices.Sort(keys); !slices.Equal(keys, want) {
					t.Errorf("job run prints %v", keys)
				}
			}
		}
	})
}

// TestAKeyThatIsGoneStopsTheStart keeps the program from making a new key for a register that it could then not read.
func TestAKeyThatIsGoneStopsTheStart(t *testing.T) {
	storetest.EachName(t, func(t *testing.T, db string) {
		w := newWorld(t, db)
		key := ""
		for _, pair := range w.env {
			if path, ok := strings.CutPrefix(pair, "ANJU_KEY_FILE="); ok {
				key = path
			}
		}
		must(t, os.Chmod(key, 0o644))
		if code, _, errOut := call(t, w.env, "flags"); code != 1 || !strings.Contains(errOut, "chmod 600") {
			t.Errorf("a key file that others can read was taken: exit %d, %s", code, errOut)
		}
		must(t, os.Remove(key))
		if code, _, errOut := call(t, w.env, "flags"); code != 1 || !strings.Contains(errOut, "钥匙文件不在了") {
			t.Errorf("started without the key: exit %d, %s", code, errOut)
		}
		if _, err := os.Stat(key); err == nil {
			t.Error("a new key was made for a register that is not empty")
		}
		if code, _, _ := call(t, []string{"ANJU_DB=sqlite:" + filepath.Join(t.TempDir(), "a.db"), "ANJU_NOW=2026-01-01"}, "flags"); code != 1 {
			t.Error("ANJU_NOW was taken outside demo and tests")
		}
	})
}
