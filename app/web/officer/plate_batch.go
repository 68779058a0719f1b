package officer

import (
	"cmp"
	"net/http"
	"slices"
	"strings"

	"anju/app/web/plate"
	"anju/app/web/site"
	"anju/models"
	"anju/models/policy"
	"anju/models/token"

	"github.com/labstack/echo/v4"
)

// mostPlates is how many plates one batch holds: more is no pile of paper that one prints at once.
const mostPlates = 1000

// PlateBatch chooses the homes whose plates are printed together.
type PlateBatch struct {
	site.Shell
	Areas, Sizes   []site.Choice
	Area, Q, Size  string
	List           []PlateRow
	Found          int      // homes with a plate, of all that are asked for
	At, Next       string   // where this page and the one after it begin, for the form that turns them
	Shown          string   // the search whose homes are listed
	First          string   // address of the first page, with nothing ticked
	Chosen         []string // refs of all that is ticked, many in one value: a form takes only so many
	Elsewhere      []string // of these, those on other pages
	Others         int      // how many these are
	Finds          bool     // he may look for people
	Renew          bool     // new codes can be given here
	Sure           int      // of how many homes the old plates are about to be revoked, 0 = not asked yet
	All            bool
	Most, Together int
}

// PlateRow is one home to tick.
type PlateRow struct {
	Ref, Address, Code string
	On                 bool
}

// Template names the page.
func (*PlateBatch) Template() string { return "officer/plate_batch" }

// plateSizes are the papers, in the order of the form.
var plateSizes = []site.Choice{{Value: "a4", Label: "A4 一张四块"}, {Value: "a6", Label: "A6 一张一块"}, {Value: "a5", Label: "A5 一张一块，大字"}}

func (d *Desk) plateBatch(c echo.Context, area, q string, after int64) (*PlateBatch, policy.Scope, error) {
	p := &PlateBatch{Shell: task("成批打印门牌", site.Link{Href: "/o/properties", Word: "回房屋"}), Sizes: plateSizes, Size: "a4", Area: area, Q: strings.TrimSpace(q),
		Finds: d.may(c, policy.PersonFind), Renew: d.may(c, policy.DoorReissue), Most: mostPlates}
	if checkPlace(p.Q) != nil {
		p.Q = ""
	}
	p.Shown = rangeOf(p.Area, p.Q)
	scope := d.scope(c, policy.DoorPlate)
	var err error
	if p.Areas, err = d.areaChoices(c, policy.DoorPlate); err != nil {
		return nil, scope, err
	}
	p.Areas = append([]site.Choice{{Label: "我管的全部"}}, p.Areas...)
	if area != "" {
		if !slices.ContainsFunc(p.Areas, func(a site.Choice) bool { return a.Value == area }) {
			return nil, scope, models.ErrNotFound
		}
		a, err := d.Read.AreaByCode(site.Ctx(c), area)
		if err != nil {
			return nil, scope, err
		}
		scope.Areas = []policy.Area{{ID: a.ID, Level: policy.Level(a.Level)}}
	}
	if p.Found, err = d.Read.CountPlates(site.Ctx(c), scope, words(p.Q)); err != nil {
		return nil, scope, err
	}
	units, err := d.Read.ListPlates(site.Ctx(c), scope, words(p.Q), after, perPage+1)
	if err != nil {
		return nil, scope, err
	}
	if len(units) > perPage {
		units = units[:perPage]
		p.Next = d.placeID(units[perPage-1].ID)
	}
	p.At, p.First = d.placeID(after), addressOf("/o/plates", "area", p.Area, "q", p.Q)
	for _, u := range units {
		p.List = append(p.List, PlateRow{Ref: u.Ref, Address: u.Address, Code: u.ShortCode})
	}
	p.Together = min(p.Found, mostPlates)
	return p, scope, nil
}

// checkPlace refuses what is no place to look for; a form carries it past the address.
func checkPlace(q string) error {
	switch {
	case len(q) > 100:
		return models.FaultAt("q", "太长了，只输路名和门牌就够")
	case models.TypedPerson(q):
		return models.FaultAt("q", "这里只按地址和房号找，不能填证件号和手机号")
	}
	return nil
}

func rangeOf(area, q string) string { return strings.TrimSpace(area + " " + strings.TrimSpace(q)) }

// ShowPlates is GET /o/plates: area and q narrow the list.
func (d *Desk) ShowPlates(c echo.Context) error {
	p, _, err := d.plateBatch(c, c.QueryParam("area"), c.QueryParam("q"), 0)
	if err != nil {
		return err
	}
	return d.showPlaces(c, p, p.Finds)
}

// Plates are plates on paper.
type Plates struct {
	site.Shell
	Size   string
	Plates []plate.Plate
}

// Template names the page.
func (*Plates) Template() string { return "print/plate_batch" }

// TakePlates is POST /o/plates: unit (each ticked home) or all with area and q, size; renew asks whether old plates are to
// be revoked, sure revokes them. The answer is the sheets. With find it is the list of another area and q, with turn the page
// that begins there, and what was ticked comes along.
func (d *Desk) TakePlates(c echo.Context) error {
	f, err := site.ReadForm(c)
	p, scope, pageErr := d.readPlates(c, f)
	if pageErr != nil {
		return pageErr
	}
	chosen := strings.Fields(strings.Join(f.All("unit"), " "))
	tooMany := p.tick(chosen)
	if err = cmp.Or(err, checkPlace(f.Get("q")), tooMany); err != nil {
		return d.Site.Redraw(c, p, f, err)
	}
	if f.Has("find") { // of another range than the one that was ticked as a whole
		f, p.All = f.With("all", ""), false
	}
	if f.Has("find") || f.Has("turn") {
		p.Typed = f
		return d.Site.Render(c, http.StatusOK, p)
	}
	units, err := d.chosenPlates(c, p, scope, chosen, f.Has("shown") && f.Get("shown") != p.Shown)
	if err != nil {
		return d.Site.Redraw(c, p, f, err)
	}
	if f.On("renew") {
		if p.Sure = len(units); !f.On("sure") {
			p.Typed = f
			return d.Site.Render(c, http.StatusOK, p)
		}
		if units, err = d.renew(c, units, f.Once()); err != nil {
			return err
		}
	}
	return d.printPlates(c, units, p.Size)
}

