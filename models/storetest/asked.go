package storetest

import (
	"testing"

	"anju/models/store"
)

// Asked is what the database was asked while do ran, in order, BEGIN and COMMIT among it; at most the last hundred. Only
// MariaDB tells; told is false elsewhere. do must not need two connections at once.
func Asked(t testing.TB, st *store.Store, do func()) (asked []string, told bool) {
	t.Helper()
	if st.Dialect != store.MySQL {
		do()
		return nil, false
	}
	st.SQL().SetMaxOpenConns(1)
	defer st.SQL().SetMaxOpenConns(8)
	for _, set := range []string{"SET SESSION profiling_history_size = 100", "SET SESSION profiling = 1"} {
		if _, err := st.SQL().Exec(set); err != nil {
			t.Fatal(err)
		}
	}
	last, _ := profiles(t, st, 0)
	do()
	_, asked = profiles(t, st, last)
	return asked, true
}

// profiles are the statements of the session behind one, and the last of them.
func profiles(t testing.TB, st *store.Store, after int) (last int, asked []string) {
	t.Helper()
	rows, err := st.SQL().Query("SHOW PROFILES")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var took float64
		var query string
		if err := rows.Scan(&last, &took, &query); err != nil {
			t.Fatal(err)
		}
		if last > after {
			asked = append(asked, query)
		}
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return last, asked
}
