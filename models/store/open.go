// Package store is the only place that knows the database. Pages get a Reader; writers exist only on the Tx inside
// InTx, and only package registry calls InTx.
package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"strings"
	"sync/atomic"
	"time"

	"github.com/glebarez/sqlite"
	drivermysql "github.com/go-sql-driver/mysql"
	"gorm.io/driver/mysql"
	"gorm.io/gorm"
	"gorm.io/gorm/logger"

	"anju/models/store/migrate"
	"anju/models/vault"
)

// The dialects.
const (
	SQLite = "sqlite"
	MySQL  = "mysql"
)

// Store is one open register.
type Store struct {
	*Reader
	write   *gorm.DB
	Dialect string
	homes   atomic.Int64
	lost    *atomic.Bool // of a rehearsal: the database undid its transaction; what came after would stay
}

// HomesChanged grows whenever this process may have changed a home: what is kept of a home's public page is good as long
// as it stands still.
func (s *Store) HomesChanged() int64 { return s.homes.Load() }

// Reader asks questions and changes nothing.
type Reader struct {
	db   *gorm.DB
	ring *vault.Ring
}

const readers = 4

// Open opens the database named by `sqlite:PATH` or `mysql:DSN`. It neither migrates nor needs the keys: see Migrate
// and Use.
func Open(ctx context.Context, name string) (*Store, error) {
	kind, rest, ok := strings.Cut(name, ":")
	if !ok || rest == "" {
		return nil, fmt.Errorf("数据库要写成 sqlite:文件 或 mysql:连接串，现在是 %q", kind)
	}
	switch kind {
	case SQLite:
		return openSQLite(ctx, rest)
	case MySQL:
		return openMySQL(ctx, rest)
	}
	return nil, fmt.Errorf("不认识的数据库种类 %q。请写 sqlite:文件 或 mysql:连接串", kind)
}

// openSQLite opens one writer and a few readers on the same file. The writer takes its lock at BEGIN (immediate), so two
// read-then-write transactions wait instead of failing; synchronous FULL because a check-in is evidence.
func openSQLite(ctx context.Context, path string) (*Store, error) {
	// The file is made here, for its owner alone: the driver would follow the umask.
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, fmt.Errorf("打不开数据库文件 %s：%w", path, err)
	}
	if err := f.Close(); err != nil {
		return nil, err
	}
	pragmas := "?_pragma=busy_timeout(15000)&_pragma=journal_mode(WAL)&_pragma=foreign_keys(1)&_pragma=cache_size(-32768)&_pragma=temp_store(2)"
	name := "file:" + uriPath.Replace(path)
	write, err := openFile(ctx, name+pragmas+"&_pragma=synchronous(FULL)&_txlock=immediate", 1)
	if err != nil {
		return nil, fmt.Errorf("打不开数据库文件 %s：%w", path, err)
	}
	read, err := openFile(ctx, name+pragmas+"&_pragma=query_only(1)", readers)
	if err != nil {
		return nil, fmt.Errorf("打不开数据库文件 %s：%w", path, err)
	}
	write, err = forWriting(write)
	return &Store{Reader: &Reader{db: read}, write: write, Dialect: SQLite}, err
}

// openFile opens one pool on a file. Two that make a new file at once both want to switch it to WAL; the wait of
// busy_timeout does not cover that, so it is tried again.
func openFile(ctx context.Context, name string, connections int) (db *gorm.DB, err error) {
	for try := range tries {
		if db, err = gormOpen(sqlite.Open(name)); err == nil {
			err = errors.Join(limit(db, connections), ping(ctx, db))
		}
		if !again(err) {
			break
		}
		time.Sleep(time.Duration(20*(1<<try)) * time.Millisecond)
	}
	return db, err
}

