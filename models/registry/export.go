package registry

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"anju/models"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/workday"
)

// ExportHow says what to write out.
type ExportHow struct {
	Kind   string // areas, units, rooms, stays, roster, flags or stats
	Area   string // the code of an area, "" = everything
	Reveal string // why whole numbers are shown on the roster, "" = they are masked
	Site   string // the address under which doors are found
	Why    string // on a page: what the list is for; whole numbers are shown for the same reason
	At     time.Time
}

// exportPage is how many records are in memory at a time.
const exportPage = 1000

var exportKinds = map[string]struct {
	subject string
	columns []string // "" = the keys of the import
	more    []string
	rows    func(*Registry, context.Context, *export) error
}{
	"areas":  {subject: "area", rows: (*Registry).exportAreas},
	"units":  {subject: "unit", more: []string{"short_code", "door_url"}, rows: (*Registry).exportUnits},
	"rooms":  {subject: "room", rows: (*Registry).exportRooms},
	"stays":  {subject: "stay", rows: (*Registry).exportStays},
	"roster": {subject: "stay", more: []string{"stay_ref", "police_state", "police_reason"}, rows: (*Registry).exportStays},
	"flags":  {subject: "flag", columns: []string{"rule", "name", "unit_code", "room_no", "stay_ref", "level", "raised_at", "due_at"}, rows: (*Registry).exportFlags},
	"stats":  {subject: "area", columns: []string{"group", "key", "n"}, rows: (*Registry).exportStats},
}

// ExportHeader names the columns of a list: the keys by which it can be imported again, and what stands beside them.
func ExportHeader(kind string) []string {
	k := exportKinds[kind]
	header := append([]string{}, k.columns...)
	list := kind
	if kind == "roster" {
		list = "stays"
	}
	for _, c := range models.SheetColumns[list] {
		if k.columns == nil {
			header = append(header, c.Key)
		}
	}
	return append(header, k.more...)
}

// export is one list on its way out.
type export struct {
	ExportHow
	who   policy.Actor
	scope policy.Scope
	now   workday.Moment
	write func([]string) error
	seen  map[int64]bool // units whose people can read that somebody looked
	told  map[int64]bool // landlords who can read that their number left
	n     int
}

func (e *export) row(cells ...string) error {
	e.n++
	return e.write(cells)
}

// full says whether documents and phones leave whole.
func (e *export) full() bool { return e.Reveal != "" || e.who.IsSystem() && e.Kind != "roster" }

// Export writes a list out row by row. What leaves and why is put down before the first row, and everybody on an
// exported roster can read that it was looked at. It answers how many rows left. Errors: Forbidden, Invalid; at area where
// the whole numbers on it are more than export_limit leaves of the day.
func (r *Registry) Export(ctx context.Context, who policy.Actor, how ExportHow, write func([]string) error) (int, error) {
	now := workday.At(how.At)
	kind, known := exportKinds[how.Kind]
	act := how.act(who)
	if err := policy.MayEnter(who, act, now); err != nil {
		return 0, err
	}
	if !known || !who.IsSystem() && !slices.Contains(PageExports, how.Kind) {
		return 0, models.Refuse(models.Invalid, "没有“"+how.Kind+"”这种表")
	}
	how.Reveal, how.Why = strings.Join(strings.Fields(how.Reveal), " "), strings.Join(strings.Fields(how.Why), " ")
	e := &export{ExportHow: how, who: who, now: now, write: write, seen: map[int64]bool{}, told: map[int64]bool{}}
	area, err := r.exportScope(ctx, e, act)
	if err != nil {
		return 0, err
	}
	err = r.errand(ctx, who, act, how.At, func(tx *store.Tx, entry *models.AuditEntry) error {
		entry.Subject, entry.RefID, entry.Reason = kind.subject, area.ID, cut(cmp.Or(how.Reveal, how.Why), 100)
		entry.Detail = "export " + how.Kind
		if !e.full() {
			entry.Detail += " masked"
		}
		return r.countWhole(ctx, tx, e, entry)
	})
	if err != nil {
		return 0, err
	}
	err = kind.rows(r, ctx, e)
	return e.n, err
}

func (r *Registry) areaOf(ctx context.Context, code string) (models.Area, error) {
	area, err := r.Store.AreaByCode(ctx, code)
	if models.IsKind(err, models.NotFound) {
		return area, models.Refuse(models.Invalid, "没有代码是 "+code+" 的地区")
	}
	return area, err
}

// looked puts down, before a page of rows leaves, how many whole numbers are on it (a file that is broken off has told them
// all the same), and that the people of some units were looked at, or of homes their landlords, once an export.
func (r *Registry) looked(ctx context.Context, e *export, units []int64, homes []models.Unit, numbers int) error {
	var views []models.View
	what, reason := models.ViewRoster, "导出名册"
	if e.full() {
		what = models.ViewFullID
	}
	if e.Reveal != "" {
		reason = cut(e.Reveal, 60)
	}
	for _, id := range units {
		if !e.seen[id] {
			e.seen[id] = true
			views = append(views, models.View{At: e.now, UserID: e.who.UserID, Role: roleWord(e.who, e.now), UnitID: id, What: what, Reason: reason})
		}
	}
	if !e.full() {
		numbers, homes = 0, nil
	}
	for _, u := range homes {
		if u.OwnerID != 0 && !e.told[u.OwnerID] {
			e.told[u.OwnerID] = true
			views = append(views, models.View{At: e.now, UserID: e.who.UserID, Role: roleWord(e.who, e.now), UnitID: u.ID, OwnerID: u.OwnerID, What: models.ViewPhone, Reason: reason})
		}
	}
	if len(views)+numbers == 0 {
		return nil
	}
	return r.Store.InTx(ctx, func(tx *store.Tx) error {
		if err := tx.AddViews(views); err != nil || numbers == 0 {
			return err
		}
		return r.countLooks(ctx, tx, e.who, models.LookDay{FullIDs: numbers}, e.now)
	})
}

func (r *Registry) exportAreas(ctx context.Context, e *export) error {
	all, err := r.Store.AllAreas(ctx)
	if err != nil {
		return err
	}
	codes := map[int64]string{}
	for _, a := range all {
		codes[a.ID] = a.Code
	}
	some, err := r.Store.ListAreas(ctx, e.scope, "")
	for _, a := range some {
		if err == nil {
			err = e.row(a.Code, codes[a.ParentID], a.Level, a.Name, a.Zone)
		}
	}
	return err
}

func (r *Registry) exportFlags(ctx context.Context, e *export) error {
	var after store.FlagPlace
	for {
		rows, err := r.Store.ListFlags(ctx, e.scope, store.Queue{After: after, N: exportPage})
		if err != nil || len(rows) == 0 {
			return err
		}
		for _, f := range rows {
			after = store.FlagPlace{DueAt: f.DueAt, ID: f.ID}
			if f.Rule == minorAlone {
				continue
			}
			rule, _ := models.RuleOf(f.Rule)
			cells := []string{f.Rule, rule.Name, f.UnitCode, f.RoomNo, f.StayRef, number(f.Level), f.RaisedAt.RFC3339(), f.DueAt.RFC3339()}
			if e.page() {
				cells = []string{rule.Words, f.UnitCode, f.Address, f.RoomNo, number(f.Level), f.RaisedAt.Stamp(), f.SettleBy(r.Limits()).String()}
			}
			err := e.row(cells...)
			if err != nil {
				return err
			}
		}
	}
}

// minorAlone is shown to the child worker and leaves by no export (RULES 11).
const minorAlone = "B15"
