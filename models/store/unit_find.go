package store

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"anju/models"
	"anju/models/policy"
	"anju/models/workday"
)

func itoa(n int64) string { return strconv.FormatInt(n, 10) }

// Unit finds a unit by its ref inside a scope; outside it is not there.
func (r *Reader) Unit(ctx context.Context, scope policy.Scope, ref string) (models.Unit, error) {
	return readRow[models.Unit](within(r.db.WithContext(ctx).Table("units"), scope, "units", "units.id", "").Where("ref = ?", ref))
}

// UnitByShortCode finds a unit by its 房屋编号 inside a scope; outside it is not there.
func (r *Reader) UnitByShortCode(ctx context.Context, scope policy.Scope, code string) (models.Unit, error) {
	return readRow[models.Unit](within(r.db.WithContext(ctx).Table("units"), scope, "units", "units.id", "").Where("short_code = ?", code))
}

// UnitByID finds a unit by its id, for verbs that check policy themselves.
func (r *Reader) UnitByID(ctx context.Context, id int64) (models.Unit, error) {
	return readRow[models.Unit](r.db.WithContext(ctx).Table("units").Where("id = ?", id))
}

// UnitByRef finds a unit by its ref, for verbs that check policy themselves.
func (r *Reader) UnitByRef(ctx context.Context, ref string) (models.Unit, error) {
	return readRow[models.Unit](r.db.WithContext(ctx).Table("units").Where("ref = ?", ref))
}

// ownedRow is a home with what a look at it says of whom it belongs to.
type ownedRow struct {
	models.Unit           `gorm:"embedded"`
	ORef                  *string
	OwnerName, OwnerPhone []byte
}

// UnitOwned is UnitByRef with the account of whoever it belongs to, of which it says name and phone alone.
func (r *Reader) UnitOwned(ctx context.Context, ref string) (models.Unit, models.User, error) {
	row, err := readRow[ownedRow](r.db.WithContext(ctx).Table("units").Joins("LEFT JOIN users ON users.id = units.owner_id").
		Select("units.*, users.ref AS o_ref, users.name AS owner_name, users.phone AS owner_phone").Where("units.ref = ?", ref))
	if err != nil || row.ORef == nil {
		return row.Unit, models.User{}, err
	}
	owner, err := r.openUser(userRow{User: models.User{ID: row.OwnerID, Ref: *row.ORef}, NameSealed: row.OwnerName, PhoneSealed: row.OwnerPhone})
	return row.Unit, owner, err
}

// UnitNamed is the id of the unit that a ref is about: the ref of the unit itself, of a stay or of a flag; 0 for any other.
func (r *Reader) UnitNamed(ctx context.Context, ref string) (int64, error) {
	for table, column := range map[string]string{"units": "id", "stays": "unit_id", "flags": "unit_id"} {
		var ids []int64
		if err := r.db.WithContext(ctx).Table(table).Where("ref = ?", ref).Limit(1).Pluck(column, &ids).Error; err != nil || len(ids) > 0 {
			return append(ids, 0)[0], err
		}
	}
	return 0, nil
}

// LockUnit reads a unit and keeps others from changing it until the commit: everything that happens to one roster
// happens one after another.
func (t *Tx) LockUnit(id int64) (models.Unit, error) {
	return readRow[models.Unit](t.lock(t.db.Table("units").Where("id = ?", id)))
}

// LockUnitByRef is LockUnit for a unit named by its ref.
func (t *Tx) LockUnitByRef(ref string) (models.Unit, error) {
	return readRow[models.Unit](t.lock(t.db.Table("units").Where("ref = ?", ref)))
}

// LockUnits keeps others from changing some units until the commit, as LockUnit does. What is read afterwards is what
// they left. SQLite lets one transaction at a time write anyway.
func (t *Tx) LockUnits(ids []int64) error {
	if t.dialect != MySQL {
		return nil
	}
	var locked []int64
	return t.lock(t.db.Table("units").Select("id").Where("id IN ?", ids).Order("id")).Scan(&locked).Error
}

// UnitAtDoor finds a unit by the token of its plate, or by its short code.
func (r *Reader) UnitAtDoor(ctx context.Context, tokenOrCode string) (models.Unit, error) {
	column := "door_token"
	if len(tokenOrCode) == 9 {
		column = "short_code"
	}
	return readRow[models.Unit](r.db.WithContext(ctx).Table("units").Where(column+" = ?", tokenOrCode))
}

// WasDoor says whether a token once stood on a plate that has been replaced.
func (r *Reader) WasDoor(ctx context.Context, tokenOrCode string) (bool, error) {
	column := "door_token"
	if len(tokenOrCode) == 9 {
		column = "short_code"
	}
	var n int64
	err := r.db.WithContext(ctx).Table("old_doors").Where(column+" = ?", tokenOrCode).Limit(1).Count(&n).Error
	return n > 0, err
}

