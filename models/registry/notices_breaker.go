package registry

import (
	"time"

	"anju/models"
	"anju/models/store"
	"anju/models/workday"
)

func closedAt(b store.Breaker) workday.Moment {
	if b.State == store.BreakerClosed {
		return b.OpenedAt
	}
	return 0
}

func wait(first, most time.Duration, trips int) time.Duration {
	return min(most, first<<min(trips, breakerDoubles))
}

func opened(b store.Breaker, why models.Sent, real, retry workday.Moment) store.Breaker {
	if b.State == store.BreakerClosed {
		b.OpenedAt = real
	}
	if b.State == store.BreakerOpen && b.RetryAt > real {
		retry = max(retry, b.RetryAt) // several workers find the same at the same time
	} else {
		b.Trips++
	}
	b.State, b.Reason, b.RetryAt = store.BreakerOpen, why, retry
	return b
}

func closed(b store.Breaker, real workday.Moment) store.Breaker {
	b.State, b.OpenedAt, b.RetryAt, b.Trips = store.BreakerClosed, real, 0, 0
	return b
}
