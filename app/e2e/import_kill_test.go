package e2e

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"anju/models/policy"
	"anju/models/storetest"
	"anju/models/workday"
)

// TestAnImportThatIsKilledLeavesWholeBatchesAndGoesOnWhereItWas kills imports of a roster from outside at random moments.
// What is in the register afterwards is whole: each person has the stay, each batch its audit entry; and the same file
// taken again brings the rest and doubles nothing. When a file is in, the kills go on with the next edition of it, in
// which every row has another end of lease.
func TestAnImportThatIsKilledLeavesWholeBatchesAndGoesOnWhereItWas(t *testing.T) {
	scale := 10
	if os.Getenv("ANJU_LONG") == "1" {
		scale = 1
	}
	storetest.EachName(t, func(t *testing.T, db string) {
		w := newWorld(t, db)
		e := storetest.NewEssayRoster(t, t.TempDir(), scale)
		w.take(t, "areas", e.Areas)
		w.take(t, "units", e.Units)
		_, reach := w.take(t, "rooms", e.Rooms)
		reach *= 2 // the longest that a kill waits; it follows the machine
		killed, reading, worked, told := 0, 0, 0, 0
		for n := 0; killed < kills(); n++ {
			edition := editionOf(t, e.Stays, n)
			cut := true
			for cut && killed < kills() {
				var open []string
				cut, open = killAfter(t, w.env, time.Duration((0.1+0.9*rand.Float64())*float64(reach)), importOf("stays", edition)...)
				before := told
				told = w.wholeBatches(t, e.Rows, n)
				if !cut {
					reach = reach * 3 / 4
					break
				}
				killed++
				if slices.Contains(open, edition) {
					reading++
				}
				if told > before {
					worked++
				} else {
					reach = reach * 5 / 4
				}
			}
			if cut { // what the kills left open is brought by the same file, and no more than that
				saved, _ := w.take(t, "stays", edition)
				if saved != (n+1)*e.Rows-told {
					t.Errorf("the log told of %d rows, then %d more were saved", told, saved)
				}
				told = w.wholeBatches(t, e.Rows, n)
			}
			if told != (n+1)*e.Rows {
				t.Errorf("the log tells of %d rows, edition %d of %d rows is in", told, n, e.Rows)
			}
		}
		t.Logf("%d kills of imports of %d rows, %d of them while the file was read; after %d more of it was in than before", killed, e.Rows, reading, worked)
		if reading < killed/2 {
			t.Errorf("only %d of %d kills came while the file was read", reading, killed)
		}
		app := w.open(t)
		defer app.Close()
		s, err := app.Registry.CountStays(context.Background(), policy.SystemActor, "", e.AsOf, workday.At(app.Clock.Now()))
		must(t, err)
		if s.Residents != e.Residents {
			t.Errorf("%d live there, want %d", s.Residents, e.Residents)
		}
		w.wholeLog(t)
	})
}

func importOf(kind, path string) []string {
	return []string{"import", kind, path, "--json", "--at", "2026-11-24 10:00"}
}

// take imports a file to its end, and says how many rows were saved and how long it took.
func (w *world) take(t *testing.T, kind, path string) (saved int, took time.Duration) {
	t.Helper()
	began := time.Now()
	out := run(t, w.env, importOf(kind, path)...)
	var done struct{ Read, Saved, Same, Failed int }
	must(t, json.Unmarshal([]byte(out), &done))
	if done.Failed != 0 || done.Saved+done.Same != done.Read {
		t.Fatalf("%s: %+v", kind, done)
	}
	return done.Saved, time.Since(began)
}

// firstEnd is the end of lease in the first edition of a roster that has one; the next is a day later.
var firstEnd = workday.Day(time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC).Unix() / 86400)

// editionOf is a roster as it was the n-th time: the same rows with another end of lease, none in the first.
func editionOf(t *testing.T, path string, n int) string {
	t.Helper()
	if n == 0 {
		return path
	}
	data, err := os.ReadFile(path)
	must(t, err)
	rows, err := csv.NewReader(strings.NewReader(string(data))).ReadAll()
	must(t, err)
	column := slices.Index(rows[0], "lease_end")
	for _, row := range rows[1:] {
		row[column] = (firstEnd + workday.Day(n-1)).String()
	}
	edition := filepath.Join(t.TempDir(), "stays"+strconv.Itoa(n)+".csv")
	f, err := os.Create(edition)
	must(t, err)
	must(t, csv.NewWriter(f).WriteAll(rows))
	must(t, f.Close())
	return edition
}

// wholeBatches holds stays, people and audit entries against each other while the n-th edition of a roster comes in, and
// answers how many rows the log tells of.
func (w *world) wholeBatches(t *testing.T, rows, n int) (told int) {
	t.Helper()
	app := w.open(t)
	defer app.Close()
	count := func(query string, args ...any) (n int) {
		t.Helper()
		must(t, app.Store.SQL().QueryRow(query, args...).Scan(&n))
		return n
	}
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
	if there := count("SELECT COALESCE(SUM(CASE WHEN lease_end = 0 THEN 1 ELSE 2 + lease_end - ? END), 0) FROM stays", int(firstEnd)); there != told {
		t.Errorf("%d rows were saved by what stands in the stays, %d by the audit entries", there, told)
	}
	if n := count("SELECT COUNT(*) FROM stays LEFT JOIN tenants ON tenants.id = stays.tenant_id AND tenants.doc_idx = stays.doc_idx WHERE tenants.id IS NULL"); n != 0 {
		t.Errorf("%d stays have nobody", n)
	}
	if n := count("SELECT COUNT(*) FROM tenants LEFT JOIN stays ON stays.tenant_id = tenants.id WHERE stays.id IS NULL"); n != 0 {
		t.Errorf("%d people have no stay", n)
	}
	if part := told - n*rows; part != rows && (part < 0 || part%10_000 != 0) {
		t.Errorf("%d rows of the edition are no number of whole batches", part)
	}
	return told
}
