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

// FlagHistory are all flags of a unit, open and closed, with what they are about and when they opened.
func FlagHistory(t testing.TB, st *store.Store, unitID int64) (flags []models.Flag) {
	t.Helper()
	rows, err := st.SQL().Query("SELECT rule, unit_id, room_id, stay_id, raised_at FROM flags WHERE unit_id = ? ORDER BY id", unitID)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var f models.Flag
		if err := rows.Scan(&f.Rule, &f.UnitID, &f.RoomID, &f.StayID, &f.RaisedAt); err != nil {
			t.Fatal(err)
		}
		flags = append(flags, f)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return flags
}
