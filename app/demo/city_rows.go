package demo

import (
	"context"
	"fmt"
	"io"
	"iter"
	"math/rand/v2"
	"time"

	"anju/models"
	"anju/models/idcard"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/workday"
)

// Built is what a city holds.
type Built struct {
	Areas, Units, Rooms int
	Stays               int // of people who live there
	Left                int // of people who lived there
}

// Build takes an invented city into an empty register by the verbs that import lists, so that nothing stands there that a
// list could not say.
func (c City) Build(ctx context.Context, reg *registry.Registry) (Built, error) {
	c = c.Plan()
	var b Built
	for _, list := range []struct {
		kind string
		rows iter.Seq[[]string]
		take func(context.Context, policy.Actor, registry.ImportFile, registry.ImportHow) (registry.Imported, error)
		n    *int
	}{
		{"areas", c.areas, reg.ImportAreas, &b.Areas}, {"units", c.units, reg.ImportUnits, &b.Units},
		{"rooms", c.rooms, reg.ImportRooms, &b.Rooms}, {"stays", c.stays, reg.ImportStays, &b.Stays},
	} {
		file, stop := listOf(list.kind, list.rows)
		sum, err := list.take(ctx, policy.SystemActor, file, registry.ImportHow{At: c.At, Claimed: true})
		stop()
		if err != nil {
			return b, err
		}
		*list.n = sum.Saved
	}
	b.Left, b.Stays = b.Stays-c.Stays, c.Stays
	return b, nil
}

// listOf is a list of rows as the verbs that import read it; a row that fails ends it, for nothing invented may be wrong.
func listOf(kind string, rows iter.Seq[[]string]) (file registry.ImportFile, stop func()) {
	next, stop := iter.Pull(rows)
	columns := len(models.SheetColumns[kind])
	return registry.ImportFile{
		Next: func() (models.SheetRow, error) {
			cells, more := next()
			if !more {
				return models.SheetRow{}, io.EOF
			}
			return models.SheetRow{Cells: append(cells, make([]string, columns-len(cells))...)}, nil
		},
		Reject: func(row models.SheetRow, reason string) error {
			return fmt.Errorf("an invented row of %s fails: %s", kind, reason)
		},
	}, stop
}

var places = []string{"青禾", "柳岸", "桥南", "荷塘", "石桥", "东渡", "云门", "白沙"}

// areas are the rows code,parent_code,level,name,zone.
func (c City) areas(row func([]string) bool) {
	count := func(of, size int) int { return (of + size - 1) / size }
	grids := count(c.Homes, gridHomes)
	communities := count(grids, communityGrids)
	subdistricts := count(communities, subdistrictCommunes)
	all := [][]string{{cityCode, "", models.LevelCity, "云溪市"}}
	add := func(level, words string, n int, code, parent func(int) string, zone func(int) string) {
		for i := range n {
			all = append(all, []string{code(i), parent(i), level, fmt.Sprintf("%s %d %s", places[i%len(places)], i+1, words), zone(i)})
		}
	}
	none := func(int) string { return "" }
	add(models.LevelCounty, "区", count(subdistricts, countySubdistricts), countyCode, func(int) string { return cityCode }, none)
	add(models.LevelSubdistrict, "街道", subdistricts, subdistrictCode, func(n int) string { return countyCode(n / countySubdistricts) }, none)
	add(models.LevelCommunity, "社区", communities, communityCode, func(n int) string { return subdistrictCode(n / subdistrictCommunes) }, none)
	add(models.LevelGrid, "网格", grids, gridCode, func(n int) string { return communityCode(n / communityGrids) }, zoneOf)
	for _, cells := range all {
		if !row(cells) {
			return
		}
	}
}

// zoneOf is the zone of a grid: of seven communities three are urban and four rural, about as in the sixth essay.
func zoneOf(grid int) string {
	if grid/communityGrids%7 < 3 {
		return "urban"
	}
	return "rural"
}

// units are the rows unit_code,area_code,address,kind,land,landlord_name,landlord_doc_type,landlord_doc_no,landlord_phone,
// accepted_on. Of three homes, two belong to one landlord.
func (c City) units(row func([]string) bool) {
	for home := range c.Homes {
		d := c.dwelling(c.lot(home))
		owner, accepted := home*2/3, ""
		if d.accepted {
			accepted = c.At.AddDate(-2, 0, -home%300).Format(time.DateOnly)
		}
		more := row([]string{unitCode(home), gridCode(home / gridHomes), fmt.Sprintf("云溪市%s路 %d 号", places[home%len(places)], home/len(places)+1), d.kind, d.land,
			nameOf(rand.New(rand.NewPCG(c.Seed, ^uint64(owner)))), "111", idcard.Invent("3399", mostPeople+owner), phoneOf(mostPeople + owner), accepted})
		if !more {
			return
		}
	}
}

// rooms are the rows unit_code,room_no,room_type,usable_m2,beds.
func (c City) rooms(row func([]string) bool) {
	for home := range c.Homes {
		lot := c.lot(home)
		d := c.dwelling(lot)
		for room := range d.rooms {
			kind, area, beds := "bedroom", 8+lot.IntN(18), 1+lot.IntN(2)
			if d.kind == "dormitory" {
				kind, area, beds = "dormitory", 16+lot.IntN(20), 4
			}
			if !row([]string{unitCode(home), roomNo(room), kind, fmt.Sprint(area), fmt.Sprint(beds)}) {
				return
			}
		}
	}
}

// mostPeople is how many numbers the people of the lists have; landlords begin after them.
const mostPeople = 2 * MostStays

func phoneOf(person int) string { return fmt.Sprintf("199%08d", person) }

// stays are the rows unit_code,room_no,name,doc_type,doc_no,phone,moved_in_on,reported_at,confirmed_at,lease_end,
// moved_out_on,relation,police_registered_on,doc_country.
func (c City) stays(row func([]string) bool) {
	next, left := 0, c.Stays
	for home := range c.Homes {
		lot := c.lot(home)
		d := c.dwelling(lot)
		all := c.tenancies(lot, d, left, next)
		left -= min(left, d.people)
		next += len(all)
		for _, t := range all {
			police, country, docType, doc := "", "", "111", idcard.Invent("3399", t.person)
			if t.foreign {
				police, country, docType, doc = t.in.String(), "KOR", "414", fmt.Sprintf("M%08d", t.person)
			}
			if !row([]string{unitCode(home), roomNo(t.room), t.name, docType, doc, phoneOf(t.person), t.in.String(), minute(t.reported), minute(t.confirmed),
				t.lease.String(), t.out.String(), t.relation, police, country}) {
				return
			}
		}
	}
}

func minute(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.In(workday.Shanghai).Format("2006-01-02 15:04")
}
