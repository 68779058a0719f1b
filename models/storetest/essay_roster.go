package storetest

import (
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"anju/models/idcard"
	"anju/models/workday"
)

// EssayRoster is a city of tenants counted like the one of the sixth essay, in four files ready for import, and what
// statistics must say of it on one day.
type EssayRoster struct {
	Areas, Units, Rooms, Stays string // paths
	Rows                       int    // of the stays
	AsOf                       workday.Day
	Residents                  int
	Zones, Lengths, Provinces  map[string]int
}

// What the essay counts: 87,857 people, by zone, by how long they have been there, and by province as far as it goes.
var (
	essayZones     = []share{{"urban", 37568}, {"rural", 50289}}
	essayLengths   = []share{{"<6m", 22123}, {"6-12m", 28978}, {">=1y", 36756}}
	essayProvinces = []share{{"34", 20471}, {"52", 18274}, {"41", 9049}, {"43", 8434}, {"51", 7380}, {"36", 5360}, {"42", 4305}, {"33", 14584}}
)

type share struct {
	key string
	n   int
}

const (
	essayPeople = 87857
	essayUnits  = 24000
	edgeRows    = 200
)

// edges are the rows beside the table: moved in, moved out, and the length that statistics must count, "" for none. An
// edge may need an earlier stay of the same person.
var edges = []struct{ before, in, out, length string }{
	{"", "2026-05-25", "", "6-12m"},                           // six months at 24:00
	{"", "2026-05-26", "", "<6m"},                             // a day short
	{"", "2025-11-25", "", ">=1y"},                            // twelve months
	{"", "2025-11-26", "", "6-12m"},                           //
	{"", "2026-05-25 00:01", "", "6-12m"},                     // the minute does not matter
	{"", "2026-05-25 23:59", "", "6-12m"},                     //
	{"", "2026-05-24T16:01:00Z", "", "6-12m"},                 // 00:01 in Shanghai
	{"", "2026-05-25T15:59:00Z", "", "6-12m"},                 // 23:59
	{"", "2026-05-25T16:01:00Z", "", "<6m"},                   // 00:01 of the day after
	{"", "2024-02-29", "", ">=1y"},                            //
	{"", "2026-11-24", "", "<6m"},                             // moved in today
	{"", "2026-11-25", "", ""},                                // tomorrow
	{"", "2025-01-10", "2026-11-24", ""},                      // moved out today
	{"", "2025-01-10", "2026-11-25", ">=1y"},                  // leaves tomorrow
	{"", "2026-11-20", "2026-11-20", ""},                      // a day that never counts
	{"2024-01-05>2025-03-01", "2025-03-01", "", ">=1y"},       // back on the day of leaving
	{"2025-01-05>2026-09-01", "2026-10-01", "", "<6m"},        // returned: counted from the return
	{"2024-06-01>2024-06-01", "2024-06-02", "2026-11-24", ""}, // left again today
	{"2026-01-01>2026-11-24", "2026-11-24", "", "<6m"},        // left and came back today
	{"2023-02-28>2024-02-29", "2024-02-29 12:00", "", ">=1y"}, // over the leap day
}

