package store

import (
	"bytes"
	"context"

	"anju/models"
	"anju/models/idcard"
	"anju/models/token"
	"anju/models/workday"
)

// ImportPerson is a person of a roster on the bulk path: sealed and indexed, in plain only where a row of the file gave
// the value.
type ImportPerson struct{ row tenantRow }

// ImportStay is a stay on the bulk path; its guardian is sealed.
type ImportStay struct {
	models.Stay
	guardian, guardPhone []byte
}

// SealPerson gives a new person his ref and seals him. It needs no transaction: imports seal ahead of the database.
func (r *Reader) SealPerson(p models.Tenant) (*ImportPerson, error) {
	p.Ref = token.NewRef()
	p.DocIndex = r.DocIndex(idcard.Key(p.DocType, p.DocNo))
	i := &ImportPerson{}
	i.row.Tenant = p
	var err error
	if i.row.DocSealed, err = r.ring.Seal("tenants", "doc_no", p.Ref, p.DocNo); err != nil {
		return nil, err
	}
	if err := r.SetName(i, p.Name); err != nil {
		return nil, err
	}
	return i, r.SetPhone(i, p.Phone)
}

// SealStay gives a new stay its ref and receipt number.
func (r *Reader) SealStay(s models.Stay) (*ImportStay, error) {
	s.Ref, s.ReceiptNo, s.Rev = token.NewRef(), token.NewReceipt(), 1
	i := &ImportStay{Stay: s}
	return i, r.SetGuardian(i, s.Guardian, s.GuardPhone)
}

// Person is the part of a person that is not sealed.
func (p *ImportPerson) Person() *models.Tenant { return &p.row.Tenant }

// Phone is the blind index of his phone.
func (p *ImportPerson) Phone() []byte { return p.row.PhoneIdx }

// Named says whether the person has this name; Reachable whether he has this phone.
func (r *Reader) Named(p *ImportPerson, name string) bool {
	return bytes.Equal(p.row.NameIdx, r.ring.Index("name", name))
}

// Reachable says whether the person has this phone.
func (r *Reader) Reachable(p *ImportPerson, phone string) bool {
	return bytes.Equal(p.row.PhoneIdx, r.ring.Index("phone", phone))
}

// SetName seals another name.
func (r *Reader) SetName(p *ImportPerson, name string) (err error) {
	p.row.Name, p.row.NameIdx = name, r.ring.Index("name", name)
	p.row.NameSealed, err = r.ring.Seal("tenants", "name", p.row.Ref, name)
	return err
}

// SetPhone seals another phone.
func (r *Reader) SetPhone(p *ImportPerson, phone string) (err error) {
	p.row.Phone, p.row.PhoneIdx = phone, r.ring.Index("phone", phone)
	p.row.PhoneSealed, err = r.ring.Seal("tenants", "phone", p.row.Ref, phone)
	return err
}

// OpenGuardian opens the guardian of a stay.
func (r *Reader) OpenGuardian(s *ImportStay) (err error) {
	if s.Guardian, err = r.ring.Open("stays", "guardian", s.Ref, s.guardian); err != nil {
		return err
	}
	s.GuardPhone, err = r.ring.Open("stays", "guard_phone", s.Ref, s.guardPhone)
	return err
}

// SetGuardian seals a guardian.
func (r *Reader) SetGuardian(s *ImportStay, name, phone string) (err error) {
	s.Guardian, s.GuardPhone = name, phone
	if s.guardian, err = r.ring.Seal("stays", "guardian", s.Ref, name); err != nil {
		return err
	}
	s.guardPhone, err = r.ring.Seal("stays", "guard_phone", s.Ref, phone)
	return err
}

// KnownPeople finds the people with these documents in some homes, and their stays there, void ones left out; seen are
// the documents of anybody in any home. Nothing is opened.
func (t *Tx) KnownPeople(ctx context.Context, units map[int64]bool, docs [][]byte) (people []*ImportPerson, stays []*ImportStay, seen map[string]bool, err error) {
	seen = map[string]bool{}
	var ids []int64
	err = chunks(docs, func(docs [][]byte) error {
		var persons []tenantRow
		if err := t.db.WithContext(ctx).Table("tenants").Where("doc_idx IN ?", docs).Scan(&persons).Error; err != nil {
			return err
		}
		for _, row := range persons {
			seen[string(row.DocIndex)] = true
			if units[row.UnitID] {
				people, ids = append(people, &ImportPerson{row: row}), append(ids, row.ID)
			}
		}
		return nil
	})
	if err != nil {
		return nil, nil, nil, err
	}
	err = chunks(ids, func(ids []int64) error {
		var rows []stayRow
		err := t.db.WithContext(ctx).Table("stays").Where("tenant_id IN ? AND state <> ?", ids, models.StayVoid).Order("id").Scan(&rows).Error
		for _, row := range rows {
			stays = append(stays, &ImportStay{Stay: row.Stay, guardian: row.GuardianSealed, guardPhone: row.GuardPhoneSealed})
		}
		return err
	})
	return people, stays, seen, err
}

