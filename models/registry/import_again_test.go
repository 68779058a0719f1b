package registry_test

import (
	"strings"
	"testing"

	"anju/models/store"
	"anju/models/storetest"
	"anju/models/workday"
)

// conflict makes the first insert into a table on each connection fail as a deadlock does, so that its transaction is run
// again. Where one writer at a time is let in, no transaction ever is.
func conflict(t *testing.T, st *store.Store, table string) {
	t.Helper()
	if strings.HasSuffix(t.Name(), "/mariadb") {
		_, err := st.SQL().Exec("CREATE TRIGGER again_" + table + " BEFORE INSERT ON " + table + ` FOR EACH ROW BEGIN SET @again = IFNULL(@again, 0) + 1;
 IF @again = 1 THEN SIGNAL SQLSTATE '40001' SET MYSQL_ERRNO = 1213, MESSAGE_TEXT = 'once'; END IF; END`)
		must(t, err)
	}
}

func TestARosterThatIsSavedTwiceForAConflictFillsTheFirstDaysFirst(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		h := newHouse(t, st, shanghai("2026-11-16 10:00"))
		conflict(t, st, "stays")
		on := h.now().Day()
		h.bringOn(t, on, "stays", 1, 0, 0, h.stay(1, "2026-10-01", ""))
		first, want := h.entries(t)[0].Stay.ConfirmFrom, on+workday.Day(h.Limits().StaleDays)+1
		if first != want {
			t.Errorf("the first home is asked from %s on, should be %s", first, want)
		}
	})
}
