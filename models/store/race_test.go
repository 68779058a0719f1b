package store_test

import (
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"

	"anju/models"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/storetest"
	"anju/models/workday"
)

var everything = policy.Scope{All: true}

// race runs n at once and hands back what each of them said.
func race[T any](t *testing.T, n int, run func(i int) (T, error)) []T {
	t.Helper()
	results, errs := make([]T, n), make([]error, n)
	start := make(chan struct{})
	var done sync.WaitGroup
	for i := range n {
		done.Go(func() {
			<-start
			results[i], errs[i] = run(i)
		})
	}
	close(start)
	done.Wait()
	must(t, errors.Join(errs...))
	return results
}

func count(said []bool) int {
	n := 0
	for _, yes := range said {
		if yes {
			n++
		}
	}
	return n
}

func take(st *store.Store, holder string, real, until workday.Moment) (won bool, err error) {
	err = st.InTx(ctx, func(tx *store.Tx) error {
		won, err = tx.TakeLease("jobs", holder, real, until)
		return err
	})
	return won, err
}

func TestTwoNodesNeverRunTheSameJobAtOnce(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		for round := range 4 { // the first makes the row, the others find it expired
			real := at + workday.Moment(round)*60_000
			won := race(t, 6, func(i int) (bool, error) { return take(st, fmt.Sprintf("node %d", i), real, real+30_000) })
			if count(won) != 1 {
				t.Fatalf("round %d: %d nodes hold the lease", round, count(won))
			}
		}
	})
}

func TestALeaseIsKeptWhileItLastsAndTakenOverAfterwards(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		for _, c := range []struct {
			holder string
			real   workday.Moment
			won    bool
		}{
			{"a", at, true}, {"b", at, false}, {"b", at + 29_999, false}, {"a", at + 20_000, true}, // renewed until 50 s
			{"b", at + 50_000, false}, {"b", at + 50_001, true}, {"a", at + 50_002, false},
		} {
			won, err := take(st, c.holder, c.real, c.real+30_000)
			must(t, err)
			if won != c.won {
				t.Fatalf("%s at +%d ms: %v", c.holder, c.real-at, won)
			}
		}
		must(t, st.InTx(ctx, func(tx *store.Tx) error { return tx.DropLease("jobs", "a") })) // not his
		if won, _ := take(st, "a", at+50_003, at+90_000); won {
			t.Fatal("a node gave back the lease of another")
		}
		must(t, st.InTx(ctx, func(tx *store.Tx) error { return tx.DropLease("jobs", "b") }))
		if won, _ := take(st, "a", at+50_003, at+90_000); !won {
			t.Fatal("a lease given back cannot be taken")
		}
	})
}

func TestAFormSentTwiceIsDoneOnce(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		fresh := race(t, 8, func(int) (first bool, err error) {
			err = st.InTx(ctx, func(tx *store.Tx) error {
				var result string
				first, result, err = tx.Once("key", 7, "", at)
				if err == nil && first {
					return tx.OnceResult("key", "done")
				}
				if err == nil && result != "done" {
					return fmt.Errorf("a repeat was told %q", result)
				}
				return err
			})
			return first, err
		})
		if count(fresh) != 1 {
			t.Errorf("%d of 8 were taken for the first", count(fresh))
		}
		undone := errors.New("the errand failed")
		err := st.InTx(ctx, func(tx *store.Tx) error {
			if _, _, err := tx.Once("other", 7, "", at); err != nil {
				return err
			}
			return undone
		})
		if !errors.Is(err, undone) {
			t.Fatal(err)
		}
		must(t, st.InTx(ctx, func(tx *store.Tx) error {
			if again, _, err := tx.Once("other", 7, "", at); !again || err != nil {
				t.Errorf("a form that failed cannot be sent again: %v", err)
			}
			if _, _, err := tx.Once("key", 8, "", at); !models.IsKind(err, models.NotFound) {
				t.Errorf("another account learns the result of a form: %v", err)
			}
			for range 2 {
				if again, _, err := tx.Once("", 7, "", at); !again || err != nil {
					t.Error("a form without a key is always fresh")
				}
			}
			return nil
		}))
	})
}

