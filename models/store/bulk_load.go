package store

import (
	"errors"
	"fmt"
	"io"
	"reflect"
	"strconv"
	"strings"
	"sync/atomic"

	drivermysql "github.com/go-sql-driver/mysql"
	"gorm.io/gorm"
)

// rowsALoad is the fewest rows for which a LOAD DATA is worth its four round trips.
const rowsALoad = 1000

// loadRows adds rows as insertRows does, on MariaDB as one stream (PERF 6): laying a statement of values out, and reading
// it back there, costs more than the rows themselves. What the stream does not bring in whole is undone and inserted,
// and it is the INSERT that tells why: LOAD DATA LOCAL skips a row whose key is taken, cuts a value that is too long,
// and lets both be with a warning; and a server may not allow it at all (local_infile).
func loadRows[T any](t *Tx, table string, rows []T) error {
	if t.dialect != MySQL || len(rows) < rowsALoad {
		return insertRows(t, table, rows)
	}
	err := t.db.Transaction(func(db *gorm.DB) error { return stream(db, table, rows) })
	if err == nil || again(err) || t.db.Statement.Context.Err() != nil {
		return err
	}
	return insertRows(t, table, rows)
}

var errNotWhole = errors.New("not every row was loaded as it stands")

var loads atomic.Int64

// stream sends rows by LOAD DATA LOCAL; errNotWhole when one is missing or differs from what was sent.
func stream[T any](db *gorm.DB, table string, rows []T) error {
	cols, err := columnsOf[T](db)
	if err != nil {
		return err
	}
	name := "anju" + strconv.FormatInt(loads.Add(1), 10)
	drivermysql.RegisterReaderHandler(name, func() io.Reader {
		return &rowStream[T]{cols: cols, rows: rows}
	})
	defer drivermysql.DeregisterReaderHandler(name)
	done := db.Exec("LOAD DATA LOCAL INFILE 'Reader::" + name + "' INTO TABLE `" + table + "` CHARACTER SET binary" +
		" FIELDS TERMINATED BY 0x09 ESCAPED BY 0x5C LINES TERMINATED BY 0x0A (" + strings.Join(cols.names, ",") + ")")
	if done.Error != nil {
		return fmt.Errorf("load %s: %w", table, done.Error)
	}
	var warnings int
	if err := db.Raw("SELECT @@warning_count").Scan(&warnings).Error; err != nil {
		return fmt.Errorf("load %s: %w", table, err)
	}
	if done.RowsAffected != int64(len(rows)) || warnings > 0 {
		return fmt.Errorf("load %s: %w", table, errNotWhole)
	}
	return nil
}

// rowStream writes rows down as they are asked for.
type rowStream[T any] struct {
	cols columns
	rows []T
	text []byte // written and not yet read
}

func (s *rowStream[T]) Read(p []byte) (int, error) {
	for len(s.text) < len(p) && len(s.rows) > 0 {
		row := reflect.ValueOf(&s.rows[0]).Elem()
		for i, f := range s.cols.fields {
			if i > 0 {
				s.text = append(s.text, '\t')
			}
			var err error
			if s.text, err = appendCell(s.text, row.FieldByIndex(f.StructField.Index)); err != nil {
				return 0, fmt.Errorf("%s: %w", f.DBName, err)
			}
		}
		s.text, s.rows = append(s.text, '\n'), s.rows[1:]
	}
	if len(s.text) == 0 {
		return 0, io.EOF
	}
	n := copy(p, s.text)
	s.text = append(s.text[:0], s.text[n:]...)
	return n, nil
}

// appendCell writes a value as LOAD DATA reads it. Days and moments are numbers, as in the table.
func appendCell(to []byte, v reflect.Value) ([]byte, error) {
	switch v.Kind() {
	case reflect.Int64, reflect.Int:
		return strconv.AppendInt(to, v.Int(), 10), nil
	case reflect.Bool:
		if v.Bool() {
			return append(to, '1'), nil
		}
		return append(to, '0'), nil
	case reflect.String:
		return appendEscaped(to, v.String()), nil
	case reflect.Slice:
		if v.Type().Elem().Kind() != reflect.Uint8 {
			break
		}
		if v.IsNil() {
			return append(to, `\N`...), nil
		}
		return appendEscaped(to, v.Bytes()), nil
	}
	return to, fmt.Errorf("no way to load a %s", v.Type())
}

func appendEscaped[S string | []byte](to []byte, text S) []byte {
	for i := range len(text) {
		switch b := text[i]; b {
		case 0:
			to = append(to, `\0`...)
		case '\t', '\n', '\\':
			to = append(to, '\\', b)
		default:
			to = append(to, b)
		}
	}
	return to
}