// openMySQL opens one pool. The options that correctness rests on are set here, whatever the DSN says: rows matched are
// counted (leases and revisions rely on it) and times are UTC.
func openMySQL(ctx context.Context, dsn string) (*Store, error) {
	conf, err := drivermysql.ParseDSN(dsn)
	if err != nil {
		return nil, errors.New("读不懂数据库连接串。请写成 mysql:用户:密码@tcp(地址:端口)/库名")
	}
	conf.ClientFoundRows, conf.ParseTime, conf.Loc, conf.InterpolateParams = true, true, time.UTC, true
	conf.Collation = "utf8mb4_bin"
	db, err := gormOpen(mysql.New(mysql.Config{DSN: conf.FormatDSN(), SkipInitializeWithVersion: false}))
	if err != nil {
		return nil, errors.New("连不上数据库 " + conf.Addr + "。请看数据库开了没有、用户名和密码对不对")
	}
	if err := limit(db, 16); err != nil {
		return nil, err
	}
	if err := ping(ctx, db); err != nil {
		return nil, errors.New("连不上数据库 " + conf.Addr + "。请看数据库开了没有、用户名和密码对不对")
	}
	write, err := forWriting(db)
	return &Store{Reader: &Reader{db: db}, write: write, Dialect: MySQL}, err
}

// uriPath writes a path into a URI: a folder may be called 100% or #1.
var uriPath = strings.NewReplacer("%", "%25", "?", "%3f", "#", "%23")

func gormOpen(d gorm.Dialector) (*gorm.DB, error) {
	return gorm.Open(d, &gorm.Config{
		PrepareStmt: true, SkipDefaultTransaction: true, TranslateError: true, DisableAutomaticPing: true,
		// Nothing is logged here: a statement may hold what must not stand in a log.
		Logger: logger.Discard,
	})
}

// forWriting makes the handle for transactions. They do without prepared statements: what GORM prepares inside one,
// database/sql closes at its end and prepares anew the next time, which makes three round trips of every statement.
func forWriting(db *gorm.DB) (*gorm.DB, error) {
	pool, err := db.DB()
	if err != nil {
		return nil, err
	}
	write := db.Session(&gorm.Session{NewDB: true})
	write.Config.PrepareStmt, write.Statement.ConnPool = false, pool
	return write, nil
}

func limit(db *gorm.DB, n int) error {
	pool, err := db.DB()
	if err != nil {
		return err
	}
	pool.SetMaxOpenConns(n)
	pool.SetMaxIdleConns(n)
	pool.SetConnMaxLifetime(30 * time.Minute)
	return nil
}

func ping(ctx context.Context, db *gorm.DB) error {
	pool, err := db.DB()
	if err != nil {
		return err
	}
	return pool.PingContext(ctx)
}

// Use gives the store the keys for sealed columns; nothing can be read or written before.
func (s *Store) Use(ring *vault.Ring) { s.ring = ring }

// Migrate applies the missing steps.
func (s *Store) Migrate(ctx context.Context) (migrate.Status, error) {
	pool, err := s.pool()
	if err != nil {
		return migrate.Status{}, err
	}
	return migrate.Up(ctx, pool, s.Dialect)
}

// Schema tells which step the database stands at; migrate.ErrNewer when it is ahead of this program.
func (s *Store) Schema(ctx context.Context) (migrate.Status, error) {
	pool, err := s.pool()
	if err != nil {
		return migrate.Status{}, err
	}
	return migrate.At(ctx, pool, s.Dialect)
}

// Empty says whether the register holds nothing sealed yet, so that a key file may still be made.
func (s *Store) Empty(ctx context.Context) (bool, error) {
	status, err := s.Schema(ctx)
	if err != nil {
		return false, err
	}
	if status.Version == 0 {
		return true, nil
	}
	for _, table := range []string{"users", "tenants", "audit_entries"} {
		var id int64
		if err := s.write.WithContext(ctx).Table(table).Select("id").Limit(1).Scan(&id).Error; err != nil {
			return false, err
		}
		if id != 0 {
			return false, nil
		}
	}
	return true, nil
}

// Close closes all connections.
func (s *Store) Close() error {
	var errs []error
	for _, db := range []*gorm.DB{s.db, s.write} {
		if pool, err := db.DB(); err == nil {
			errs = append(errs, pool.Close())
		}
	}
	return errors.Join(errs...)
}

func (s *Store) pool() (*sql.DB, error) { return s.write.DB() }

// SQL lends the pool to tests and to the schema document; the program itself never needs it.
func (s *Store) SQL() *sql.DB {
	pool, err := s.pool()
	if err != nil {
		return nil
	}
	return pool
}