// readPlates is the page that a form came from, or the one that it asks for.
func (d *Desk) readPlates(c echo.Context, f site.Form) (*PlateBatch, policy.Scope, error) {
	at := f.Get("at")
	if f.Has("turn") {
		at = f.Get("turn")
	}
	if f.Has("shown") && f.Get("shown") != rangeOf(f.Get("area"), f.Get("q")) {
		at = "" // a place in another list
	}
	place, _ := d.Site.ReadCursor(at)
	p, scope, err := d.plateBatch(c, f.Get("area"), f.Get("q"), place.ID)
	if err != nil {
		return nil, scope, err
	}
	p.All = f.On("all")
	if slices.ContainsFunc(plateSizes, func(s site.Choice) bool { return s.Value == f.Get("size") }) {
		p.Size = f.Get("size")
	}
	return p, scope, nil
}

// tick draws what was ticked, here and on other pages. Of more than one batch holds the first stay ticked.
func (p *PlateBatch) tick(refs []string) error {
	here := map[string]*PlateRow{}
	for i := range p.List {
		here[p.List[i].Ref] = &p.List[i]
	}
	seen, over := map[string]bool{}, false
	var chosen, elsewhere []string
	for _, ref := range refs {
		if seen[ref] || !token.ValidRef(ref) {
			continue
		}
		if over = len(chosen) == mostPlates; over {
			break
		}
		seen[ref], chosen = true, append(chosen, ref)
		if row := here[ref]; row != nil {
			row.On = true
		} else {
			elsewhere = append(elsewhere, ref)
		}
	}
	p.Chosen, p.Elsewhere, p.Others = bundled(chosen), bundled(elsewhere), len(elsewhere)
	if over {
		return models.FaultAt("unit", "一次最多选 1000 处，后面的没选上。请先打印这些，再选别的")
	}
	return nil
}

// bundled writes refs a hundred to a value.
func bundled(refs []string) (values []string) {
	for some := range slices.Chunk(refs, 100) {
		values = append(values, strings.Join(some, " "))
	}
	return values
}

// chosenPlates are the homes that a form means: all of a range, and those that are ticked; unseen: it asks for all of another range than the one whose homes were counted
// to him.
func (d *Desk) chosenPlates(c echo.Context, p *PlateBatch, scope policy.Scope, refs []string, unseen bool) ([]models.Unit, error) {
	var units []models.Unit
	var err error
	if p.All && unseen {
		return nil, models.FaultAt("all", "范围改过了。请看清现在有几处，再点一次")
	}
	if p.All {
		units, err = d.Read.ListPlates(site.Ctx(c), scope, words(p.Q), 0, mostPlates+1)
	}
	if err != nil {
		return nil, err
	}
	refs = slices.DeleteFunc(slices.Clone(refs), func(ref string) bool {
		return slices.ContainsFunc(units, func(u models.Unit) bool { return u.Ref == ref })
	})
	if len(refs) > 0 {
		ticked, err := d.Read.PlatesByRef(site.Ctx(c), d.scope(c, policy.DoorPlate), refs) // in whatever area they were looked for
		if err != nil {
			return nil, err
		}
		units = append(units, ticked...)
	}
	switch {
	case len(units) == 0:
		return nil, models.FaultAt("unit", "请点要打印的房子，或者点“全部”。没核实的房子还没有门牌")
	case len(units) > mostPlates:
		return nil, models.FaultAt("all", "一次最多打印 1000 块。请选小一点的范围，分几次打")
	}
	return units, nil
}

// renew revokes the plates of some homes and reads them again with their new ones.
func (d *Desk) renew(c echo.Context, units []models.Unit, once string) ([]models.Unit, error) {
	refs := make([]string, len(units))
	for i, u := range units {
		refs[i] = u.Ref
	}
	if err := d.Registry.ReissueDoors(site.Ctx(c), d.Site.Actor(c), refs, once, d.Site.At(c)); err != nil {
		return nil, err
	}
	return d.Read.PlatesByRef(site.Ctx(c), d.scope(c, policy.DoorPlate), refs)
}

// printPlates prints grid by grid, and in each as one walks, so that a pile is hung in one round.
func (d *Desk) printPlates(c echo.Context, units []models.Unit, size string) error {
	p := &Plates{Shell: task("打印门牌码", site.Link{Href: "/o/plates", Word: "回成批打印"}), Size: size, Plates: make([]plate.Plate, 0, len(units))}
	slices.SortFunc(units, models.WalkOrder)
	lines := map[models.Ancestors][]models.Area{} // homes of a grid share what stands above them
	for _, u := range units {
		line, known := lines[u.Ancestors]
		if !known {
			var err error
			if line, err = d.Read.Above(site.Ctx(c), u); err != nil {
				return err
			}
			lines[u.Ancestors] = line
		}
		sheet, err := plate.Sheet(u, line, d.Site.BaseURL)
		if err != nil {
			return err
		}
		p.Plates = append(p.Plates, sheet)
	}
	return d.Site.Render(c, http.StatusOK, p)
}
