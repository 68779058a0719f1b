package officer_test

import (
	"context"
	"database/sql"
	"net/http"
	"testing"
	"time"

	"anju/app/web/webtest"
	"anju/models/idcard"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/storetest"
	"anju/models/workday"
)

// city is how many people live in the register that the benchmarks of the desk ask.
const city = 533_000

// BenchmarkDesk times what an officer of a whole station opens all day: his queue, the page of a home, a search for a
// document and for a name. The floor of each is the bare SQL that it needs, prepared, from who asks to what is put down: no
// policy, nothing opened, nothing drawn. The deep page is set against the first page of the same queue.
func BenchmarkDesk(b *testing.B) {
	storetest.EachBench(b, func(b *testing.B, st *store.Store) {
		d := newBench(b, st)
		b.Run("queue", func(b *testing.B) { d.race(b, d.asked(d.queueFloor()), 20, func(int) { d.opens("/o/queue") }) })
		b.Run("deep page", func(b *testing.B) {
			deep := d.deepPage(10)
			d.race(b, func(int) { d.opens("/o/queue") }, 20, func(int) { d.opens(deep) })
		})
		b.Run("unit", func(b *testing.B) {
			d.race(b, d.asked(d.unitFloor()), len(d.units), func(i int) { d.opens("/o/u/" + d.units[i]) })
		})
		b.Run("document", func(b *testing.B) {
			d.race(b, d.asked(d.findFloor("s.doc_idx = ?", func(e store.Entry) []byte { return st.DocIndex(idcard.Key("111", e.Tenant.DocNo)) })), len(d.people),
				func(i int) { d.finds(d.people[i].Tenant.DocNo) })
		})
		b.Run("name", func(b *testing.B) {
			d.race(b, d.asked(d.findFloor("t.name_idx = ?", func(e store.Entry) []byte { return d.column("tenants", "name_idx", e) })), len(d.people),
				func(i int) { d.finds(d.people[i].Tenant.Name) })
		})
	})
}

// deskBench is a city and an officer of one of its stations, signed in.
type deskBench struct {
	*browser
	b       testing.TB
	st      *store.Store
	station int64
	units   []string
	people  []store.Entry
}

func newBench(b *testing.B, st *store.Store) *deskBench {
	b.Helper()
	ctx, at := context.Background(), shanghai("2026-11-24 10:00")
	reg := webtest.City(b, st, storetest.Size(city), at)
	_, err := reg.RaiseFlags(ctx, policy.SystemActor, at)
	must(b, err)
	w := newTownOver(b, reg, st, at)
	area, err := st.AreaByCode(ctx, webtest.Strings(b, st, "SELECT code FROM areas WHERE level = 'subdistrict' ORDER BY id LIMIT 1")[0])
	must(b, err)
	w.hire("station", "officer", area.Code)
	d := &deskBench{browser: w.browser().signIn("station", false), b: b, st: st, station: area.ID}
	scope := policy.Scope{Areas: []policy.Area{{ID: area.ID, Level: policy.Subdistrict}}}
	d.people, err = st.ListEntries(ctx, scope, 100)
	must(b, err)
	d.units = webtest.Strings(b, st, "SELECT ref FROM units WHERE subdistrict_id = ? ORDER BY id LIMIT 100", area.ID)
	d.get("/o/search")
	return d
}

// race lets n things of both sides happen in each turn. Between two turns a quarter of an hour passes: a home that was
// looked at in the last ten minutes is not put down again.
func (d *deskBench) race(b *testing.B, floor func(i int), n int, verb func(i int)) {
	race := storetest.NewRace(b, d.st)
	all := func(do func(i int)) func() {
		return func() {
			for i := range n {
				do(i)
			}
		}
	}
	for b.Loop() {
		d.at = d.at.Add(15 * time.Minute)
		race.Floor(all(floor))
		race.Verb(all(verb))
	}
	race.Report(n)
}

func (d *deskBench) opens(path string) {
	if d.get(path); d.code != http.StatusOK {
		d.b.Fatalf("%s answers %d", path, d.code)
	}
}

