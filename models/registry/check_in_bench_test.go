package registry_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"testing"

	"anju/models"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/storetest"
	"anju/models/token"
	"anju/models/vault"
)

// BenchmarkCheckIn times a check-in through the verb against its floor: the same rows written and sealed by hand with
// prepared statements in one equally durable transaction. The homes are as people have them, with up to six tenants in
// three rooms; each person has a phone of his own and gets his text.
func BenchmarkCheckIn(b *testing.B) {
	storetest.EachBench(b, func(b *testing.B, st *store.Store) {
		h := newHouse(b, st, shanghai("2026-11-16 10:00"))
		homes := h.build(b, storetest.Size(50))
		floor := prepareFloor(b, st.SQL(), h.unit.ID)
		race := storetest.NewRace(b, st)
		n := 0
		for b.Loop() {
			docs, phones := make([]string, 6*len(homes)), make([]string, 6*len(homes))
			for i := range docs {
				n++
				docs[i], phones[i] = storetest.Number("3399", n), fmt.Sprintf("199%08d", n)
			}
			race.Verb(func() {
				for i, doc := range docs {
					done, err := h.CheckIn(context.Background(), h.landlord, homes[i/6], []registry.StayForm{form([]string{"101", "102", "103"}[i%3], "何以安", doc, phones[i])}, token.NewRef(), h.at)
					must(b, err)
					if !done.Texted {
						b.Fatal("no text: the floor would write more than the verb")
					}
				}
			})
			race.Floor(func() {
				for i, doc := range docs {
					floor(b, doc, phones[i])
				}
			})
			// All move to where nobody looks, and the job has been round.
			for _, sweep := range []string{"UPDATE stays SET state = 'closed', moved_out_on = moved_in_on, unit_id = -1 WHERE unit_id > 0", "UPDATE units SET due_at = 9999999999999"} {
				_, err := st.SQL().ExecContext(context.Background(), sweep)
				must(b, err)
			}
		}
		race.Report(6 * len(homes))
	})
}

// build adds homes like the first one, and answers the refs of all.
func (h *house) build(b *testing.B, n int) []string {
	b.Helper()
	refs := []string{h.unit.Ref}
	must(b, h.Store.InTx(context.Background(), func(tx *store.Tx) error {
		for i := 1; i < n; i++ {
			u := models.Unit{Label: fmt.Sprint("青禾", i), AreaID: h.unit.AreaID, Ancestors: h.unit.Ancestors, Address: fmt.Sprintf("柳岸路 %d 号", i), Kind: h.unit.Kind,
				State: h.unit.State, Occupancy: h.unit.Occupancy, OwnerID: h.unit.OwnerID}
			must(b, tx.SaveUnit(&u))
			for _, no := range []string{"101", "102", "103"} {
				must(b, tx.SaveRoom(&models.Room{UnitID: u.ID, No: no, Floor: 1, Type: models.RoomBedroom}))
			}
			refs = append(refs, u.Ref)
		}
		return nil
	}))
	return refs
}

// prepareFloor readies the bare statements of one check-in: form key, is the person known here, person, stay, text, audit
// entry, due clock.
func prepareFloor(b *testing.B, db *sql.DB, unitID int64) func(*testing.B, string, string) {
	b.Helper()
	prepare := func(query string) *sql.Stmt {
		stmt, err := db.Prepare(query)
		must(b, err)
		return stmt
	}
	ring := vault.NewRing()
	seal := func(column, ref, text string) []byte {
		sealed, err := ring.Seal("floor", column, ref, text)
		must(b, err)
		return sealed
	}
	once := prepare("INSERT INTO once_keys (once_key, user_id, result, at) VALUES (?, 1, ?, 1)")
	known := prepare("SELECT id FROM tenants WHERE unit_id = ? AND doc_idx = ?")
	tenant := prepare("INSERT INTO tenants (ref, unit_id, name, name_idx, doc_type, doc_no, doc_idx, phone, phone_idx) VALUES (?, ?, ?, ?, '111', ?, ?, ?, ?)")
	stay := prepare("INSERT INTO stays (ref, unit_id, room_id, tenant_id, doc_idx, phone_idx, state, moved_in_on, reported_at) VALUES (?, ?, 1, ?, ?, ?, 'closed', 20000, 1)")
	notice := prepare("INSERT INTO notices (ref, kind, category, phone, phone_idx, params, subject, period, idem_key, state, created_at) VALUES (?, 'R00', 'reminder', ?, ?, ?, 's', 'p', ?, 'cancelled', 1)")
	audit := prepare("INSERT INTO audit_entries (at, user_id, role, action, subject, unit_id, mac) VALUES (1, 1, 'person', 'floor', 'stay', ?, ?)")
	due := prepare("UPDATE units SET due_at = due_at + 1 WHERE id = ?")
	return func(b *testing.B, doc, phone string) {
		ref, key := token.NewRef(), token.NewRef()
		docIdx, phoneIdx := ring.Index("doc", doc), ring.Index("phone", phone)
		tx, err := db.Begin()
		must(b, err)
		exec := func(stmt *sql.Stmt, values ...any) int64 {
			res, err := tx.Stmt(stmt).Exec(values...)
			must(b, err)
			id, err := res.LastInsertId()
			must(b, err)
			return id
		}
		exec(once, key, ref)
		var id int64
		if err := tx.Stmt(known).QueryRow(-unitID, docIdx).Scan(&id); !errors.Is(err, sql.ErrNoRows) {
			b.Fatal(err)
		}
		id = exec(tenant, ref, -unitID, seal("name", ref, "何以安"), ring.Index("name", "何以安"), seal("doc", ref, doc), docIdx, seal("phone", ref, phone), phoneIdx)
		exec(stay, ref, -unitID, id, docIdx, phoneIdx)
		exec(notice, ref, seal("phone", ref, phone), phoneIdx, seal("params", ref, "null"), ref)
		exec(audit, unitID, ring.Mac("audit", []byte(ref)))
		exec(due, unitID)
		must(b, tx.Commit())
	}
}
