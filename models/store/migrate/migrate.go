// Package migrate brings a database to the schema of this program: numbered steps of plain SQL, one folder a dialect.
package migrate

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"time"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"
)

//go:embed sqlite mysql
var steps embed.FS

// ErrNewer means that the database was made by a newer program: this one must not touch it.
var ErrNewer = errors.New("数据库是更新的版本建的，这个程序太旧。请换上新版本再启动")

// Status is where a database stands.
type Status struct {
	Version int64 // applied
	Latest  int64 // known to this program
}

// Pending says whether steps are waiting.
func (s Status) Pending() bool { return s.Version < s.Latest }

// Up applies what is missing. On MySQL a table lock keeps two processes apart (goose's own lock uses GET_LOCK, which is
// local to one node of a cluster).
//
// Two that begin on an empty database at once trip over each other's first table, so a failure is tried again a little
// later; the first reason is the one that is told.
func Up(ctx context.Context, db *sql.DB, dialect string) (Status, error) {
	status, first := up(ctx, db, dialect)
	err := first
	for range upTries {
		if err == nil || errors.Is(err, ErrNewer) {
			return status, err
		}
		select {
		case <-ctx.Done():
			return status, first
		case <-time.After(upPause):
		}
		status, err = up(ctx, db, dialect)
	}
	if err != nil {
		err = first
	}
	return status, err
}

const (
	upTries = 10
	upPause = 200 * time.Millisecond
)

func up(ctx context.Context, db *sql.DB, dialect string) (Status, error) {
	p, err := provider(db, dialect)
	if err != nil {
		return Status{}, err
	}
	status, err := At(ctx, db, dialect)
	if err != nil {
		return status, err
	}
	if _, err := p.Up(ctx); err != nil {
		return status, fmt.Errorf("migrate: %w", err)
	}
	return At(ctx, db, dialect)
}

// At tells where the database stands; ErrNewer when it is ahead of this program.
func At(ctx context.Context, db *sql.DB, dialect string) (Status, error) {
	p, err := provider(db, dialect)
	if err != nil {
		return Status{}, err
	}
	version, latest, err := p.GetVersions(ctx)
	if err != nil {
		return Status{}, fmt.Errorf("migrate: %w", err)
	}
	status := Status{Version: version, Latest: latest}
	if version > latest {
		return status, ErrNewer
	}
	return status, nil
}

func provider(db *sql.DB, dialect string) (*goose.Provider, error) {
	kind := goose.DialectSQLite3
	var options []goose.ProviderOption
	if dialect == "mysql" {
		kind = goose.DialectMySQL
		locker, err := lock.NewMySQLTableLocker()
		if err != nil {
			return nil, fmt.Errorf("migrate: %w", err)
		}
		options = append(options, goose.WithLocker(locker))
	}
	folder, err := fs.Sub(steps, dialect)
	if err != nil {
		return nil, err
	}
	return goose.NewProvider(kind, db, folder, options...)
}
