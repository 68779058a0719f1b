package store

import (
	"context"
	"strings"

	"gorm.io/gorm"

	"anju/models"
	"anju/models/policy"
	"anju/models/workday"
)

// AuditFilter narrows a search of the audit; the zero value of each part asks for all.
type AuditFilter struct {
	UserID  int64 // who did it
	Action  string
	Day     workday.Day
	UnitID  int64
	Subject string // with RefID: the record that it was about
	RefID   int64
	Before  int64 // entries below this one
	N       int
}

// AuditRow is an entry with where it was, never with anybody of a roster.
type AuditRow struct {
	models.AuditEntry `gorm:"embedded"`
	ShortCode         string // of the home; empty where the entry is about none
	AreaName          string
	OwnerID           int64
}

// ListAuditRows are entries of the audit, newest first: those about the homes of a scope, and what its workers did that is about
// no home. What nobody but a child worker may know of is left out.
func (r *Reader) ListAuditRows(ctx context.Context, scope policy.Scope, f AuditFilter) ([]AuditRow, error) {
	db := notPrivate(r.db.WithContext(ctx).Table("audit_entries")).
		Select("audit_entries.*, units.short_code AS short_code, units.owner_id AS owner_id, areas.name AS area_name").
		Joins("LEFT JOIN units ON units.id = audit_entries.unit_id").Joins("LEFT JOIN areas ON areas.id = units.area_id")
	db, err := r.audited(ctx, db, scope)
	if err != nil {
		return nil, err
	}
	for _, part := range []struct {
		where string
		value any
		asked bool
	}{
		{"audit_entries.user_id = ?", f.UserID, f.UserID != 0}, {"audit_entries.action = ?", f.Action, f.Action != ""},
		{"audit_entries.at >= ?", workday.At(f.Day.Start()), f.Day != 0}, {"audit_entries.at < ?", workday.At((f.Day + 1).Start()), f.Day != 0},
		{"audit_entries.unit_id = ?", f.UnitID, f.UnitID != 0}, {"audit_entries.id < ?", f.Before, f.Before > 0},
	} {
		if part.asked {
			db = db.Where(part.where, part.value)
		}
	}
	if f.Subject == "stay" {
		db = db.Where("audit_entries.stay_id = ?", f.RefID)
	} else if f.Subject != "" {
		db = db.Where("audit_entries.subject = ? AND audit_entries.ref_id = ?", f.Subject, f.RefID)
	}
	var rows []AuditRow
	err = db.Order("audit_entries.id DESC").Limit(f.N).Scan(&rows).Error
	return rows, err
}

// audited keeps the entries about the homes of a scope, and those about no home of the workers who have or had a post in it.
func (r *Reader) audited(ctx context.Context, db *gorm.DB, scope policy.Scope) (*gorm.DB, error) {
	if scope.All {
		return db, nil
	}
	parts, args := areaPart(scope.Areas, "units")
	if len(parts) == 0 {
		return db.Where("1 = 0"), nil
	}
	areas, err := r.ListAreas(ctx, scope, "")
	ids := []int64{0}
	for _, a := range areas {
		ids = append(ids, a.ID)
	}
	staff := "audit_entries.unit_id = 0 AND audit_entries.user_id IN (SELECT g.user_id FROM grants g WHERE g.area_id IN ?)"
	return db.Where("("+strings.Join(append(parts, staff), " OR ")+")", append(args, ids)...), err
}

// UnitCoded finds a unit by the code of the files inside a scope; outside it is not there.
func (r *Reader) UnitCoded(ctx context.Context, scope policy.Scope, code string) (models.Unit, error) {
	var u models.Unit
	err := within(r.db.WithContext(ctx).Table("units"), scope, "units", "units.id", "").Where("unit_code = ?", code).Take(&u).Error
	return u, one(err)
}

// AuditedRef finds out what a reference names: of a home its id, of any other record its subject, its id and the id of its home.
func (r *Reader) AuditedRef(ctx context.Context, ref string) (subject string, id, unitID int64, err error) {
	for _, look := range [][3]string{{"unit", "units", "id"}, {"stay", "stays", "unit_id"}, {"flag", "flags", "unit_id"}, {"visit", "visits", "unit_id"},
		{"request", "requests", "unit_id"}, {"hazard", "hazards", "unit_id"}} {
		var row struct{ ID, UnitID int64 }
		err := r.db.WithContext(ctx).Table(look[1]).Select("id, "+look[2]+" AS unit_id").Where("ref = ?", ref).Limit(1).Scan(&row).Error
		if err != nil || row.ID != 0 {
			return look[0], row.ID, row.UnitID, err
		}
	}
	return "", 0, 0, models.ErrNotFound
}
