package storetest

import (
	"bytes"
	"database/sql"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/go-sql-driver/mysql"

	"anju/models/store"
)

// Rows reads whole rows, for a floor that writes them again.
func Rows(t testing.TB, st *store.Store, query string, values ...any) (all [][]any) {
	t.Helper()
	rows, err := st.SQL().Query(query, values...)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	names, err := rows.Columns()
	if err != nil {
		t.Fatal(err)
	}
	for rows.Next() {
		row, cells := make([]any, len(names)), make([]any, len(names))
		for i := range row {
			cells[i] = &row[i]
		}
		if err := rows.Scan(cells...); err != nil {
			t.Fatal(err)
		}
		all = append(all, row)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return all
}

// Insert writes whole rows of a table by prepared statements of as many rows as each database likes best (PERF 6).
func Insert(t testing.TB, st *store.Store, tx *sql.Tx, table string, rows [][]any) {
	t.Helper()
	size := 200
	if st.Dialect == store.SQLite {
		size = 20
	}
	prepared := map[int]*sql.Stmt{}
	for some := range slices.Chunk(rows, size) {
		stmt := prepared[len(some)]
		if stmt == nil {
			marks := strings.TrimSuffix(strings.Repeat("?,", len(some[0])), ",")
			var err error
			if stmt, err = tx.Prepare("INSERT INTO " + table + " VALUES " + strings.TrimSuffix(strings.Repeat("("+marks+"),", len(some)), ",")); err != nil {
				t.Fatal(err)
			}
			prepared[len(some)] = stmt
		}
		if _, err := stmt.Exec(slices.Concat(some...)...); err != nil {
			t.Fatal(err)
		}
	}
}

// Load puts ready rows into a table in the fastest way there is: LOAD DATA on MariaDB, Insert on SQLite; 10,000 a commit.
func Load(t testing.TB, st *store.Store, table string, rows [][]any) {
	t.Helper()
	for some := range slices.Chunk(rows, 10_000) {
		tx, err := st.SQL().Begin()
		if err != nil {
			t.Fatal(err)
		}
		if st.Dialect == store.MySQL {
			loadData(t, tx, table, some)
		} else {
			Insert(t, st, tx, table, some)
		}
		if err := tx.Commit(); err != nil {
			t.Fatal(err)
		}
	}
}

func loadData(t testing.TB, tx *sql.Tx, table string, rows [][]any) {
	t.Helper()
	var file bytes.Buffer
	for _, row := range rows {
		for i, cell := range row {
			if i > 0 {
				file.WriteByte('\t')
			}
			switch v := cell.(type) {
			case nil:
				file.WriteString(`\N`)
			case []byte:
				file.WriteString(escapes.Replace(string(v)))
			default:
				fmt.Fprint(&file, v)
			}
		}
		file.WriteByte('\n')
	}
	mysql.RegisterReaderHandler(table, func() io.Reader { return &file })
	defer mysql.DeregisterReaderHandler(table)
	if _, err := tx.Exec("LOAD DATA LOCAL INFILE 'Reader::" + table + "' INTO TABLE " + table + " CHARACTER SET binary"); err != nil {
		t.Fatal(err)
	}
}

var escapes = strings.NewReplacer("\\", "\\\\", "\t", "\\t", "\n", "\\n", "\x00", "\\0")
