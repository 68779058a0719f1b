package store

import (
	"context"

	"anju/models"
	"anju/models/workday"
)

// OwnedBy are the ids of the units that some accounts own, with their owners.
func (r *Reader) OwnedBy(ctx context.Context, owners []int64) (map[int64]int64, error) {
	owned := map[int64]int64{}
	err := chunks(owners, func(owners []int64) error {
		var rows []struct{ ID, OwnerID int64 }
		err := r.db.WithContext(ctx).Table("units").Select("id, owner_id").Where("owner_id IN ?", owners).Scan(&rows).Error
		for _, row := range rows {
			owned[row.ID] = row.OwnerID
		}
		return err
	})
	return owned, err
}

// ManagersOf are those who may act in some units now.
func (r *Reader) ManagersOf(ctx context.Context, unitIDs []int64, at workday.Moment) ([]models.Manager, error) {
	var all []models.Manager
	err := chunks(unitIDs, func(ids []int64) error {
		var rows []models.Manager
		err := r.db.WithContext(ctx).Table("unit_managers").
			Where("unit_id IN ? AND from_at <= ? AND (to_at = 0 OR to_at > ?)", ids, at, at).Order("id").Scan(&rows).Error
		all = append(all, rows...)
		return err
	})
	return all, err
}

// RefusedBy are the accounts that said of a unit that it is not theirs, by unit and account.
func (r *Reader) RefusedBy(ctx context.Context, unitIDs []int64) (map[[2]int64]bool, error) {
	refused := map[[2]int64]bool{}
	err := chunks(unitIDs, func(ids []int64) error {
		var rows []models.Manager
		err := r.db.WithContext(ctx).Table("unit_managers").Where("unit_id IN ? AND kind = ?", ids, models.ManagerRefused).Scan(&rows).Error
		for _, m := range rows {
			refused[[2]int64{m.UnitID, m.UserID}] = true
		}
		return err
	})
	return refused, err
}

// OwnersWithHomes are those of some accounts that keep a home: one that they registered or claimed themselves.
func (r *Reader) OwnersWithHomes(ctx context.Context, accounts []int64) (map[int64]bool, error) {
	keep := map[int64]bool{}
	err := chunks(accounts, func(ids []int64) error {
		var owners []int64
		err := r.db.WithContext(ctx).Table("units").Distinct("owner_id").Where("owner_id IN ? AND claim <> ?", ids, models.ClaimOpen).Scan(&owners).Error
		for _, id := range owners {
			keep[id] = true
		}
		return err
	})
	return keep, err
}

// EndManagers ends what others may do in a unit that changed hands.
func (t *Tx) EndManagers(unitID int64, at workday.Moment) error {
	return t.db.Table("unit_managers").Where("unit_id = ? AND (to_at = 0 OR to_at > ?)", unitID, at).Update("to_at", at).Error
}