func (d *deskBench) finds(words string) {
	if d.post("/o/search", "words", words, "reason", "核对身份"); d.code != http.StatusOK {
		d.b.Fatalf("the search answers %d", d.code)
	}
	d.shows("找到")
}

// deepPage follows the queue some pages down.
func (d *deskBench) deepPage(pages int) string {
	d.get("/o/queue")
	path := ""
	for range pages {
		m := nextPage.FindStringSubmatch(d.page)
		if m == nil {
			break // a small city has few pages
		}
		path = m[1]
		d.get(path)
	}
	if path == "" {
		d.b.Fatal("the queue has one page")
	}
	return path
}

// bare is a statement, prepared, that reads all its rows and says how many these were.
func (d *deskBench) bare(query string) func(values ...any) int {
	stmt, err := d.st.SQL().Prepare(query)
	must(d.b, err)
	d.b.Cleanup(func() { _ = stmt.Close() })
	return func(values ...any) int { return d.drain(stmt, values) }
}

func (d *deskBench) drain(stmt *sql.Stmt, values []any) (n int) {
	rows, err := stmt.Query(values...)
	must(d.b, err)
	defer rows.Close()
	columns, err := rows.Columns()
	must(d.b, err)
	cells := make([]any, len(columns))
	for i := range cells {
		cells[i] = new(sql.RawBytes)
	}
	for ; rows.Next(); n++ {
		must(d.b, rows.Scan(cells...))
	}
	must(d.b, rows.Err())
	return n
}

// asked is a floor after it was found out who asks: the session, the account and its grants.
func (d *deskBench) asked(floor func(int)) func(int) {
	who := d.bare("SELECT s.*, u.* FROM sessions s JOIN users u ON u.id = s.user_id WHERE s.hash = ? AND s.expires_at > ?")
	grants := d.bare("SELECT g.* FROM sessions s JOIN grants g ON g.user_id = s.user_id WHERE s.hash = ? ORDER BY g.id")
	var hash []byte
	must(d.b, d.st.SQL().QueryRow("SELECT hash FROM sessions ORDER BY id DESC LIMIT 1").Scan(&hash))
	return func(i int) {
		who(hash, int64(workday.At(d.at)))
		grants(hash)
		floor(i)
	}
}

// queueFloor counts the flags by rule, reads those among which the day is planned with what was done about them, the first
// page, and counts what else waits.
func (d *deskBench) queueFloor() func(int) {
	const turn = "CASE WHEN f.level >= 3 THEN 0 ELSE 1 END"
	since := workday.At(d.at).Add(-72 * time.Hour)
	count := d.bare("SELECT rule, COUNT(*) FROM flags WHERE subdistrict_id = ? AND resolved_at = 0 GROUP BY rule")
	plan := d.bare("SELECT f.id, f.unit_id, f.stay_id, f.rule, f.level, f.due_at FROM flags f WHERE f.subdistrict_id = ? AND f.resolved_at = 0 AND f.level >= 2 ORDER BY " + turn + ", f.due_at, f.id LIMIT 1000")
	texts := d.bare(`SELECT n.unit_id, n.stay_id, n.kind, MAX(n.sent_at) FROM flags f JOIN notices n ON n.unit_id = f.unit_id
 WHERE f.subdistrict_id = ? AND f.resolved_at = 0 AND f.level >= 2 AND n.day >= ? AND n.sent_at >= ? AND n.state IN ('sent', 'delivered') GROUP BY n.unit_id, n.stay_id, n.kind`)
	knocked := d.bare("SELECT DISTINCT v.unit_id FROM flags f JOIN visits v ON v.unit_id = f.unit_id WHERE f.subdistrict_id = ? AND f.resolved_at = 0 AND f.level >= 2 AND v.at >= ?")
	page := d.bare(`SELECT f.*, u.ref, u.address, a.name, r.no, s.ref, o.name FROM flags f JOIN units u ON u.id = f.unit_id JOIN areas a ON a.id = u.area_id
 LEFT JOIN users o ON o.id = u.owner_id LEFT JOIN rooms r ON r.id = f.room_id LEFT JOIN stays s ON s.id = f.stay_id
 WHERE f.subdistrict_id = ? AND f.resolved_at = 0 ORDER BY ` + turn + ", f.due_at, f.id LIMIT 21")
	declared := d.bare("SELECT COUNT(*) FROM stays WHERE subdistrict_id = ? AND state = 'declared' AND declared_at > 0 AND declared_at < ?")
	waiting := d.bare("SELECT COUNT(*) FROM units WHERE subdistrict_id = ? AND (grid_id = 0 AND state NOT IN ('draft', 'delisted') OR state = 'submitted' OR claim = 'refused' OR plate_address <> '' AND plate_address <> address)")
	requests := d.bare("SELECT COUNT(*) FROM requests WHERE subdistrict_id = ? AND audience IN ('grid', 'police') AND answered_at = 0")
	return func(int) {
		count(d.station)
		plan(d.station)
		texts(d.station, int64(since.Day()), int64(since))
		knocked(d.station, int64(since))
		page(d.station)
		declared(d.station, int64(since))
		waiting(d.station)
		requests(d.station)
	}
}

