package store

import (
	"reflect"

	"anju/models"

	"gorm.io/gorm"
)

// readRow is the first row that a query finds. Errors: NotFound.
func readRow[T any](query *gorm.DB) (row T, err error) {
	rows, err := readRows[T](query.Limit(1))
	if err == nil && len(rows) == 0 {
		err = models.ErrNotFound
	}
	if err != nil {
		return row, err
	}
	return rows[0], nil
}

// readRows reads what a query finds past gorm's scan, which looks up and sets each cell of each row through reflection: into
// one row, whose fields are found once, over and over. No column of it may be NULL but bytes and pointers.
func readRows[T any](query *gorm.DB) ([]T, error) {
	var row T
	stmt := &gorm.Statement{DB: query}
	if err := stmt.Parse(&row); err != nil {
		return nil, err
	}
	found, err := query.Rows()
	if err != nil {
		return nil, err
	}
	defer found.Close()
	columns, err := found.Columns()
	if err != nil {
		return nil, err
	}
	into, cells := reflect.ValueOf(&row).Elem(), make([]any, len(columns))
	for i, name := range columns {
		if field := stmt.Schema.FieldsByDBName[name]; field != nil {
			cells[i] = field.ReflectValueOf(query.Statement.Context, into).Addr().Interface()
		} else {
			cells[i] = new(any)
		}
	}
	var rows []T
	for found.Next() {
		if err := found.Scan(cells...); err != nil {
			return nil, err
		}
		rows = append(rows, row)
	}
	return rows, found.Err()
}