// ConfirmFroms are the days on which --baseline let homes be confirmed next.
func (t *Tx) ConfirmFroms(ctx context.Context, unitIDs []int64) (map[int64]workday.Day, error) {
	days := map[int64]workday.Day{}
	err := chunks(unitIDs, func(ids []int64) error {
		var rows []struct {
			UnitID int64
			Day    int64
		}
		err := t.db.WithContext(ctx).Table("stays").Select("unit_id, MAX(confirm_from) AS day").
			Where("unit_id IN ? AND confirm_from > 0", ids).Group("unit_id").Scan(&rows).Error
		for _, row := range rows {
			days[row.UnitID] = day(row.Day)
		}
		return err
	})
	return days, err
}

// AddPeople adds people and gives them their ids.
func (t *Tx) AddPeople(ctx context.Context, people []*ImportPerson) error {
	rows, refs := make([]tenantRow, len(people)), make([]string, len(people))
	for i, p := range people {
		rows[i], refs[i] = p.row, p.row.Ref
	}
	if err := loadRows(t, "tenants", rows); err != nil {
		return err
	}
	ids, err := t.idsByRef(ctx, "tenants", refs)
	for _, p := range people {
		p.row.ID = ids[p.row.Ref]
	}
	return err
}

// SavePerson writes a person who changed.
func (t *Tx) SavePerson(p *ImportPerson) error {
	return t.db.Table("tenants").Where("id = ?", p.row.ID).Select("*").Omit("id").Updates(&p.row).Error
}

// AddStays adds stays.
func (t *Tx) AddStays(stays []*ImportStay) error {
	rows, counts := make([]stayRow, len(stays)), map[int64][]workday.Day{}
	for i, s := range stays {
		rows[i] = stayRow{Stay: s.Stay, GuardianSealed: s.guardian, GuardPhoneSealed: s.guardPhone}
		if first, changed := models.CountsFrom(models.Stay{}, s.Stay); changed {
			counts[s.UnitID] = append(counts[s.UnitID], first)
		}
	}
	if err := t.noteCounts(counts); err != nil {
		return err
	}
	return loadRows(t, "stays", rows)
}

// ResaveStay writes a stay that changed over the revision that was read.
func (t *Tx) ResaveStay(s *ImportStay) error {
	if err := t.noteStay(s.Stay); err != nil {
		return err
	}
	s.Rev++
	return saveRev(t.db, "stays", s.ID, s.Rev, &stayRow{Stay: s.Stay, GuardianSealed: s.guardian, GuardPhoneSealed: s.guardPhone})
}

// TouchPeople makes due every unit in which one of these people lives (DESIGN 2 row 5').
func (t *Tx) TouchPeople(ctx context.Context, docs [][]byte, at workday.Moment) error {
	return chunks(docs, func(docs [][]byte) error {
		var ids []int64
		err := t.db.WithContext(ctx).Table("stays").Select("DISTINCT unit_id").
			Where("doc_idx IN ? AND state NOT IN ?", docs, []string{models.StayClosed, models.StayVoid}).Scan(&ids).Error
		if err != nil {
			return err
		}
		return t.DueUnitsNow(ids, at)
	})
}

// DueUnitsNow makes units due at a moment, those that are due earlier excepted.
func (t *Tx) DueUnitsNow(ids []int64, at workday.Moment) error {
	return chunks(ids, func(ids []int64) error {
		return t.db.Table("units").Where("id IN ? AND (due_at = 0 OR due_at > ?)", ids, at).UpdateColumn("due_at", at).Error
	})
}

// Occupy makes units occupied that are not.
func (t *Tx) Occupy(ids []int64) error {
	return chunks(ids, func(ids []int64) error {
		return t.db.Table("units").Where("id IN ? AND occupancy <> ?", ids, models.OccupancyOccupied).
			UpdateColumns(map[string]any{"occupancy": models.OccupancyOccupied, "rev": raise}).Error
	})
}
