package registry

import (
	"context"

	"anju/models"
	"anju/models/store"
	"anju/models/workday"
)

// countDays counts the texts of the last days anew and says how many days that were: today and yesterday each time, a month
// once a day, because receipts come for days. How many texts people got is counted once a day, up to yesterday.
func (r *Registry) countDays(ctx context.Context, today workday.Day) (int, error) {
	loads, err := r.Store.Loads(ctx)
	if err != nil {
		return 0, err
	}
	from, first := today-recount, len(loads) == 0 || loads[0].Day != today-1
	if first {
		from = today - recountAll
	}
	rows, err := r.Store.CountNoticeDays(ctx, from, today)
	if err != nil {
		return 0, err
	}
	var fresh []models.NoticeLoad
	if first {
		if fresh, err = r.Store.CountLoads(ctx, today-models.LoadDays, today-1); err != nil {
			return 0, err
		}
	}
	err = r.Store.InTx(ctx, func(tx *store.Tx) error {
		if err := tx.SaveNoticeDays(from, today, rows); err != nil {
			return err
		}
		if len(fresh) == 0 {
			return nil
		}
		return tx.SaveLoads(today-1, fresh)
	})
	return int(today-from) + 1, err
}
