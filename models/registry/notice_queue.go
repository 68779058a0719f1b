package registry

import (
	"context"

	"anju/models"
	"anju/models/store"
)

// textsSpan are the days over which the texts to a number are counted.
const textsSpan = 30

// queue puts a notice in the outbox within the caps of its number, and says whether it was added: nobody can be made to
// drown in official texts, whoever enters his number wherever (RULES 45). What the caps leave out is not sent later by
// itself: the page shows it. What a newcomer gets in his first month is judged when it leaves.
func (r *Registry) queue(ctx context.Context, tx *store.Tx, n models.Notice) (bool, error) {
	// What is queued at night leaves in the morning, and counts on that day.
	leaves := windowStart(r.Limits(), models.CategoryOf(n.Kind), n.CreatedAt.Time())
	n.Day = leaves.Day()
	if leaves >= n.ExpiresAt {
		return false, nil // it would come too late
	}
	if models.CategoryOf(n.Kind) == models.CategoryUrgent {
		return tx.Queue(n)
	}
	inSpan, onDay, err := tx.NoticesOver(ctx, n.Phone, n.Day-textsSpan+1, n.Day)
	if err != nil || r.Limits().Full(int(onDay), int(inSpan), 0) {
		return false, err
	}
	return tx.Queue(n)
}
