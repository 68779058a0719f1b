package store

import (
	"context"

	"anju/models"
	"anju/models/policy"
)

// samplePool is what a sample was drawn from.
type samplePool struct {
	SampleID int64
	Drawn    int
	Homes    []byte
}

// Sample is a sample of a scope, with how far it is. Errors: NotFound.
func (r *Reader) Sample(ctx context.Context, scope policy.Scope, ref string) (SampleTally, error) {
	var rows []SampleTally
	err := r.tallies(ctx, scope).Where("samples.ref = ?", ref).Scan(&rows).Error
	if err == nil && len(rows) == 0 {
		err = models.ErrNotFound
	}
	if err != nil {
		return SampleTally{}, err
	}
	return rows[0], nil
}

// SamplePool are the ids of the homes that a sample was drawn from, sorted, and how many were drawn; none where the sample is
// older than the keeping of them.
func (r *Reader) SamplePool(ctx context.Context, sampleID int64) (from []int64, drawn int, err error) {
	var rows []samplePool
	err = r.db.WithContext(ctx).Table("sample_pools").Where("sample_id = ?", sampleID).Scan(&rows).Error
	if err != nil || len(rows) == 0 {
		return nil, 0, err
	}
	from, err = models.UnpackHomes(rows[0].Homes)
	return from, rows[0].Drawn, err
}

// SampleHomes are the ids of the homes of a sample, sorted.
func (r *Reader) SampleHomes(ctx context.Context, sampleID int64) ([]int64, error) {
	var ids []int64
	err := r.db.WithContext(ctx).Table("sample_items").Where("sample_id = ?", sampleID).Order("unit_id").Pluck("unit_id", &ids).Error
	return ids, err
}
