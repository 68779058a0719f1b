package store

import (
	"anju/models"
	"anju/models/token"
)

// stayRow is a stay with its sealed columns.
type stayRow struct {
	models.Stay      `gorm:"embedded"`
	GuardianSealed   []byte `gorm:"column:guardian"`
	GuardPhoneSealed []byte `gorm:"column:guard_phone"`
}

func (r *Reader) openStay(row stayRow) (models.Stay, error) {
	s := row.Stay
	var err error
	if s.Guardian, err = r.ring.Open("stays", "guardian", s.Ref, row.GuardianSealed); err != nil {
		return s, err
	}
	s.GuardPhone, err = r.ring.Open("stays", "guard_phone", s.Ref, row.GuardPhoneSealed)
	return s, err
}

// tenantRow is a tenant with his sealed columns.
type tenantRow struct {
	models.Tenant `gorm:"embedded"`
	NameSealed    []byte `gorm:"column:name"`
	NameIdx       []byte `gorm:"column:name_idx"`
	DocSealed     []byte `gorm:"column:doc_no"`
	PhoneSealed   []byte `gorm:"column:phone"`
	PhoneIdx      []byte `gorm:"column:phone_idx"`
}

func (r *Reader) openTenant(row tenantRow) (models.Tenant, error) {
	p := row.Tenant
	var err error
	if p.Name, err = r.ring.Open("tenants", "name", p.Ref, row.NameSealed); err != nil {
		return p, err
	}
	if p.DocNo, err = r.ring.Open("tenants", "doc_no", p.Ref, row.DocSealed); err != nil {
		return p, err
	}
	p.Phone, err = r.ring.Open("tenants", "phone", p.Ref, row.PhoneSealed)
	return p, err
}

// SaveTenant adds or changes the person of one home's roster.
func (t *Tx) SaveTenant(p *models.Tenant) error {
	if p.Ref == "" {
		p.Ref = token.NewRef()
	}
	row, err := t.sealTenant(*p)
	if err != nil {
		return err
	}
	if p.ID != 0 {
		if err := t.noteDocument(*p); err != nil {
			return err
		}
		return t.db.Table("tenants").Where("id = ?", p.ID).Select("*").Omit("id").Updates(&row).Error
	}
	if err := t.db.Table("tenants").Create(&row).Error; err != nil {
		return err
	}
	p.ID = row.ID
	return nil
}

// sealTenant is the row of a person, under the ref that he has.
func (t *Tx) sealTenant(p models.Tenant) (tenantRow, error) {
	row := tenantRow{Tenant: p, NameIdx: t.ring.Index("name", p.Name), PhoneIdx: t.ring.Index("phone", p.Phone)}
	var err error
	if row.NameSealed, err = t.ring.Seal("tenants", "name", p.Ref, p.Name); err != nil {
		return row, err
	}
	if row.DocSealed, err = t.ring.Seal("tenants", "doc_no", p.Ref, p.DocNo); err != nil {
		return row, err
	}
	row.PhoneSealed, err = t.ring.Seal("tenants", "phone", p.Ref, p.Phone)
	return row, err
}

// SaveStay adds a stay or saves it over the revision that was read.
func (t *Tx) SaveStay(s *models.Stay) error {
	if s.Ref == "" {
		s.Ref = token.NewRef()
	}
	if s.ID == 0 {
		s.ReceiptNo = token.NewReceipt()
	}
	if err := t.noteStay(*s); err != nil {
		return err
	}
	s.Rev++
	row := stayRow{Stay: *s}
	var err error
	if row.GuardianSealed, err = t.ring.Seal("stays", "guardian", s.Ref, s.Guardian); err != nil {
		return err
	}
	if row.GuardPhoneSealed, err = t.ring.Seal("stays", "guard_phone", s.Ref, s.GuardPhone); err != nil {
		return err
	}
	if s.ID != 0 {
		return saveRev(t.db, "stays", s.ID, s.Rev, &row)
	}
	if err := t.db.Table("stays").Create(&row).Error; err != nil {
		return err
	}
	s.ID = row.ID
	return nil
}

// PhoneIndex is the blind index of a phone.
func (r *Reader) PhoneIndex(phone string) []byte { return r.ring.Index("phone", phone) }

// DocIndex is the blind index of a person's identity (idcard.Key).
func (r *Reader) DocIndex(key string) []byte { return r.ring.Index("doc", key) }

// Mac authenticates bytes for a purpose with the register's key.
func (r *Reader) Mac(purpose string, data []byte) []byte { return r.ring.Mac(purpose, data) }
