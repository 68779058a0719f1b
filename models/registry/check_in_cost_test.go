package registry_test

import (
	"context"
	"testing"

	"anju/models/registry"
	"anju/models/store"
	"anju/models/storetest"
	"anju/models/token"
)

// Each round trip to the database is a wait that the landlord sees, the more the farther the database stands.
func TestACheckInCostsTheLandlordFewRoundTrips(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		if st.Dialect != store.MySQL {
			return // the file beside the program has no way to go; the statements are the same
		}
		h := newHouse(t, st, shanghai("2026-11-16 10:00"))
		st.SQL().SetMaxOpenConns(1) // the server counts each connection by itself
		asked := func() (n int) {
			var name string
			must(t, st.SQL().QueryRow("SHOW SESSION STATUS LIKE 'Questions'").Scan(&name, &n))
			return n
		}
		var took int
		for i, doc := range []string{storetest.Number("3399", 1), storetest.Number("3399", 2)} { // the first one also opens the statements
			before := asked()
			_, err := h.CheckIn(context.Background(), h.landlord, h.unit.Ref,
				[]registry.StayForm{form("101", "何以安", doc, "1990000001"+string(rune('3'+i)))}, token.NewRef(), h.at)
			must(t, err)
			took = asked() - before - 1
		}
		if took > 19 {
			t.Errorf("a check-in takes %d round trips, BEGIN and COMMIT among them", took)
		}
	})
}
