package store

import (
	"context"

	"anju/models"
	"anju/models/workday"
)

// The states of a breaker. Half lets one text through to see whether the way is free again.
const (
	BreakerOpen   = "open"
	BreakerHalf   = "half"
	BreakerClosed = "closed"
)

// Breaker is the state of a gateway, or of one template at a gateway, on which all nodes agree. Times are of the real clock.
type Breaker struct {
	Name     string
	State    string
	Reason   models.Sent
	OpenedAt workday.Moment // when it last changed between open and closed
	RetryAt  workday.Moment // when one text may try
	Trips    int            // how often it opened since it was last closed
}

// Breakers are all breakers by name. One that never opened has no row.
func (r *Reader) Breakers(ctx context.Context) (map[string]Breaker, error) {
	var rows []Breaker
	err := r.db.WithContext(ctx).Table("breakers").Scan(&rows).Error
	all := make(map[string]Breaker, len(rows))
	for _, b := range rows {
		all[b.Name] = b
	}
	return all, err
}

// TryBreaker takes the one text that may try a way whose time has come, and says whether it was given: to one caller alone.
// Until then is when the next may try if nothing is heard of this one.
func (t *Tx) TryBreaker(b Breaker, until workday.Moment) (bool, error) {
	res := t.db.Exec("UPDATE breakers SET state = ?, retry_at = ? WHERE name = ? AND retry_at = ? AND state <> ?",
		BreakerHalf, until, b.Name, b.RetryAt, BreakerClosed)
	return res.RowsAffected > 0, res.Error
}

// LockBreaker reads a breaker and holds it until the commit.
func (t *Tx) LockBreaker(name string) (Breaker, error) {
	b := Breaker{Name: name, State: BreakerClosed}
	err := t.lock(t.db.Table("breakers").Where("name = ?", name)).Scan(&b).Error
	return b, err
}

// SaveBreaker writes the state of a breaker.
func (t *Tx) SaveBreaker(b Breaker) error {
	res := t.db.Table("breakers").Where("name = ?", b.Name).Select("*").Updates(&b)
	if res.Error != nil || res.RowsAffected > 0 {
		return res.Error
	}
	_, err := insertIgnore(t.db, "breakers", &b)
	return err
}

// Add counts n events of a key in a window.
func (t *Tx) Add(key string, window workday.Moment, n int) error {
	res := t.db.Exec("UPDATE rate_windows SET hits = hits + ? WHERE rate_key = ? AND window_start = ?", n, key, window)
	if res.Error != nil || res.RowsAffected > 0 {
		return res.Error
	}
	added, err := insertIgnore(t.db, "rate_windows", map[string]any{"rate_key": key, "window_start": window, "hits": n})
	if err != nil || added {
		return err
	}
	return t.db.Exec("UPDATE rate_windows SET hits = hits + ? WHERE rate_key = ? AND window_start = ?", n, key, window).Error
}

// Take takes up to n of what a window allows in all, and says how many it got.
func (t *Tx) Take(key string, window workday.Moment, n, most int) (int, error) {
	if err := t.Add(key, window, 0); err != nil {
		return 0, err
	}
	var hits int
	if err := t.lock(t.db.Table("rate_windows").Select("hits").Where("rate_key = ? AND window_start = ?", key, window)).Scan(&hits).Error; err != nil {
		return 0, err
	}
	got := min(n, max(0, most-hits))
	if got == 0 {
		return 0, nil
	}
	return got, t.db.Exec("UPDATE rate_windows SET hits = hits + ? WHERE rate_key = ? AND window_start = ?", got, key, window).Error
}

// Since sums the events of keys from a moment on.
func (t *Tx) Since(from workday.Moment, keys ...string) (map[string]int, error) {
	var rows []struct {
		RateKey string
		N       int
	}
	err := t.db.Table("rate_windows").Select("rate_key, SUM(hits) AS n").Where("rate_key IN ? AND window_start >= ?", keys, from).Group("rate_key").Scan(&rows).Error
	sums := map[string]int{}
	for _, row := range rows {
		sums[row.RateKey] = row.N
	}
	return sums, err
}
