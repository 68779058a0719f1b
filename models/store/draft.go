package store

import (
	"context"

	"anju/models"
	"anju/models/token"
	"anju/models/workday"
)

// Draft is what somebody is typing: sealed, kept a day, named by a random ref in the address.
type Draft struct {
	ID        int64
	Ref       string
	UserID    int64
	Form      string
	Body      string `gorm:"-"`
	CreatedAt workday.Moment
	ExpiresAt workday.Moment
	// HandedFrom is the predecessor from whom it came with a post; 0 = it is one's own.
	HandedFrom int64
}

type draftRow struct {
	Draft      `gorm:"embedded"`
	BodySealed []byte `gorm:"column:body"`
}

// SaveDraft adds a draft, or replaces the text of the one that the same account keeps under its ref. A ref that is taken by
// anything else is changed to a new one.
func (t *Tx) SaveDraft(d *Draft) error {
	if d.Ref == "" {
		d.Ref = token.NewRef()
	}
	row := draftRow{Draft: *d}
	var err error
	if row.BodySealed, err = t.ring.Seal("drafts", "body", d.Ref, d.Body); err != nil {
		return err
	}
	if d.ID != 0 {
		return t.db.Table("drafts").Where("id = ?", d.ID).Select("*").Omit("id").Updates(&row).Error
	}
	added, err := insertIgnore(t.db, "drafts", &row)
	if err != nil || added {
		d.ID = row.ID
		return err
	}
	res := t.db.Table("drafts").Where("ref = ? AND user_id = ? AND form = ?", d.Ref, d.UserID, d.Form).Select("*").Omit("id").Updates(&row)
	if res.Error != nil || res.RowsAffected > 0 {
		return res.Error
	}
	d.Ref = ""
	return t.SaveDraft(d)
}

// Draft finds a draft of one form by its ref; only the account that wrote it may read it (0 = nobody signed in).
func (r *Reader) Draft(ctx context.Context, form, ref string, userID int64, at workday.Moment) (Draft, error) {
	var row draftRow
	err := r.db.WithContext(ctx).Table("drafts").Where("ref = ? AND form = ? AND user_id = ? AND expires_at > ?", ref, form, userID, at).Take(&row).Error
	if err != nil {
		return Draft{}, one(err)
	}
	row.Body, err = r.ring.Open("drafts", "body", row.Ref, row.BodySealed)
	return row.Draft, err
}

// DropDraft forgets a draft of one form, if the account wrote it (0 = nobody signed in).
func (t *Tx) DropDraft(form, ref string, userID int64) error {
	return t.db.Table("drafts").Where("ref = ? AND form = ? AND user_id = ?", ref, form, userID).Delete(&draftRow{}).Error
}

type onceRow struct {
	OnceKey string
	UserID  int64
	Result  string
	At      workday.Moment
}

// Once claims the idempotency key of a form: false and the earlier result when it was sent before. An empty key is
// always fresh. The claim stands or falls with the transaction. planned is the result if it is known before, see OnceResult.
func (t *Tx) Once(key string, userID int64, planned string, at workday.Moment) (fresh bool, result string, err error) {
	if key == "" {
		return true, "", nil
	}
	fresh, err = insertIgnore(t.db, "once_keys", &onceRow{OnceKey: key, UserID: userID, Result: planned, At: at})
	if err != nil || fresh {
		return fresh, "", err
	}
	var row onceRow
	if err := t.db.Table("once_keys").Where("once_key = ?", key).Take(&row).Error; err != nil {
		return false, "", err
	}
	if row.UserID != userID {
		return false, "", models.ErrNotFound
	}
	return false, row.Result, nil
}

// OnceLed is the result kept for the key of a form that an account sent. Errors: NotFound.
func (r *Reader) OnceLed(ctx context.Context, key string, userID int64) (string, error) {
	var row onceRow
	err := r.db.WithContext(ctx).Table("once_keys").Where("once_key = ? AND user_id = ?", key, userID).Take(&row).Error
	return row.Result, one(err)
}

// OnceResult keeps what the form led to, so that a second tap on the button shows the same page.
func (t *Tx) OnceResult(key, result string) error {
	if key == "" {
		return nil
	}
	return t.db.Table("once_keys").Where("once_key = ?", key).Update("result", result).Error
}
