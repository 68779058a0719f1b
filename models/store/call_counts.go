package store

import (
	"context"
	"strings"
	"time"

	"anju/models/workday"
)

// Calls to a gateway and what came of them are counted twice: by minute, for those who watch the last hour, and for ever,
// for the metrics. So nobody has to go through the attempts.

const callGrain = time.Minute

func callKey(gateway, kind string) string { return "sms:" + gateway + ":is:" + kind }

// CountCalls counts n calls to a gateway of which the same came, by the real clock.
func (t *Tx) CountCalls(gateway, kind string, n int, real workday.Moment) error {
	key := callKey(gateway, kind)
	if err := t.Add(key, workday.At(real.Time().Truncate(callGrain)), n); err != nil {
		return err
	}
	return t.Count(key, n)
}

// CallsSince are the calls to a gateway from a moment on, by what came of them; kinds are those asked for.
func (r *Reader) CallsSince(ctx context.Context, gateway string, kinds []string, since workday.Moment) (map[string]int, error) {
	keys := make([]string, len(kinds))
	for i, kind := range kinds {
		keys[i] = callKey(gateway, kind)
	}
	var rows []struct {
		RateKey string
		N       int
	}
	err := r.db.WithContext(ctx).Table("rate_windows").Select("rate_key, SUM(hits) AS n").
		Where("rate_key IN ? AND window_start >= ?", keys, since).Group("rate_key").Scan(&rows).Error
	calls := map[string]int{}
	for _, row := range rows {
		calls[strings.TrimPrefix(row.RateKey, callKey(gateway, ""))] = row.N
	}
	return calls, err
}

// LastCall is the minute of the last call to a gateway of which this came, 0 when there was none in three days.
func (r *Reader) LastCall(ctx context.Context, gateway, kind string) (at workday.Moment, err error) {
	err = r.db.WithContext(ctx).Table("rate_windows").Select("COALESCE(MAX(window_start), 0)").Where("rate_key = ?", callKey(gateway, kind)).Scan(&at).Error
	return at, err
}

// CallTotal is how many calls to a gateway ever came to the same.
type CallTotal struct {
	Gateway, Kind string
	N             int
}

// CallTotals are all of them.
func (r *Reader) CallTotals(ctx context.Context) ([]CallTotal, error) {
	var rows []struct {
		Name string
		N    int
	}
	if err := r.db.WithContext(ctx).Table("counters").Where("name LIKE ?", callKey("%", "%")).Order("name").Scan(&rows).Error; err != nil {
		return nil, err
	}
	all := make([]CallTotal, 0, len(rows))
	for _, row := range rows {
		gateway, kind, _ := strings.Cut(strings.TrimPrefix(row.Name, "sms:"), ":is:")
		all = append(all, CallTotal{gateway, kind, row.N})
	}
	return all, nil
}
