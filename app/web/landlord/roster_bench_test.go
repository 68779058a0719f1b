package landlord_test

import (
	"context"
	"database/sql"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"anju/app/web"
	"anju/app/web/landlord"
	"anju/app/web/site"
	"anju/app/web/webtest"
	"anju/models/idcard"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/storetest"
	"anju/models/vault"
	"anju/models/workday"

	"github.com/labstack/echo/v4"
)

// BenchmarkRoster times the landlord's page of who lives in a home. Its floor is the same server, with the same guards,
// that reads the persons with one prepared join, opens what is sealed and draws as many cards with the same template. It
// does not look at flags, helpers, empty rooms or who has left.
func BenchmarkRoster(b *testing.B) {
	storetest.EachBench(b, func(b *testing.B, st *store.Store) {
		ring := vault.NewRing()
		st.Use(ring)
		w := &street{t: b, st: st, at: shanghai("2026-11-24 10:00")}
		w.reg = webtest.City(b, st, storetest.Size(20_000), w.at)
		w.serve()
		floor := bareRosters(b, w, ring)
		homes := letHomes(b, w)
		race := storetest.NewRace(b, st)
		for b.Loop() {
			race.Floor(func() { w.lookAt(floor, homes) })
			race.Verb(func() { w.lookAt(w.web, homes) })
		}
		race.Report(len(homes))
	})
}

// letHome is a home and its landlord.
type letHome struct {
	ref string
	who policy.Actor
}

func letHomes(b *testing.B, w *street) (homes []letHome) {
	b.Helper()
	ctx := context.Background()
	for _, ref := range webtest.Strings(b, w.st, `SELECT u.ref FROM units u WHERE u.owner_id > 0
 AND (SELECT COUNT(*) FROM stays s WHERE s.unit_id = u.id AND s.state = 'reported') BETWEEN 3 AND 12 ORDER BY u.id LIMIT ?`, storetest.Size(1000)) {
		unit, err := w.st.UnitByRef(ctx, ref)
		must(b, err)
		owner, err := w.st.User(ctx, unit.OwnerID)
		must(b, err)
		who, err := w.st.Actor(ctx, owner)
		must(b, err)
		homes = append(homes, letHome{ref, who})
	}
	return homes
}

// lookAt asks for the roster of each home.
func (w *street) lookAt(server http.Handler, homes []letHome) {
	for _, home := range homes {
		w.who = home.who
		answer := httptest.NewRecorder()
		server.ServeHTTP(answer, httptest.NewRequest(http.MethodGet, "/h/u/"+home.ref+"/roster", nil))
		if answer.Code != http.StatusOK || !strings.Contains(answer.Body.String(), "/edit") {
			w.t.Fatalf("a roster answers %d without a person", answer.Code)
		}
	}
}

// bareRosters is the floor's server.
func bareRosters(b *testing.B, w *street, ring *vault.Ring) http.Handler {
	b.Helper()
	ask, err := w.st.SQL().Prepare(`SELECT u.address, u.short_code, s.ref, s.moved_in_on, r.no, t.ref, t.name, t.doc_no, t.phone
 FROM units u JOIN stays s ON s.unit_id = u.id JOIN tenants t ON t.id = s.tenant_id JOIN rooms r ON r.id = s.room_id
 WHERE u.ref = ? AND s.state = 'reported' AND s.moved_in_on <= ? AND s.moved_out_on = 0 ORDER BY r.floor, r.no, s.moved_in_on, s.id LIMIT 20`)
	must(b, err)
	handler := func(c echo.Context) error {
		page, err := bareRoster(ask, ring, c.Param("ref"), workday.DayOf(w.at))
		if err != nil {
			return err
		}
		return w.site.Render(c, http.StatusOK, page)
	}
	e, err := web.New(w.site, []web.Route{{Method: http.MethodGet, Path: "/h/u/:ref/roster", Action: policy.HomeKeep, Handler: handler}})
	must(b, err)
	return e
}

func bareRoster(ask *sql.Stmt, ring *vault.Ring, ref string, today workday.Day) (*landlord.Roster, error) {
	rows, err := ask.Query(ref, today)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	p := &landlord.Roster{Shell: site.Shell{Audience: site.Landlord, Tab: "roster", Unit: ref, Back: site.Link{Href: "/h?u=" + ref, Word: "返回首页"}},
		Ref: ref, Place: "柳岸社区·青禾 03 网格", Which: "living", Counts: map[string]int{}, CheckIn: "/h/u/" + ref + "/checkin"}
	for rows.Next() {
		card := landlord.Card{Tag: site.Tag{Class: "ok", Word: "在住", Icon: "check"}, Lived: "8 个月", Last: "11 月 1 日", How: "登记时"}
		var person string
		var name, doc, phone []byte
		if err := rows.Scan(&p.Address, &p.ShortCode, &card.Ref, &card.MovedIn, &card.Room, &person, &name, &doc, &phone); err != nil {
			return nil, err
		}
		for _, sealed := range []struct {
			column string
			value  []byte
			to     *string
		}{{"name", name, &card.Name}, {"doc_no", doc, &card.Doc}, {"phone", phone, &card.Phone}} {
			if *sealed.to, err = ring.Open("tenants", sealed.column, person, sealed.value); err != nil {
				return nil, err
			}
		}
		card.Doc, card.Phone = idcard.Last4(card.Doc), idcard.Last4(card.Phone)
		at := "/h/u/" + ref + "/stays/" + card.Ref
		card.Edit, card.Out, card.Confirm = at+"/edit", at+"/checkout", at+"/confirm"
		p.Cards = append(p.Cards, card)
	}
	p.Title, p.Living = p.Address+" 名册", len(p.Cards)
	return p, rows.Err()
}
