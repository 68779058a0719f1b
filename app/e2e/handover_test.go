package e2e

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"anju/models/storetest"
)

// overThere runs a command on the other side: no register, no network, only files.
func overThere(t *testing.T, dir string, args ...string) {
	t.Helper()
	path, err := binary()
	must(t, err)
	cmd := exec.Command(path, args...)
	cmd.Env, cmd.Dir = []string{"ANJU_DB=mysql:nobody@tcp(127.0.0.1:1)/none"}, dir
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("anju %s: %v\n%s", strings.Join(args, " "), err, out)
	}
}

type handed struct {
	Number, File, Digest     string
	Rows, Accepted, Returned int
	Read, Same, Waiting      int
	Failed                   []struct{ Row, Reason string }
}

func (w *world) hand(t *testing.T, args ...string) handed {
	t.Helper()
	var h handed
	must(t, json.Unmarshal([]byte(run(t, w.env, append([]string{"handover"}, args...)...)), &h))
	return h
}

// fill writes the three last cells of each row of a list, as somebody at the police does.
func fill(t *testing.T, list string, says func(row int) [3]string) int {
	t.Helper()
	data, err := os.ReadFile(list)
	must(t, err)
	rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, []byte("\ufeff")))).ReadAll()
	must(t, err)
	for i, row := range rows[1:] {
		cells := says(i + 1)
		copy(row[len(row)-3:], cells[:])
	}
	var out bytes.Buffer
	must(t, csv.NewWriter(&out).WriteAll(rows))
	must(t, os.WriteFile(list, out.Bytes(), 0o600))
	return len(rows) - 1
}

// police counts the states of the roster export.
func (w *world) police(t *testing.T, dir string) map[string]int {
	t.Helper()
	path := filepath.Join(dir, "roster.csv")
	run(t, w.env, "export", "roster", path)
	data, err := os.ReadFile(path)
	must(t, err)
	rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, []byte("\ufeff")))).ReadAll()
	must(t, err)
	at, n := slices.Index(rows[0], "police_state"), map[string]int{}
	for _, row := range rows[1:] {
		n[row[at]]++
	}
	return n
}

// TestTheProgramCarriesAThousandChangesAcrossTheGapAndBack is the hand-over by the built program: 1,000 changes out, an answer
// with 30 refusals in, the same batch and the same answer twice, answers out of order, a lost answer.
func TestTheProgramCarriesAThousandChangesAcrossTheGapAndBack(t *testing.T) {
	storetest.EachName(t, func(t *testing.T, db string) {
		w, here, there := newWorld(t, db), t.TempDir(), t.TempDir()
		roster := func(name string, people int, phone string) {
			var b strings.Builder
			b.WriteString("unit_code,room_no,name,doc_type,doc_no,phone,moved_in_on,reported_at\n")
			for i := range people {
				fmt.Fprintf(&b, "%s,101,何以安,111,%s,%s%04d,2026-01-05,2026-01-06\n", w.unit.UnitCode, storetest.Number("3399", i), phone, i)
			}
			must(t, os.WriteFile(filepath.Join(here, name), []byte(b.String()), 0o600))
			run(t, w.env, "import", "stays", filepath.Join(here, name))
		}
		roster("first.csv", 1000, "1990001")
		run(t, w.env, "handover", "key", filepath.Join(there, "key.json"), "--area", w.community.Code)
		make := func() handed {
			return w.hand(t, "make", here, "--area", w.community.Code, "--reason", "按时移交", "--json")
		}
		first := make()
		if first.Rows != 1000 || first.Number != w.community.Code+"-0001" {
			t.Fatalf("the first batch is %+v", first)
		}
		again := w.hand(t, "fetch", first.Number, filepath.Join(here, "again.anju"), "--json")
		one, err := os.ReadFile(first.File)
		must(t, err)
		two, err := os.ReadFile(again.File)
		must(t, err)
		if !bytes.Equal(one, two) || again.Digest != first.Digest {
			t.Fatal("the same batch taken twice is two files")
		}

		answer := func(h handed, name string, says func(row int) [3]string) string {
			must(t, os.WriteFile(filepath.Join(there, h.Number+".anju"), must1(os.ReadFile(h.File))(t), 0o600)) // carried by hand
			overThere(t, there, "handover", "open", h.Number+".anju", name+".csv", "--key", "key.json")
			fill(t, filepath.Join(there, name+".csv"), says)
			overThere(t, there, "handover", "answer", name+".csv", name+".answer", "--file", h.Number+".anju", "--key", "key.json")
			return filepath.Join(there, name+".answer")
		}
		yes := func(int) [3]string { return [3]string{"已登记", "2026-01-09", ""} }
		judge := func(row int) [3]string {
			if row%33 == 0 && row <= 990 {
				return [3]string{"退回", "", "联系电话打不通"}
			}
			return yes(row)
		}
		must(t, os.Remove(answer(first, "lost", judge))) // on the way back
		back := answer(first, "found", judge)
		if got := w.hand(t, "take", back, "--json"); got.Accepted != 970 || got.Returned != 30 || len(got.Failed) != 0 || got.Waiting != 0 {
			t.Fatalf("the answer was taken as %+v", got)
		}
		if got := w.hand(t, "take", back, "--json"); got.Same != 1000 || got.Accepted+got.Returned != 0 {
			t.Fatalf("the same answer again was taken as %+v", got)
		}
		if got := w.police(t, here); got["派出所已登记"] != 970 || got["退回"] != 30 {
			t.Fatalf("the roster says %v", got)
		}

		roster("second.csv", 40, "1990002") // the first forty have a new number: the one returned among them too
		second := make()
		roster("third.csv", 5, "1990003")
		third := make()
		if second.Rows != 40 || third.Rows != 5 {
			t.Fatalf("%d and %d rows left", second.Rows, third.Rows)
		}
		later := answer(third, "third", yes)
		if got := w.hand(t, "take", later, "--json"); got.Accepted != 5 {
			t.Fatalf("the third answer before the second: %+v", got)
		}
		if got := w.hand(t, "take", answer(second, "second", yes), "--json"); got.Accepted != 40 {
			t.Fatalf("the second answer: %+v", got)
		}
		if got := w.police(t, here); got["派出所已登记"] != 971 || got["退回"] != 29 {
			t.Fatalf("in the end the roster says %v", got)
		}
		path := must1(binary())(t)
		cmd := exec.Command(path, "handover", "make", here, "--area", w.community.Code, "--reason", "再来一次")
		cmd.Env = append(os.Environ(), w.env...)
		if out, err := cmd.CombinedOutput(); err == nil || !strings.Contains(string(out), "没有要移交的") {
			t.Errorf("there was something left to hand over: %s", out)
		}
		broken := must1(os.ReadFile(later))(t)
		broken[len(broken)/2] ^= 1
		must(t, os.WriteFile(later, broken, 0o600))
		cmd = exec.Command(path, "handover", "take", later)
		cmd.Env = append(os.Environ(), w.env...)
		if out, err := cmd.CombinedOutput(); err == nil {
			t.Errorf("an altered answer was taken: %s", out)
		}
	})
}

// must1 is must for a value.
func must1[T any](v T, err error) func(*testing.T) T {
	return func(t *testing.T) T {
		t.Helper()
		must(t, err)
		return v
	}
}
