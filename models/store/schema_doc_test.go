package store_test

import (
	"cmp"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"anju/models/store"
	"anju/models/storetest"
)

var update = flag.Bool("update", false, "write app/docs/schema.md anew instead of comparing it")

// classWords are the data classes, in the order of the document.
var classWords = [][2]string{
	{"sealed", "密封：SM4-GCM，离开钥匙文件打不开"},
	{"index", "盲索引：HMAC-SM3 的前 16 字节，只能查一样不一样"},
	{"secret", "口令、校验值、门牌码，知道它就能做事"},
	{"person", "说到一个人，但不是姓名和号码"},
	{"place", "说到一个地方"},
	{"fact", "办事的状态和时间"},
	{"tech", "机器用的"},
}

type column struct{ name, kind, null, def string }

type index struct {
	name, columns string
	unique        bool
}

type table struct {
	name    string
	columns []column
	indexes []index
}

// TestTheSchemaDocumentTellsTheTruth renders app/docs/schema.md from what the steps really make on both databases, and
// fails when the file says something else. go test ./models/store -run TheSchemaDocument -update writes it.
func TestTheSchemaDocumentTellsTheTruth(t *testing.T) {
	read := map[string][]table{}
	classes := map[string]map[string]string{}
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		read[st.Dialect] = map[string]func(*testing.T, *store.Store) []table{store.SQLite: readSQLite, store.MySQL: readMariaDB}[st.Dialect](t, st)
		classes[st.Dialect] = readClasses(t, st)
	})
	if t.Failed() || len(read) < 2 { // narrowed by hand to one database
		return
	}
	compareDatabases(t, read[store.SQLite], read[store.MySQL])
	if !maps.Equal(classes[store.SQLite], classes[store.MySQL]) {
		t.Error("column_classes differs between the databases")
	}
	checkClasses(t, read[store.MySQL], classes[store.MySQL])
	text := render(read[store.SQLite], read[store.MySQL], classes[store.MySQL])
	path := filepath.Join("..", "..", "app", "docs", "schema.md")
	if *update {
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	kept, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if string(kept) != text {
		t.Errorf("%s is not the schema of today, first at %q. Write it: go test ./models/store -run TheSchemaDocument -update", path, firstDifference(string(kept), text))
	}
}

func firstDifference(kept, text string) string {
	old := strings.Split(kept, "\n")
	for i, line := range strings.Split(text, "\n") {
		if i >= len(old) || old[i] != line {
			return line
		}
	}
	return "the end"
}

// readSQLite reads the tables in the order in which they were made; goose's own are left out.
func readSQLite(t *testing.T, st *store.Store) []table {
	var tables []table
	for _, r := range rows(t, st, `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'goose%' AND name NOT LIKE 'sqlite%' ORDER BY rowid`) {
		tb := table{name: r[0]}
		for _, c := range rows(t, st, `SELECT name, type, CASE WHEN "notnull" = 1 OR pk > 0 THEN 'NO' ELSE 'YES' END, COALESCE(dflt_value, '-') FROM pragma_table_info(?) ORDER BY cid`, tb.name) {
			tb.columns = append(tb.columns, column{c[0], strings.ToLower(c[1]), c[2], strings.Trim(c[3], "'")})
		}
		for _, i := range rows(t, st, `SELECT name, "unique" FROM pragma_index_list(?) WHERE origin = 'c' ORDER BY name`, tb.name) {
			tb.indexes = append(tb.indexes, index{i[0], joined(rows(t, st, `SELECT name FROM pragma_index_info(?) ORDER BY seqno`, i[0])), i[1] == "1"})
		}
		key := rows(t, st, `SELECT name FROM pragma_table_info(?) WHERE pk > 0 ORDER BY pk`, tb.name)
		tb.indexes = append(tb.indexes, index{"PRIMARY", joined(key), true})
		tables = append(tables, tb)
	}
	return tables
}

var width = regexp.MustCompile(`^(bigint|int)\([0-9]+\)`)

func readMariaDB(t *testing.T, st *store.Store) []table {
	var tables []table
	for _, r := range rows(t, st, `SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name NOT LIKE 'goose%' ORDER BY table_name`) {
		tb := table{name: r[0]}
		for _, c := range rows(t, st, `SELECT column_name, column_type, is_nullable, COALESCE(NULLIF(column_default, 'NULL'), '-') FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = ? ORDER BY ordinal_position`, tb.name) {
			// MariaDB says NULL where nothing was said, and quotes what was.
			tb.columns = append(tb.columns, column{c[0], width.ReplaceAllString(c[1], "$1"), c[2], strings.Trim(c[3], "'")})
		}
		for _, i := range rows(t, st, `SELECT index_name, MIN(non_unique), GROUP_CONCAT(column_name ORDER BY seq_in_index SEPARATOR ', ') FROM information_schema.statistics WHERE table_schema = DATABASE() AND table_name = ? GROUP BY index_name ORDER BY index_name`, tb.name) {
			tb.indexes = append(tb.indexes, index{i[0], i[2], i[1] == "0"})
		}
		tables = append(tables, tb)
	}
	return tables
}

func readClasses(t *testing.T, st *store.Store) map[string]string {
	classes := map[string]string{}
	for _, r := range rows(t, st, `SELECT table_name, column_name, class FROM column_classes`) {
		classes[r[0]+"."+r[1]] = r[2]
	}
	return classes
}

