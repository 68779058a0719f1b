package store

import (
	"context"

	"anju/models"
	"anju/models/policy"
	"anju/models/token"
	"anju/models/workday"
)

// RequestDispute is a request that says 不是我: somebody whose number stands on a stay says that he does not live there.
const RequestDispute = "dispute"

// Request is what somebody asks for: a repair, help with the law, a correction, a look at a stranger in his home.
type Request struct {
	ID               int64
	Ref              string
	No               string // 8 digits, told to the person
	Kind             string // report, legal_aid, correct, dispute, not_my_tenant
	Topic            string
	Audience         string // landlord, grid, police, legal: nobody else sees it
	UnitID           int64
	StayID           int64
	models.Ancestors `gorm:"embedded"`
	Body             string `gorm:"-"` // sealed at rest
	Contact          string `gorm:"-"` // phone, sealed at rest
	State            string // open, answered
	Answer           string `gorm:"-"` // sealed at rest
	AnsweredBy       int64
	FiledAt          workday.Moment
	DueAt            workday.Moment
	AnsweredAt       workday.Moment
}

type requestRow struct {
	Request       `gorm:"embedded"`
	BodySealed    []byte `gorm:"column:body"`
	ContactSealed []byte `gorm:"column:contact"`
	ContactIdx    []byte `gorm:"column:contact_idx"`
	AnswerSealed  []byte `gorm:"column:answer"`
}

// SaveRequest adds or changes a request.
func (t *Tx) SaveRequest(q *Request) error {
	if q.Ref == "" {
		q.Ref = token.NewRef()
	}
	row := requestRow{Request: *q, ContactIdx: t.ring.Index("phone", q.Contact)}
	for _, c := range []struct {
		column, plain string
		sealed        *[]byte
	}{{"body", q.Body, &row.BodySealed}, {"contact", q.Contact, &row.ContactSealed}, {"answer", q.Answer, &row.AnswerSealed}} {
		sealed, err := t.ring.Seal("requests", c.column, q.Ref, c.plain)
		if err != nil {
			return err
		}
		*c.sealed = sealed
	}
	if q.ID != 0 {
		return t.db.Table("requests").Where("id = ?", q.ID).Select("*").Omit("id").Updates(&row).Error
	}
	if err := t.db.Table("requests").Create(&row).Error; err != nil {
		return err
	}
	q.ID = row.ID
	return nil
}

func (r *Reader) openRequests(rows []requestRow) ([]Request, error) {
	requests := make([]Request, 0, len(rows))
	for _, row := range rows {
		q := row.Request
		for _, c := range []struct {
			column string
			sealed []byte
			plain  *string
		}{{"body", row.BodySealed, &q.Body}, {"contact", row.ContactSealed, &q.Contact}, {"answer", row.AnswerSealed, &q.Answer}} {
			plain, err := r.ring.Open("requests", c.column, q.Ref, c.sealed)
			if err != nil {
				return nil, err
			}
			*c.plain = plain
		}
		requests = append(requests, q)
	}
	return requests, nil
}

// ListRequests are the requests in a scope to some audiences: open ones first, of which the longest due, then those
// answered, the newest first; n at most. kinds keep some, none of them all.
func (r *Reader) ListRequests(ctx context.Context, scope policy.Scope, audiences []string, n int, kinds ...string) ([]Request, error) {
	var rows []requestRow
	db := within(r.db.WithContext(ctx).Table("requests"), scope, "requests", "requests.unit_id", "contact_idx").Where("audience IN ?", audiences)
	if len(kinds) > 0 {
		db = db.Where("kind IN ?", kinds)
	}
	err := db.Order("CASE WHEN answered_at = 0 THEN 0 ELSE 1 END, CASE WHEN answered_at = 0 THEN due_at ELSE 0 END, id DESC").Limit(n).Scan(&rows).Error
	if err != nil {
		return nil, err
	}
	return r.openRequests(rows)
}

// RequestByRef finds a request by its ref, for verbs that check policy themselves.
func (r *Reader) RequestByRef(ctx context.Context, ref string) (Request, error) {
	return r.oneRequest(ctx, "ref = ?", ref)
}

func (r *Reader) oneRequest(ctx context.Context, where string, args ...any) (Request, error) {
	var row requestRow
	if err := r.db.WithContext(ctx).Table("requests").Where(where, args...).Take(&row).Error; err != nil {
		return Request{}, one(err)
	}
	requests, err := r.openRequests([]requestRow{row})
	if err != nil {
		return Request{}, err
	}
	return requests[0], nil
}
