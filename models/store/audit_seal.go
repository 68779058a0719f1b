package store

import (
	"context"
	"encoding/binary"

	"anju/models"
)

// sealPage is the most entries that one seal covers.
const sealPage = 5000

// firstPrev stands before the first seal.
var firstPrev = make([]byte, 32)

// Unsealed are the oldest entries that no seal covers, in the order of their ids.
func (r *Reader) Unsealed(ctx context.Context) ([]models.AuditEntry, error) {
	return r.SealedBy(ctx, 0, 0, sealPage)
}

// SealedBy are entries that a seal covers (0 = none yet), by id, n at most after one.
func (r *Reader) SealedBy(ctx context.Context, sealID, after int64, n int) ([]models.AuditEntry, error) {
	var entries []models.AuditEntry
	err := r.db.WithContext(ctx).Table("audit_entries").Where("seal_id = ? AND id > ?", sealID, after).Order("id").Limit(n).Scan(&entries).Error
	return entries, err
}

// LastSeal is the newest seal; the zero value before the first.
func (r *Reader) LastSeal(ctx context.Context) (models.AuditSeal, error) {
	var s models.AuditSeal
	err := r.db.WithContext(ctx).Table("audit_seals").Order("id DESC").Limit(1).Scan(&s).Error
	return s, err
}

// Seals are the seals after one, in order, n at most.
func (r *Reader) Seals(ctx context.Context, after int64, n int) ([]models.AuditSeal, error) {
	var all []models.AuditSeal
	err := r.db.WithContext(ctx).Table("audit_seals").Where("id > ?", after).Order("id").Limit(n).Scan(&all).Error
	return all, err
}

// SaveSeal adds a seal over entries that were read in this transaction, and marks exactly those: what is committed
// meanwhile with a lower id belongs to the next seal. A chain that another sealer went on with in between is refused.
func (t *Tx) SaveSeal(s *models.AuditSeal, entries []models.AuditEntry) error {
	added, err := insertIgnore(t.db, "audit_seals", s)
	if err != nil {
		return err
	}
	if !added {
		return ErrChanged
	}
	for from := 0; from < len(entries); from += 1000 {
		var ids []int64
		for _, e := range entries[from:min(from+1000, len(entries))] {
			ids = append(ids, e.ID)
		}
		res := t.db.Table("audit_entries").Where("id IN ? AND seal_id = 0", ids).Update("seal_id", s.ID)
		if res.Error != nil {
			return res.Error
		}
		if res.RowsAffected != int64(len(ids)) {
			return ErrChanged
		}
	}
	return nil
}

// EntryMac is what the MAC of an entry must be, by all its columns.
func (r *Reader) EntryMac(e models.AuditEntry) []byte { return r.ring.Mac("audit", auditBytes(e)) }

// SealOver makes the seal over entries that follows another one. Its root covers the id and the MAC of each entry in
// order, its own MAC the root, the count, the range, the time and the seal before it.
func (r *Reader) SealOver(prev models.AuditSeal, entries []models.AuditEntry, at int64) models.AuditSeal {
	s := models.AuditSeal{FromID: entries[0].ID, ToID: entries[len(entries)-1].ID, Entries: int64(len(entries)), Prev: prev.Mac, SealedAt: at}
	if prev.ID == 0 {
		s.Prev = firstPrev
	}
	s.Root = firstPrev
	for _, e := range entries {
		s.Root = r.Chain(s.Root, e)
	}
	s.Mac = r.SealMac(s)
	return s
}

// Chain adds one entry to a root.
func (r *Reader) Chain(root []byte, e models.AuditEntry) []byte {
	b := append([]byte{}, root...)
	b = binary.BigEndian.AppendUint64(b, uint64(e.ID))
	return r.ring.Mac("seal root", append(b, e.Mac...))
}

// SealMac is what the MAC of a seal must be.
func (r *Reader) SealMac(s models.AuditSeal) []byte {
	b := append([]byte{}, s.Prev...)
	for _, n := range []int64{s.FromID, s.ToID, s.Entries, s.SealedAt} {
		b = binary.BigEndian.AppendUint64(b, uint64(n))
	}
	return r.ring.Mac("seal", append(b, s.Root...))
}

// FirstPrev is what the first seal names as the one before it.
func FirstPrev() []byte { return append([]byte{}, firstPrev...) }

// SealedByNobody are the ids of entries whose seal is not there, some at most.
func (r *Reader) SealedByNobody(ctx context.Context) ([]int64, error) {
	var ids []int64
	err := r.db.WithContext(ctx).Table("audit_entries").Select("audit_entries.id").
		Joins("LEFT JOIN audit_seals ON audit_seals.id = audit_entries.seal_id").
		Where("audit_entries.seal_id <> 0 AND audit_seals.id IS NULL").Order("audit_entries.id").Limit(20).Scan(&ids).Error
	return ids, err
}
