package cli

import (
	"encoding/csv"
	"fmt"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"

	"anju/models/storetest"
)

const smallAreas = `code,parent_code,level,name,zone
G2,C1,grid,乙 02 网格,rural
C1,CITY,社区,柳岸社区,
CITY,,city,云溪市,
G1,C1,网格,甲 01 网格,建成区
`

const smallUnits = `房屋代码,地区代码,地址,房屋种类,土地性质,房东姓名,房东证件种类,房东证件号码,房东手机号,备案日期
U1,G1,青禾路 18 号,自建房,集体,周桂芳,居民身份证,339900197001010012,199 0000 0001,2025-03-01
U2,G2,柳岸街 5 号,套房,国有,,,,,
`

const smallRooms = `unit_code,room_no,room_type,usable_m2,beds
U1,101,卧室,12.50,2
U1,102,bedroom,,
U2,101,厨房,7.99,
`

// small makes a register of two homes.
func (a *anju) small() {
	a.t.Helper()
	for kind, content := range map[string]string{"areas": smallAreas, "units": smallUnits, "rooms": smallRooms} {
		_ = a.file(kind+".csv", content)
	}
	for _, kind := range []string{"areas", "units", "rooms"} {
		if done := a.take(kind, a.dir+"/"+kind+".csv"); done.Failed+done.Same != 0 {
			a.t.Fatalf("%s: %+v %s", kind, done, head(done.ErrorsFile))
		}
	}
}

const stayHeader = "unit_code,room_no,name,doc_type,doc_no,phone,moved_in_on,reported_at,confirmed_at,lease_end,moved_out_on,relation,doc_country,away_from,away_to,guardian_phone,label\n"

// fault is one kind of wrong row: the cells that differ from a good one, and the sentence that hands it back.
type fault struct {
	cells map[int]string
	why   string
}

var stayFaults = []fault{
	{map[int]string{0: "U9"}, "没有这个房屋代码：U9"},
	{map[int]string{0: ""}, "请填房屋代码"},
	{map[int]string{1: "999"}, "这处房屋没有“999”房"},
	{map[int]string{1: ""}, "请填房间号"},
	{map[int]string{2: ""}, "请填姓名"},
	{map[int]string{2: "=cmd|'/C calc'!A0"}, "姓名里只能有汉字或字母"},
	{map[int]string{2: "何"}, "姓名至少 2 个字"},
	{map[int]string{3: "999"}, "证件种类“999”不认识"},
	{map[int]string{4: "339900199001010012"}, "最后一位对不上"},
	{map[int]string{4: "339900199013010015"}, "不是日期"},
	{map[int]string{4: "33990019900101001"}, "少 1 位"},
	{map[int]string{4: "3.39900199001E+17"}, "科学计数"},
	{map[int]string{4: ""}, "请填身份证号码"},
	{map[int]string{3: "414", 4: "!!"}, "护照号码是 5 到 15 个字母和数字"},
	{map[int]string{5: "12345"}, "少 6 位"},
	{map[int]string{5: "0574-88001234"}, "这像座机号码"},
	{map[int]string{6: ""}, "入住日期请填"},
	{map[int]string{6: "2026-02-30"}, "入住日期“2026-02-30”不是日期"},
	{map[int]string{6: "去年冬天"}, "不是日期"},
	{map[int]string{7: "2026-11-24 10:01"}, "登记时间不能晚于现在"},
	{map[int]string{8: "2026-11-25"}, "确认时间不能晚于现在"},
	{map[int]string{9: "2026-01-01"}, "租期在入住日期之前"},
	{map[int]string{10: "2026-09-30"}, "搬走日期早于入住日期"},
	{map[int]string{12: "韩国"}, "三个字母"},
	{map[int]string{13: "2026-11-01"}, "暂离要写开始和结束"},
	{map[int]string{13: "2026-11-01", 14: "2027-02-01"}, "暂离最长 60 天"},
	{map[int]string{15: "1"}, "监护人手机号：少 10 位"},
	{map[int]string{16: "青禾路十八号后门"}, "短名最多 6 个字"},
	{map[int]string{4: "overlap"}, "日子重叠了"},
	{map[int]string{2: "gb18030"}, "编码不对"},
	{map[int]string{16: ",x"}, "多出了格子"},
}

