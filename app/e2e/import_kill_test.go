package e2e

import (
	"bytes"
	"context"
	"encoding/json"
	"math/rand/v2"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"

	"anju/models/policy"
	"anju/models/storetest"
	"anju/models/workday"
)

// TestAnImportThatIsKilledLeavesWholeBatchesAndGoesOnWhereItWas kills imports of a roster from outside at random moments.
// What is in the register afterwards is whole: each person has the stay, each batch its audit entry; and the same file
// taken again brings the rest and doubles nothing.
func TestAnImportThatIsKilledLeavesWholeBatchesAndGoesOnWhereItWas(t *testing.T) {
	scale, rounds := 4, 4
	if os.Getenv("ANJU_LONG") == "1" {
		scale, rounds = 1, 20
	}
	storetest.EachName(t, func(t *testing.T, db string) {
		w := newWorld(t, db)
		e := storetest.NewEssayRoster(t, t.TempDir(), scale)
		run := func(kind, path string) *exec.Cmd {
			t.Helper()
			program, err := binary()
			must(t, err)
			cmd := exec.Command(program, "import", kind, path, "--json", "--at", "2026-11-24 10:00")
			cmd.Env = append(os.Environ(), w.env...)
			cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
			return cmd
		}
		take := func(kind, path string) (read, saved int) {
			t.Helper()
			var out, errOut bytes.Buffer
			cmd := run(kind, path)
			cmd.Stdout, cmd.Stderr = &out, &errOut
			if err := cmd.Run(); err != nil {
				t.Fatalf("%v %s", err, errOut.String())
			}
			var done struct{ Read, Saved, Same, Failed int }
			must(t, json.Unmarshal(out.Bytes(), &done))
			if done.Failed != 0 || done.Saved+done.Same != done.Read {
				t.Fatalf("%s: %+v", kind, done)
			}
			return done.Read, done.Saved
		}
		take("areas", e.Areas)
		take("units", e.Units)
		take("rooms", e.Rooms)
		killed := 0
		for range rounds {
			cmd := run("stays", e.Stays)
			must(t, cmd.Start())
			time.Sleep(time.Duration(100+rand.IntN(1500)) * time.Millisecond)
			if cmd.Process.Kill() == nil {
				killed++
			}
			_ = cmd.Wait()
			w.wholeBatches(t, e.Rows)
		}
		before := w.wholeBatches(t, e.Rows)
		read, saved := take("stays", e.Stays)
		if read != e.Rows || saved != e.Rows-before {
			t.Errorf("%d rows were there, then %d of %d were saved", before, saved, read)
		}
		if after := w.wholeBatches(t, e.Rows); after != e.Rows {
			t.Errorf("%d stays of %d rows", after, e.Rows)
		}
		t.Logf("%d kills, %d rows were there before the last run, %d after", killed, before, e.Rows)
		app := w.open(t)
		defer app.Close()
		s, err := app.Registry.CountStays(context.Background(), policy.SystemActor, "", e.AsOf, workday.At(app.Clock.Now()))
		must(t, err)
		if s.Residents != e.Residents {
			t.Errorf("%d live there, want %d", s.Residents, e.Residents)
		}
	})
}

// wholeBatches holds stays, people and audit entries against each other and answers how many stays there are.
func (w *world) wholeBatches(t *testing.T, rows int) int {
	t.Helper()
	app := w.open(t)
	defer app.Close()
	count := func(query string) (n int) {
		t.Helper()
		must(t, app.Store.SQL().QueryRow(query).Scan(&n))
		return n
	}
	stays, told := count("SELECT COUNT(*) FROM stays"), 0
	audits, err := app.Store.ListAudit(context.Background(), everything, 0, 1_000_000)
	must(t, err)
	for _, a := range audits {
		if a.Subject == "stay" && a.Action == "roster.import" {
			var read, saved int
			words := strings.Fields(a.Detail)
			must(t, json.Unmarshal([]byte(words[1]), &read))
			must(t, json.Unmarshal([]byte(words[3]), &saved))
			told += saved
		}
	}
	if stays != told {
		t.Errorf("%d stays, and the audit entries tell of %d", stays, told)
	}
	if n := count("SELECT COUNT(*) FROM stays LEFT JOIN tenants ON tenants.id = stays.tenant_id AND tenants.doc_idx = stays.doc_idx WHERE tenants.id IS NULL"); n != 0 {
		t.Errorf("%d stays have nobody", n)
	}
	if n := count("SELECT COUNT(*) FROM tenants LEFT JOIN stays ON stays.tenant_id = tenants.id WHERE stays.id IS NULL"); n != 0 {
		t.Errorf("%d people have no stay", n)
	}
	if stays != rows && stays%10_000 != 0 {
		t.Errorf("%d stays are no number of whole batches", stays)
	}
	return stays
}
