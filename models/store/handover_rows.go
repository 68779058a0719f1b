package store

import (
	"context"

	"gorm.io/gorm"

	"anju/models"
	"anju/models/policy"
	"anju/models/workday"
)

// HandMark is the print of what is handed over of a stay: equal for the same version, and nobody without the key can try
// values.
func (r *Reader) HandMark(c models.HandContent, void bool) []byte {
	text := make([]byte, 0, 256)
	for _, key := range models.HandKeys {
		text = append(append(text, c[key]...), 0)
	}
	if void {
		text = append(text, models.HandVoid...)
	}
	return r.ring.Index("handover", string(text))
}

// ListHandable are the stays in a scope that may be handed over, mistakes among them, in order of id after one, n at most:
// those that were reported and have begun by a day.
func (r *Reader) ListHandable(ctx context.Context, scope policy.Scope, today workday.Day, after int64, n int) ([]Entry, error) {
	return r.entries(within(r.db.WithContext(ctx), scope, "stays", "stays.unit_id", "phone_idx").
		Where("stays.id > ? AND stays.reported_at > 0 AND stays.moved_in_on <= ?", after, today).Order("stays.id").Limit(n))
}

// handNews are the stays about which the police have not been told what is so now: nothing was handed over of them, or
// their last row is to go again or says otherwise than the stay of who moved out or was a mistake.
const handNews = `stays.erased_at = 0 AND (
 NOT EXISTS (SELECT 1 FROM batch_rows b WHERE b.stay_id = stays.id) AND stays.state <> ? AND (stays.moved_out_on = 0 OR stays.moved_out_on >= ?)
 OR EXISTS (SELECT 1 FROM batch_rows b WHERE b.stay_id = stays.id AND (b.hand_again = ? OR b.kind <>
  CASE WHEN stays.state = ? THEN ? WHEN stays.moved_out_on > 0 AND stays.moved_out_on <= ? THEN ? WHEN b.kind IN ? THEN '' ELSE b.kind END)
  AND NOT EXISTS (SELECT 1 FROM batch_rows later WHERE later.stay_id = b.stay_id AND later.turn > b.turn)))`

// handColumns are what says of a stay whether it is to be handed over; nothing of them is sealed.
const handColumns = "id, state, moved_in_on, moved_out_on, said_left_on, reported_at, disputed_at, erased_at"

// ListHandNews are the stays in a scope that go into a batch for another reason than that what is known of the person changed,
// before models.HandNews looks at them, in order of id after one, n at most; begun as in models.HandDue.
func (r *Reader) ListHandNews(ctx context.Context, scope policy.Scope, begun, today workday.Day, after int64, n int) ([]models.Stay, error) {
	over := []string{models.HandOut, models.HandVoid}
	return r.handStays(ctx, scope, today, n, after, handNews, models.StayVoid, begun, true, models.StayVoid, models.HandVoid, today, models.HandOut, over)
}

// ListHandHeld are those that wait for a word about a dispute or a leaving, before models.HandHeld looks at them.
func (r *Reader) ListHandHeld(ctx context.Context, scope policy.Scope, today workday.Day) ([]models.Stay, error) {
	return r.handStays(ctx, scope, today, -1, 0, "(stays.disputed_at > 0 OR stays.said_left_on > 0) AND stays.erased_at = 0")
}

func (r *Reader) handStays(ctx context.Context, scope policy.Scope, today workday.Day, n int, after int64, where string, args ...any) (stays []models.Stay, err error) {
	err = within(r.db.WithContext(ctx).Table("stays"), scope, "stays", "stays.unit_id", "").Select(handColumns).
		Where("stays.id > ? AND stays.reported_at > 0 AND stays.moved_in_on <= ?", after, today).Where(where, args...).
		Order("stays.id").Limit(n).Scan(&stays).Error
	return stays, err
}

// EntriesByID are some stays in order of id, for verbs that check policy themselves.
func (r *Reader) EntriesByID(ctx context.Context, ids []int64) ([]Entry, error) {
	var all []Entry
	err := chunks(ids, func(ids []int64) error {
		some, err := r.entries(r.db.WithContext(ctx).Where("stays.id IN ?", ids).Order("stays.id"))
		all = append(all, some...)
		return err
	})
	return all, err
}

// UnitsByID are some homes by id. The caller has read the ids from records inside a scope.
func (r *Reader) UnitsByID(ctx context.Context, ids []int64) (map[int64]models.Unit, error) {
	found := make(map[int64]models.Unit, len(ids))
	err := chunks(ids, func(ids []int64) error {
		units, err := readRows[models.Unit](r.db.WithContext(ctx).Table("units").Where("id IN ?", ids))
		for _, u := range units {
			found[u.ID] = u
		}
		return err
	})
	return found, err
}

// HandRows are the rows of some stays in all batches, each stay's by turn.
func (r *Reader) HandRows(ctx context.Context, stayIDs []int64) (map[int64][]models.BatchRow, error) {
	found := map[int64][]models.BatchRow{}
	err := chunks(stayIDs, func(ids []int64) error {
		rows, err := readRows[models.BatchRow](r.db.WithContext(ctx).Table("batch_rows").Where("stay_id IN ?", ids).Order("stay_id, turn"))
		for _, row := range rows {
			found[row.StayID] = append(found[row.StayID], row)
		}
		return err
	})
	return found, err
}

