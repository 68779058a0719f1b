package store

import (
	"context"

	"anju/models"
)

// Filings are all filings with carriers, oldest first.
func (r *Reader) Filings(ctx context.Context) ([]models.Filing, error) {
	var all []models.Filing
	err := r.db.WithContext(ctx).Table("sms_filings").Order("id").Scan(&all).Error
	return all, err
}

// SaveFiling writes what a carrier was asked, or answered, about a wording; the latest word stands.
func (t *Tx) SaveFiling(f models.Filing) error {
	added, err := insertIgnore(t.db, "sms_filings", &f)
	if err != nil || added {
		return err
	}
	return t.db.Table("sms_filings").Where("carrier = ? AND kind = ? AND wording_mark = ?", f.Carrier, f.Kind, f.WordingMark).
		Updates(map[string]any{"code": f.Code, "state": f.State, "numbers": f.Numbers, "note": f.Note, "changed_at": f.ChangedAt, "changed_by": f.ChangedBy}).Error
}