// TestAThousandWrongRowsComeBackEachWithItsReasonAndTheGoodOnesAreSaved mixes wrong rows of more than thirty kinds among
// good ones and empty lines.
func TestAThousandWrongRowsComeBackEachWithItsReasonAndTheGoodOnesAreSaved(t *testing.T) {
	const wrong = 1000
	storetest.EachName(t, func(t *testing.T, db string) {
		a := newAnju(t, db)
		a.small()
		var file strings.Builder
		file.WriteString(stayHeader)
		var want []string
		good := 0
		add := func(cells []string) {
			w := csv.NewWriter(&file)
			if err := w.Write(cells); err != nil {
				t.Fatal(err)
			}
			w.Flush()
		}
		people := 0
		fresh := func() []string {
			good++
			people++
			return []string{"U1", "101", "何以安", "111", storetest.Number("3399", people), "13800000001", "2026-10-01", "2026-10-02", "", "", "", "", "", "", "", "", ""}
		}
		for i := range wrong {
			f := stayFaults[i%len(stayFaults)]
			cells := fresh()
			switch {
			case f.cells[4] == "overlap": // the same person from another day on, while the first stay goes on
				add(cells)
				cells[6] = "2026-10-05"
			case f.cells[2] == "gb18030":
				good--
				bytes, err := simplifiedchinese.GB18030.NewEncoder().String("白以宁")
				if err != nil {
					t.Fatal(err)
				}
				cells[2] = bytes
			case f.cells[16] == ",x":
				good--
				cells = append(cells, "x")
			default:
				good--
				for at, cell := range f.cells {
					cells[at] = cell
				}
			}
			add(cells)
			want = append(want, f.why)
			if i%7 == 0 {
				file.WriteString("\n,,,,\n")
				add(fresh())
			}
		}
		done := a.take("stays", a.file("名册.csv", file.String()))
		if done.Read != good+wrong || done.Saved != good || done.Failed != wrong || done.Same != 0 {
			t.Fatalf("%d good and %d wrong rows: %+v", good, wrong, done)
		}
		if s := a.stats("--as-of", "2026-11-24"); s.Residents != good {
			t.Errorf("%d live there, %d rows were good", s.Residents, good)
		}
		back, err := readCSV(a.read(done.ErrorsFile))
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(back[0], ",") + "\n"; got != strings.TrimSuffix(stayHeader, "\n")+",原因\n" {
			t.Errorf("the columns came back as %s", got)
		}
		if len(back) != wrong+1 {
			t.Fatalf("%d rows came back", len(back)-1)
		}
		for i, row := range back[1:] {
			if reason := row[len(back[0])-1]; !strings.Contains(reason, want[i]) {
				t.Errorf("row %d came back for %q, want %q", i, reason, want[i])
			}
		}
		// The file that came back is a list of its own: nothing in it is saved before it is mended.
		if again := a.take("stays", done.ErrorsFile); again.Failed != wrong || again.Read != wrong {
			t.Errorf("the errors file again: %+v", again)
		}
	})
}