// openPast leaves out what only the child worker may know of, as every page must.
const openPast = ` AND NOT (e.subject = 'flag' AND e.ref_id IN (SELECT f.id FROM flags f WHERE f.unit_id = e.unit_id AND f.rule IN ('B15')))
 AND NOT (e.subject = 'visit' AND e.ref_id IN (SELECT v.id FROM visits v JOIN flags f ON f.id = v.flag_id WHERE v.unit_id = e.unit_id AND f.rule IN ('B15')))`

// unitFloor reads a home with its areas, rooms, roster and how that stands with the police, flags, visits, hazards, pledges,
// what was done, texts, checks by lot and what its grade rests on, and puts down that somebody looked.
func (d *deskBench) unitFloor() func(int) {
	home := d.bare("SELECT u.*, o.name, o.phone FROM units u LEFT JOIN users o ON o.id = u.owner_id WHERE u.ref = ?")
	line := d.bare("SELECT a.* FROM units u JOIN areas a ON a.id IN (u.city_id, u.county_id, u.subdistrict_id, u.community_id, u.grid_id) WHERE u.ref = ?")
	rooms := d.bare("SELECT r.* FROM units u JOIN rooms r ON r.unit_id = u.id WHERE u.ref = ? ORDER BY r.floor, r.no")
	roster := d.bare(`SELECT s.*, t.*, r.* FROM units u JOIN stays s ON s.unit_id = u.id JOIN tenants t ON t.id = s.tenant_id JOIN rooms r ON r.id = s.room_id
 WHERE u.ref = ? ORDER BY r.floor, r.no, s.moved_in_on, s.id`)
	flags := d.bare("SELECT f.* FROM units u JOIN flags f ON f.unit_id = u.id WHERE u.ref = ? AND f.resolved_at = 0")
	visits := d.bare("SELECT v.* FROM units u JOIN visits v ON v.unit_id = u.id WHERE u.ref = ? ORDER BY v.id DESC LIMIT 10")
	hazards := d.bare("SELECT h.* FROM units u JOIN hazards h ON h.unit_id = u.id WHERE u.ref = ?")
	police := d.bare("SELECT b.* FROM units u JOIN stays s ON s.unit_id = u.id JOIN batch_rows b ON b.stay_id = s.id WHERE u.ref = ? ORDER BY b.stay_id, b.turn")
	stopped := d.bare("SELECT x.phone_idx FROM units u JOIN stays s ON s.unit_id = u.id JOIN suppressions x ON x.phone_idx = s.phone_idx WHERE u.ref = ? AND x.category = 'number'")
	rated := d.bare("SELECT MAX(v.at), MAX(CASE WHEN v.looked > 0 THEN v.at END) FROM units u JOIN visits v ON v.unit_id = u.id WHERE u.ref = ?")
	late := d.bare("SELECT COUNT(*) FROM units u JOIN flags f ON f.unit_id = u.id WHERE u.ref = ? AND f.rule = 'B01'")
	past := d.bare("SELECT e.* FROM units u JOIN audit_entries e ON e.unit_id = u.id WHERE u.ref = ? AND e.action <> 'roster.view'" + openPast + " ORDER BY e.id DESC LIMIT 6")
	texts := d.bare("SELECT n.kind, n.state, n.created_at, n.sent_at FROM units u JOIN notices n ON n.unit_id = u.id WHERE u.ref = ? ORDER BY n.id DESC LIMIT 10")
	checks := d.bare("SELECT i.* FROM units u JOIN sample_items i ON i.unit_id = u.id WHERE u.ref = ? AND i.checked_at > 0 ORDER BY i.checked_at DESC LIMIT 10")
	pledges := d.bare("SELECT p.* FROM units u JOIN pledges p ON p.unit_id = u.id WHERE u.ref = ? ORDER BY p.id DESC LIMIT 10")
	grids := d.bare("SELECT a.* FROM units u JOIN areas a ON a.parent_id = u.community_id WHERE u.ref = ? AND a.ended_on = 0 ORDER BY a.code, a.id")
	seen := d.bare("SELECT v.id FROM units u JOIN views v ON v.unit_id = u.id WHERE u.ref = ? AND v.at >= ? AND v.what = 'roster' AND NOT EXISTS (SELECT 1 FROM stays s WHERE s.unit_id = v.unit_id AND s.created_at > v.at) LIMIT 1")
	look := d.lookFloor()
	return func(i int) {
		seen(d.units[i], int64(workday.At(d.at.Add(-10*time.Minute))))
		for _, read := range []func(...any) int{home, line, rooms, roster, flags, visits, hazards, police, stopped, rated, late, past, texts, checks, pledges, grids} {
			read(d.units[i])
		}
		look(1)
	}
}

