// Package storetest gives tests an empty, migrated register on every database that people use.
package storetest

import (
	"context"
	"path/filepath"
	"testing"

	"anju/models/store"
	"anju/models/vault"
)

// EachDriver runs a test once on SQLite and once on MariaDB, each time with an empty, migrated register.
func EachDriver(t *testing.T, test func(t *testing.T, st *store.Store)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) { test(t, open(t, "sqlite:"+filepath.Join(t.TempDir(), "anju.db"))) })
	t.Run("mariadb", func(t *testing.T) { test(t, open(t, "mysql:"+mariadbDSN(t))) })
}

// EachBench runs a benchmark on each database.
func EachBench(b *testing.B, bench func(b *testing.B, st *store.Store)) {
	b.Helper()
	b.Run("sqlite", func(b *testing.B) { bench(b, open(b, "sqlite:"+filepath.Join(b.TempDir(), "anju.db"))) })
	b.Run("mariadb", func(b *testing.B) { bench(b, open(b, "mysql:"+mariadbDSN(b))) })
}

// EachName runs a test with the name of an empty database of each kind, for tests that start the built program.
func EachName(t *testing.T, test func(t *testing.T, name string)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) { test(t, "sqlite:"+filepath.Join(t.TempDir(), "anju.db")) })
	t.Run("mariadb", func(t *testing.T) { test(t, "mysql:"+mariadbDSN(t)) })
}

func open(t testing.TB, name string) *store.Store {
	t.Helper()
	return openWith(t, name, vault.NewRing())
}

func openWith(t testing.TB, name string, keys *vault.Ring) *store.Store {
	t.Helper()
	ctx := context.Background()
	st, err := store.Open(ctx, name)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = st.Close() })
	if _, err := st.Migrate(ctx); err != nil {
		t.Fatal(err)
	}
	st.Use(keys)
	return st
}
