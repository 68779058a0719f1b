package registry_test

import (
	"context"
	"database/sql"
	"fmt"
	"testing"

	"anju/models/idcard"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/storetest"
	"anju/models/token"
)

// BenchmarkCheckIn times a check-in through the verb against its floor: the same rows written by hand with prepared
// statements in one equally durable transaction, turn by turn in the same run. The figure that counts is "floor/verb".
func BenchmarkCheckIn(b *testing.B) {
	storetest.EachBench(b, func(b *testing.B, st *store.Store) {
		h := newHouse(b, st, shanghai("2026-11-16 10:00"))
		ctx := context.Background()
		floor := prepareFloor(b, st.SQL(), h.unit.ID)
		var verb, bare stopwatch
		n := 0
		for b.Loop() {
			n++
			doc := idcard.WithCheckDigit(fmt.Sprintf("3399%02d19%02d0101%03d", n/100000%100, 50+n/1000%50, n%1000))
			verb.time(func() {
				_, err := h.CheckIn(ctx, h.landlord, h.unit.Ref, []registry.StayForm{form("101", "何以安", doc, "19900000013")}, token.NewRef(), h.at)
				must(b, err)
			})
			bare.time(func() { floor(b) })
			if n%40 == 0 { // a home with hundreds of people is nobody's home
				_, err := st.SQL().ExecContext(ctx, "UPDATE stays SET state = 'closed', moved_out_on = moved_in_on WHERE state = 'reported'")
				must(b, err)
			}
		}
		b.ReportMetric(bare.mean()/verb.mean(), "floor/verb")
		b.ReportMetric(verb.mean()*1e3, "ms/verb")
	})
}

// prepareFloor readies the bare statements of one check-in: draft key, tenant, stay, audit entry, notice.
func prepareFloor(b *testing.B, db *sql.DB, unitID int64) func(*testing.B) {
	b.Helper()
	prepare := func(query string) *sql.Stmt {
		stmt, err := db.Prepare(query)
		must(b, err)
		return stmt
	}
	once := prepare("INSERT INTO once_keys (once_key, user_id, at) VALUES (?, 1, 1)")
	tenant := prepare("INSERT INTO tenants (ref, unit_id, name, doc_type, doc_no, doc_idx, phone, phone_idx) VALUES (?, ?, ?, '111', ?, ?, ?, ?)")
	stay := prepare("INSERT INTO stays (ref, unit_id, room_id, tenant_id, doc_idx, phone_idx, state, moved_in_on, reported_at) VALUES (?, ?, 1, ?, ?, ?, 'closed', 20000, 1)")
	audit := prepare("INSERT INTO audit_entries (at, user_id, role, action, subject, unit_id, mac) VALUES (1, 1, 'person', 'floor', 'stay', ?, ?)")
	notice := prepare("INSERT INTO notices (ref, kind, category, phone, phone_idx, params, subject, period, idem_key, state, created_at) VALUES (?, 'R00', 'reminder', ?, ?, ?, 's', 'p', ?, 'cancelled', 1)")
	sealed := make([]byte, 48)
	return func(b *testing.B) {
		ref := token.NewRef()
		index := []byte(ref)[:16]
		tx, err := db.Begin()
		must(b, err)
		_, err = tx.Stmt(once).Exec(ref)
		must(b, err)
		res, err := tx.Stmt(tenant).Exec(ref, -unitID, sealed, sealed, index, sealed, index)
		must(b, err)
		id, err := res.LastInsertId()
		must(b, err)
		_, err = tx.Stmt(stay).Exec(ref, -unitID, id, index, index)
		must(b, err)
		_, err = tx.Stmt(audit).Exec(unitID, sealed[:32])
		must(b, err)
		_, err = tx.Stmt(notice).Exec(ref, sealed, index, sealed, ref)
		must(b, err)
		must(b, tx.Commit())
	}
}
