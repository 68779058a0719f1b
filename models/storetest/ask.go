package storetest

import (
	"context"
	"testing"

	"anju/models"
	"anju/models/store"
)

// Count asks the database for one number that no page shows.
func Count(t testing.TB, st *store.Store, query string, values ...any) (n int) {
	t.Helper()
	if err := st.SQL().QueryRow(query, values...).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

// UnitByCode finds a home by the code that stands in files.
func UnitByCode(t testing.TB, st *store.Store, code string) models.Unit {
	t.Helper()
	var ref string
	if err := st.SQL().QueryRow("SELECT ref FROM units WHERE unit_code = ?", code).Scan(&ref); err != nil {
		t.Fatal(err)
	}
	unit, err := st.UnitByRef(context.Background(), ref)
	if err != nil {
		t.Fatal(err)
	}
	return unit
}
