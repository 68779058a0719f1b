package store

import (
	"context"

	"anju/models"
)

// TextVersions are all wordings that were written instead of the file's, oldest first.
func (r *Reader) TextVersions(ctx context.Context) ([]models.TextVersion, error) {
	var all []models.TextVersion
	err := r.db.WithContext(ctx).Table("sms_texts").Order("kind, version").Scan(&all).Error
	return all, err
}

// AddTextVersion writes the next version of a text, and says whether its number was still free.
func (t *Tx) AddTextVersion(v models.TextVersion) (bool, error) {
	return insertIgnore(t.db, "sms_texts", &v)
}

// MarksOf are the marks of the words in which notices left, by notice; a notice that did not leave has none.
func (r *Reader) MarksOf(ctx context.Context, notices []models.Notice) (map[int64]string, error) {
	ids := make([]int64, len(notices))
	for i, n := range notices {
		ids[i] = n.ID
	}
	marks := make(map[int64]string, len(ids))
	err := chunks(ids, func(ids []int64) error {
		var rows []struct {
			NoticeID    int64
			WordingMark string
		}
		err := r.db.WithContext(ctx).Table("attempts").Select("notice_id, wording_mark").Where("notice_id IN ?", ids).Order("id").Scan(&rows).Error
		for _, row := range rows {
			marks[row.NoticeID] = row.WordingMark // of several, the last: the one that took it
		}
		return err
	})
	return marks, err
}