// rows reads everything as text.
func rows(t *testing.T, st *store.Store, query string, args ...any) [][]string {
	t.Helper()
	found, err := st.SQL().Query(query, args...)
	if err != nil {
		t.Fatal(err)
	}
	defer found.Close()
	names, err := found.Columns()
	if err != nil {
		t.Fatal(err)
	}
	var all [][]string
	for found.Next() {
		line := make([]string, len(names))
		into := make([]any, len(names))
		for i := range line {
			into[i] = &line[i]
		}
		if err := found.Scan(into...); err != nil {
			t.Fatal(err)
		}
		all = append(all, line)
	}
	if err := found.Err(); err != nil {
		t.Fatal(err)
	}
	return all
}

func joined(lines [][]string) string {
	var names []string
	for _, l := range lines {
		names = append(names, l[0])
	}
	return strings.Join(names, ", ")
}

// compareDatabases holds both folders of steps to one schema: the types alone may differ.
func compareDatabases(t *testing.T, lite, maria []table) {
	t.Helper()
	byName := map[string]table{}
	for _, tb := range maria {
		byName[tb.name] = tb
	}
	if len(lite) != len(maria) {
		t.Errorf("%d tables on SQLite, %d on MariaDB", len(lite), len(maria))
	}
	for _, a := range lite {
		b, known := byName[a.name]
		if !known || len(a.columns) != len(b.columns) {
			t.Errorf("%s differs: %d columns on SQLite, %d on MariaDB", a.name, len(a.columns), len(b.columns))
			continue
		}
		for i, c := range a.columns {
			if d := b.columns[i]; c.name != d.name || c.null != d.null || c.def != d.def {
				t.Errorf("%s: SQLite has %v, MariaDB %v", a.name, c, d)
			}
		}
		for _, all := range [][]index{a.indexes, b.indexes} {
			slices.SortFunc(all, func(x, y index) int { return cmp.Compare(x.name, y.name) })
		}
		if !slices.Equal(a.indexes, b.indexes) {
			t.Errorf("%s: indexes on SQLite %v, on MariaDB %v", a.name, a.indexes, b.indexes)
		}
	}
}

// checkClasses: each column has one class, no class stands for a column that is gone, and what is sealed or hashed is
// stored as bytes.
func checkClasses(t *testing.T, maria []table, classes map[string]string) {
	t.Helper()
	left := maps.Clone(classes)
	for _, tb := range maria {
		if tableWords[tb.name] == "" {
			t.Errorf("%s has no sentence in tableWords", tb.name)
		}
		for _, c := range tb.columns {
			class := classes[tb.name+"."+c.name]
			delete(left, tb.name+"."+c.name)
			if !slices.ContainsFunc(classWords, func(w [2]string) bool { return w[0] == class }) {
				t.Errorf("%s.%s has the class %q, which nobody explains", tb.name, c.name, class)
			}
			binary := strings.Contains(c.kind, "blob") || strings.Contains(c.kind, "binary")
			if (class == "sealed" || class == "index") && !binary {
				t.Errorf("%s.%s is %s but stored as %s", tb.name, c.name, class, c.kind)
			}
		}
	}
	for key := range left {
		t.Errorf("column_classes speaks of %s, which is not there", key)
	}
}

func render(lite, maria []table, classes map[string]string) string {
	kinds := map[string]string{}
	for _, tb := range maria {
		for _, c := range tb.columns {
			kinds[tb.name+"."+c.name] = c.kind
		}
	}
	var b strings.Builder
	b.WriteString("# 数据表\n\n由 `go test ./models/store -run TheSchemaDocument -update` 生成，不要手改；测试会比对。\n\n")
	b.WriteString("时刻是 UTC 的 Unix 毫秒，日子是 1970-01-01 起的天数（亚洲/上海），0 表示没有。goose 自己的表不列。类型写 MariaDB 的，SQLite 里不一样的写在括号里。\n\n")
	b.WriteString("| 类 | 意思 |\n|---|---|\n")
	for _, w := range classWords {
		fmt.Fprintf(&b, "| `%s` | %s |\n", w[0], w[1])
	}
	fmt.Fprintf(&b, "\n共 %d 张表。\n", len(lite))
	for _, tb := range lite {
		fmt.Fprintf(&b, "\n## %s\n\n%s。\n\n| 列 | 类型 | 可空 | 默认 | 类 |\n|---|---|---|---|---|\n", tb.name, tableWords[tb.name])
		for _, c := range tb.columns {
			kind := kinds[tb.name+"."+c.name]
			if alike := strings.NewReplacer("bigint", "integer", "tinyint(1)", "boolean").Replace(kind); alike != c.kind {
				kind += "（" + c.kind + "）"
			}
			null := map[string]string{"YES": "可", "NO": ""}[c.null]
			def := map[string]string{"-": "", "": "`''`"}[c.def]
			if def == "" && c.def != "-" {
				def = "`" + c.def + "`"
			}
			fmt.Fprintf(&b, "| `%s` | %s | %s | %s | %s |\n", c.name, kind, null, def, classes[tb.name+"."+c.name])
		}
		b.WriteString("\n")
		for _, i := range tb.indexes {
			word := map[bool]string{true: "唯一", false: "索引"}[i.unique]
			if i.name == "PRIMARY" {
				word = "主键"
			}
			fmt.Fprintf(&b, "- %s `%s`（%s）\n", word, i.name, i.columns)
		}
	}
	return b.String()
}