func TestWrongAreasHomesAndRoomsComeBackToo(t *testing.T) {
	storetest.EachName(t, func(t *testing.T, db string) {
		a := newAnju(t, db)
		a.small()
		for _, c := range []struct{ kind, header, row, why string }{
			{"areas", "code,parent_code,level,name,zone", "G3,NONE,grid,丙网格,", "没有这个上级代码：NONE"},
			{"areas", "code,parent_code,level,name,zone", "G3,G1,community,丙社区,", "社区（村）不能放在网格下面"},
			{"areas", "code,parent_code,level,name,zone", "G 3,C1,grid,丙网格,", "编码只用数字、字母和短横"},
			{"areas", "code,parent_code,level,name,zone", "G3,C1,楼栋,丙,", "请选是哪一级：市、区县、街道（镇）、社区、网格"},
			{"areas", "code,parent_code,level,name,zone", "G3,C1,grid,,", "请写名称"},
			{"areas", "code,parent_code,level,name,zone", "G3,C1,grid,丙网格,山里", "请选建成区还是农村"},
			{"areas", "code,parent_code,level,name,zone", "G1,CITY,grid,甲 01 网格,", "已经在别的上级下面"},
			{"areas", "code,parent_code,level,name,zone", "G1,CITY,community,甲 01 网格,", "级别不能在表格里改"},
			{"units", "unit_code,area_code,address,kind,landlord_name,landlord_doc_no,landlord_phone,accepted_on", "U3,G9,青禾路 3 号,flat,,,,", "没有这个地区代码：G9"},
			{"units", "unit_code,area_code,address,kind,landlord_name,landlord_doc_no,landlord_phone,accepted_on", "U3,,青禾路 3 号,flat,,,,", "请填地区代码"},
			{"units", "unit_code,area_code,address,kind,landlord_name,landlord_doc_no,landlord_phone,accepted_on", "U3,G1," + strings.Repeat("青", 101) + ",flat,,,,", "地址太长，100 个字以内就够"},
			{"units", "unit_code,area_code,address,kind,landlord_name,landlord_doc_no,landlord_phone,accepted_on", "U3,G1,,flat,,,,", "请写地址"},
			{"units", "unit_code,area_code,address,kind,landlord_name,landlord_doc_no,landlord_phone,accepted_on", "U3,G1,青禾路 3 号,城堡,,,,", "房屋种类“城堡”不认识"},
			{"units", "unit_code,area_code,address,kind,landlord_name,landlord_doc_no,landlord_phone,accepted_on", "U 3,G1,青禾路 3 号,flat,,,,", "房屋代码里不能有空格"},
			{"units", "unit_code,area_code,address,kind,landlord_name,landlord_doc_no,landlord_phone,accepted_on", "U3,G1,青禾路 3 号,flat,周桂芳,339900197001010018,,", "房东证件：最后一位对不上"},
			{"units", "unit_code,area_code,address,kind,landlord_name,landlord_doc_no,landlord_phone,accepted_on", "U3,G1,青禾路 3 号,flat,周桂芳,,138,", "房东手机号：少 8 位"},
			{"units", "unit_code,area_code,address,kind,landlord_name,landlord_doc_no,landlord_phone,accepted_on", "U3,G1,青禾路 3 号,flat,周桂芳,,,", "只有房东姓名认不出是谁"},
			{"units", "unit_code,area_code,address,kind,landlord_name,landlord_doc_no,landlord_phone,accepted_on", "U3,G1,青禾路 3 号,flat,白以宁," + storetest.Number("3399", 77) + ",19900000001,", "登在另一位房东名下"},
			{"units", "unit_code,area_code,address,kind,landlord_name,landlord_doc_no,landlord_phone,accepted_on", "U3,G1,青禾路 3 号,flat,,,,2026-11-25", "备案日期不能晚于今天"},
			{"rooms", "unit_code,room_no,room_type,usable_m2,beds", "U9,101,,,", "没有这个房屋代码：U9"},
			{"rooms", "unit_code,room_no,room_type,usable_m2,beds", "U1,,,,", "请填房间号"},
			{"rooms", "unit_code,room_no,room_type,usable_m2,beds", "U1,103,书房,,", "房间用途“书房”不认识"},
			{"rooms", "unit_code,room_no,room_type,usable_m2,beds", "U1,103,,7.995,", "最多两位小数"},
			{"rooms", "unit_code,room_no,room_type,usable_m2,beds", "U1,103,,-3,", "使用面积请写平方米数"},
			{"rooms", "unit_code,room_no,room_type,usable_m2,beds", "U1,103,,,两张", "床位数请写"},
		} {
			done := a.take(c.kind, a.file("wrong.csv", c.header+"\n"+c.row+"\n"))
			if done.Failed != 1 || done.Saved != 0 || !strings.Contains(a.read(done.ErrorsFile), c.why) {
				t.Errorf("%s %s: %+v %s", c.kind, c.row, done, head(done.ErrorsFile))
			}
		}
		for _, kind := range []string{"areas", "units", "rooms"} {
			if done := a.take(kind, a.dir+"/"+kind+".csv"); done.Same != done.Read {
				t.Errorf("%s after all that: %+v", kind, done)
			}
		}
	})
}