// BatchDays are the days on which some batches were made.
func (r *Reader) BatchDays(ctx context.Context, ids []int64) (map[int64]workday.Day, error) {
	days := map[int64]workday.Day{}
	err := chunks(ids, func(ids []int64) error {
		var rows []models.Batch
		err := r.db.WithContext(ctx).Table("batches").Select("id, made_at").Where("id IN ?", ids).Scan(&rows).Error
		for _, b := range rows {
			days[b.ID] = b.MadeAt.Day()
		}
		return err
	})
	return days, err
}

// RowsOfBatch are all rows of a batch, by number.
func (r *Reader) RowsOfBatch(ctx context.Context, batchID int64) ([]models.BatchRow, error) {
	var rows []models.BatchRow
	err := r.db.WithContext(ctx).Table("batch_rows").Where("batch_id = ?", batchID).Order("no").Scan(&rows).Error
	return rows, err
}

// HomesOfBatch are the ids of the homes of which a batch has rows.
func (r *Reader) HomesOfBatch(ctx context.Context, batchID int64) ([]int64, error) {
	var ids []int64
	err := r.db.WithContext(ctx).Table("batch_rows").Joins("JOIN stays ON stays.id = batch_rows.stay_id").
		Where("batch_rows.batch_id = ?", batchID).Distinct().Pluck("stays.unit_id", &ids).Error
	return ids, err
}

// ListReturnedStays are the stays in a scope whose last row was returned and that nobody has said to send again, by id, n at
// most.
func (r *Reader) ListReturnedStays(ctx context.Context, scope policy.Scope, n int) ([]Entry, error) {
	return r.entries(returned(within(r.db.WithContext(ctx), scope, "stays", "stays.unit_id", "")).Order("stays.id").Limit(n))
}

// CountReturned counts what ListReturnedStays lists.
func (r *Reader) CountReturned(ctx context.Context, scope policy.Scope) (int, error) {
	var n int64
	err := returned(within(r.db.WithContext(ctx).Table("stays"), scope, "stays", "stays.unit_id", "")).Where("stays.erased_at = 0").Count(&n).Error
	return int(n), err
}

func returned(db *gorm.DB) *gorm.DB {
	return db.Where(`stays.id IN (SELECT b.stay_id FROM batch_rows b WHERE b.answer = ? AND b.hand_again = 0
 AND NOT EXISTS (SELECT 1 FROM batch_rows later WHERE later.stay_id = b.stay_id AND later.turn > b.turn))`, models.HandReturned)
}

// AnswerRows puts one answer down on many rows.
func (t *Tx) AnswerRows(ids []int64, v models.HandVerdict, stamp, at workday.Moment) error {
	reason := v.Reason
	if v.Answer == models.HandAccepted {
		reason = ""
	}
	return chunks(ids, func(ids []int64) error {
		return t.db.Table("batch_rows").Where("id IN ?", ids).UpdateColumns(map[string]any{"answer": v.Answer, "reason": reason, "registered_on": v.On,
			"answer_stamp": stamp, "answered_at": at, "hand_again": false}).Error
	})
}

// SetHandAgain lets a row go out once more with the next batch.
func (t *Tx) SetHandAgain(rowID int64) error {
	return t.db.Table("batch_rows").Where("id = ?", rowID).UpdateColumn("hand_again", true).Error
}

// SetPolice puts the day of registration with the police down on some stays, or takes it away (0); it is a change of each.
// The homes are judged anew by the next flag job.
func (t *Tx) SetPolice(stayIDs []int64, police workday.Moment) error {
	return chunks(stayIDs, func(ids []int64) error {
		return t.db.Table("stays").Where("id IN ? AND erased_at = 0", ids).UpdateColumns(map[string]any{"police_at": police, "rev": raise}).Error
	})
}

// Unhand lets what waits for an answer in some batches go out anew, and drops their files.
func (t *Tx) unhand(batches []int64) error {
	return chunks(batches, func(ids []int64) error {
		err := t.db.Table("batch_rows").Where("batch_id IN ? AND answer = ''", ids).UpdateColumn("hand_again", true).Error
		if err != nil {
			return err
		}
		return t.db.Table("batches").Where("id IN ?", ids).UpdateColumn("file", nil).Error
	})
}

// forgetHanded erases what batches keep of some persons about to be erased: the prints of their versions, and the files in
// which they stand.
func (t *Tx) forgetHanded(tenants []int64) error {
	theirs := func() *gorm.DB { return t.db.Table("stays").Select("id").Where("tenant_id IN ?", tenants) }
	var batches []int64
	err := t.db.Table("batches").Select("id").Where("file IS NOT NULL AND id IN (?)",
		t.db.Table("batch_rows").Select("batch_id").Where("stay_id IN (?)", theirs())).Scan(&batches).Error
	if err != nil {
		return err
	}
	if err := t.unhand(batches); err != nil {
		return err
	}
	return t.db.Table("batch_rows").Where("stay_id IN (?)", theirs()).UpdateColumn("mark", nil).Error
}
