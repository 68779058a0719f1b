package registry

import (
	"maps"
	"slices"

	"anju/models"
	"anju/models/store"
	"anju/models/workday"
)

// kindOf is the word under which a call is counted.
func kindOf(sent models.Sent) string {
	if !slices.Contains(models.CallKinds, string(sent)) {
		return string(models.SentUnknown)
	}
	return string(sent)
}

// countCalls counts the calls of a round by what came of them, always in the same order: two rounds must not lock crosswise.
func countCalls(tx *store.Tx, gateway string, kinds map[string]int, real workday.Moment) error {
	for _, kind := range slices.Sorted(maps.Keys(kinds)) {
		if err := tx.CountCalls(gateway, kind, kinds[kind], real); err != nil {
			return err
		}
	}
	return nil
}

// countReceipt counts what a carrier said of a text that it took.
func countReceipt(tx *store.Tx, one models.Receipt, real workday.Moment) error {
	switch one.State {
	case models.ReceiptDelivered:
		return tx.CountCalls(one.Gateway, models.CallDelivered, 1, real)
	case models.ReceiptFailed:
		return tx.CountCalls(one.Gateway, models.CallUndelivered, 1, real)
	}
	return nil
}