func TestALimitCountsEveryTryExactly(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		for window := range workday.Moment(3) {
			hits := race(t, 12, func(int) (n int, err error) {
				err = st.InTx(ctx, func(tx *store.Tx) error { n, err = tx.Hit("code:a:192.0.2.1", at+window); return err })
				return n, err
			})
			slices.Sort(hits)
			for i, n := range hits {
				if n != i+1 {
					t.Fatalf("12 tries were counted as %v", hits)
				}
			}
			if n := storetest.Count(t, st, "SELECT hits FROM rate_windows WHERE rate_key = 'code:a:192.0.2.1' AND window_start = ?", at+window); n != 12 {
				t.Errorf("%d hits are kept", n)
			}
		}
	})
}

func TestNobodyOverwritesWhatSomebodyElseJustSaved(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		unit := models.Unit{Label: "青禾18", Address: "青禾路 18 号", Kind: models.KindHome, State: models.UnitAccepted}
		stay := models.Stay{DocIndex: []byte("d"), State: models.StayReported}
		must(t, st.InTx(ctx, func(tx *store.Tx) error { must(t, tx.SaveUnit(&unit)); return tx.SaveStay(&stay) }))
		saved := race(t, 6, func(i int) (bool, error) {
			mine, own := unit, stay
			mine.Label, own.Relation = fmt.Sprint("短名", i), fmt.Sprint(i)
			first := st.InTx(ctx, func(tx *store.Tx) error { return tx.SaveUnit(&mine) })
			if first != nil && !errors.Is(first, store.ErrChanged) {
				return false, first
			}
			err := st.InTx(ctx, func(tx *store.Tx) error { return tx.SaveStay(&own) })
			if err != nil && !errors.Is(err, store.ErrChanged) {
				return false, err
			}
			return first == nil, nil
		})
		if count(saved) != 1 {
			t.Errorf("%d of 6 saved over the same revision of the home", count(saved))
		}
		kept, err := st.UnitByID(ctx, unit.ID)
		must(t, err)
		if kept.Rev != 2 || !models.IsKind(store.ErrChanged, models.Conflict) {
			t.Errorf("revision %d", kept.Rev)
		}
		var rev int64
		must(t, st.SQL().QueryRow("SELECT rev FROM stays WHERE id = ?", stay.ID).Scan(&rev))
		if rev != 2 {
			t.Errorf("revision %d of the stay: more than one of 6 saved over the first", rev)
		}
	})
}

func TestTwoJudgesOpenOneFlag(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		opened := race(t, 6, func(int) (n int, err error) {
			err = st.InTx(ctx, func(tx *store.Tx) error {
				f := models.Flag{Rule: "B01", UnitID: 1, StayID: 2, Level: 1, RaisedAt: at, DueAt: at}
				key := f.Key()
				f.OpenKey = &key
				n, _, err = tx.SaveChanges(models.Changes{Open: []models.Flag{f}}, 0)
				return err
			})
			return n, err
		})
		flags, err := st.OpenFlags(ctx, []int64{1})
		must(t, err)
		total := 0
		for _, n := range opened {
			total += n
		}
		if total != 1 || len(flags) != 1 {
			t.Fatalf("%d opened by their own word, %d stand", total, len(flags))
		}
		closed := race(t, 6, func(int) (done bool, err error) {
			err = st.InTx(ctx, func(tx *store.Tx) error {
				f := flags[0]
				f.ResolvedAt = at
				done, err = tx.CloseFlag(f, 7)
				return err
			})
			return done, err
		})
		if count(closed) != 1 {
			t.Errorf("closed %d times", count(closed))
		}
	})
}
