package store

import (
	"context"

	"anju/models"
	"anju/models/token"
	"anju/models/workday"
)

type inboundRow struct {
	models.Inbound `gorm:"embedded"`
	PhoneSealed    []byte `gorm:"column:phone"`
	BodySealed     []byte `gorm:"column:body"`
}

// KeepInbound keeps a text as it came, and says whether it is new: carriers tell of one text several times.
func (t *Tx) KeepInbound(in *models.Inbound) (bool, error) {
	in.Ref = token.NewRef()
	row := inboundRow{Inbound: *in}
	var err error
	if row.PhoneSealed, err = t.ring.Seal("inbound", "phone", in.Ref, in.Phone); err != nil {
		return false, err
	}
	if row.BodySealed, err = t.ring.Seal("inbound", "body", in.Ref, in.Body); err != nil {
		return false, err
	}
	return insertIgnore(t.db, "inbound", &row)
}

// NewInbound are the texts about which nothing has been done yet, in the order in which they came; n at most.
func (r *Reader) NewInbound(ctx context.Context, n int) ([]models.Inbound, error) {
	var rows []inboundRow
	if err := r.db.WithContext(ctx).Table("inbound").Where("outcome = ''").Order("id").Limit(n).Scan(&rows).Error; err != nil {
		return nil, err
	}
	all := make([]models.Inbound, 0, len(rows))
	for _, row := range rows {
		in := row.Inbound
		var err error
		if in.Phone, err = r.ring.Open("inbound", "phone", in.Ref, row.PhoneSealed); err != nil {
			return nil, err
		}
		if in.Body, err = r.ring.Open("inbound", "body", in.Ref, row.BodySealed); err != nil {
			return nil, err
		}
		all = append(all, in)
	}
	return all, nil
}

// FinishInbound writes what became of a text, and erases phone and words: what a person has to read stands in a request.
// It answers false when somebody else has done so already.
func (t *Tx) FinishInbound(in models.Inbound) (bool, error) {
	res := t.db.Table("inbound").Where("id = ? AND outcome = ''", in.ID).Updates(map[string]any{"outcome": in.Outcome, "answer": in.Answer,
		"notice_id": in.NoticeID, "stay_id": in.StayID, "request_id": in.RequestID, "phone": nil, "body": nil})
	return res.RowsAffected > 0, res.Error
}

// Question is a text that asked somebody something.
type Question struct {
	ID, StayID, UnitID int64
	Kind               string
	StayRef            string
}

// NewestQuestion is the newest text of some kinds about a stay that went to a number between two moments; the zero Question
// when there is none.
func (r *Reader) NewestQuestion(ctx context.Context, phone []byte, kinds []string, since, until workday.Moment) (Question, error) {
	var q Question
	if len(kinds) == 0 {
		return q, nil
	}
	err := r.db.WithContext(ctx).Table("notices").Select("notices.id, notices.kind, notices.stay_id, notices.unit_id, stays.ref AS stay_ref").
		Joins("JOIN stays ON stays.id = notices.stay_id").
		Where("notices.phone_idx = ? AND notices.kind IN ? AND notices.state IN ? AND notices.sent_at BETWEEN ? AND ?", phone, kinds,
			[]string{models.NoticeSent, models.NoticeDelivered}, since, until).
		Order("notices.sent_at DESC, notices.id DESC").Limit(1).Scan(&q).Error
	return q, err
}

// LatestUnitOf is the home about which a number was last texted, or 0.
func (r *Reader) LatestUnitOf(ctx context.Context, phone []byte) (int64, error) {
	var id int64
	err := r.db.WithContext(ctx).Table("notices").Select("unit_id").Where("phone_idx = ? AND unit_id <> 0", phone).Order("id DESC").Limit(1).Scan(&id).Error
	return id, err
}
