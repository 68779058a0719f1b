package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"reflect"
	"strings"

	"gorm.io/gorm"
	"gorm.io/gorm/schema"
)

// The bulk path of imports: INSERTs of many rows, as many as each database likes best (PERF 6), and reads by
// long lists of keys.
const (
	rowsMySQL   = 200
	marksSQLite = 500 // the driver looks each value up among all values of the statement
	keysARead   = 500
)

// insertRows adds rows with as few statements as possible. Ids are the engine's and are not read back: see idsByRef.
func insertRows[T any](t *Tx, table string, rows []T) error {
	if len(rows) == 0 {
		return nil
	}
	cols, err := columnsOf[T](t.db)
	if err != nil {
		return fmt.Errorf("bulk %s: %w", table, err)
	}
	fields := cols.fields
	head := "INSERT INTO `" + table + "` (" + strings.Join(cols.names, ",") + ") VALUES "
	tuple := "(" + strings.TrimSuffix(strings.Repeat("?,", len(fields)), ",") + ")"
	ctx := t.db.Statement.Context
	most := rowsMySQL
	if t.dialect == SQLite {
		most = max(1, marksSQLite/len(fields))
	}
	args := make([]any, 0, min(len(rows), most)*len(fields))
	var full *sql.Stmt // of a whole load, when there are several
	for len(rows) > 0 {
		n := min(len(rows), most)
		args = args[:0]
		for i := range rows[:n] {
			row := reflect.ValueOf(&rows[i]).Elem()
			for _, f := range fields {
				value, _ := f.ValueOf(ctx, row)
				args = append(args, value)
			}
		}
		// Past gorm's builder, which would write each of thousands of marks by itself.
		pool, query := t.db.Statement.ConnPool, head+strings.TrimSuffix(strings.Repeat(tuple+",", n), ",")
		if full == nil && len(rows) >= 2*most {
			if full, err = pool.PrepareContext(ctx, query); err != nil {
				return fmt.Errorf("bulk %s: %w", table, err)
			}
			defer full.Close()
		}
		if full != nil && n == most {
			_, err = full.ExecContext(ctx, args...)
		} else {
			_, err = pool.ExecContext(ctx, query, args...)
		}
		if err != nil {
			return fmt.Errorf("bulk %s: %w", table, err)
		}
		rows = rows[n:]
	}
	return nil
}

// columns are those of a table whose rows are a T, without the id.
type columns struct {
	fields []*schema.Field
	names  []string // quoted
}

func columnsOf[T any](db *gorm.DB) (columns, error) {
	stmt := &gorm.Statement{DB: db}
	if err := stmt.Parse(new(T)); err != nil {
		return columns{}, err
	}
	var c columns
	for _, f := range stmt.Schema.Fields {
		if f.DBName != "" && f.DBName != "id" {
			c.fields, c.names = append(c.fields, f), append(c.names, "`"+f.DBName+"`")
		}
	}
	return c, nil
}

// insertAll adds rows as insertRows does; it answers false, and none is added, when a unique key of one of them is taken.
func insertAll[T any](t *Tx, table string, rows []T) (bool, error) {
	err := t.db.Transaction(func(db *gorm.DB) error {
		return insertRows(&Tx{Reader: Reader{db: db, ring: t.ring}, dialect: t.dialect}, table, rows)
	})
	if duplicated(t.db, err) {
		return false, nil
	}
	return err == nil, err
}

// duplicated says whether rows could not be added because a unique key of theirs is taken.
func duplicated(db *gorm.DB, err error) bool {
	translator, ok := db.Dialector.(gorm.ErrorTranslator)
	for ; ok && err != nil; err = errors.Unwrap(err) {
		if errors.Is(translator.Translate(err), gorm.ErrDuplicatedKey) {
			return true
		}
	}
	return false
}

// chunks hands out keys in pieces that a statement can carry.
func chunks[K any](keys []K, do func([]K) error) error {
	for len(keys) > 0 {
		n := min(len(keys), keysARead)
		if err := do(keys[:n]); err != nil {
			return err
		}
		keys = keys[n:]
	}
	return nil
}

type refRow struct {
	ID  int64
	Ref string
}

// idsByRef reads the ids that the engine gave to rows just added.
func (r *Reader) idsByRef(ctx context.Context, table string, refs []string) (map[string]int64, error) {
	ids := make(map[string]int64, len(refs))
	err := chunks(refs, func(refs []string) error {
		rows, err := readRows[refRow](r.db.WithContext(ctx).Table(table).Select("id, ref").Where("ref IN ?", refs))
		for _, row := range rows {
			ids[row.Ref] = row.ID
		}
		return err
	})
	if err == nil && len(ids) != len(refs) {
		err = fmt.Errorf("bulk %s: %d of %d rows are there", table, len(ids), len(refs))
	}
	return ids, err
}

// Recount lets the database count anew what stands in the tables that imports fill. MariaDB plans by what it counted when
// it opened them, perhaps nearly empty, and joins by reading them whole, row against row. SQLite plans without counting.
func (s *Store) Recount(ctx context.Context) error {
	if s.Dialect != MySQL {
		return nil
	}
	return s.write.WithContext(ctx).Exec("ANALYZE TABLE units, rooms, tenants, stays").Error
}
