package store

import (
	"context"

	"anju/models"
	"anju/models/policy"
)

// SamePerson are the stays of a person in other homes than one that are neither closed nor void, by id, within a scope. For
// verbs and pages that check policy themselves, Scope{All: true} tells that there are others; no more of them than that is shown.
func (r *Reader) SamePerson(ctx context.Context, scope policy.Scope, docIndex []byte, exceptUnit int64) ([]Entry, error) {
	return r.entries(within(r.db.WithContext(ctx), scope, "stays", "stays.unit_id", "").
		Where("stays.doc_idx = ? AND stays.unit_id <> ? AND stays.state NOT IN ?", docIndex, exceptUnit, []string{models.StayClosed, models.StayVoid}).
		Order("stays.id"))
}
