package cli

import (
	"context"
	"database/sql"
	"fmt"
	"testing"

	"anju/app/web/webtest"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/storetest"
	"anju/models/vault"
	"anju/models/workday"
)

// BenchmarkStats times what the statistics page reads and reckons: of the whole city with its provinces, and of one part of
// it, with rollups and without. Its floor asks the same questions by hand with prepared statements. Of a day with rollups
// it reads them alone, without asking whether they hold; of one without it counts the stays and opens as many numbers.
func BenchmarkStats(b *testing.B) {
	storetest.EachBench(b, func(b *testing.B, st *store.Store) {
		at := webtest.Shanghai("2026-11-24 00:10")
		reg := webtest.City(b, st, storetest.Size(533_000), at)
		_, err := reg.RaiseFlags(context.Background(), policy.SystemActor, at)
		webtest.Must(b, err)
		city := storetest.Rows(b, st, "SELECT id FROM areas WHERE level = 'city'")[0][0].(int64)
		part := webtest.Strings(b, st, "SELECT code FROM areas WHERE level = 'subdistrict' ORDER BY code")[0]
		who := policy.Actor{UserID: 1, Name: "沈主任", Staff: true, Grants: []policy.Grant{{Role: policy.Supervisor, AreaID: city, Level: policy.City}}}
		floor := newStatsFloor(b, st.SQL(), city, workday.DayOf(at)-1)
		for _, rolled := range []bool{false, true} {
			if rolled {
				_, err := reg.RollUp(context.Background(), policy.SystemActor, at)
				webtest.Must(b, err)
			}
			for _, c := range []struct{ name, area string }{{"city", ""}, {"part", part}} {
				b.Run(fmt.Sprintf("%s/rolled=%v", c.name, rolled), func(b *testing.B) {
					race := storetest.NewRace(b, st)
					for b.Loop() {
						race.Verb(func() {
							look, err := reg.LookAtStats(context.Background(), who, c.area, floor.on, at)
							webtest.Must(b, err)
							if !look.Here.Told {
								b.Fatalf("nothing to see: %+v", look.Here)
							}
						})
						race.Floor(func() { floor.ask(b, rolled, c.area == "") })
					}
					race.Report(1)
				})
			}
		}
	})
}

// statsFloor is the bare SQL of a page.
type statsFloor struct {
	on                     workday.Day
	always                 []*sql.Stmt
	values                 [][]any
	rolled, counted, whole *sql.Stmt
	seal                   []byte
	ring                   *vault.Ring
	city                   int64
}

