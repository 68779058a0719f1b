package sheet

import (
	"errors"
	"os"

	"anju/models"
)

// Nameless makes a file that has no name: nobody else can open it, and whatever happens it is gone with the program.
func Nameless() (*os.File, error) {
	file, err := os.CreateTemp("", "anju-*.part") // 0600
	if err != nil {
		return nil, refuse("写不了临时文件，磁盘可能满了，请找管理员")
	}
	if err := os.Remove(file.Name()); err != nil {
		return nil, errors.Join(err, file.Close())
	}
	return file, nil
}

// Glance reads the header of an open file and says of which kind it is (.csv or .xlsx); the file stays open.
// Errors: Invalid with one sentence when nothing can be read.
func Glance(file *os.File, columns []models.Column) (kind string, err error) {
	rows, err := recognise(file, columns)
	if err != nil {
		return "", err
	}
	kind = ".csv"
	if book, is := rows.(*xlsxSource); is {
		kind = ".xlsx"
		defer func() { err = errors.Join(err, book.rows.Close(), book.book.Close()) }()
	}
	f := &File{columns: columns, rows: rows}
	return kind, f.readHeader()
}
