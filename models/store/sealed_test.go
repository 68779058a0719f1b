package store_test

import (
	"bytes"
	"fmt"
	"os"
	"strings"
	"testing"

	"anju/models"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/storetest"
)

// secrets are invented values that look like nothing else in the database.
var secrets = map[string]string{
	"landlord": "周桂芳芳", "landlord's phone": "19900007771", "landlord's document": "339900195001017771",
	"tenant": "何以安安", "document": "339900199001017772", "tenant's phone": "19900007772",
	"guardian": "监护人甲", "guardian's phone": "19900007773",
	"draft": "打了一半的字：邵雨晴", "note": "邻居说何姐上周搬走", "request": "水管漏了三天", "caller": "19900007774", "answer": "明天上门修好",
	"text": "青禾暗号十八", "texted": "19900007775", "authenticator": "JBSWY3DPEHPK3PXP",
}

func saveSecrets(t *testing.T, st *store.Store) {
	t.Helper()
	must(t, st.InTx(ctx, func(tx *store.Tx) error {
		must(t, tx.SaveUser(&models.User{Name: secrets["landlord"], Phone: secrets["landlord's phone"], DocType: "111", DocNo: secrets["landlord's document"], TOTPSecret: secrets["authenticator"]}))
		unit := models.Unit{Label: "青禾18", Address: "青禾路 18 号", Kind: models.KindHome, State: models.UnitAccepted}
		must(t, tx.SaveUnit(&unit))
		p := models.Tenant{UnitID: unit.ID, Name: secrets["tenant"], DocType: "111", DocNo: secrets["document"], Phone: secrets["tenant's phone"], DocIndex: tx.DocIndex("11x:" + secrets["document"])}
		must(t, tx.SaveTenant(&p))
		must(t, tx.SaveTenant(&p))
		s := models.Stay{UnitID: unit.ID, TenantID: p.ID, DocIndex: p.DocIndex, PhoneIdx: tx.PhoneIndex(p.Phone), State: models.StayReported,
			Guardian: secrets["guardian"], GuardPhone: secrets["guardian's phone"]}
		must(t, tx.SaveStay(&s))
		must(t, tx.SaveStay(&s))
		must(t, tx.SaveDraft(&store.Draft{Form: "check_in", Body: secrets["draft"]}))
		must(t, tx.SaveVisit(&models.Visit{UnitID: unit.ID, Result: models.VisitGone, Note: secrets["note"]}))
		must(t, tx.SaveRequest(&store.Request{No: "00000001", Kind: "report", State: "open", Body: secrets["request"], Contact: secrets["caller"], Answer: secrets["answer"]}))
		_, err := tx.Queue(models.Notice{Kind: "R04", Phone: secrets["texted"], Params: map[string]string{"home": secrets["text"]}, Subject: "stay:1", Period: "check_in"})
		return err
	}))
}

// tables lists all tables with their columns, the migration tool's own left out.
func tables(t *testing.T, st *store.Store) map[string][]string {
	t.Helper()
	query := "SELECT m.name, c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite%'"
	if st.Dialect == store.MySQL {
		query = "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = DATABASE()"
	}
	rows, err := st.SQL().Query(query)
	must(t, err)
	defer rows.Close()
	all := map[string][]string{}
	for rows.Next() {
		var table, column string
		must(t, rows.Scan(&table, &column))
		if !strings.HasPrefix(table, "goose_") {
			all[table] = append(all[table], column)
		}
	}
	must(t, rows.Err())
	return all
}

// cells reads one column of a table as bytes, whatever its type.
func cells(t *testing.T, st *store.Store, table, column string) [][]byte {
	t.Helper()
	rows, err := st.SQL().Query("SELECT `" + column + "` FROM `" + table + "`")
	must(t, err)
	defer rows.Close()
	var all [][]byte
	for rows.Next() {
		var value any
		must(t, rows.Scan(&value))
		cell, ok := value.([]byte)
		if !ok {
			cell = []byte(fmt.Sprint(value))
		}
		all = append(all, bytes.Clone(cell))
	}
	must(t, rows.Err())
	return all
}

