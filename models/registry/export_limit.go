package registry

import (
	"context"
	"fmt"

	"anju/models"
	"anju/models/store"
	"anju/models/workday"
)

// countWhole counts the people whose whole numbers a list of one of staff will hold towards export_limit of his day. It stands
// apart from view_limit: a grid of 700 people is one errand, and 50 looks are a day of them. A list that would go beyond is put
// down and leaves nothing.
func (r *Registry) countWhole(ctx context.Context, tx *store.Tx, e *export, entry *models.AuditEntry) error {
	if !e.page() || !e.full() {
		return nil
	}
	people, err := e.people(ctx, tx)
	if err != nil || people == 0 {
		return err
	}
	key, day, most := fmt.Sprint("export:", e.who.UserID), workday.At(workday.DayOf(r.Real()).Start()), r.Limits().ExportLimit
	left, err := tx.Take(key, day, people, most)
	if err != nil || left == people {
		return err
	}
	if err := tx.Add(key, day, -left); err != nil {
		return err
	}
	entry.Detail += " 超过一天的数，没导"
	words := fmt.Sprintf("全号一天最多导 %d 人，今天还剩 %d 人，这张表有 %d 人。请选小一点的范围，或者不要全号", most, left, people)
	return kept{models.FaultAt("area", words)}
}

// people is how many of them stand on the list, with their numbers.
func (e *export) people(ctx context.Context, tx *store.Tx) (int, error) {
	switch e.Kind {
	case "roster":
		return tx.CountListed(ctx, e.scope, e.now.Day())
	case "units":
		return tx.CountOwners(ctx, e.scope)
	}
	return 0, nil
}
