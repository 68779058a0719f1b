package registry

import (
	"context"

	"anju/models"
	"anju/models/store"
	"anju/models/workday"
)

// The most texts that one number gets, codes apart (RULES 45): nobody can be made to drown in official texts, whoever
// enters his number wherever.
const (
	textsADay     = 2
	textsInDays   = 6
	textsDaysSpan = 30
)

// queue puts a notice in the outbox within the caps of its number, and says whether it was added. What the caps leave
// out is not sent later: the page shows it.
func (r *Registry) queue(ctx context.Context, tx *store.Tx, n models.Notice) (bool, error) {
	today := n.CreatedAt.Day()
	for _, limit := range []struct {
		since workday.Day
		most  int64
	}{{today, textsADay}, {today - textsDaysSpan + 1, textsInDays}} {
		sent, err := tx.NoticesSince(ctx, n.Phone, limit.since)
		if err != nil || sent >= limit.most {
			return false, err
		}
	}
	return tx.Queue(n)
}
