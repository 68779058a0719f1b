package registry

import (
	"time"

	"anju/models"
	"anju/models/store"
	"anju/models/workday"
)

// secondTry is how long a phone that was off is left alone before the text is tried once more (SMS.md 1.7).
const secondTry = 12 * time.Hour

// tryAgain lets a reminder that did not reach a phone that was off leave once more: twelve hours after it left, within the
// hours of reminders, while it is still true, and once alone. A code is never sent twice, nor a lesson: who wants one asks
// for another, and a lesson is no duty.
func (r *Registry) tryAgain(tx *store.Tx, n *models.Notice, one models.Receipt, at time.Time) error {
	if one.Kind != models.SentUnreachable || n.Category != models.CategoryReminder || n.SentAt.IsZero() {
		return nil
	}
	left, err := tx.TimesTaken(n.ID)
	if err != nil || left > 1 {
		return err
	}
	when := max(n.SentAt.Add(secondTry), workday.At(at))
	when = windowStart(r.Limits(), n.Category, when.Time())
	if !n.ExpiresAt.IsZero() && when >= n.ExpiresAt {
		return nil // it would not be true any more
	}
	n.State, n.Reason, n.NotBefore = models.NoticeQueued, models.ReasonSecond, when
	return nil
}

// giveUp ends a text that may not leave. One that left before, and was to leave once more, did not arrive.
func giveUp(n *models.Notice, state, reason string) {
	n.State, n.Reason = state, reason
	if !n.SentAt.IsZero() {
		n.State = models.NoticeFailed
		if reason != models.ReasonStopped {
			n.Reason = models.SentUnreachable.Reason()
		}
	}
}
