package storetest

import (
	"context"
	"database/sql"
	"testing"

	"anju/models/store"
)

// asker is a pool or one connection.
type asker interface {
	QueryContext(ctx context.Context, query string, values ...any) (*sql.Rows, error)
}

// Words are the answers to a query of one column.
func Words(t testing.TB, st *store.Store, query string, values ...any) []string {
	t.Helper()
	return wordsBy(t, st.SQL(), query, values...)
}

func wordsBy(t testing.TB, db asker, query string, values ...any) (all []string) {
	t.Helper()
	rows, err := db.QueryContext(context.Background(), query, values...)
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	defer rows.Close()
	for rows.Next() {
		var one string
		if err := rows.Scan(&one); err != nil {
			t.Fatal(err)
		}
		all = append(all, one)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return all
}

// Tables are the tables of the register itself; machinery of the migration tool is left out.
func Tables(t testing.TB, st *store.Store) []string {
	t.Helper()
	return tablesBy(t, st.SQL(), st.Dialect)
}

func tablesBy(t testing.TB, db asker, dialect string) []string {
	t.Helper()
	query := "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'goose%'"
	if dialect == store.MySQL {
		query = "SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name NOT LIKE 'goose%'"
	}
	return wordsBy(t, db, query+" ORDER BY 1")
}

// A home is named by its code and a stay by its person and first day: two registers may have numbered them otherwise.
const (
	itsUnit  = "COALESCE((SELECT unit_code FROM units AS u WHERE u.id = x.unit_id), '-')"
	itsRoom  = "COALESCE((SELECT no FROM rooms AS r WHERE r.id = x.room_id), '-')"
	itsStay  = "COALESCE((SELECT CONCAT(HEX(s.doc_idx), ' ', s.moved_in_on) FROM stays AS s WHERE s.id = x.stay_id), '-')"
	itsPhone = "COALESCE(HEX(x.phone_idx), '-')"
)

func itsUser(column string) string {
	return "COALESCE((SELECT COALESCE(p.login, HEX(p.phone_idx)) FROM users AS p WHERE p.id = x." + column + "), '-')"
}

// pictures are what must not differ between two registers that lived through the same; what is drawn by lot and what
// numbers rows is left out.
var pictures = map[string]string{
	"flags": `SELECT CONCAT_WS('|', rule, ` + itsUnit + `, ` + itsRoom + `, ` + itsStay + `, evidence, level, raised_at, due_at, visited_at, resolved_at,
		` + itsUser("resolved_by") + `, resolution, open_key IS NULL) FROM flags AS x`,
	"notices": `SELECT CONCAT_WS('|', kind, period, category, ` + itsUnit + `, ` + itsStay + `, ` + itsPhone + `, state, reason, day, not_before, expires_at,
		segments, sent_at, created_at) FROM notices AS x`,
	"log": `SELECT CONCAT_WS('|', at, ` + itsUser("user_id") + `, role, action, subject, ` + itsUnit + `, ` + itsStay + `, reason, detail)
		FROM audit_entries AS x`,
	"due clock": `SELECT CONCAT_WS('|', unit_code, due_at, occupancy, rev) FROM units`,
	"stays": `SELECT CONCAT_WS('|', ` + itsUnit + `, ` + itsRoom + `, HEX(doc_idx), moved_in_on, moved_out_on, state, reported_at, confirmed_at, rev)
		FROM stays AS x`,
}

// Picture is everything that must not differ, by what it is about.
func Picture(t testing.TB, st *store.Store) map[string][]string {
	t.Helper()
	all := map[string][]string{}
	for name, query := range pictures {
		all[name] = Words(t, st, query)
	}
	return all
}

// Differ are the rows of a that b lacks and the other way round; a row that stands twice counts twice.
func Differ(a, b []string) (missing, more []string) {
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
