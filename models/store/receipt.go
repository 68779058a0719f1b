package store

import (
	"context"

	"anju/models"
	"anju/models/token"
	"anju/models/workday"
)

type receiptRow struct {
	models.Receipt `gorm:"embedded"`
	RawSealed      []byte `gorm:"column:raw"`
}

// KeepReceipt keeps a receipt as it came, and says whether it is new: carriers tell of one thing several times.
func (t *Tx) KeepReceipt(r models.Receipt) (bool, error) {
	r.Ref = token.NewRef()
	r.PhoneIdx = t.ring.Index("phone", r.Phone)
	row := receiptRow{Receipt: r}
	var err error
	if row.RawSealed, err = t.ring.Seal("receipts", "raw", r.Ref, r.Raw); err != nil {
		return false, err
	}
	return insertIgnore(t.db, "receipts", &row)
}

// NewReceipts are the receipts with which nothing has been done yet after an id, in the order in which they came; n at most.
func (r *Reader) NewReceipts(ctx context.Context, after int64, n int) ([]models.Receipt, error) {
	var rows []models.Receipt
	err := r.db.WithContext(ctx).Table("receipts").Omit("raw").Where("outcome = '' AND id > ?", after).Order("id").Limit(n).Scan(&rows).Error
	return rows, err
}

// ReceiptAttempt is the attempt that a receipt tells of, with its notice: by our own name for the call and the number, or
// by the gateway's name for the text and the number. ok is false when there is none.
func (t *Tx) ReceiptAttempt(r models.Receipt) (a models.Attempt, ok bool, err error) {
	q := t.db.Table("attempts").Select("attempts.*").Joins("JOIN notices ON notices.id = attempts.notice_id").
		Where("attempts.gateway = ? AND notices.phone_idx = ?", r.Gateway, r.PhoneIdx)
	switch {
	case r.OutID != "":
		q = q.Where("attempts.out_id = ?", r.OutID)
	case r.VendorID != "":
		q = q.Where("attempts.vendor_id = ?", r.VendorID)
	default:
		return a, false, nil
	}
	err = q.Order("attempts.id DESC").Limit(1).Scan(&a).Error
	return a, a.ID != 0, err
}

// LockNotice reads a notice by its id and holds it until the commit. What is sealed in it stays so.
func (t *Tx) LockNotice(id int64) (models.Notice, error) {
	var n models.Notice
	err := t.lock(t.db.Table("notices").Where("id = ?", id)).Take(&n).Error
	return n, one(err)
}

// NewestAttempt is the number of the newest attempt of a notice.
func (t *Tx) NewestAttempt(notice int64) (id int64, err error) {
	err = t.db.Table("attempts").Select("COALESCE(MAX(id), 0)").Where("notice_id = ?", notice).Scan(&id).Error
	return id, err
}

// SettleAttempt writes that a gateway's own word proves that it took a text.
func (t *Tx) SettleAttempt(a models.Attempt) error {
	return t.db.Exec("UPDATE attempts SET outcome = ?, kind = ?, ended_at = ?, ask_at = 0, segments = ? WHERE id = ?",
		a.Outcome, a.Kind, a.EndedAt, a.Segments, a.ID).Error
}

// FinishReceipt writes what became of a receipt; what came with it is erased once it stands at its notice. It answers false
// when somebody else has done so already.
func (t *Tx) FinishReceipt(r models.Receipt) (bool, error) {
	set := map[string]any{"outcome": r.Outcome, "notice_id": r.NoticeID}
	if r.Outcome == models.ReceiptDone {
		set["raw"] = nil
	}
	res := t.db.Table("receipts").Where("id = ? AND outcome = ''", r.ID).Updates(set)
	return res.RowsAffected > 0, res.Error
}

// LastDeliveries are what became of the last n texts to a number of which a gateway told, newest first: of each its last
// word, where delivered beats failed.
func (t *Tx) LastDeliveries(phone []byte, n int) ([]models.Receipt, error) {
	var rows []models.Receipt
	err := t.db.Table("receipts").Omit("raw").Where("phone_idx = ? AND outcome = ? AND state IN ?", phone, models.ReceiptDone,
		[]string{models.ReceiptDelivered, models.ReceiptFailed}).Order("id DESC").Limit(4 * n).Scan(&rows).Error
	if err != nil {
		return nil, err
	}
	at := map[int64]int{}
	var last []models.Receipt
	for _, row := range rows {
		if i, seen := at[row.NoticeID]; seen {
			if row.State == models.ReceiptDelivered {
				last[i] = row
			}
			continue
		}
		at[row.NoticeID] = len(last)
		last = append(last, row)
	}
	return last[:min(n, len(last))], nil
}

// stopped is the category of a number that cannot be reached: nothing but codes is sent to it.
const stopped = "number"

// StopNumber stops a number, or lets it be texted again.
func (t *Tx) StopNumber(phone []byte, stop bool, now workday.Moment) error {
	if !stop {
		return t.db.Exec("DELETE FROM suppressions WHERE phone_idx = ? AND category = ?", phone, stopped).Error
	}
	_, err := insertIgnore(t.db, "suppressions", map[string]any{"phone_idx": phone, "category": stopped, "since": now})
	return err
}

// StoppedNumbers are those of some numbers that are stopped, by index.
func (r *Reader) StoppedNumbers(ctx context.Context, indexes [][]byte) (map[string]bool, error) {
	all := map[string]bool{}
	err := chunks(indexes, func(indexes [][]byte) error {
		var rows [][]byte
		err := r.db.WithContext(ctx).Table("suppressions").Where("phone_idx IN ? AND category = ?", indexes, stopped).Pluck("phone_idx", &rows).Error
		for _, index := range rows {
			all[string(index)] = true
		}
		return err
	})
	return all, err
}

// NoteNoReceipt writes at a text that was sent that nobody ever told what became of it.
func (t *Tx) NoteNoReceipt(notice int64) error {
	return t.db.Table("notices").Where("id = ? AND state = ?", notice, models.NoticeSent).Update("reason", models.ReasonNoReceipt).Error
}
