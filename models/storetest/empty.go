package storetest

import "testing"

// EmptyMariaDB is the name of an empty database on MariaDB, for tests of several programs on one register.
func EmptyMariaDB(t testing.TB) string {
	t.Helper()
	return mariadbDSN(t)
}
