package store

import (
	"context"
	"slices"

	"anju/models"
	"anju/models/token"
)

type employerRow struct {
	models.Employer `gorm:"embedded"`
	ManagerSealed   []byte `gorm:"column:manager_name"`
	ManagerIdx      []byte `gorm:"column:manager_name_idx"`
	PhoneSealed     []byte `gorm:"column:manager_phone"`
	PhoneIdx        []byte `gorm:"column:manager_phone_idx"`
}

// LockEmployers reads the employers with these credit codes and keeps others from changing them until the commit.
func (t *Tx) LockEmployers(ctx context.Context, codes []string) (map[string]*models.Employer, error) {
	byCode := make(map[string]*models.Employer, len(codes))
	slices.Sort(codes)
	err := chunks(codes, func(codes []string) error {
		var rows []employerRow
		if err := t.lock(t.db.WithContext(ctx).Table("employers").Where("credit_code IN ?", codes).Order("credit_code")).Scan(&rows).Error; err != nil {
			return err
		}
		for _, row := range rows {
			e, err := t.openEmployer(row)
			if err != nil {
				return err
			}
			byCode[e.CreditCode] = e
		}
		return nil
	})
	return byCode, err
}

func (r *Reader) openEmployer(row employerRow) (*models.Employer, error) {
	e := row.Employer
	var err error
	if e.Manager, err = r.ring.Open("employers", "manager_name", e.Ref, row.ManagerSealed); err != nil {
		return nil, err
	}
	e.Phone, err = r.ring.Open("employers", "manager_phone", e.Ref, row.PhoneSealed)
	return &e, err
}

func (r *Reader) sealEmployer(e models.Employer) (employerRow, error) {
	row := employerRow{Employer: e, ManagerIdx: r.ring.Index("name", e.Manager), PhoneIdx: r.ring.Index("phone", e.Phone)}
	var err error
	if row.ManagerSealed, err = r.ring.Seal("employers", "manager_name", e.Ref, e.Manager); err != nil {
		return row, err
	}
	row.PhoneSealed, err = r.ring.Seal("employers", "manager_phone", e.Ref, e.Phone)
	return row, err
}

// AddEmployers adds employers.
func (t *Tx) AddEmployers(employers []*models.Employer) error {
	rows := make([]employerRow, len(employers))
	for i, e := range employers {
		e.Ref, e.Rev = token.NewRef(), 1
		var err error
		if rows[i], err = t.sealEmployer(*e); err != nil {
			return err
		}
	}
	return insertRows(t, "employers", rows)
}

// SaveEmployer writes an employer over the revision that was read.
func (t *Tx) SaveEmployer(e *models.Employer) error {
	e.Rev++
	row, err := t.sealEmployer(*e)
	if err != nil {
		return err
	}
	return saveRev(t.db, "employers", e.ID, e.Rev, &row)
}
