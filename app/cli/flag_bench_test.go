package cli

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"anju/app/web/webtest"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/storetest"
	"anju/models/workday"
)

// BenchmarkFlagAll times the flag job when every home is due and five days have passed. Its floor reads the same rows
// without looking at them and writes the same flags and due times by hand, all prepared.
func BenchmarkFlagAll(b *testing.B) {
	storetest.EachBench(b, func(b *testing.B, st *store.Store) {
		n := newNight(b, st)
		race := storetest.NewRace(b, st)
		reads, asked, changed := n.reads(), 0, 0
		for b.Loop() {
			n.at = n.at.AddDate(0, 0, 5)
			n.exec("UPDATE units SET due_at = 1")
			before := storetest.Statements(b, st)
			race.Verb(n.run)
			asked += storetest.Statements(b, st) - before - 1
			n.remember()
			changed += len(n.opened) + len(n.closed) + len(n.dues)
			n.undo()
			race.Floor(func() { n.bare(reads) })
		}
		race.Report(len(n.dues))
		if asked > 0 {
			b.ReportMetric(float64(asked)*5000/float64(changed), "stmts/5000-rows")
		}
		b.ReportMetric(float64(changed)/float64(b.N), "rows/turn")
	})
}

// BenchmarkFlagDue times the flag job when few homes are due and a flag opens in each. Its floor is SQL that sweeps the
// whole register for the same flags, of one rule, in two statements.
func BenchmarkFlagDue(b *testing.B) {
	storetest.EachBench(b, func(b *testing.B, st *store.Store) {
		n := newNight(b, st)
		for _, oneIn := range []int{100, 1000} {
			b.Run(fmt.Sprintf("1in%d", oneIn), func(b *testing.B) {
				n.b, n.at = b, n.at.Add(time.Minute)
				n.run()
				stays, homes := n.quiet(oneIn)
				race := storetest.NewRace(b, st)
				for b.Loop() {
					n.at = n.at.Add(time.Second)
					long := workday.At(n.at.AddDate(0, 0, -100))
					n.exec("UPDATE stays SET reported_at = ?, confirmed_at = 0 WHERE id IN ("+stays+")", long)
					n.exec("UPDATE units SET due_at = 1 WHERE id IN (" + homes + ")")
					race.Verb(n.run)
					n.remember()
					n.undo()
					n.exec("UPDATE units SET due_at = 1 WHERE id IN (" + homes + ")")
					race.Floor(n.sweep)
					if swept := storetest.Count(b, st, "SELECT COUNT(*) FROM flags WHERE raised_at = ?", n.now()); swept != len(n.opened) {
						b.Fatalf("the sweep opens %d flags, the job %d", swept, len(n.opened))
					}
					n.exec("DELETE FROM flags WHERE raised_at = ?", n.now())
				}
				race.Report(len(n.opened))
				n.exec("UPDATE stays SET confirmed_at = ? WHERE id IN ("+stays+")", n.now())
			})
		}
	})
}

// night is a city whose flags are all raised, and what happens there after.
type night struct {
	b              *testing.B
	st             *store.Store
	reg            *registry.Registry
	at             time.Time
	opened, closed [][]any // by the last run: flags whole, and of those closed what was written with their id
	dues           [][]any // id and due time of every home
}

func newNight(b *testing.B, st *store.Store) *night {
	b.Helper()
	n := &night{b: b, st: st, at: webtest.Shanghai("2026-11-24 00:10")}
	n.reg = webtest.City(b, st, storetest.Size(50_000), n.at)
	n.run()
	return n
}

func (n *night) run() {
	_, err := n.reg.RaiseFlags(context.Background(), policy.SystemActor, n.at)
	webtest.Must(n.b, err)
}

func (n *night) exec(query string, values ...any) {
	n.b.Helper()
	_, err := n.st.SQL().Exec(query, values...)
	webtest.Must(n.b, err)
}

func (n *night) now() workday.Moment { return workday.At(n.at) }

// remember keeps what the run wrote.
func (n *night) remember() {
	n.opened = storetest.Rows(n.b, n.st, "SELECT * FROM flags WHERE raised_at = ?", n.now())
	n.closed = storetest.Rows(n.b, n.st, "SELECT resolved_at, resolution, id FROM flags WHERE resolved_at = ?", n.now())
	n.dues = storetest.Rows(n.b, n.st, "SELECT id, due_at FROM units WHERE due_at > 0 ORDER BY id")
}

// undo takes it back.
func (n *night) undo() {
	n.exec("DELETE FROM flags WHERE raised_at = ?", n.now())
	n.exec("UPDATE flags SET resolved_at = 0, resolution = '', open_key = ref WHERE resolved_at = ?", n.now())
}

// quiet are some homes in which nothing is open, and one stay in each that was there a hundred days ago: comma lists.
func (n *night) quiet(oneIn int) (stays, homes string) {
	n.b.Helper()
	most := max(1, len(n.homes())/oneIn)
	rows := storetest.Rows(n.b, n.st, `SELECT MIN(s.id), s.unit_id FROM stays s WHERE s.state = 'reported' AND s.moved_in_on < ? AND s.moved_out_on = 0 AND s.lease_end = 0
 AND s.unit_id NOT IN (SELECT unit_id FROM flags WHERE resolved_at = 0) GROUP BY s.unit_id ORDER BY s.unit_id LIMIT ?`, workday.DayOf(n.at)-100, most)
	if len(rows) != most {
		n.b.Fatalf("%d of %d homes are quiet", len(rows), most)
	}
	for _, row := range rows {
		stays, homes = stays+fmt.Sprint(",", row[0]), homes+fmt.Sprint(",", row[1])
	}
	return stays[1:], homes[1:]
}

