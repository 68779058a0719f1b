package registry_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"anju/models"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/storetest"
)

func (p *people) verify(t *testing.T, head string) registry.Verdict {
	t.Helper()
	v, err := p.VerifyAudit(context.Background(), policy.SystemActor, head, p.at)
	must(t, err)
	return v
}

func (p *people) noticed(t *testing.T, what string) {
	t.Helper()
	if v := p.verify(t, ""); len(v.Faults) == 0 {
		t.Errorf("%s: nobody notices", what)
	}
}

func (p *people) sound(t *testing.T, what string) {
	t.Helper()
	if v := p.verify(t, ""); len(v.Faults) != 0 {
		t.Fatalf("after %s was undone: %q", what, v.Faults)
	}
}

func exec(t *testing.T, st *store.Store, query string, args ...any) {
	t.Helper()
	for _, one := range strings.Split(query, "; ") {
		_, err := st.SQL().Exec(one, args...)
		must(t, err)
	}
}

// columnsOf are the columns of a table.
func columnsOf(t *testing.T, st *store.Store, table string) []string {
	t.Helper()
	rows, err := st.SQL().Query("SELECT * FROM " + table + " WHERE 1 = 0")
	must(t, err)
	defer rows.Close()
	columns, err := rows.Columns()
	must(t, err)
	return columns
}

// TestWhoChangesWhatWasDoneIsFoundOut changes every column of an entry and of a seal, takes rows away, adds and swaps some:
// each is found. Undone, all is well again.
func TestWhoChangesWhatWasDoneIsFoundOut(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		p := newPeople(t, st)
		var heads []string
		for n := range 3 {
			for i := range 4 {
				p.checkIn(t, 10*n+i)
			}
			tally, err := p.SealAudit(ctx, policy.SystemActor, p.at)
			must(t, err)
			if tally.Examined < 4 {
				t.Fatalf("sealed %d", tally.Examined)
			}
			heads = append(heads, p.verify(t, "").Head)
		}
		p.checkIn(t, 90)
		before, err := st.AuditCount(ctx)
		must(t, err)
		if v := p.verify(t, heads[0]); len(v.Faults) != 0 || v.Seals != 3 || v.Unsealed != 1 || int64(v.Sealed+v.Unsealed) != before || !v.HeadSeen {
			t.Fatalf("an untouched log: %+v", v)
		}
		swap := "UPDATE audit_entries SET id = CASE id WHEN %d THEN %d ELSE %d END WHERE id IN (%d, %d)"
		for _, c := range []struct{ name, do, undo string }{
			{"an entry is gone", "UPDATE audit_entries SET seal_id = 99 WHERE id = 6", "UPDATE audit_entries SET seal_id = 2 WHERE id = 6"},
			{"a seal is gone", "UPDATE audit_seals SET id = 77 WHERE id = 2", "UPDATE audit_seals SET id = 2 WHERE id = 77"},
			{"two seals are swapped", "UPDATE audit_seals SET id = CASE id WHEN 1 THEN 101 ELSE 102 END WHERE id IN (1, 2); UPDATE audit_seals SET id = CASE id WHEN 101 THEN 2 ELSE 1 END WHERE id IN (101, 102)",
				"UPDATE audit_seals SET id = CASE id WHEN 1 THEN 101 ELSE 102 END WHERE id IN (1, 2); UPDATE audit_seals SET id = CASE id WHEN 101 THEN 2 ELSE 1 END WHERE id IN (101, 102)"},
			{"the last seal is gone and its entries are not", "UPDATE audit_seals SET id = -3 WHERE id = 3", "UPDATE audit_seals SET id = 3 WHERE id = -3"},
			{"an entry is put into a seal", "UPDATE audit_entries SET seal_id = 2 WHERE seal_id = 0", fmt.Sprint("UPDATE audit_entries SET seal_id = 0 WHERE id = ", before)},
			{"an entry is taken out of a seal", "UPDATE audit_entries SET seal_id = 0 WHERE id = 6", "UPDATE audit_entries SET seal_id = 2 WHERE id = 6"},
			{"two entries change places", fmt.Sprintf(swap, 6, 1007, 1006, 6, 7), ""},
		} {
			exec(t, st, c.do)
			if strings.Contains(c.name, "places") { // by way of numbers that are free
				exec(t, st, fmt.Sprintf(swap, 1007, 7, 6, 1006, 1007))
			}
			p.noticed(t, c.name)
			if strings.Contains(c.name, "places") {
				exec(t, st, fmt.Sprintf(swap, 6, 1007, 1006, 6, 7))
				exec(t, st, fmt.Sprintf(swap, 1007, 7, 6, 1006, 1007))
			} else {
				exec(t, st, c.undo)
			}
			p.sound(t, c.name)
		}
		for table, id := range map[string]int{"audit_entries": 6, "audit_seals": 2} {
			for _, column := range columnsOf(t, st, table) {
				if column == "id" || column == "seal_id" {
					continue // above
				}
				var old any
				must(t, st.SQL().QueryRow(fmt.Sprintf("SELECT %s FROM %s WHERE id = %d", column, table, id)).Scan(&old))
				set := fmt.Sprintf("UPDATE %s SET %s = ? WHERE id = %d", table, column, id)
				var other any = []byte("x")
				if n, ok := old.(int64); ok {
					other = n + 1
				}
				exec(t, st, set, other)
				p.noticed(t, table+"."+column)
				exec(t, st, set, old)
				p.sound(t, table+"."+column)
			}
		}
		// The end of the log cut off leaves no trace in it: a head that was noted elsewhere tells.
		exec(t, st, "DELETE FROM audit_entries WHERE seal_id IN (0, 3)")
		exec(t, st, "DELETE FROM audit_seals WHERE id = 3")
		if v := p.verify(t, heads[2]); v.HeadSeen || len(v.Faults) == 0 {
			t.Errorf("the end was cut off: %+v", v)
		}
	})
}

func TestWhatIsCommittedLateIsSealedToo(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		p := newPeople(t, st)
		p.checkIn(t, 1)
		p.checkIn(t, 2)
		exec(t, st, "UPDATE audit_entries SET id = id + 100 WHERE id = 2")
		if _, err := p.SealAudit(ctx, policy.SystemActor, p.at); err != nil {
			t.Fatal(err)
		}
		must(t, st.InTx(ctx, func(tx *store.Tx) error {
			return tx.Audit(&models.AuditEntry{ID: 50, At: 1, Role: "person", Action: "late", Subject: "unit"})
		}))
		if _, err := p.SealAudit(ctx, policy.SystemActor, p.at); err != nil {
			t.Fatal(err)
		}
		if v := p.verify(t, ""); len(v.Faults) != 0 || v.Unsealed != 0 || v.Seals != 2 {
			t.Errorf("%+v", v)
		}
		for name, who := range map[string]policy.Actor{"a landlord": p.landlord, "an officer": p.officer} {
			if _, err := p.SealAudit(ctx, who, p.at); !models.IsKind(err, models.Forbidden) {
				t.Errorf("%s seals: %v", name, err)
			}
		}
	})
}
