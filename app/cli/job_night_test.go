package cli

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"anju/models/store"
	"anju/models/storetest"
)

// TestTheFirstNightDoesWhatItsDryRunSaidAndTheDryRunChangesNothing: whoever switches sending on must know what comes.
func TestTheFirstNightDoesWhatItsDryRunSaidAndTheDryRunChangesNothing(t *testing.T) {
	storetest.EachName(t, func(t *testing.T, db string) {
		a := newAnju(t, db)
		e := storetest.NewEssayRoster(t, t.TempDir(), 60)
		a.take("areas", e.Areas)
		a.take("units", e.Units)
		a.take("rooms", e.Rooms)
		a.take("stays", e.Stays)
		const evening = "2026-11-24 20:00"
		before := a.digest(db)
		would := a.nightDone("job", "run", "night", "--dry-run", "--at", evening)
		if after := a.digest(db); after != before {
			t.Errorf("the dry run changed the register:\n%s\n%s", before, after)
		}
		if text := a.read(filepath.Join(a.dir, "sms.jsonl")); text != "" {
			t.Errorf("the dry run wrote texts: %s", text)
		}
		a.ok("sending", "on")
		did := a.nightDone("job", "run", "night", "--at", evening)
		if would.Opened == 0 || would.Sent == 0 || would.Yuan == 0 || !would.DryRun || did.DryRun {
			t.Errorf("the night would do %+v", would)
		}
		if would.Examined != did.Examined || would.Opened != did.Opened || would.Closed != did.Closed || would.Queued != did.Queued || would.Sent != did.Sent || would.Failed != did.Failed {
			t.Errorf("said %+v, did %+v", would, did)
		}
		numbers, texts, segments := map[string]bool{}, map[string]int{}, 0
		for line := range strings.Lines(a.read(filepath.Join(a.dir, "sms.jsonl"))) {
			var m struct {
				To, Kind string
				Segments int
			}
			if err := json.Unmarshal([]byte(line), &m); err != nil {
				t.Fatal(err)
			}
			numbers[m.To], segments = true, segments+m.Segments
			texts[m.Kind]++
		}
		if len(numbers) != would.Numbers || segments != would.Segments || fmt.Sprint(texts) != fmt.Sprint(would.Texts) {
			t.Errorf("said %d numbers, %d parts, %v; sent %d, %d, %v", would.Numbers, would.Segments, would.Texts, len(numbers), segments, texts)
		}
		t.Logf("opened %d, sent %d to %d numbers: %v", did.Opened, did.Sent, len(numbers), texts)
	})
}

func (a *anju) nightDone(args ...string) (done nightDone) {
	a.t.Helper()
	if err := json.Unmarshal([]byte(a.ok(append(args, "--json")...)), &done); err != nil {
		a.t.Fatal(err)
	}
	return done
}

// digest tells a register by every row of every table.
func (a *anju) digest(db string) string {
	a.t.Helper()
	st := a.open(db)
	defer st.Close()
	query := "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
	if st.Dialect == store.MySQL {
		query = "SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE() ORDER BY table_name"
	}
	var all []string
	for _, table := range a.rows(st, query) {
		sum := sha256.Sum256([]byte(strings.Join(a.rows(st, "SELECT * FROM "+table), "\n")))
		all = append(all, fmt.Sprintf("%s %x", table, sum[:6]))
	}
	return strings.Join(all, "\n")
}

func (a *anju) rows(st *store.Store, query string) []string {
	a.t.Helper()
	rows, err := st.SQL().Query(query)
	if err != nil {
		a.t.Fatal(err)
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		a.t.Fatal(err)
	}
	var all []string
	for rows.Next() {
		values := make([]any, len(columns))
		cells := make([]any, len(columns))
		for i := range values {
			cells[i] = &values[i]
		}
		if err := rows.Scan(cells...); err != nil {
			a.t.Fatal(err)
		}
		line := ""
		for _, v := range values {
			if raw, ok := v.([]byte); ok {
				v = string(raw)
			}
			line += fmt.Sprintf("%v|", v)
		}
		all = append(all, strings.TrimSuffix(line, "|"))
	}
	if err := rows.Err(); err != nil {
		a.t.Fatal(err)
	}
	return all
}
