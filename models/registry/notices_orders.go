package registry

import (
	"context"
	"slices"
	"time"

	"anju/models"
)

// orders are what people have said about sending: whether it is on, in which words, and which of them the carriers approved.
type orders struct {
	on      bool
	texts   models.Texts
	filings []models.Filing
	readAt  time.Time
}

// ordersKnown is how long orders are taken for known: a queue of hours obeys who stops it within a second.
const ordersKnown = time.Second

// orders reads them anew when they are a second old.
func (d *drain) orders(ctx context.Context) (o orders, err error) {
	d.mu.Lock()
	o = d.last
	d.mu.Unlock()
	if !o.readAt.IsZero() && d.r.Real().Sub(o.readAt) < ordersKnown {
		return o, nil
	}
	o.readAt = d.r.Real()
	if o.on, err = d.r.SendingOn(ctx); err != nil {
		return o, err
	}
	if o.texts, err = d.r.TextsNow(ctx); err != nil {
		return o, err
	}
	if o.filings, err = d.r.Store.Filings(ctx); err != nil {
		return o, err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.last = o
	return o, nil
}

// allowed are the categories of the lane that may leave: before sending is on, sign-in codes alone. What others left is
// brought to an end in any case.
func (d *drain) allowed(o orders) []string {
	if o.on || d.lostOnly {
		return d.lane
	}
	if slices.Contains(d.lane, models.CategoryCode) {
		return []string{models.CategoryCode}
	}
	return nil
}

// campaignsOf are the campaigns to which notices belong.
func campaignsOf(notices []models.Notice) (ids []int64) {
	for _, n := range notices {
		if n.CampaignID != 0 && !slices.Contains(ids, n.CampaignID) {
			ids = append(ids, n.CampaignID)
		}
	}
	return ids
}
