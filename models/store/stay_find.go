package store

import (
	"context"

	"gorm.io/gorm"

	"anju/models"
	"anju/models/policy"
)

// Entry is one line of a roster: the stay, the person, the room.
type Entry struct {
	Stay   models.Stay
	Tenant models.Tenant
	Room   models.Room
}

// entryRow is the flat row of the one join behind every roster (PERF 2: never Preload).
type entryRow struct {
	Row       stayRow `gorm:"embedded"`
	TRef      string
	TName     []byte
	TDocType  string
	TDocNo    []byte
	TPhone    []byte
	TBirth    int64
	TSex      string
	TCountry  string
	TLanguage string
	RNo       string
	RFloor    int
	RType     string
	RRef      string
	RCap      int
	RBeds     int
}

const entrySelect = `stays.*, tenants.ref AS t_ref, tenants.name AS t_name, tenants.doc_type AS t_doc_type, tenants.doc_no AS t_doc_no,
 tenants.phone AS t_phone, tenants.birth AS t_birth, tenants.sex AS t_sex, tenants.country AS t_country, tenants.language AS t_language,
 rooms.no AS r_no, rooms.floor AS r_floor, rooms.type AS r_type, rooms.ref AS r_ref, rooms.cap AS r_cap, rooms.beds AS r_beds`

// entries leaves out people who are erased: nothing is known of them but days.
func (r *Reader) entries(query *gorm.DB) ([]Entry, error) {
	rows, err := readRows[entryRow](query.Table("stays").Select(entrySelect).Where("stays.erased_at = 0").
		Joins("JOIN tenants ON tenants.id = stays.tenant_id").Joins("JOIN rooms ON rooms.id = stays.room_id"))
	if err != nil {
		return nil, err
	}
	entries := make([]Entry, 0, len(rows))
	for _, row := range rows {
		e, err := r.entry(row)
		if err != nil {
			return nil, err
		}
		entries = append(entries, e)
	}
	return entries, nil
}

func (r *Reader) entry(row entryRow) (Entry, error) {
	s, err := r.openStay(row.Row)
	if err != nil {
		return Entry{}, err
	}
	p := tenantRow{NameSealed: row.TName, DocSealed: row.TDocNo, PhoneSealed: row.TPhone}
	p.Tenant = models.Tenant{ID: s.TenantID, Ref: row.TRef, UnitID: s.UnitID, DocType: row.TDocType, Country: row.TCountry,
		Birth: day(row.TBirth), Sex: row.TSex, DocIndex: s.DocIndex, Language: row.TLanguage}
	tenant, err := r.openTenant(p)
	room := models.Room{ID: s.RoomID, Ref: row.RRef, UnitID: s.UnitID, No: row.RNo, Floor: row.RFloor, Type: row.RType, Cap: row.RCap, Beds: row.RBeds}
	return Entry{Stay: s, Tenant: tenant, Room: room}, err
}

// Entries is the whole roster of a unit, present and past, by room and day of moving in. The caller has found the unit
// inside a scope.
func (r *Reader) Entries(ctx context.Context, unitID int64) ([]Entry, error) {
	return r.entries(r.db.WithContext(ctx).Where("stays.unit_id = ?", unitID).Order("rooms.floor, rooms.no, stays.moved_in_on, stays.id"))
}

// Entry finds one stay by its ref inside a scope, with the person and the room.
func (r *Reader) Entry(ctx context.Context, scope policy.Scope, ref string) (Entry, error) {
	q := within(r.db.WithContext(ctx), scope, "stays", "stays.unit_id", "phone_idx").Where("stays.ref = ?", ref)
	return r.first(q)
}

// EntryByRef finds one stay by its ref, for verbs that check policy themselves.
func (r *Reader) EntryByRef(ctx context.Context, ref string) (Entry, error) {
	return r.first(r.db.WithContext(ctx).Where("stays.ref = ?", ref))
}

// EntryByID finds one stay by its id, for verbs that check policy themselves.
func (r *Reader) EntryByID(ctx context.Context, id int64) (Entry, error) {
	return r.first(r.db.WithContext(ctx).Where("stays.id = ?", id))
}

func (r *Reader) first(q *gorm.DB) (Entry, error) {
	entries, err := r.entries(q.Limit(1))
	if err != nil {
		return Entry{}, err
	}
	if len(entries) == 0 {
		return Entry{}, models.ErrNotFound
	}
	return entries[0], nil
}

// ListEntries are the stays in a scope, newest first, n at most: a tenant's own stays, or the homes of a landlord.
func (r *Reader) ListEntries(ctx context.Context, scope policy.Scope, n int) ([]Entry, error) {
	return r.entries(within(r.db.WithContext(ctx), scope, "stays", "stays.unit_id", "phone_idx").Order("stays.id DESC").Limit(n))
}

// TenantInUnit finds the person of a unit's roster by identity; ErrNotFound when he was never there.
func (r *Reader) TenantInUnit(ctx context.Context, unitID int64, docIndex []byte) (models.Tenant, error) {
	var row tenantRow
	err := r.db.WithContext(ctx).Table("tenants").Where("unit_id = ? AND doc_idx = ?", unitID, docIndex).Take(&row).Error
	if err != nil {
		return models.Tenant{}, one(err)
	}
	return r.openTenant(row)
}