func newStatsFloor(b *testing.B, db *sql.DB, city int64, on workday.Day) *statsFloor {
	f := &statsFloor{on: on, ring: vault.NewRing(), city: city}
	prepare := func(query string) *sql.Stmt {
		stmt, err := db.Prepare(query)
		webtest.Must(b, err)
		return stmt
	}
	y, m, _ := on.Date()
	first, _ := workday.Date(y, m, 1)
	from, to := int64(workday.At(first.Start())), int64(workday.At(on.End()))
	const waiting = 30 // days before the month on which somebody left who is counted in it, when his landlord had time until then
	for _, q := range []struct {
		sql    string
		values []any
	}{
		{"SELECT id, ref, code, parent_id, level, name, zone, path FROM areas", nil},
		{"SELECT area_id, COUNT(*) FROM units WHERE city_id = ? AND state NOT IN ('draft', 'delisted') GROUP BY area_id", []any{city}},
		{"SELECT u.area_id, COUNT(*) FROM flags f JOIN units u ON u.id = f.unit_id WHERE u.city_id = ? AND f.raised_at >= ? AND f.raised_at < ? GROUP BY u.area_id", []any{city, from, to}},
		{"SELECT u.area_id, COUNT(*) FROM flags f JOIN units u ON u.id = f.unit_id WHERE u.city_id = ? AND f.resolved_at >= ? AND f.resolved_at < ? GROUP BY u.area_id", []any{city, from, to}},
		{"SELECT u.area_id, COUNT(*) FROM notices n JOIN units u ON u.id = n.unit_id WHERE u.city_id = ? AND n.day BETWEEN ? AND ? AND n.state IN ('sent', 'delivered', 'failed') GROUP BY u.area_id", []any{city, int64(first), int64(on)}},
		{"SELECT s.grid_id, SUM(i.people) FROM samples s JOIN sample_items i ON i.sample_id = s.id WHERE s.city_id = ? AND s.drawn_at >= ? AND s.drawn_at < ? GROUP BY s.grid_id", []any{city, from, to}},
		{"SELECT u.area_id, s.state, s.moved_out_on, s.said_left_on, s.leaving_until FROM stays s JOIN units u ON u.id = s.unit_id WHERE s.city_id = ? AND (s.moved_out_on BETWEEN ? AND ? OR s.said_left_on BETWEEN ? AND ?)", []any{city, int64(first) - waiting, int64(on), int64(first) - waiting, int64(on)}},
		{"SELECT u.area_id, COUNT(DISTINCT v.unit_id) FROM visits v JOIN units u ON u.id = v.unit_id WHERE u.city_id = ? AND v.at >= ? AND v.at < ? GROUP BY u.area_id", []any{city, from, to}},
	} {
		f.always, f.values = append(f.always, prepare(q.sql)), append(f.values, q.values)
	}
	f.rolled = prepare("SELECT area_id, residents, over_half, over_year, origins FROM daily_counts WHERE day = ?")
	f.counted = prepare("SELECT u.area_id, COUNT(*), SUM(CASE WHEN s.moved_in_on <= ? THEN 1 ELSE 0 END), SUM(CASE WHEN s.moved_in_on <= ? THEN 1 ELSE 0 END) FROM stays s JOIN units u ON u.id = s.unit_id WHERE s.city_id = ? AND s.state <> 'void' AND s.moved_in_on <= ? AND (s.moved_out_on = 0 OR s.moved_out_on > ?) AND (s.said_left_on = 0 OR s.said_left_on > ?) GROUP BY u.area_id")
	f.whole = prepare("SELECT s.id, t.doc_type, t.ref, t.doc_no FROM stays s JOIN tenants t ON t.id = s.tenant_id WHERE s.city_id = ? AND s.state <> 'void' AND s.moved_in_on <= ? AND (s.moved_out_on = 0 OR s.moved_out_on > ?) AND (s.said_left_on = 0 OR s.said_left_on > ?) AND s.erased_at = 0")
	var err error
	f.seal, err = f.ring.Seal("tenants", "doc_no", "ref", storetest.Number("3399", 1))
	webtest.Must(b, err)
	return f
}

func (f *statsFloor) ask(b *testing.B, rolled, whole bool) {
	for i, stmt := range f.always {
		f.read(b, stmt, f.values[i]...)
	}
	if rolled {
		f.read(b, f.rolled, int64(f.on))
		return
	}
	f.read(b, f.counted, int64(f.on)-180, int64(f.on)-365, f.city, int64(f.on), int64(f.on), int64(f.on))
	if whole {
		for range f.read(b, f.whole, f.city, int64(f.on), int64(f.on), int64(f.on)) {
			_, err := f.ring.Open("tenants", "doc_no", "ref", f.seal)
			webtest.Must(b, err)
		}
	}
}

// read reads all rows and throws them away; it answers how many there were.
func (f *statsFloor) read(b *testing.B, stmt *sql.Stmt, values ...any) (n int) {
	rows, err := stmt.Query(values...)
	webtest.Must(b, err)
	defer rows.Close()
	columns, err := rows.Columns()
	webtest.Must(b, err)
	cells, into := make([]sql.RawBytes, len(columns)), make([]any, len(columns))
	for i := range cells {
		into[i] = &cells[i]
	}
	for ; rows.Next(); n++ {
		webtest.Must(b, rows.Scan(into...))
	}
	webtest.Must(b, rows.Err())
	return n
}
