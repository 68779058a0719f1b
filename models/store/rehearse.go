package store

import (
	"context"
	"errors"
	"sync/atomic"

	"gorm.io/gorm"
)

// errLost ends a rehearsal whose transaction the database has thrown away.
var errLost = errors.New("the transaction of the rehearsal was lost to another one")

// Rehearse lets fn work on a store in which everything happens as in the real one, in one transaction that is undone at
// the end: what fn saw is true, and nothing has changed. Others who write wait meanwhile.
func (s *Store) Rehearse(ctx context.Context, fn func(*Store) error) error {
	pool, err := s.write.DB()
	if err != nil {
		return err
	}
	tx, err := pool.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback() //nolint:errcheck // nothing is to be kept, and a lost connection keeps nothing
	db := s.write.Session(&gorm.Session{NewDB: true, Context: ctx})
	db.Statement.ConnPool = tx
	trial := &Store{Reader: &Reader{db: db, ring: s.ring}, write: db, Dialect: s.Dialect, lost: new(atomic.Bool)}
	if err := fn(trial); err != nil {
		return err
	}
	if trial.lost.Load() {
		return errLost
	}
	return nil
}
