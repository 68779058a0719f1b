package store

import (
	"context"

	"anju/models"
)

// SaveProof adds a sheet.
func (t *Tx) SaveProof(p *models.Proof) error { return t.db.Table("proofs").Create(p).Error }

// Proof finds a sheet by its code.
func (r *Reader) Proof(ctx context.Context, code string) (models.Proof, error) {
	var p models.Proof
	err := r.db.WithContext(ctx).Table("proofs").Where("code = ?", code).Take(&p).Error
	return p, one(err)
}
