package store_test

import (
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"anju/models"
	"anju/models/store"
	"anju/models/store/migrate"
	"anju/models/storetest"
	"anju/models/vault"
)

func TestAnOlderProgramNeverTouchesANewerRegister(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		before, err := st.Schema(ctx)
		must(t, err)
		if before.Pending() || before.Version == 0 {
			t.Fatalf("%+v", before)
		}
		_, err = st.SQL().Exec("INSERT INTO goose_db_version (version_id, is_applied) VALUES (?, ?)", before.Latest+1, true)
		must(t, err)
		if _, err := st.Migrate(ctx); !errors.Is(err, migrate.ErrNewer) {
			t.Errorf("migrate: %v", err)
		}
		if _, err := st.Schema(ctx); !errors.Is(err, migrate.ErrNewer) {
			t.Errorf("schema: %v", err)
		}
	})
}

func TestMigratingTwiceOrOnTwoNodesAtOnceDoesItOnce(t *testing.T) {
	storetest.EachName(t, func(t *testing.T, name string) {
		versions := race(t, 3, func(int) (int64, error) {
			st, err := store.Open(ctx, name)
			if err != nil {
				return 0, err
			}
			defer st.Close()
			status, err := st.Migrate(ctx)
			return status.Version, err
		})
		st, err := store.Open(ctx, name)
		must(t, err)
		defer st.Close()
		status, err := st.Migrate(ctx)
		must(t, err)
		for _, v := range versions {
			if v != status.Latest {
				t.Errorf("one node stands at %d, the schema is %d", v, status.Latest)
			}
		}
		var applied int
		must(t, st.SQL().QueryRow("SELECT COUNT(*) FROM goose_db_version WHERE version_id = 1").Scan(&applied))
		if applied != 1 {
			t.Errorf("the first step was applied %d times", applied)
		}
	})
}

// A cluster replicates rows by their primary key; a table without one falls apart on it.
func TestEveryTableHasAPrimaryKey(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		query := "SELECT m.name FROM sqlite_master m WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite%' AND NOT EXISTS (SELECT 1 FROM pragma_table_info(m.name) c WHERE c.pk > 0)"
		if st.Dialect == store.MySQL {
			query = `SELECT table_name FROM information_schema.tables t WHERE table_schema = DATABASE() AND NOT EXISTS (SELECT 1 FROM
 information_schema.statistics s WHERE s.table_schema = t.table_schema AND s.table_name = t.table_name AND s.index_name = 'PRIMARY')`
		}
		rows, err := st.SQL().Query(query)
		must(t, err)
		defer rows.Close()
		for rows.Next() {
			var name string
			must(t, rows.Scan(&name))
			t.Errorf("%s has no primary key", name)
		}
		must(t, rows.Err())
		if n := len(tables(t, st)); n < 25 {
			t.Errorf("only %d tables were looked at", n)
		}
	})
}

func TestARegisterLiesWhereItWasAskedToLieWhateverTheFolderIsCalled(t *testing.T) {
	for _, folder := range []string{"#1 青禾", "100%", "what?", "50%25", "a&b=c"} {
		path := filepath.Join(t.TempDir(), folder+".db")
		st, err := store.Open(ctx, "sqlite:"+path)
		must(t, err)
		_, err = st.Migrate(ctx)
		must(t, err)
		var file string
		must(t, st.SQL().QueryRow("SELECT file FROM pragma_database_list WHERE name = 'main'").Scan(&file))
		if file != path {
			t.Errorf("asked for %s, opened %s", path, file)
		}
		var mode string
		must(t, st.SQL().QueryRow("PRAGMA journal_mode").Scan(&mode))
		if mode != "wal" {
			t.Errorf("%s: journal %s", folder, mode)
		}
		must(t, st.Close())
	}
}

func TestAMistypedDatabaseIsExplainedWithoutItsPassword(t *testing.T) {
	for _, name := range []string{"", "anju.db", "sqlite:", "postgres:x", "mysql:::", "mysql:anju:hunter2@tcp(127.0.0.1:1)/anju"} {
		st, err := store.Open(ctx, name)
		if err == nil {
			_ = st.Close()
			t.Errorf("%q was opened", name)
		} else if strings.Contains(err.Error(), "hunter2") {
			t.Errorf("the password stands in %q", err)
		}
	}
}

func TestAKeyFileIsMadeForAnEmptyRegisterOnly(t *testing.T) {
	storetest.EachName(t, func(t *testing.T, name string) {
		st, err := store.Open(ctx, name)
		must(t, err)
		defer st.Close()
		if empty, err := st.Empty(ctx); err != nil || !empty {
			t.Errorf("before the first step: %v %v", empty, err)
		}
		_, err = st.Migrate(ctx)
		must(t, err)
		if empty, err := st.Empty(ctx); err != nil || !empty {
			t.Errorf("after it: %v %v", empty, err)
		}
		st.Use(vault.NewRing())
		must(t, st.InTx(ctx, func(tx *store.Tx) error { return tx.SaveUser(&models.User{Name: "周桂芳", Phone: "19900000099"}) }))
		if empty, err := st.Empty(ctx); err != nil || empty {
			t.Errorf("with a landlord in it: %v %v", empty, err)
		}
	})
}