func TestAStolenDatabaseHoldsNoNameNumberOrPhone(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		saveSecrets(t, st)
		seen := 0
		for table, columns := range tables(t, st) {
			for _, column := range columns {
				for _, cell := range cells(t, st, table, column) {
					seen++
					for what, secret := range secrets {
						if bytes.Contains(cell, []byte(secret)) {
							t.Errorf("%s.%s holds the %s in plain", table, column, what)
						}
					}
				}
			}
		}
		if seen < 100 {
			t.Fatalf("only %d cells were looked at", seen)
		}
		if st.Dialect != store.SQLite {
			return
		}
		var path string
		must(t, st.SQL().QueryRow("SELECT file FROM pragma_database_list WHERE name = 'main'").Scan(&path))
		for _, name := range []string{path, path + "-wal"} {
			data, err := os.ReadFile(name)
			must(t, err)
			for what, secret := range secrets {
				if bytes.Contains(data, []byte(secret)) {
					t.Errorf("the file %s holds the %s in plain", name, what)
				}
			}
		}
	})
}

func TestWhatIsSealedOpensAgainForTheRegister(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		saveSecrets(t, st)
		u, err := st.UserByPhone(ctx, secrets["landlord's phone"])
		must(t, err)
		if u.Name != secrets["landlord"] || u.DocNo != secrets["landlord's document"] || u.TOTPSecret != secrets["authenticator"] {
			t.Errorf("%+v", u)
		}
		units, err := st.ListUnits(ctx, everything, 0, 1)
		must(t, err)
		p, err := st.TenantInUnit(ctx, units[0].ID, st.DocIndex("11x:"+secrets["document"]))
		must(t, err)
		if p.Name != secrets["tenant"] || p.DocNo != secrets["document"] || p.Phone != secrets["tenant's phone"] {
			t.Errorf("%+v", p)
		}
		visits, err := st.Visits(ctx, policy.Scope{All: true}, units[0].ID, 9)
		must(t, err)
		asked, err := st.ListRequests(ctx, everything, []string{""}, 9)
		must(t, err)
		q := asked[0]
		if visits[0].Note != secrets["note"] || q.Body != secrets["request"] || q.Contact != secrets["caller"] || q.Answer != secrets["answer"] {
			t.Errorf("%+v %+v", visits, q)
		}
		notices, err := st.ListNotices(ctx, everything, store.Outbox{N: 9})
		must(t, err)
		if notices[0].Phone != secrets["texted"] || notices[0].Params["home"] != secrets["text"] {
			t.Errorf("%+v", notices)
		}
	})
}

func TestANameMovedToAnotherRowDoesNotOpen(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		saveSecrets(t, st)
		must(t, st.InTx(ctx, func(tx *store.Tx) error { return tx.SaveUser(&models.User{Name: "邵雨晴", Phone: "19900000002"}) }))
		var sealed []byte
		must(t, st.SQL().QueryRow("SELECT name FROM users WHERE phone_idx = ?", st.PhoneIndex("19900000002")).Scan(&sealed))
		_, err := st.SQL().Exec("UPDATE users SET name = ? WHERE phone_idx = ?", sealed, st.PhoneIndex(secrets["landlord's phone"]))
		must(t, err)
		if u, err := st.UserByPhone(ctx, secrets["landlord's phone"]); err == nil {
			t.Errorf("a swapped name opens as %q", u.Name)
		}
	})
}

func TestADraftOpensForItsWriterOnlyAndForADay(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		d := store.Draft{UserID: 7, Form: "check_in", Body: "何以安", CreatedAt: at, ExpiresAt: at + 1000}
		must(t, st.InTx(ctx, func(tx *store.Tx) error { return tx.SaveDraft(&d) }))
		got, err := st.Draft(ctx, "check_in", d.Ref, 7, at)
		must(t, err)
		if got.Body != "何以安" {
			t.Errorf("%+v", got)
		}
		for name, read := range map[string]func() error{
			"another account": func() error { _, err := st.Draft(ctx, "check_in", d.Ref, 8, at); return err },
			"nobody":          func() error { _, err := st.Draft(ctx, "check_in", d.Ref, 0, at); return err },
			"another form":    func() error { _, err := st.Draft(ctx, "visit", d.Ref, 7, at); return err },
			"a day later":     func() error { _, err := st.Draft(ctx, "check_in", d.Ref, 7, at+1000); return err },
		} {
			if err := read(); !models.IsKind(err, models.NotFound) {
				t.Errorf("%s reads the draft: %v", name, err)
			}
		}
	})
}
