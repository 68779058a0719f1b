package cli

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"math"
	"path/filepath"
	"strings"
	"testing"

	"anju/models/store"
	"anju/models/storetest"
)

// TestTheFirstNightDoesWhatItsDryRunSaidAndTheDryRunChangesNothing: whoever switches sending on must know what comes, flags by
// rule, texts by kind and what they cost, for a roster as it stands and for an old one that --baseline takes over.
func TestTheFirstNightDoesWhatItsDryRunSaidAndTheDryRunChangesNothing(t *testing.T) {
	for name, how := range map[string][]string{"as it stands": nil, "taken over": {"--baseline", essayAt[:10]}} {
		t.Run(name, func(t *testing.T) {
			storetest.EachName(t, func(t *testing.T, db string) { firstNight(t, db, how) })
		})
	}
}

func firstNight(t *testing.T, db string, how []string) {
	a := newAnju(t, db)
	e := storetest.NewEssayRoster(t, t.TempDir(), 60)
	a.take("areas", e.Areas)
	a.take("units", e.Units)
	a.take("rooms", e.Rooms)
	a.take("stays", e.Stays, how...)
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
	flags, numbers, texts, parts := a.opened(db), map[string]bool{}, map[string]int{}, 0
	for line := range strings.Lines(a.read(filepath.Join(a.dir, "sms.jsonl"))) {
		var m struct {
			To, Kind string
			Segments int
		}
		if err := json.Unmarshal([]byte(line), &m); err != nil {
			t.Fatal(err)
		}
		numbers[m.To], parts = true, parts+m.Segments
		texts[m.Kind]++
		if how != nil && m.Kind[0] == 'R' {
			t.Errorf("%s for what is older than the baseline", m.Kind)
		}
	}
	if fmt.Sprint(flags) != fmt.Sprint(would.Flags) {
		t.Errorf("said flags %v, opened %v", would.Flags, flags)
	}
	if len(numbers) != would.Numbers || parts != would.Segments || fmt.Sprint(texts) != fmt.Sprint(would.Texts) {
		t.Errorf("said %d numbers, %d parts, %v; sent %d, %d, %v", would.Numbers, would.Segments, would.Texts, len(numbers), parts, texts)
	}
	if yuan := 0.045 * float64(parts); math.Abs(yuan-would.Yuan) > 0.005 {
		t.Errorf("said %.2f yuan, cost %.2f", would.Yuan, yuan)
	}
	t.Logf("opened %v, sent %d to %d numbers for %.2f yuan: %v", flags, did.Sent, len(numbers), would.Yuan, texts)
}

// opened are the flags that stand, by rule.
func (a *anju) opened(db string) map[string]int {
	a.t.Helper()
	st := a.open(db)
	defer st.Close()
	rules := map[string]int{}
	for _, rule := range storetest.Words(a.t, st, "SELECT rule FROM flags WHERE resolved_at = 0") {
		rules[rule]++
	}
	return rules
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
	var all []string
	for _, table := range storetest.Tables(a.t, st) {
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
