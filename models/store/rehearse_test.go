package store_test

import (
	"context"
	"errors"
	"testing"

	"anju/models/store"
	"anju/models/storetest"
)

// TestARehearsalIsLikeTheRealThingAndLeavesNothing: an errand that is refused in it is undone, the others are seen by those
// after them, and at the end all are gone.
func TestARehearsalIsLikeTheRealThingAndLeavesNothing(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		ctx, refused := context.Background(), errors.New("refused")
		write := func(st *store.Store, value string, end error) error {
			return st.InTx(ctx, func(tx *store.Tx) error {
				if err := tx.SaveSetting("tried", value); err != nil {
					return err
				}
				return end
			})
		}
		read := func(st *store.Store, want string) {
			t.Helper()
			if got, err := st.Setting(ctx, "tried"); got != want || err != nil {
				t.Errorf("the setting reads %q, not %q: %v", got, want, err)
			}
		}
		if err := write(st, "before", nil); err != nil {
			t.Fatal(err)
		}
		err := st.Rehearse(ctx, func(trial *store.Store) error {
			read(trial, "before")
			for _, step := range []struct {
				value string
				end   error
				want  string
			}{{"one", refused, "before"}, {"two", nil, "two"}, {"three", refused, "two"}, {"four", nil, "four"}} {
				if err := write(trial, step.value, step.end); !errors.Is(err, step.end) {
					t.Errorf("%s: %v", step.value, err)
				}
				read(trial, step.want)
			}
			return nil
		})
		if err != nil {
			t.Error(err)
		}
		read(st, "before")
		if err := st.Rehearse(ctx, func(*store.Store) error { return refused }); !errors.Is(err, refused) {
			t.Errorf("what stops a rehearsal is told: %v", err)
		}
	})
}
