package webtest

import (
	"context"
	"testing"
	"time"

	"anju/app/demo"
	"anju/models/registry"
	"anju/models/store"
)

// City fills an empty register with an invented city, as `anju seed` does, to measure on.
func City(t testing.TB, st *store.Store, stays int, at time.Time) *registry.Registry {
	t.Helper()
	reg := &registry.Registry{Store: st, Rules: Rules(t), Real: func() time.Time { return at }}
	_, err := demo.City{Stays: stays, Seed: 1, At: at}.Build(context.Background(), reg)
	Must(t, err)
	return reg
}

// Strings asks the database for one column that no page shows.
func Strings(t testing.TB, st *store.Store, query string, values ...any) (all []string) {
	t.Helper()
	rows, err := st.SQL().Query(query, values...)
	Must(t, err)
	defer rows.Close()
	for rows.Next() {
		var s string
		Must(t, rows.Scan(&s))
		all = append(all, s)
	}
	Must(t, rows.Err())
	return all
}