// NewEssayRoster writes the files into a folder, 1/scale of the table.
func NewEssayRoster(t testing.TB, dir string, scale int) EssayRoster {
	t.Helper()
	e := EssayRoster{AsOf: mustDay(t, "2026-11-24"), Zones: map[string]int{}, Lengths: map[string]int{}, Provinces: map[string]int{}}
	w := &rosterFiles{t: t, dir: dir}
	units := max(essayUnits/scale, 40)
	e.Areas = w.file("areas.csv", "code,parent_code,level,name,zone", func(row func(...string)) {
		row("339900", "", "city", "云溪市", "")
		for _, zone := range []string{"urban", "rural"} {
			row("339900-"+zone, "339900", "community", zone+"社区", "")
			for g := range 5 {
				row(gridCode(zone, g), "339900-"+zone, "grid", fmt.Sprintf("%s %02d 网格", zone, g), zone)
			}
		}
	})
	e.Units = w.file("units.csv", "unit_code,area_code,address,kind,land,landlord_name,landlord_doc_type,landlord_doc_no,landlord_phone,accepted_on", func(row func(...string)) {
		for u := range units {
			landlord := u * 3 / 4 // some have several homes
			row(unitOf(u), gridCode([]string{"urban", "rural"}[u%2], u/2%5), fmt.Sprintf("青禾路 %d 号", u+1), "home", "collective",
				"周桂芳", "111", Number("3399", 600000+landlord), fmt.Sprintf("199%08d", landlord), "2024-01-01")
		}
	})
	e.Rooms = w.file("rooms.csv", "unit_code,room_no,room_type,usable_m2,beds", func(row func(...string)) {
		for u := range units {
			for _, no := range []string{"101", "102", "103"} {
				row(unitOf(u), no, "bedroom", "18.5", "2")
			}
		}
	})
	e.Stays = w.file("stays.csv", "unit_code,room_no,name,doc_type,doc_no,phone,moved_in_on,reported_at,confirmed_at,lease_end,moved_out_on,relation", func(row func(...string)) {
		people := essayPeople / scale
		zones, lengths, provinces := split(essayZones, people), split(essayLengths, people), split(essayProvinces, people)
		used := map[string]int{}
		for i := range people {
			// Each list is walked by a step of its own, so that the groups mix.
			zone, length, province := zones[i], lengths[i*7919%people], provinces[i*104729%people]
			unit := used[zone] % (units / 2) * 2
			if zone == "rural" {
				unit++
			}
			used[zone]++
			e.count(zone, length, province)
			e.Rows++
			in := movedIn(e.AsOf, length, i)
			row(unitOf(unit), []string{"101", "102", "103"}[i%3], "何以安", "111", Number(province+"99", i), fmt.Sprintf("138%08d", i), in.String(),
				(in + 1).String(), "", "", "", "本人")
		}
		for i := range max(edgeRows/scale, len(edges)) {
			e.edge(row, i, units, people)
		}
	})
	return e
}

// edge writes one row of the edges, with the stay before it.
func (e *EssayRoster) edge(row func(...string), i, units, people int) {
	c := edges[i%len(edges)]
	zone, doc := []string{"urban", "rural"}[i%2], Number("3399", people+i)
	line := func(in, out string) {
		e.Rows++
		row(unitOf(i%units), "101", "白以宁", "111", doc, "", in, "2026-01-01 08:00", "", "", out, "")
	}
	if c.before != "" {
		line(c.before[:10], c.before[11:])
	}
	line(c.in, c.out)
	if c.length != "" {
		e.count(zone, c.length, "33")
	}
}

func (e *EssayRoster) count(zone, length, province string) {
	e.Residents++
	e.Zones[zone]++
	e.Lengths[length]++
	e.Provinces[province]++
}

// split deals out people in the shares of the table; the last share takes what rounding left.
func split(shares []share, people int) []string {
	all := make([]string, 0, people)
	for i, s := range shares {
		n := s.n * people / essayPeople
		if i == len(shares)-1 {
			n = people - len(all)
		}
		for range n {
			all = append(all, s.key)
		}
	}
	return all
}

// movedIn is a day well inside a length.
func movedIn(asOf workday.Day, length string, i int) workday.Day {
	switch length {
	case "<6m":
		return asOf - workday.Day(1+i%170)
	case "6-12m":
		return asOf - workday.Day(190+i%160)
	}
	return asOf - workday.Day(380+i%1500)
}

func unitOf(u int) string { return fmt.Sprintf("U%06d", u) }

func gridCode(zone string, g int) string { return "339900-" + zone + "-" + strconv.Itoa(g) }

// Number invents the i-th resident number of an area code.
func Number(area4 string, i int) string { return idcard.Invent(area4, i) }

type rosterFiles struct {
	t   testing.TB
	dir string
}

func (w *rosterFiles) file(name, header string, fill func(row func(...string))) string {
	w.t.Helper()
	path := filepath.Join(w.dir, name)
	f, err := os.Create(path)
	if err != nil {
		w.t.Fatal(err)
	}
	rows := csv.NewWriter(f)
	if _, err := f.WriteString(header + "\n"); err != nil {
		w.t.Fatal(err)
	}
	fill(func(cells ...string) {
		if err := rows.Write(cells); err != nil {
			w.t.Fatal(err)
		}
	})
	rows.Flush()
	if err := rows.Error(); err != nil {
		w.t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		w.t.Fatal(err)
	}
	return path
}

func mustDay(t testing.TB, s string) workday.Day {
	t.Helper()
	d, err := workday.ParseDay(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}
