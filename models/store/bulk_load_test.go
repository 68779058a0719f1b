package store_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"anju/models"
	"anju/models/store"
	"anju/models/storetest"
)

// awkward are words that a stream of rows could take for its own signs, or cut.
var awkward = []string{"", "a\tb", "a\nb", `c\d`, `\N`, "\x00e", "\r\n", `"f",'g'`, "租客😀", strings.Repeat("长", 30)}

// crowd are people and their stays as an import makes them, with awkward words wherever words are free.
func crowd(t *testing.T, st *store.Store, n int) (people []*store.ImportPerson, stays []*store.ImportStay) {
	t.Helper()
	for i := range n {
		word := awkward[i%len(awkward)]
		p, err := st.SealPerson(models.Tenant{UnitID: 7, Name: fmt.Sprintf("周%s%d", word, i), DocType: "111", DocNo: storetest.Number("3399", i),
			Phone: []string{"", fmt.Sprintf("199%08d", i)}[i%2], Birth: 10957, Sex: "女"})
		must(t, err)
		s, err := st.SealStay(models.Stay{UnitID: 7, RoomID: 1, DocIndex: p.Person().DocIndex, PhoneIdx: p.Phone(), State: models.StayReported,
			MovedInOn: 20000, MovedInAt: at, Relation: word, Foreign: i%3 == 0, Guardian: word})
		must(t, err)
		people, stays = append(people, p), append(stays, s)
	}
	return people, stays
}

// kept are the rows of both tables but for their ids, which are given anew, and the stays' tenant.
func kept(t *testing.T, st *store.Store) []string {
	t.Helper()
	var all []string
	for _, table := range []string{"tenants", "stays"} {
		for _, row := range storetest.Rows(t, st, "SELECT * FROM "+table+" ORDER BY ref") {
			all = append(all, fmt.Sprintf("%q", row[1:]))
		}
	}
	return all
}

func TestWhatAListSaysIsKeptByteForByteWhenItsRowsAreStreamed(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		people, stays := crowd(t, st, 1500)
		undone := errors.New("undone")
		var inserted []string
		for start := 0; start < len(people); start += 500 { // few enough to be inserted
			must(t, st.InTx(ctx, func(tx *store.Tx) error {
				must(t, tx.AddPeople(ctx, people[start:start+500]))
				return tx.AddStays(stays[start : start+500])
			}))
		}
		inserted = kept(t, st)
		if len(inserted) != 3000 {
			t.Fatalf("%d rows were inserted", len(inserted))
		}
		for _, table := range []string{"tenants", "stays"} {
			_, err := st.SQL().Exec("DELETE FROM " + table)
			must(t, err)
		}
		if st.Dialect == store.MySQL {
			err := st.InTx(ctx, func(tx *store.Tx) error { must(t, tx.Stream(people, stays)); return undone })
			if !errors.Is(err, undone) || len(kept(t, st)) != 0 {
				t.Fatalf("%v; a stream outlived its transaction", err)
			}
		}
		must(t, st.InTx(ctx, func(tx *store.Tx) error {
			must(t, tx.AddPeople(ctx, people))
			return tx.AddStays(stays)
		}))
		if missing, more := storetest.Differ(inserted, kept(t, st)); len(missing)+len(more) != 0 {
			t.Fatalf("streamed rows differ: %d are missing, first %.400q; %d are more, first %.400q", len(missing), slices.Concat(missing, []string{""})[0], len(more), slices.Concat(more, []string{""})[0])
		}
	})
}

func TestAListWhoseRowCannotStandLeavesNothingAndSaysWhy(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		people, stays := crowd(t, st, 1200)
		twice := slices.Clone(people)
		twice[1100] = people[40]
		err := st.InTx(ctx, func(tx *store.Tx) error { return tx.AddPeople(ctx, twice) })
		if !st.Taken(err) {
			t.Errorf("a person twice: %v", err)
		}
		if st.Dialect == store.MySQL { // SQLite keeps words of any length
			long := slices.Clone(stays)
			cut := *stays[1100]
			cut.Relation = strings.Repeat("长", 31)
			long[1100] = &cut
			if err := st.InTx(ctx, func(tx *store.Tx) error { return tx.AddStays(long) }); err == nil {
				t.Error("a word was cut and nobody heard of it")
			}
			if err := st.InTx(ctx, func(tx *store.Tx) error { return tx.Stream(twice, nil) }); !errors.Is(err, store.ErrNotWhole) {
				t.Errorf("a stream that skipped a person: %v", err)
			}
			if err := st.InTx(ctx, func(tx *store.Tx) error { return tx.Stream(people, long) }); !errors.Is(err, store.ErrNotWhole) {
				t.Errorf("a stream that cut a word: %v", err)
			}
		}
		if left := kept(t, st); len(left) != 0 {
			t.Fatalf("%d rows are left of lists that failed", len(left))
		}
	})
}

func TestAListIsTakenWhereTheServerAllowsNoStreams(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		people, stays := crowd(t, st, 1200)
		if st.Dialect == store.MySQL { // others that load meanwhile insert, as this does
			_, err := st.SQL().Exec("SET GLOBAL local_infile = 0")
			must(t, err)
			defer func() { _, err := st.SQL().Exec("SET GLOBAL local_infile = 1"); must(t, err) }()
			if err := st.InTx(ctx, func(tx *store.Tx) error { return tx.Stream(people, stays) }); err == nil || errors.Is(err, store.ErrNotWhole) {
				t.Fatalf("the server still streams: %v", err)
			}
		}
		must(t, st.InTx(ctx, func(tx *store.Tx) error {
			must(t, tx.AddPeople(ctx, people))
			return tx.AddStays(stays)
		}))
		if n := len(kept(t, st)); n != 2400 {
			t.Fatalf("%d rows of 2400", n)
		}
	})
}
