package store

import (
	"context"

	"anju/models"
	"anju/models/token"
)

// amendRow is an amendment with its sealed column.
type amendRow struct {
	models.Amendment `gorm:"embedded"`
	OldSealed        []byte `gorm:"column:old"`
}

func (r *Reader) openAmendments(rows []amendRow) ([]models.Amendment, error) {
	all := make([]models.Amendment, len(rows))
	for i, row := range rows {
		old, err := r.ring.Open("amendments", "old", row.Ref, row.OldSealed)
		if err != nil {
			return nil, err
		}
		all[i], all[i].Old = row.Amendment, old
	}
	return all, nil
}

// Amendments are what was put right of a person of one home's roster, newest first. The caller has found him inside a scope.
func (r *Reader) Amendments(ctx context.Context, tenantID int64) ([]models.Amendment, error) {
	var rows []amendRow
	err := r.db.WithContext(ctx).Table("amendments").Where("tenant_id = ?", tenantID).Order("id DESC").Scan(&rows).Error
	if err != nil {
		return nil, err
	}
	return r.openAmendments(rows)
}

// AmendmentByRef finds one by its ref, for verbs that check policy themselves.
func (r *Reader) AmendmentByRef(ctx context.Context, ref string) (models.Amendment, error) {
	var row amendRow
	if err := r.db.WithContext(ctx).Table("amendments").Where("ref = ?", ref).Take(&row).Error; err != nil {
		return models.Amendment{}, one(err)
	}
	all, err := r.openAmendments([]amendRow{row})
	if err != nil {
		return models.Amendment{}, err
	}
	return all[0], nil
}

// SaveAmendment adds an amendment with what stood there before.
func (t *Tx) SaveAmendment(a *models.Amendment) error {
	a.Ref = token.NewRef()
	row := amendRow{Amendment: *a}
	var err error
	if row.OldSealed, err = t.ring.Seal("amendments", "old", a.Ref, a.Old); err != nil {
		return err
	}
	if err := t.db.Table("amendments").Create(&row).Error; err != nil {
		return err
	}
	a.ID = row.ID
	return nil
}

// UndoAmendment puts down that a merge was taken apart again; what it kept for that goes.
func (t *Tx) UndoAmendment(a models.Amendment) error {
	return t.db.Table("amendments").Where("id = ?", a.ID).
		Updates(map[string]any{"undone_at": a.UndoneAt, "undone_by": a.UndoneBy, "undone_why": a.UndoneWhy, "old": nil}).Error
}

// DropTenant takes the row of a person away whose stays are another's now.
func (t *Tx) DropTenant(id int64) error {
	return t.db.Exec("DELETE FROM tenants WHERE id = ?", id).Error
}

// RestoreTenant puts a row back under the number that it had.
func (t *Tx) RestoreTenant(p models.Tenant) error {
	row, err := t.sealTenant(p)
	if err != nil {
		return err
	}
	return t.db.Table("tenants").Create(&row).Error
}
