package cli

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"anju/models/storetest"
)

// handed makes a batch of six people and opens it as the police do; the list and the flags that go with its answer.
func (a *anju) handed() (list string, with []string) {
	a.t.Helper()
	a.take("areas", a.file("areas.csv", "code,parent_code,level,name\n33990101,,community,柳岸社区\n3399010101,33990101,grid,柳岸 01 网格\n"))
	a.take("units", a.file("units.csv", "unit_code,area_code,address,accepted_on\nU1,3399010101,柳岸路 1 号,2026-01-05\n"))
	a.take("rooms", a.file("rooms.csv", "unit_code,room_no\nU1,101\n"))
	stays := "unit_code,room_no,name,doc_type,doc_no,phone,moved_in_on,reported_at\n"
	for i := range 6 {
		stays += fmt.Sprintf("U1,101,何以安,111,%s,1990001%04d,2026-11-05,2026-11-06\n", storetest.Number("3399", i), i)
	}
	if done := a.take("stays", a.file("stays.csv", stays)); done.Saved != 6 {
		a.t.Fatalf("%+v %s", done, head(done.ErrorsFile))
	}
	key := filepath.Join(a.dir, "key.json")
	a.ok("handover", "key", key, "--area", "33990101")
	var batch struct{ File string }
	if err := json.Unmarshal([]byte(a.ok("handover", "make", a.dir, "--area", "33990101", "--reason", "按时移交", "--at", essayAt, "--json")), &batch); err != nil {
		a.t.Fatal(err)
	}
	list = filepath.Join(a.dir, "list.csv")
	a.ok("handover", "open", batch.File, list, "--key", key)
	return list, []string{"--file", batch.File, "--key", key, "--at", essayAt}
}

// filled writes the last three cells of the rows of a list, and a row number where one is given.
func (a *anju) filled(list, to string, answers [][4]string) string {
	a.t.Helper()
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(a.read(list), "\ufeff"))).ReadAll()
	if err != nil {
		a.t.Fatal(err)
	}
	for i, cells := range answers {
		row := rows[i+1]
		copy(row[len(row)-3:], cells[:3])
		if cells[3] != "" {
			row[0] = cells[3]
		}
	}
	var out bytes.Buffer
	if err := csv.NewWriter(&out).WriteAll(rows); err != nil {
		a.t.Fatal(err)
	}
	return a.file(to, out.String())
}

// TestAFaultyAnswerIsNamedWhereItIsWritten: else the police carry a file back that the register does not take, and hear of it
// a week later.
func TestAFaultyAnswerIsNamedWhereItIsWritten(t *testing.T) {
	storetest.EachName(t, func(t *testing.T, db string) {
		a := newAnju(t, db)
		list, with := a.handed()
		reply := filepath.Join(a.dir, "reply")
		answer := func(path string) []string { return append([]string{"handover", "answer", path, reply}, with...) }
		for name, answers := range map[string][][4]string{
			"bad": {{"退回", "", "88"}, {"退回", "", ""}, {"已登记", "2027-01-09", ""}, {"已登记", "2026-11-04", ""}, {"已登记", "", ""}, {"", "2026-11-09", ""}},
			"odd": {{"已登记", "2026-11-09", "07"}, {"已登记", "2026-11-09", ""}, {"已登记", "2026-11-09", "", "33990101-0001-0002"}, {"已登记", "2026-11-09", "", "33990101-0001-0099"}},
		} {
			code, _, told := a.run(answer(a.filled(list, name+".csv", answers))...)
			if _, err := os.Stat(reply); code != 1 || err == nil {
				t.Errorf("%s: exit %d, written: %v", name, code, err == nil)
			}
			for _, words := range map[string][]string{
				"bad": {"第 2 行：退回原因“88”不在名单里", "第 3 行：写了“退回”，没写退回原因", "第 4 行：登记日期不能晚于今天", "第 5 行：登记日期不能早于入住日期", "第 6 行：写了已登记，没写登记日期",
					"第 7 行：写了日期或退回原因，没写登记结果", "有 6 行不对，回执没有写"},
				"odd": {"第 2 行：写了“已登记”，又写了退回原因", "第 4 行：交接行号 33990101-0001-0002 在第 3 行填过了", "第 5 行：交接行号 33990101-0001-0099 不在这一批里", "有 3 行不对"},
			}[name] {
				if !strings.Contains(told, words) {
					t.Errorf("%s: %q is not told in %s", name, words, told)
				}
			}
		}
		a.ok(answer(a.filled(list, "good.csv", [][4]string{{"已登记", "2026-11-09", ""}, {"退回", "", "07"}, {"退回", "", "联系电话打不通"}}))...)
		var got struct{ Accepted, Returned, Waiting int }
		if err := json.Unmarshal([]byte(a.ok("handover", "take", reply, "--at", "2026-11-25 10:00", "--json")), &got); err != nil || got.Accepted != 1 || got.Returned != 2 || got.Waiting != 3 {
			t.Errorf("taken: %+v %v", got, err)
		}
	})
}
