package store

import (
	"context"

	"gorm.io/gorm"

	"anju/models"
	"anju/models/workday"
)

// HomePast are entries of the audit about a home, newest first, before one (0 = from the newest); n at most. What nobody but
// the child worker may know of is left out. The caller has found the home inside a scope.
func (r *Reader) HomePast(ctx context.Context, unitID, before int64, n int) ([]models.AuditEntry, error) {
	db := notPrivate(r.db.WithContext(ctx).Table("audit_entries").Where("unit_id = ? AND action IN "+homeActions, unitID))
	if before > 0 {
		db = db.Where("id < ?", before)
	}
	return readRows[models.AuditEntry](db.Select("id, at, user_id, role, on_behalf, action, subject, ref_id, unit_id, stay_id, reason, detail").Order("id DESC").Limit(n))
}

// notPrivate leaves out what was done about a flag that only the child worker may know of: closing it, and the visits for it.
func notPrivate(db *gorm.DB) *gorm.DB {
	return db.Where("NOT (audit_entries.subject = 'flag' AND audit_entries.ref_id IN (SELECT f.id FROM flags f WHERE f.unit_id = audit_entries.unit_id AND f.rule IN " + privateRules + "))").
		Where("NOT (audit_entries.subject = 'visit' AND audit_entries.ref_id IN (SELECT v.id FROM visits v JOIN flags f ON f.id = v.flag_id WHERE v.unit_id = audit_entries.unit_id AND f.rule IN " + privateRules + "))")
}

// HomeNotice is a text about a home: which kind, how it went, when; neither its words nor to whom.
type HomeNotice struct {
	Kind, State string
	StayID      int64 // 0 = about the home
	CreatedAt   workday.Moment
	SentAt      workday.Moment
	CarriedBy   int64 // of the text that spoke of other homes too; 0 = of this one alone
}

// textCame asks a tenant whether somebody came. It stands on no page of the home: whoever visited reads that page too.
const textCame = "R23"

// HomeNotices are the newest texts about a home, also those that spoke of several homes; n at most. The caller has found the home inside a scope.
func (r *Reader) HomeNotices(ctx context.Context, unitID int64, n int) ([]HomeNotice, error) {
	return readRows[HomeNotice](r.db.WithContext(ctx).Table("notices AS n").
		Select("n.kind, COALESCE(c.state, n.state) AS state, n.stay_id, n.created_at, COALESCE(c.sent_at, n.sent_at) AS sent_at, n.carried_by").
		Joins("LEFT JOIN notices AS c ON n.carried_by > 0 AND c.id = n.carried_by").
		Where("n.unit_id = ? AND n.kind <> ? AND n.category IN ?", unitID, textCame, []string{models.CategoryReminder, models.CategoryUrgent}).
		Order("n.id DESC").Limit(n))
}

// HomePledges are the pledges signed for a home, newest first.
func (r *Reader) HomePledges(ctx context.Context, unitID int64) ([]models.Pledge, error) {
	return readRows[models.Pledge](r.db.WithContext(ctx).Table("pledges").Where("unit_id = ?", unitID).Order("id DESC").Limit(10))
}

// HomeChecks are the times that a home was drawn by lot and checked, newest first; n at most. One that is still to be checked
// is not told: it comes unannounced.
func (r *Reader) HomeChecks(ctx context.Context, unitID int64, n int) ([]models.SampleItem, error) {
	return readRows[models.SampleItem](r.db.WithContext(ctx).Table("sample_items").Where("unit_id = ? AND checked_at > 0", unitID).
		Order("checked_at DESC").Limit(n))
}