// Record is what policy needs to decide about a unit for somebody: owner, managers in force, areas, whether a child is
// alone there. Helpers do not matter for the owner himself and for staff, nor children alone for anybody but child workers.
func (r *Reader) Record(ctx context.Context, u models.Unit, who policy.Actor, at workday.Moment) (policy.Record, error) {
	rec := policy.Record{OwnerID: u.OwnerID, AreaIDs: u.IDs(), Claims: u.Claim == models.ClaimOpen}
	if !who.Staff {
		if who.UserID == u.OwnerID {
			return rec, nil
		}
		all, err := r.managers(ctx, u.ID, at)
		for _, m := range all {
			if m.Kind != models.ManagerAsked {
				rec.Managers = append(rec.Managers, m.UserID)
			} else if m.UserID == who.UserID {
				rec.Managers, rec.Claims = append(rec.Managers, m.UserID), true
			}
		}
		return rec, err
	}
	if !slices.ContainsFunc(who.Grants, func(g policy.Grant) bool { return g.Role == policy.ChildWorker }) {
		return rec, nil
	}
	var children int64
	err := r.db.WithContext(ctx).Table("flags").Where("unit_id = ? AND resolved_at = 0 AND rule IN ?", u.ID, models.PrivateRules()).Limit(1).Count(&children).Error
	rec.Child = children > 0
	return rec, err
}

// ListUnits is one page of the units in a scope in order of id, after the id given; n at most.
func (r *Reader) ListUnits(ctx context.Context, scope policy.Scope, after int64, n int) ([]models.Unit, error) {
	var units []models.Unit
	err := within(r.db.WithContext(ctx).Table("units"), scope, "units", "units.id", "").
		Where("id > ?", after).Order("id").Limit(n).Scan(&units).Error
	return units, err
}

// ListUnitsByWords is one page of the units in a scope whose address, label or codes hold the words, in order of id.
// Of a code four characters in a row are enough. Signs such as % and _ mean themselves; Latin letters match in either case,
// wide digits and letters are the narrow ones, and spaces count nowhere: 青禾路18号 is 青禾路 18 号.
func (r *Reader) ListUnitsByWords(ctx context.Context, scope policy.Scope, words string, after int64, n int) ([]models.Unit, error) {
	var units []models.Unit
	err := within(r.db.WithContext(ctx).Table("units"), scope, "units", "units.id", "").
		Where("id > ?", after).Where(unitHolds, unitWords(words)...).Order("id").Limit(n).Scan(&units).Error
	return units, err
}

const unitHolds = "(INSTR(REPLACE(LOWER(address), ' ', ''), ?) > 0 OR INSTR(LOWER(label), ?) > 0 OR unit_code = ? OR ? >= 4 AND (INSTR(LOWER(unit_code), ?) > 0 OR INSTR(short_code, ?) > 0))"

// unitStands is what of the words of a search says where a home is: a part of its address or a whole number.
const unitStands = "(INSTR(REPLACE(LOWER(units.address), ' ', ''), ?) > 0 OR units.unit_code = ? OR units.short_code = ?)"

func unitPlace(words string) []any {
	return []any{strings.ToLower(models.PlainAddress(words)), words, words}
}

func unitWords(words string) []any {
	low := strings.ToLower(models.PlainAddress(words))
	return []any{low, low, words, len(low), low, low}
}

// Rooms are the rooms of a unit by floor and number.
func (r *Reader) Rooms(ctx context.Context, unitID int64) ([]models.Room, error) {
	return readRows[models.Room](r.db.WithContext(ctx).Table("rooms").Where("unit_id = ?", unitID).Order("floor, no"))
}

// Pledged says which version of a pledge was last signed for a unit; "" when none.
func (r *Reader) Pledged(ctx context.Context, unitID int64, kind string) (models.Pledge, error) {
	var p models.Pledge
	err := r.db.WithContext(ctx).Table("pledges").Where("unit_id = ? AND kind = ?", unitID, kind).Order("id DESC").Limit(1).Scan(&p).Error
	return p, err
}

// Managers are those who may act for the landlord of a unit now.
func (r *Reader) Managers(ctx context.Context, unitID int64, at workday.Moment) ([]models.Manager, error) {
	all, err := r.managers(ctx, unitID, at)
	return slices.DeleteFunc(all, func(m models.Manager) bool { return m.Kind == models.ManagerAsked }), err
}

// Asked are the landlord's other phones, as the list has them, that have not said yet whether a unit is theirs.
func (r *Reader) Asked(ctx context.Context, unitID int64, at workday.Moment) ([]models.Manager, error) {
	all, err := r.managers(ctx, unitID, at)
	return slices.DeleteFunc(all, func(m models.Manager) bool { return m.Kind != models.ManagerAsked }), err
}

func (r *Reader) managers(ctx context.Context, unitID int64, at workday.Moment) ([]models.Manager, error) {
	var all []models.Manager
	err := r.db.WithContext(ctx).Table("unit_managers").
		Where("unit_id = ? AND from_at <= ? AND (to_at = 0 OR to_at > ?)", unitID, at, at).Order("id").Scan(&all).Error
	return all, err
}

// SameAddress says whether a home of the community other than one (0 = none) stands under this address already, however the
// address was typed (models.PlainAddress). A home that is not let any more stands nowhere.
func (r *Reader) SameAddress(ctx context.Context, communityID, unitID int64, address string) (same bool, err error) {
	plain := models.PlainAddress(address)
	err = eachRow(r.db.WithContext(ctx).Table("units").Select("address").
		Where("community_id = ? AND id <> ? AND state <> ?", communityID, unitID, models.UnitDelisted), func(scan func(...any) error) error {
		var other string
		err := scan(&other)
		same = same || models.PlainAddress(other) == plain
		return err
	})
	return same, err
}
