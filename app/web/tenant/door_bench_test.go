package tenant_test

import (
	"database/sql"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"anju/app/web"
	"anju/app/web/site"
	"anju/app/web/tenant"
	"anju/app/web/webtest"
	"anju/models"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/storetest"
	"anju/models/token"

	"github.com/labstack/echo/v4"
)

// BenchmarkDoor times the public page of a door that is kept as bytes; its floor is the same server, with the same guards,
// that answers fixed bytes of the same size.
func BenchmarkDoor(b *testing.B) {
	storetest.EachBench(b, func(b *testing.B, st *store.Store) {
		s := newScanners(b, st)
		fixed := site.Pack("text/html; charset=utf-8", s.scan(s.h.web, s.doors[0]))
		floor := s.route(func(c echo.Context) error { return s.h.site.SendPacked(c, http.StatusOK, fixed) })
		n := storetest.Size(40_000)
		s.scanAll(s.h.web, len(s.doors)) // from here on every page is kept
		race := storetest.NewRace(b, st)
		for b.Loop() {
			race.Floor(func() { s.scanAll(floor, n) })
			race.Verb(func() { s.scanAll(s.h.web, n) })
		}
		race.Report(n)
	})
}

// BenchmarkDoorAnew times the page of a door that nobody scanned in the last minute. Its floor asks one prepared statement
// and draws the same template; both pack the page.
func BenchmarkDoorAnew(b *testing.B) {
	storetest.EachBench(b, func(b *testing.B, st *store.Store) {
		s := newScanners(b, st)
		ask, err := st.SQL().Prepare(`SELECT u.address, u.short_code, a.level, a.name, a.post_name, a.post_phone, a.officer_name, a.worker_name, a.worker_phone
 FROM units u JOIN areas a ON a.id IN (u.city_id, u.county_id, u.subdistrict_id, u.community_id, u.grid_id) WHERE u.door_token = ? ORDER BY a.path`)
		must(b, err)
		floor := s.route(func(c echo.Context) error {
			page, err := bareDoor(ask, c.Param("token"))
			if err != nil {
				return err
			}
			body, err := s.h.site.Bytes(page)
			if err != nil {
				return err
			}
			return s.h.site.Send(c, http.StatusOK, "text/html; charset=utf-8", body)
		})
		same(b, s.scan(floor, s.doors[0]), s.scan(s.h.web, s.doors[0]))
		race := storetest.NewRace(b, st)
		for b.Loop() {
			race.Floor(func() { s.scanAll(floor, len(s.doors)) })
			s.h.at = s.h.at.Add(2 * time.Minute) // all that was kept is too old
			race.Verb(func() { s.scanAll(s.h.web, len(s.doors)) })
		}
		race.Report(len(s.doors))
	})
}

// bareDoor reads what the page of a door shows in one statement.
func bareDoor(ask *sql.Stmt, plate string) (*tenant.Door, error) {
	rows, err := ask.Query(plate)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	p := &tenant.Door{Shell: site.Shell{Who: "扫码公开页", NoHelp: true}, Path: "/d/" + plate}
	var post, worker *tenant.Call
	var places []string
	for rows.Next() {
		var address, level, name, postName, postPhone, officer, workerName, workerPhone string
		if err := rows.Scan(&address, &p.Code, &level, &name, &postName, &postPhone, &officer, &workerName, &workerPhone); err != nil {
			return nil, err
		}
		p.Title, p.Road = address+" 门牌信息", address
		if road, rest, ok := strings.Cut(address, " "); ok {
			p.Road, p.No = road, strings.TrimSuffix(rest, " 号")
		}
		if postPhone != "" {
			post = &tenant.Call{Name: officer, What: "社区民警·" + postName, Phone: postPhone}
		}
		if workerPhone != "" {
			worker = &tenant.Call{Name: workerName, What: "网格员", Phone: workerPhone}
		}
		if level == models.LevelGrid {
			p.Grid = name
		} else {
			places = append(places, name)
		}
	}
	p.Places = strings.Join(places, " ")
	for _, call := range []*tenant.Call{post, worker, {Name: "法律援助热线", Phone: "12348"}, {Name: "政务服务热线", Phone: "12345"}} {
		if call != nil {
			p.Calls = append(p.Calls, *call)
		}
	}
	return p, rows.Err()
}

// scanners are people who scan the doors of a city, each from an address of his own.
type scanners struct {
	b     *testing.B
	h     *house
	doors []string
	came  int
}

func newScanners(b *testing.B, st *store.Store) *scanners {
	b.Helper()
	h := &house{t: b, at: webtest.Shanghai("2026-11-24 10:00")}
	h.Registry = webtest.City(b, st, storetest.Size(20_000), h.at)
	_, err := st.SQL().Exec("UPDATE areas SET worker_name = '小陈', worker_phone = '0500-880 0101' WHERE level = 'grid'")
	must(b, err)
	h.web = h.serve(st)
	doors := webtest.Strings(b, st, "SELECT door_token FROM units WHERE state = 'accepted' ORDER BY id LIMIT ?", storetest.Size(2000))
	return &scanners{b: b, h: h, doors: doors}
}

// route puts a handler behind the guards that the door's page has.
func (s *scanners) route(handler echo.HandlerFunc) http.Handler {
	e, err := web.New(s.h.site, []web.Route{{Method: http.MethodGet, Path: "/d/:token", Action: policy.Public, Limit: "door", Handler: handler}})
	must(s.b, err)
	return e
}

// scanAll scans n doors, one after the other round and round.
func (s *scanners) scanAll(server http.Handler, n int) {
	for i := range n {
		s.scan(server, s.doors[i%len(s.doors)])
	}
}

func (s *scanners) scan(server http.Handler, door string) []byte {
	s.came++
	r, err := http.NewRequest(http.MethodGet, "/d/"+door, nil)
	must(s.b, err)
	r.Header.Set("Accept-Encoding", "gzip")
	r.RemoteAddr = fmt.Sprintf("10.%d.%d.%d:4000", s.came>>16&255, s.came>>8&255, s.came&255)
	a := &answer{header: http.Header{}}
	server.ServeHTTP(a, r)
	if a.code != http.StatusOK || token.ValidDoor(door) && len(a.body) < 1000 {
		s.b.Fatalf("a door answers %d with %d bytes", a.code, len(a.body))
	}
	return a.body
}

// answer keeps what a server writes and costs nothing itself.
type answer struct {
	header http.Header
	code   int
	body   []byte
}

func (a *answer) Header() http.Header         { return a.header }
func (a *answer) WriteHeader(code int)        { a.code = code }
func (a *answer) Write(p []byte) (int, error) { a.body = p; return len(p), nil }

// same sees to it that floor and verb do the same.
func same(b *testing.B, floor, verb []byte) {
	b.Helper()
	if string(floor) != string(verb) {
		b.Fatalf("floor and verb draw two pages:\n%s\n\n%s", floor, verb)
	}
}
