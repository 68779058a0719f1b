package store

import (
	"context"
	"errors"

	"gorm.io/gorm"

	"anju/models"
	"anju/models/policy"
	"anju/models/token"
	"anju/models/workday"
)

// batchRow is a batch with its sealed file.
type batchRow struct {
	models.Batch `gorm:"embedded"`
	FileSealed   []byte `gorm:"column:file"`
}

// batchColumns are those of models.Batch: the file is read by BatchFile alone.
const batchColumns = "id, ref, area_id, no, number, state, size, digest, key_serial, reason, made_at, made_by, fetched, fetched_at, answered_at"

// Batch finds a batch by its ref, for verbs that check policy themselves.
func (r *Reader) Batch(ctx context.Context, ref string) (models.Batch, error) {
	return r.batchWhere(ctx, "ref = ?", ref)
}

// BatchByNumber finds a batch by what people call it, for verbs that check policy themselves.
func (r *Reader) BatchByNumber(ctx context.Context, number string) (models.Batch, error) {
	return r.batchWhere(ctx, "number = ?", number)
}

func (r *Reader) batchWhere(ctx context.Context, where, arg string) (models.Batch, error) {
	var b models.Batch
	err := r.db.WithContext(ctx).Table("batches").Select(batchColumns).Where(where, arg).Take(&b).Error
	return b, one(err)
}

// BatchFile is the file of a batch, byte for byte as it was first written; empty when it is gone.
func (r *Reader) BatchFile(ctx context.Context, b models.Batch) ([]byte, error) {
	var row batchRow
	if err := r.db.WithContext(ctx).Table("batches").Select("file").Where("id = ?", b.ID).Take(&row).Error; err != nil {
		return nil, one(err)
	}
	file, err := r.ring.Open("batches", "file", b.Ref, row.FileSealed)
	return []byte(file), err
}

// BatchCount is a batch with what became of its rows.
type BatchCount struct {
	models.Batch
	Accepted, Returned int
	Kept               bool // its file is still there
}

// Waiting is how many rows have no answer yet.
func (b BatchCount) Waiting() int { return b.Size - b.Accepted - b.Returned }

// ListBatches are the batches of the areas in a scope, newest first, n at most.
func (r *Reader) ListBatches(ctx context.Context, scope policy.Scope, n int) ([]BatchCount, error) {
	db := r.db.WithContext(ctx).Table("batches").Select(batchColumns)
	ids := []int64{}
	if !scope.All {
		inside := r.db.WithContext(ctx).Table("areas").Where(r.below(scope)) // one that ended keeps its batches
		if err := inside.Select("id").Scan(&ids).Error; err != nil {
			return nil, err
		}
		db = db.Where("area_id IN ?", ids)
	}
	var all []models.Batch
	err := db.Order("made_at DESC, id DESC").Limit(n).Scan(&all).Error
	counts := make([]BatchCount, len(all))
	place := map[int64]*BatchCount{}
	ids = ids[:0]
	for i, b := range all {
		counts[i].Batch = b
		place[b.ID] = &counts[i]
		ids = append(ids, b.ID)
	}
	var rows []struct {
		BatchID int64
		Answer  string
		N       int
	}
	if err == nil {
		err = r.db.WithContext(ctx).Table("batch_rows").Select("batch_id, answer, COUNT(*) AS n").
			Where("batch_id IN ?", ids).Group("batch_id, answer").Scan(&rows).Error
	}
	var kept []int64
	if err == nil {
		err = r.db.WithContext(ctx).Table("batches").Select("id").Where("id IN ? AND file IS NOT NULL", ids).Scan(&kept).Error
	}
	for _, id := range kept {
		place[id].Kept = true
	}
	for _, row := range rows {
		switch b := place[row.BatchID]; row.Answer {
		case models.HandAccepted:
			b.Accepted = row.N
		case models.HandReturned:
			b.Returned = row.N
		}
	}
	return counts, err
}

// HandBegun is the day of the first batch ever; today before there was any.
func (r *Reader) HandBegun(ctx context.Context, today workday.Day) (workday.Day, error) {
	var first workday.Moment
	err := r.db.WithContext(ctx).Table("batches").Select("COALESCE(MIN(made_at), 0)").Scan(&first).Error
	if err != nil || first.IsZero() {
		return today, err
	}
	return min(first.Day(), today), nil
}

// NextBatchNo is the number of the next batch of an area. The caller has locked the area.
func (t *Tx) NextBatchNo(areaID int64) (int, error) {
	var last int
	err := t.db.Table("batches").Select("COALESCE(MAX(no), 0)").Where("area_id = ?", areaID).Scan(&last).Error
	return last + 1, err
}

// AddBatch keeps a batch, its sealed file and its rows. False, and nothing is kept, when a stay among them was handed over
// meanwhile by somebody else: no version leaves twice.
func (t *Tx) AddBatch(b *models.Batch, file []byte, rows []models.BatchRow) (bool, error) {
	row := batchRow{Batch: *b}
	var err error
	if row.FileSealed, err = t.ring.Seal("batches", "file", b.Ref, string(file)); err != nil {
		return false, err
	}
	if err := t.db.Table("batches").Create(&row).Error; err != nil {
		if errors.Is(err, gorm.ErrDuplicatedKey) {
			return false, nil
		}
		return false, err
	}
	b.ID = row.ID
	for i := range rows {
		rows[i].BatchID = b.ID
	}
	return insertAll(t, "batch_rows", rows)
}

// NewBatchRef is the ref of a batch that is about to be written.
func NewBatchRef() string { return token.NewRef() }

// LockBatch reads a batch anew and keeps others from answering it until the commit.
func (t *Tx) LockBatch(id int64) (models.Batch, error) {
	var b models.Batch
	err := t.lock(t.db.Table("batches").Select(batchColumns).Where("id = ?", id)).Take(&b).Error
	return b, one(err)
}

// SaveBatch writes what became of a batch; an answered one lets go of its file.
func (t *Tx) SaveBatch(b models.Batch) error {
	changes := map[string]any{"state": b.State, "fetched": b.Fetched, "fetched_at": b.FetchedAt, "answered_at": b.AnsweredAt}
	if b.State == models.BatchAnswered {
		changes["file"] = nil
	}
	return t.db.Table("batches").Where("id = ?", b.ID).UpdateColumns(changes).Error
}
