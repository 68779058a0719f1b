package storetest

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"anju/models/store"
	"anju/models/vault"
)

// Twins are two registers of one kind with the same keys, empty and migrated, and the second of them as another node of
// the program sees it.
type Twins struct{ One, Two, Node *store.Store }

// EachTwins runs a test once on SQLite and once on MariaDB, each time with twins. Their keys are always the same, so that
// what goes by the blind index of a phone goes the same way again.
func EachTwins(t *testing.T, test func(t *testing.T, w Twins)) {
	t.Helper()
	EachName(t, func(t *testing.T, name string) {
		keys := zeroKeys(t)
		one := openWith(t, name, keys)
		second := emptyLike(t, one)
		test(t, Twins{One: one, Two: openWith(t, second, keys), Node: openWith(t, second, keys)})
	})
}

// zeroKeys are keys of zeroes.
func zeroKeys(t testing.TB) *vault.Ring {
	t.Helper()
	path := filepath.Join(t.TempDir(), "zero.key")
	half, whole := strings.Repeat("A", 22)+"==", strings.Repeat("A", 43)+"="
	file := fmt.Sprintf(`{"version": 1, "active": 1, "seals": [{"id": 1, "key": %q}], "index": %q, "mac": %q}`, half, whole, whole)
	if err := os.WriteFile(path, []byte(file), 0o600); err != nil {
		t.Fatal(err)
	}
	keys, err := vault.OpenFile(path, false)
	if err != nil {
		t.Fatal(err)
	}
	return keys
}

// Copy is the same register once more, row by row, under the name that it answers.
func Copy(t testing.TB, st *store.Store) (name string) {
	t.Helper()
	name = emptyLike(t, st)
	Refill(t, openWith(t, name, nil), st)
	return name
}

// emptyLike is the name of an empty database of the same kind.
func emptyLike(t testing.TB, st *store.Store) string {
	t.Helper()
	if st.Dialect == store.SQLite {
		return "sqlite:" + filepath.Join(t.TempDir(), "anju.db")
	}
	return "mysql:" + mariadbDSN(t)
}

// Refill throws away what stands in a register and puts all rows of another of its kind there. Both must stand at the same
// step and nobody may be writing.
func Refill(t testing.TB, to, from *store.Store) {
	t.Helper()
	source := Words(t, from, map[string]string{store.SQLite: "SELECT file FROM pragma_database_list WHERE name = 'main'", store.MySQL: "SELECT DATABASE()"}[from.Dialect])[0]
	replace(t, to, source)
}

// Empty throws away all rows of a register.
func Empty(t testing.TB, st *store.Store) { t.Helper(); replace(t, st, "") }

func replace(t testing.TB, to *store.Store, source string) {
	t.Helper()
	ctx := context.Background()
	conn, err := to.SQL().Conn(ctx)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	before, after := []string{"SET FOREIGN_KEY_CHECKS = 0", "BEGIN"}, []string{"COMMIT", "SET FOREIGN_KEY_CHECKS = 1"}
	if to.Dialect == store.SQLite {
		before, after = []string{"BEGIN IMMEDIATE", "PRAGMA defer_foreign_keys = 1"}, []string{"COMMIT"}
		if source != "" {
			do(t, conn, "ATTACH ? AS source", source)
			defer do(t, conn, "DETACH source")
			source = "source"
		}
	}
	for _, query := range before {
		do(t, conn, query)
	}
	for _, table := range tablesBy(t, conn, to.Dialect) {
		if table == "column_classes" {
			continue // says what the columns are, not what stands in them
		}
		do(t, conn, "DELETE FROM `"+table+"`")
		if source != "" {
			do(t, conn, fmt.Sprintf("INSERT INTO `%[1]s` SELECT * FROM `%[2]s`.`%[1]s`", table, source))
		}
	}
	for _, query := range after {
		do(t, conn, query)
	}
}

func do(t testing.TB, conn *sql.Conn, query string, values ...any) {
	t.Helper()
	if _, err := conn.ExecContext(context.Background(), query, values...); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
}
