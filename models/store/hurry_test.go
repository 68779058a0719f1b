package store_test

import (
	"context"
	"testing"

	"anju/models/store"
	"anju/models/storetest"
)

func TestARegisterBuiltInAHurryWaitsForTheDiskAfterwards(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		for _, on := range []bool{true, false} {
			must(t, st.Hurry(context.Background(), on))
		}
		if st.Dialect != store.SQLite {
			return
		}
		if mode := storetest.Count(t, st, "PRAGMA synchronous"); mode != 2 {
			t.Errorf("synchronous is %d; 2 waits for the disk", mode)
		}
	})
}