func TestACommandSaysByItsExitWhetherTheFileCouldBeRead(t *testing.T) {
	storetest.EachName(t, func(t *testing.T, db string) {
		a := newAnju(t, db)
		a.small()
		bad := a.file("bad.csv", "甲,乙\n1,2\n")
		row := "U1,101,何以安,111,339900199001010011,,2026-10-01,,,,,\n"
		for _, c := range []struct {
			code int
			args []string
			want string
		}{
			{1, []string{"import", "stays", bad}, "表头不对"},
			{1, []string{"import", "stays", a.dir + "/none.csv"}, "没有这个文件"},
			{1, []string{"import", "stays", a.file("a.docx", "PK\x03\x04....")}, "不是能打开的表格"},
			{1, []string{"import", "stays", bad, "--template", a.dir + "/x.txt"}, ".csv 或 .xlsx"},
			{1, []string{"export", "stays", a.dir + "/x.txt"}, ".csv 或 .xlsx"},
			{1, []string{"export", "stays", a.dir + "/x.csv", "--area", "NONE"}, "没有代码是 NONE 的地区"},
			{1, []string{"stats", "--area", "NONE"}, "没有代码是 NONE 的地区"},
			{1, []string{"import", "stays", a.file("e.csv", stayHeader+row), "--baseline", "2027-01-01", "--at", essayAt}, "不能晚于今天"},
			{2, []string{"import", "stays"}, "读哪个文件"},
			{2, []string{"import", "people", bad}, "people"},
			{2, []string{"import", "rooms", bad, "--baseline", "2026-01-01"}, "只用在 stays"},
			{2, []string{"stats", "--as-of", "gestern"}, "不是日期"},
			{0, []string{"import", "stays", "--json", a.file("f.csv", stayHeader+"U9"+row[2:])}, ""},
			{0, []string{"export", "stats", a.dir + "/stats.csv"}, ""},
			{0, []string{"import", "--json", "stays", a.file("g.csv", stayHeader), "--at", essayAt}, ""},
		} {
			code, out, errOut := a.run(c.args...)
			var lines []string
			for _, line := range strings.Split(strings.TrimSpace(errOut), "\n") {
				if !strings.HasPrefix(line, "注意：") && line != "" {
					lines = append(lines, line)
				}
			}
			if code != c.code || !strings.Contains(errOut, c.want) || c.code == 1 && len(lines) != 1 || (c.code == 0) != (out != "") {
				t.Errorf("%s: %d %q %q", strings.Join(c.args, " "), code, out, errOut)
			}
		}
		if code, out, _ := a.run("import", "--help"); code != 0 || !strings.Contains(out, "--baseline") {
			t.Errorf("help: %d %s", code, out)
		}
		if s := fmt.Sprint(a.stats().Residents); s != "0" {
			t.Errorf("%s live there", s)
		}
	})
}

func readCSV(text string) ([][]string, error) {
	r := csv.NewReader(strings.NewReader(strings.TrimPrefix(text, "\ufeff")))
	r.FieldsPerRecord = -1
	return r.ReadAll()
}
