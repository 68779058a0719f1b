package store

import (
	"context"
	"strings"

	"gorm.io/gorm"

	"anju/models"
	"anju/models/policy"
	"anju/models/workday"
)

// Homes that wait for staff.
const (
	WaitGrid   = "grid"     // 待划网格
	WaitAccept = "accept"   // 等核实
	WaitMended = "mended"   // 退回后改好
	WaitReturn = "returned" // 退回了、还没改
	WaitOwner  = "owner"    // the landlord on the list said that it is not his
	WaitPlate  = "plate"    // the plate at the door says another address (models.Unit.PlateStale)
)

// Waiting narrows a list of what waits without a flag.
type Waiting struct {
	What  string // of Wait…
	Words string // a part of the address, or a whole 房屋编号
	After FlagPlace
	N     int
}

// addressAsked is models.UnitReturn.AsksAddress of the last return, while it waits.
const addressAsked = "EXISTS (SELECT 1 FROM unit_returns AS r WHERE r.unit_id = units.id AND r.mended_at = 0 AND" +
	" (r.reasons LIKE '%door_no%' OR r.reasons LIKE '%part%' OR r.reasons LIKE '%twice%'))"

// waits are the homes of each kind.
var waits = map[string]string{
	WaitGrid:   "units.grid_id = 0 AND units.state NOT IN ('" + models.UnitDraft + "', '" + models.UnitDelisted + "')",
	WaitAccept: "units.state = '" + models.UnitSubmitted + "' AND units.returned_at = 0",
	WaitMended: "units.state = '" + models.UnitSubmitted + "' AND units.returned_at > 0",
	WaitReturn: "units.state = '" + models.UnitRectify + "' AND units.returned_at > 0",
	WaitOwner:  "units.claim = '" + models.ClaimRefused + "'",
	WaitPlate: "units.plate_address <> '' AND units.plate_address <> units.address AND (units.state = '" + models.UnitAccepted + "' OR " + rectifying +
		" OR units.listed = 1 AND units.state IN ('" + models.UnitSubmitted + "', '" + models.UnitRectify + "')) AND NOT (units.state = '" + models.UnitRectify + "' AND " + addressAsked + ")",
}

func (r *Reader) waitingUnits(ctx context.Context, scope policy.Scope, w Waiting) *gorm.DB {
	return w.narrow(within(r.db.WithContext(ctx).Table("units"), scope, "units", "units.id", "")).Where(waits[w.What])
}

// countUnits counts the homes of all kinds by reading them once.
func (r *Reader) countUnits(ctx context.Context, scope policy.Scope, words string, w *Backlog) error {
	kinds := []string{WaitGrid, WaitAccept, WaitMended, WaitReturn, WaitOwner, WaitPlate}
	sums := make([]string, len(kinds))
	for i, what := range kinds {
		sums[i] = "COALESCE(SUM(CASE WHEN " + waits[what] + " THEN 1 ELSE 0 END), 0)"
	}
	return Waiting{Words: words}.narrow(within(r.db.WithContext(ctx).Table("units"), scope, "units", "units.id", "")).
		Select(strings.Join(sums, ", ")).Row().Scan(&w.Grid, &w.Accept, &w.Mended, &w.Returned, &w.Owner, &w.Plates)
}

// narrow keeps what is at the place that is looked for; units is in the query.
func (w Waiting) narrow(db *gorm.DB) *gorm.DB {
	if w.Words == "" {
		return db
	}
	return db.Where(unitStands, unitPlace(w.Words)...)
}

// ListWaitingUnits is one page of the homes in a scope that wait for a grid, for acceptance, for a landlord or by him:
// those first that came first, of those given back those that were given back first.
func (r *Reader) ListWaitingUnits(ctx context.Context, scope policy.Scope, w Waiting) ([]models.Unit, error) {
	db, order := r.waitingUnits(ctx, scope, w).Where("units.id > ?", w.After.ID), "units.id"
	if w.What == WaitReturn {
		order = "units.returned_at, units.id"
		db = r.waitingUnits(ctx, scope, w).Where("(units.returned_at, units.id) > (?, ?)", w.After.DueAt, w.After.ID)
	}
	return readRows[models.Unit](db.Order(order).Limit(w.N))
}

// DeclaredRow is a stay that its tenant declared and the landlord has not answered: where, never who.
type DeclaredRow struct {
	ID         int64
	UnitRef    string
	Address    string
	RoomNo     string
	GridName   string
	OwnerID    int64
	DeclaredAt workday.Moment
	Via        string // of models.Via…
}

func (r *Reader) declared(ctx context.Context, scope policy.Scope, before workday.Moment, w Waiting) *gorm.DB {
	db := within(r.db.WithContext(ctx).Table("stays"), scope, "stays", "stays.unit_id", "")
	if w.Words != "" || w.N > 0 { // a count of all needs no homes
		db = w.narrow(db.Joins("JOIN units ON units.id = stays.unit_id"))
	}
	return db.Where("stays.state = ? AND stays.declared_at > 0 AND stays.declared_at < ?", models.StayDeclared, before)
}

// ListUnanswered is one page of the declarations in a scope that have waited since before a moment, oldest first.
func (r *Reader) ListUnanswered(ctx context.Context, scope policy.Scope, before workday.Moment, w Waiting) ([]DeclaredRow, error) {
	var rows []DeclaredRow
	err := r.declared(ctx, scope, before, w).
		Select("stays.id, stays.declared_at, stays.declared_via AS via, units.ref AS unit_ref, units.address AS address, units.owner_id AS owner_id, rooms.no AS room_no, areas.name AS grid_name").
		Joins("JOIN areas ON areas.id = units.area_id").Joins("JOIN rooms ON rooms.id = stays.room_id").
		Where("stays.id > ?", w.After.ID).Order("stays.id").Limit(w.N).Scan(&rows).Error
	return rows, err
}

// Backlog counts what waits for staff besides flags.
type Backlog struct {
	Declared, Grid, Accept, Mended, Returned, Owner, Plates int64
	Requests                                                int64 // all that are open
	Disputes                                                int64 // of them those that say: it is not I who lives there
}

// ListWaitingCounts counts it in a scope and at a place (words as in Waiting): declarations since before a moment, homes, open requests to the grid, and those to the police where the visitor is an officer.
func (r *Reader) ListWaitingCounts(ctx context.Context, scope policy.Scope, before workday.Moment, police policy.Scope, words string) (Backlog, error) {
	var w Backlog
	if err := r.declared(ctx, scope, before, Waiting{Words: words}).Count(&w.Declared).Error; err != nil {
		return w, err
	}
	if err := r.countUnits(ctx, scope, words, &w); err != nil {
		return w, err
	}
	for audience, where := range map[string]policy.Scope{"grid": scope, "police": police} {
		var n struct{ Requests, Disputes int64 }
		err := within(r.db.WithContext(ctx).Table("requests"), where, "requests", "requests.unit_id", "").
			Select("COUNT(*) AS requests, COALESCE(SUM(CASE WHEN kind = ? THEN 1 ELSE 0 END), 0) AS disputes", RequestDispute).
			Where("audience = ? AND answered_at = 0", audience).Scan(&n).Error
		if err != nil {
			return w, err
		}
		w.Requests, w.Disputes = w.Requests+n.Requests, w.Disputes+n.Disputes
	}
	return w, nil
}
