package store

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	drivermysql "github.com/go-sql-driver/mysql"
	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"anju/models"
	"anju/models/workday"
)

// Tx is one transaction: it can ask everything that a Reader can, and write. What runs inside must be free of outside
// effects, because it is run again when the cluster refuses to certify it.
type Tx struct {
	Reader
	dialect string
	queued  int
	homes   bool // a home was added or changed
	due     map[workday.Moment][]int64
}

const tries = 6

// InTx runs fn in one transaction and commits unless it returns an error. Deadlocks, lock timeouts and failed
// certification (1213, 1205, 1047) are tried again.
func (s *Store) InTx(ctx context.Context, fn func(*Tx) error) error {
	var err error
	for try := range tries {
		if s.lost != nil && s.lost.Load() {
			return errLost
		}
		homes := false
		err = s.within(ctx, func(db *gorm.DB) error {
			tx := &Tx{Reader: Reader{db: db, ring: s.ring}, dialect: s.Dialect}
			if err := fn(tx); err != nil {
				return err
			}
			homes = tx.homes
			return tx.writeDue()
		})
		if homes {
			s.homes.Add(1)
		}
		if s.lost != nil && again(err) {
			s.lost.Store(true)
			return errLost
		}
		if !again(err) || ctx.Err() != nil {
			return err
		}
		pause := time.Duration(10*(1<<try)) * time.Millisecond
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(pause/2 + rand.N(pause)):
		}
	}
	return err
}

func again(err error) bool {
	var my *drivermysql.MySQLError
	if errors.As(err, &my) {
		return my.Number == 1213 || my.Number == 1205 || my.Number == 1047
	}
	return err != nil && strings.Contains(err.Error(), "SQLITE_BUSY")
}

// Queued tells how many notices this transaction put in the outbox.
func (t *Tx) Queued() int { return t.queued }

// lock makes a read hold its rows until the commit; SQLite has the whole file already.
func (t *Tx) lock(db *gorm.DB) *gorm.DB {
	if t.dialect == MySQL {
		return db.Clauses(clause.Locking{Strength: "UPDATE"})
	}
	return db
}

// insertIgnore adds a row unless its unique key is taken, and says whether it was added. A plain INSERT decides:
// INSERT IGNORE would also swallow values that do not fit, and an upsert counts the old row as touched on MySQL.
func insertIgnore(db *gorm.DB, table string, row any) (bool, error) {
	err := db.Table(table).Create(row).Error
	if errors.Is(err, gorm.ErrDuplicatedKey) {
		return false, nil
	}
	return err == nil, err
}

// saveRev updates a row unless somebody changed it since it was read.
func saveRev(db *gorm.DB, table string, id, rev int64, row any) error {
	res := db.Table(table).Where("id = ? AND rev = ?", id, rev-1).Select("*").Omit("id").Updates(row)
	if res.Error != nil {
		return res.Error
	}
	if res.RowsAffected == 0 {
		return ErrChanged
	}
	return nil
}

// ErrChanged means that somebody else changed the record since it was read.
var ErrChanged = &models.Error{Kind: models.Conflict, Message: "别人刚改过这条。看一下最新内容再改"}

// ErrTaken means that a code or a name that only one may have was taken at the same moment.
var ErrTaken = errors.New("store: taken by somebody else")

// unlessTaken turns a unique key that is taken into ErrTaken.
func unlessTaken(err error) error {
	if errors.Is(err, gorm.ErrDuplicatedKey) {
		return fmt.Errorf("%w: %w", ErrTaken, err)
	}
	return err
}

// one turns "no row" into the one answer for what is not there.
func one(err error) error {
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return models.ErrNotFound
	}
	return err
}