func (n *night) homes() [][]any {
	return storetest.Rows(n.b, n.st, "SELECT id FROM units WHERE due_at > 0")
}

// sweep opens the flags of B05 by looking at every stay.
func (n *night) sweep() {
	today := workday.DayOf(n.at)
	old := today - workday.Day(n.reg.Limits().StaleDays)
	n.exec(`INSERT INTO flags (ref, rule, unit_id, room_id, stay_id, city_id, county_id, subdistrict_id, community_id, grid_id, evidence, raised_at, due_at)
 SELECT s.ref, 'B05', s.unit_id, s.room_id, s.id, s.city_id, s.county_id, s.subdistrict_id, s.community_id, s.grid_id, '90 天没有人确认还住在这里', ?, ?
 FROM stays s WHERE s.state NOT IN ('closed', 'void', 'leaving') AND s.moved_in_on < ? AND (s.moved_out_on = 0 OR s.moved_out_on > ?)
 AND s.reported_at > 0 AND s.reported_at < ? AND s.confirmed_at < ? AND s.away_to < ? AND s.confirm_from <= ?
 AND NOT EXISTS (SELECT 1 FROM flags f WHERE f.unit_id = s.unit_id AND f.stay_id = s.id AND f.rule = 'B05' AND f.resolved_at = 0)`,
		n.now(), n.now(), old, today, workday.At(old.Start()), workday.At(old.Start()), old, today)
	n.exec("UPDATE units SET due_at = CASE WHEN due_at <= ? THEN ? ELSE due_at END", n.now(), workday.At(n.at.AddDate(0, 0, 1)))
}

// barePage is how many homes the floor reads and writes at once.
const barePage = 5000

// bare reads the rows that the rules ask for and writes what the run wrote, page by page.
func (n *night) bare(reads []*sql.Stmt) {
	for from := 0; from < len(n.dues); from += barePage {
		page := n.dues[from:min(from+barePage, len(n.dues))]
		first, last := page[0][0], page[len(page)-1][0]
		for _, read := range reads {
			rows, err := read.Query(first, last)
			webtest.Must(n.b, err)
			names, err := rows.Columns()
			webtest.Must(n.b, err)
			cells := make([]any, len(names))
			for i := range cells {
				cells[i] = new(sql.RawBytes)
			}
			for rows.Next() {
				webtest.Must(n.b, rows.Scan(cells...))
			}
			webtest.Must(n.b, rows.Err())
		}
	}
	tx, err := n.st.SQL().Begin()
	webtest.Must(n.b, err)
	storetest.Insert(n.b, n.st, tx, "flags", n.opened)
	for _, row := range n.closed {
		_, err := tx.Exec("UPDATE flags SET resolved_at = ?, resolution = ?, open_key = NULL WHERE id = ?", row...)
		webtest.Must(n.b, err)
	}
	for dues := range slices.Chunk(n.dues, 500) {
		var cases, ids strings.Builder
		for _, due := range dues {
			fmt.Fprintf(&cases, " WHEN %d THEN %d", due[0], due[1])
			fmt.Fprintf(&ids, ",%d", due[0])
		}
		_, err := tx.Exec("UPDATE units SET due_at = CASE id" + cases.String() + " END WHERE id IN (" + ids.String()[1:] + ")")
		webtest.Must(n.b, err)
	}
	webtest.Must(n.b, tx.Commit())
}

// reads are prepared for that.
func (n *night) reads() (all []*sql.Stmt) {
	for _, query := range []string{
		`SELECT id, kind, state, occupancy, occupied_said_on, last_confirmed_at, last_confirmed_how, city_id, county_id, subdistrict_id, community_id, grid_id,
 (SELECT COALESCE(MAX(CASE WHEN state = 'closed' THEN moved_out_on ELSE 0 END), 0) FROM stays WHERE unit_id = units.id),
 (SELECT COUNT(*) FROM unit_managers WHERE unit_id = units.id AND kind = 'manager' AND to_at = 0) FROM units WHERE id BETWEEN ? AND ?`,
		"SELECT id, unit_id, no, type, usable_c, beds, cap FROM rooms WHERE unit_id BETWEEN ? AND ?",
		`SELECT s.id, s.unit_id, s.room_id, s.tenant_id, s.doc_idx, s.state, s.moved_in_on, s.moved_in_at, s.reported_at, s.police_at, s.confirmed_at, s.confirm_from,
 s.all_in_a_row, s.away_from, s.away_to, s.lease_end, s.relation, s.is_foreign, s.moved_out_on, s.said_left_on, s.said_left_at, s.disputed_at, t.birth
 FROM stays s JOIN tenants t ON t.id = s.tenant_id WHERE s.unit_id BETWEEN ? AND ? AND s.state NOT IN ('closed', 'void')`,
		`SELECT s.unit_id, o.id, o.state, o.moved_in_on, o.moved_out_on FROM stays s JOIN stays o ON o.doc_idx = s.doc_idx AND o.unit_id <> s.unit_id
 WHERE s.unit_id BETWEEN ? AND ? AND s.state NOT IN ('closed', 'void') AND o.state NOT IN ('closed', 'void')`,
		"SELECT id, rule, unit_id, room_id, stay_id, level, raised_at, due_at, visited_at, evidence FROM flags WHERE unit_id BETWEEN ? AND ? AND resolved_at = 0",
	} {
		read, err := n.st.SQL().Prepare(query)
		webtest.Must(n.b, err)
		all = append(all, read)
	}
	return all
}
