package registry

import (
	"context"

	"anju/models"
	"anju/models/store"
	"anju/models/workday"
)

// secondPerson refuses an approval where who approves and who proposed may be one person behind two accounts. Errors: Invalid
// at approve.
func secondPerson(ctx context.Context, read *store.Reader, approver, maker int64, made, at workday.Moment) error {
	from := min(made, at.Add(-models.SecondPersonWait))
	mine, err := read.StaffChanges(ctx, approver, from)
	if err != nil {
		return err
	}
	theirs, err := read.StaffChanges(ctx, maker, from)
	if err != nil {
		return err
	}
	if why := models.CheckSecondPerson(mine, theirs, made, at); why != "" {
		return models.FaultAt("approve", why)
	}
	return nil
}
