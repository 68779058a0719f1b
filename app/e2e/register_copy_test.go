package e2e

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"anju/models/store"
	"anju/models/storetest"
)

// copied is the same register once more, row by row, with the same keys and an SMS file of its own.
func (w *world) copied(t *testing.T) *world {
	t.Helper()
	app := w.open(t)
	defer app.Close()
	db, dir := app.Store.SQL(), t.TempDir()
	twin := *w
	twin.sms = filepath.Join(dir, "sms.jsonl")
	name := "sqlite:" + filepath.Join(dir, "anju.db")
	if app.Store.Dialect == store.SQLite {
		_, err := db.Exec("VACUUM INTO ?", filepath.Join(dir, "anju.db"))
		must(t, err)
	} else {
		dsn := storetest.MariaDB(t)
		name = "mysql:" + dsn
		to := regexp.MustCompile(`/(anju_\w+)\?`).FindStringSubmatch(dsn)[1]
		for _, table := range w.rows(t, db, "SHOW TABLES") {
			for _, do := range []string{"CREATE TABLE %[1]s.%[2]s LIKE %[2]s", "INSERT INTO %[1]s.%[2]s SELECT * FROM %[2]s"} {
				_, err := db.Exec(fmt.Sprintf(do, to, table))
				must(t, err)
			}
		}
	}
	if data, err := os.ReadFile(w.sms); err == nil {
		must(t, os.WriteFile(twin.sms, data, 0o600))
	}
	twin.env = slices.Clone(w.env)
	for i, pair := range twin.env {
		switch key, _, _ := strings.Cut(pair, "="); key {
		case "ANJU_DB":
			twin.env[i] = "ANJU_DB=" + name
		case "ANJU_SMS":
			twin.env[i] = "ANJU_SMS=file:" + twin.sms
		}
	}
	return &twin
}

// pictures are what must not differ between two registers that lived through the same; what is drawn by lot and what
// numbers rows is left out.
var pictures = map[string]string{
	"flags": `SELECT CONCAT_WS('|', rule, unit_id, room_id, stay_id, grid_id, evidence, level, raised_at, due_at, visited_at, resolved_at,
		resolved_by, resolution, COALESCE(open_key, '')) FROM flags`,
	"notices": `SELECT CONCAT_WS('|', idem_key, HEX(phone_idx), category, state, reason, day, not_before, expires_at, segments, sent_at,
		created_at, unit_id, stay_id) FROM notices`,
	"log":       `SELECT CONCAT_WS('|', at, user_id, role, action, subject, ref_id, unit_id, stay_id, reason, detail) FROM audit_entries`,
	"due clock": `SELECT CONCAT_WS('|', id, due_at, occupancy, rev) FROM units`,
	"stays":     `SELECT CONCAT_WS('|', id, state, moved_in_on, reported_at, confirmed_at, rev) FROM stays`,
}

// picture is everything that must not differ, and the texts that people got.
func (w *world) picture(t *testing.T) map[string][]string {
	t.Helper()
	app := w.open(t)
	defer app.Close()
	all := map[string][]string{}
	for name, query := range pictures {
		all[name] = w.rows(t, app.Store.SQL(), query)
	}
	for _, one := range texts(t, w.sms) {
		all["texts"] = append(all["texts"], fmt.Sprint(one.At, one.To, one.Kind, one.Text))
	}
	return all
}

// differ are the rows of a that b lacks and the other way round; a row that stands twice counts twice.
func differ(a, b []string) (missing, more []string) {
	count := map[string]int{}
	for _, row := range b {
		count[row]++
	}
	for _, row := range a {
		if count[row]--; count[row] < 0 {
			missing = append(missing, row)
		}
	}
	for row, n := range count {
		for range max(n, 0) {
			more = append(more, row)
		}
	}
	return missing, more
}