// findFloor reads the stays of whoever an index names, and puts down that each was listed.
func (d *deskBench) findFloor(where string, index func(store.Entry) []byte) func(int) {
	find := d.bare(`SELECT s.*, t.*, r.*, u.* FROM stays s JOIN tenants t ON t.id = s.tenant_id JOIN rooms r ON r.id = s.room_id JOIN units u ON u.id = s.unit_id
 WHERE ` + where + " AND s.subdistrict_id = ? AND s.state <> 'void' ORDER BY s.id DESC LIMIT 21")
	look := d.lookFloor()
	var keys [][]byte
	for _, e := range d.people {
		keys = append(keys, index(e))
	}
	return func(i int) {
		look(min(find(keys[i], d.station), 20))
	}
}

// lookFloor writes the look and its entry in the log, in one transaction.
func (d *deskBench) lookFloor() func(n int) {
	ctx := context.Background()
	view, err := d.st.SQL().Prepare("INSERT INTO views (at, user_id, role, unit_id, stay_id, what, reason) VALUES (?, 1, 'officer', 1, 1, 'found', '核对身份')")
	must(d.b, err)
	entry, err := d.st.SQL().Prepare("INSERT INTO audit_entries (at, user_id, role, action, subject, ref_id, reason, detail, mac, seal_id) VALUES (?, 1, 'officer', 'person.find', 'user', 1, '核对身份', '', ?, 1)")
	must(d.b, err)
	d.b.Cleanup(func() { _, _ = view.Close(), entry.Close() })
	mac := make([]byte, 32)
	return func(n int) {
		tx, err := d.st.SQL().BeginTx(ctx, nil)
		must(d.b, err)
		for range n {
			_, err = tx.Stmt(view).Exec(int64(workday.At(d.at)))
			must(d.b, err)
		}
		_, err = tx.Stmt(entry).Exec(int64(workday.At(d.at)), mac)
		must(d.b, err)
		must(d.b, tx.Commit())
	}
}

// column is one cell of a person's row.
func (d *deskBench) column(table, column string, e store.Entry) (cell []byte) {
	must(d.b, d.st.SQL().QueryRow("SELECT "+column+" FROM "+table+" WHERE id = ?", e.Tenant.ID).Scan(&cell))
	return cell
}
