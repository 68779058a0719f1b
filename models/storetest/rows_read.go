package storetest

import (
	"database/sql"
	"testing"

	"anju/models/store"
)

// RowsRead is how many rows the database touches while do runs. Only MariaDB tells; counted is false elsewhere. do must not
// need two connections at once.
func RowsRead(t testing.TB, st *store.Store, do func()) (n int, counted bool) {
	t.Helper()
	if st.Dialect != store.MySQL {
		do()
		return 0, false
	}
	st.SQL().SetMaxOpenConns(1)
	defer st.SQL().SetMaxOpenConns(8)
	before := handlerReads(t, st)
	do()
	return handlerReads(t, st) - before, true
}

func handlerReads(t testing.TB, st *store.Store) (sum int) {
	t.Helper()
	rows, err := st.SQL().Query("SHOW SESSION STATUS WHERE Variable_name LIKE 'Handler_read%' AND Variable_name NOT LIKE '%retry%'")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var name string
		var n sql.NullInt64
		if err := rows.Scan(&name, &n); err != nil {
			t.Fatal(err)
		}
		sum += int(n.Int64)
	}
	return sum
}

// ManyTexts fills the outbox with about n texts that are at their end, of many days, copied from one: what they say and to
// whom does not open.
func ManyTexts(t testing.TB, st *store.Store, n int) {
	t.Helper()
	for have := 1; have < n; have *= 2 {
		top := Count(t, st, "SELECT MAX(id) FROM notices")
		_, err := st.SQL().Exec("INSERT INTO notices (ref, kind, category, phone, phone_idx, subject, period, idem_key, state, created_at, day, gateway, segments)"+
			" SELECT CONCAT('r', id + ?), kind, category, phone, phone_idx, subject, period, CONCAT('k', id + ?), 'delivered', created_at, day - 1 - id % 9, 'file', 1 FROM notices", top, top)
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, w := range map[string][]string{store.MySQL: {"ANALYZE TABLE notices"}, store.SQLite: {"ANALYZE"}}[st.Dialect] {
		if _, err := st.SQL().Exec(w); err != nil {
			t.Fatal(err)
		}
	}
}
