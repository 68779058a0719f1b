package store

import (
	"context"

	"gorm.io/gorm"

	"anju/models"
	"anju/models/policy"
	"anju/models/workday"
)

// Homes that wait for staff.
const (
	WaitGrid   = "grid"   // 待划网格
	WaitAccept = "accept" // 等核实
	WaitMended = "mended" // 退回后改好
	WaitOwner  = "owner"  // the landlord on the list said that it is not his
)

func (r *Reader) waitingUnits(ctx context.Context, scope policy.Scope, what string) *gorm.DB {
	db := within(r.db.WithContext(ctx).Table("units"), scope, "units", "units.id", "")
	if what == WaitGrid {
		return db.Where("units.grid_id = 0 AND units.state NOT IN ?", []string{models.UnitDraft, models.UnitDelisted})
	}
	if what == WaitOwner {
		return db.Where("units.claim = ?", models.ClaimRefused)
	}
	if what == WaitMended {
		return db.Where("units.state = ? AND units.returned_at > 0", models.UnitSubmitted)
	}
	return db.Where("units.state = ? AND units.returned_at = 0", models.UnitSubmitted)
}

// ListWaitingUnits is one page of the homes in a scope that wait for a grid or for acceptance, oldest first.
func (r *Reader) ListWaitingUnits(ctx context.Context, scope policy.Scope, what string, after int64, n int) ([]models.Unit, error) {
	var units []models.Unit
	err := r.waitingUnits(ctx, scope, what).Where("units.id > ?", after).Order("units.id").Limit(n).Scan(&units).Error
	return units, err
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

func (r *Reader) declared(ctx context.Context, scope policy.Scope, before workday.Moment) *gorm.DB {
	return within(r.db.WithContext(ctx).Table("stays"), scope, "stays", "stays.unit_id", "").
		Where("stays.state = ? AND stays.declared_at > 0 AND stays.declared_at < ?", models.StayDeclared, before)
}

// ListUnanswered is one page of the declarations in a scope that have waited since before a moment, oldest first.
func (r *Reader) ListUnanswered(ctx context.Context, scope policy.Scope, before workday.Moment, after int64, n int) ([]DeclaredRow, error) {
	var rows []DeclaredRow
	err := r.declared(ctx, scope, before).
		Select("stays.id, stays.declared_at, stays.declared_via AS via, units.ref AS unit_ref, units.address AS address, units.owner_id AS owner_id, rooms.no AS room_no, areas.name AS grid_name").
		Joins("JOIN units ON units.id = stays.unit_id").Joins("JOIN areas ON areas.id = units.area_id").Joins("JOIN rooms ON rooms.id = stays.room_id").
		Where("stays.id > ?", after).Order("stays.id").Limit(n).Scan(&rows).Error
	return rows, err
}

// Backlog counts what waits for staff besides flags.
type Backlog struct{ Declared, Grid, Accept, Mended, Owner, Requests int64 }

// ListWaitingCounts counts it in a scope: declarations since before a moment, homes, open requests to the grid, and those to the police where the visitor is an officer.
func (r *Reader) ListWaitingCounts(ctx context.Context, scope policy.Scope, before workday.Moment, police policy.Scope) (Backlog, error) {
	var w Backlog
	if err := r.declared(ctx, scope, before).Count(&w.Declared).Error; err != nil {
		return w, err
	}
	if err := r.waitingUnits(ctx, scope, WaitGrid).Count(&w.Grid).Error; err != nil {
		return w, err
	}
	if err := r.waitingUnits(ctx, scope, WaitAccept).Count(&w.Accept).Error; err != nil {
		return w, err
	}
	if err := r.waitingUnits(ctx, scope, WaitMended).Count(&w.Mended).Error; err != nil {
		return w, err
	}
	if err := r.waitingUnits(ctx, scope, WaitOwner).Count(&w.Owner).Error; err != nil {
		return w, err
	}
	for audience, where := range map[string]policy.Scope{"grid": scope, "police": police} {
		var n int64
		err := within(r.db.WithContext(ctx).Table("requests"), where, "requests", "requests.unit_id", "").
			Where("audience = ? AND answered_at = 0", audience).Count(&n).Error
		if err != nil {
			return w, err
		}
		w.Requests += n
	}
	return w, nil
}
