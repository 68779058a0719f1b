package landlord_test

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"anju/models"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/storetest"
)

func TestALandlordRegistersAHomeAndUsesItAtOnceWithoutAPlate(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		w := newStreet(t, st, "2026-11-16 10:00")
		communities, err := st.AreasAt(t.Context(), models.LevelCommunity)
		must(t, err)
		b := w.browser().get("/h/u/new")
		b.sees(200, "柳岸社区", "您的姓名", `value="周桂芳"`)
		b.post("/h/u/new", "community", communities[0].Ref, "address", "青禾路", "label", "青禾路十八号楼", "kind", "home", "owner_name", "周桂芳")
		b.sees(422, `id="f-address-error"`, `id="f-label-error"`, `value="青禾路"`)
		b.post("/h/u/new", "community", communities[0].Ref, "address", "青禾路 22 号", "label", "青禾22", "kind", "home", "owner_name", "周桂芳")
		b.sees(200, "有几层几间").post("/h/u/new", "floors", "0", "per_floor", "2").sees(422, `id="f-floors-error"`)
		b.post("/h/u/new", "floors", "2", "per_floor", "2", "land", "state").sees(200, "每间最多住几人", `value="2"`)
		b.post("/h/u/new", "cap", "many").sees(422, `id="f-cap-error"`)
		b.post("/h/u/new", "cap", "2").sees(200, "101、102、201、202", "治安责任书", "消防承诺书", "治安管理处罚法第六十八条", "待运营单位审定", "青禾22")
		b.post("/h/u/new").sees(422, `id="f-pledge-error"`, "治安责任书")
		b.post("/h/u/new", "pledge", "1").sees(200, "登记好了：青禾路 22 号", "等核实", "回执先写“未核实”", "第 2026-11 版")
		ref := strings.TrimPrefix(b.path, "/h/u/")
		b.get("/h/u/"+ref+"/plate").sees(200, "门牌码还没有")
		b.get("/h/u/"+ref+"/invite").sees(200, "门牌码还没有")
		b.get("/h/u/" + ref + "/plate.png").sees(404)
		path := "/h/u/" + ref + "/checkin"
		b.get(path).post(path, "room", "101", "name", "何以安", "doc_no", doc1, "phone", "19900000013", "moved_in", "today").post(path)
		b.sees(200, "登记好了", "未核实")
		b.get("/h/u/new").post("/h/u/new", "community", communities[0].Ref, "address", "青禾路 22 号", "label", "青禾22", "kind", "home", "owner_name", "周桂芳")
		b.sees(422, "这个地址已经登记过", "房子在哪里", `value="青禾路 22 号"`)
		b.get("/h/u/new").post("/h/u/new", "community", communities[0].Ref, "address", "青禾路２２号", "label", "青禾22", "kind", "home", "owner_name", "周桂芳")
		b.sees(422, "这个地址已经登记过", `value="青禾路２２号"`)
		b.get("/h").sees(200, "换一处").get("/h?pick=1").sees(200, "青禾路 22 号", "青禾路 18 号")
		b.get("/h/roster").sees(200, "看哪一处的名册")
		b.get("/h?u="+ref).sees(200, "青禾路 22 号·房态")
	})
}

func TestEachKindOfHomeIsAskedOnlyWhatItNeeds(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		w := newStreet(t, st, "2026-11-16 10:00")
		communities, err := st.AreasAt(t.Context(), models.LevelCommunity)
		must(t, err)
		b, number := w.browser(), 30
		begin := func(kind string) {
			number++
			b.get("/h/u/new").post("/h/u/new", "community", communities[0].Ref, "address", fmt.Sprintf("青禾路 %d 号", number), "label", fmt.Sprint("青禾", number),
				"kind", kind, "owner_name", "周桂芳").sees(200, "房间")
		}
		finish := func(cap string) string {
			t.Helper()
			b.post("/h/u/new", "cap", cap).sees(200, "治安责任书").post("/h/u/new", "pledge", "1").sees(200, "登记好了")
			return b.path
		}
		begin("flat")
		b.sees(200, "有几间住人").misses("有几层", "土地", "工地", "生意")
		b.post("/h/u/new", "per_floor", "27").sees(422, `id="f-per_floor-error"`)
		b.post("/h/u/new", "per_floor", "3").sees(200, "每间最多住几人")
		b.get(finish("2")).sees(200, ">A<", ">C<").misses("工地", ">D<")

		begin("home")
		b.sees(200, "有几层几间", "土地是哪一种").misses("工地", "生意")

		begin("dormitory")
		b.sees(200, "有几层几间").misses("土地", "工地", "生意")
		b.post("/h/u/new", "floors", "1", "per_floor", "2").sees(200, "每间几张床").misses("最多住几人")
		b.get(finish("6")).sees(200, "可住 6 人")

		begin("shop")
		b.sees(200, "做什么生意", "用墙隔开没有").misses("有几层", "土地", "工地")
		b.post("/h/u/new", "per_floor", "1").sees(422, `id="f-trade-error"`, `id="f-parted-error"`)
		b.post("/h/u/new", "per_floor", "1", "trade", "早餐店", "parted", "no").sees(200, "每间最多住几人")
		b.get(finish("2")).sees(200, "早餐店", "没隔开")

		begin("worksite")
		b.sees(200, "有几层几间", "工地用到哪一天").misses("土地", "生意")
		b.post("/h/u/new", "floors", "1", "per_floor", "2", "ends_on_y", "2026", "ends_on_m", "11", "ends_on_d", "1").sees(422, `id="f-ends_on-error"`, "已经过了", `value="2026"`)
		b.post("/h/u/new", "floors", "1", "per_floor", "2", "ends_on_y", "2037", "ends_on_m", "11", "ends_on_d", "30").sees(422, `id="f-ends_on-error"`, "最多写到 10 年以后")
		b.post("/h/u/new", "floors", "1", "per_floor", "2", "ends_on_y", "2027", "ends_on_m", "3", "ends_on_d", "31").sees(200, "每间几张床")
		camp := finish("8")
		b.get(camp).sees(200, "2027 年 3 月 31 日", "工地延期")
		path := camp + "/checkin"
		b.get(path).sees(200, "租期写到 2027 年 3 月 31 日").misses("打算住多久")
		b.post(path, "room", "101", "name", "何以安", "doc_no", doc1, "phone", "19900000013", "moved_in", "today").post(path).sees(200, "登记好了")
		ends := func() string {
			unit, err := st.UnitByRef(t.Context(), strings.TrimPrefix(camp, "/h/u/"))
			must(t, err)
			entries, err := st.Entries(t.Context(), unit.ID)
			must(t, err)
			return entries[0].Stay.LeaseEnd.String()
		}
		if ends() != "2027-03-31" {
			t.Errorf("the lease ends on %s", ends())
		}
		b.get(camp).post(camp+"/end", "ends_on_y", "2027", "ends_on_m", "6", "ends_on_d", "31").sees(422, `id="f-ends_on-error"`)
		b.post(camp+"/end", "ends_on_y", "2137", "ends_on_m", "6", "ends_on_d", "30").sees(422, `id="f-ends_on-error"`, "最多写到 10 年以后")
		b.post(camp+"/end", "ends_on_y", "2027", "ends_on_m", "6", "ends_on_d", "30").sees(200, "租期也跟着改了", "2027 年 6 月 30 日")
		if ends() != "2027-06-30" {
			t.Errorf("after the site was given longer the lease ends on %s", ends())
		}
	})
}

func TestAHomeIsRenamedEmptiedTakenOffAndPutBack(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		w := newStreet(t, st, "2026-11-16 10:00")
		b, home := w.browser(), "/h/u/"+w.unit.Ref
		b.get(home).sees(200, "已备案", "还没说")
		b.post(home+"/label", "label", "太长的短名字呀").sees(422, `id="f-label-error"`)
		b.post(home+"/label", "label", "老屋").sees(200, "短名叫“老屋”")
		b.post(home+"/vacant", "vacant", "1").sees(200, "现在空置", "有人住")
		b.post(home+"/listing", "off", "1").sees(200, "停租了", "恢复出租")
		b.get(home+"/checkin").sees(409, "这处房子已停租")
		b.get(home+"/plate").sees(200, "这处房子停租了")
		b.get("/h").sees(200, "这处房子停租了")
		b.get(home).post(home+"/listing", "off", "0").sees(200, "恢复出租了")
		b.checkIn("101", "何以安", doc1, "19900000013").get(home).sees(200, "先给每个人办退房")
		b.post(home+"/listing", "off", "1").sees(409, "册里还有人住着")
	})
}

func TestThePrintedPlateScansAndTheOldOneIsRevoked(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		w := newStreet(t, st, "2026-11-16 10:00")
		b, home := w.browser(), "/h/u/"+w.unit.Ref
		b.get(home+"/plate").sees(200, "柳岸社区·居家服务码", "青禾路", "柳岸社区警务室·青禾 03 网格", "0500-880 0110", "12348", "aj.example.com")
		b.misses("周桂芳", "小陈", "出租")
		if !regexp.MustCompile(`<path d="M4 4h7v1h-7z[^"]+" fill="#000"/>`).MatchString(b.page) {
			t.Error("the code is not one path")
		}
		if got := scan(t, b.get(home+"/plate.png").page); got != "http://aj.example.com/d/"+w.unit.DoorToken {
			t.Errorf("the picture reads %q", got)
		}
		b.get(home+"/invite").sees(200, "给哪一间做登记卡")
		b.get(home+"/door").sees(200, "要换门牌吗").post(home+"/door").sees(200, "居家服务码")
		door, err := w.reg.OpenDoor(t.Context(), policy.Actor{}, w.unit.DoorToken, w.at)
		must(t, err)
		if door.What != "old" {
			t.Errorf("the old plate is %s", door.What)
		}
	})
}

func scan(t *testing.T, picture string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "code.png")
	must(t, os.WriteFile(file, []byte(picture), 0o600))
	out, err := exec.Command("zbarimg", "--raw", "-q", file).Output()
	must(t, err)
	return strings.TrimSpace(string(out))
}

func TestAFormerTenantReturnsInFourTapsAndHisNumberIsNeverShown(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		w := newStreet(t, st, "2026-08-03 10:00")
		b := w.browser().checkIn("103", "何以安", doc1, "19900000013").checkIn("101", "苏见山", doc2, "19900000014")
		for _, e := range w.entries() {
			if e.Room.No == "103" {
				out := "/h/u/" + w.unit.Ref + "/stays/" + e.Stay.Ref + "/checkout"
				b.get(out).post(out, "moved_out", "today").sees(200, "退房登记好了")
			}
		}
		w.at = shanghai("2026-11-16 10:00")
		b.get("/h/u/"+w.unit.Ref+"/checkin?room=201").sees(200, "从老房客里选")
		b.get("/h/tenants?u="+w.unit.Ref+"&room=201").sees(200, "何以安", "尾号 0011", "青禾18 103 房")
		b.misses("苏见山", doc1)
		b.get("/h/tenants?u="+w.unit.Ref).post("/h/tenants", "find", "1", "q", "苏").sees(200, "没找到")
		b.post("/h/tenants", "find", "1", "q", "何\u202d").sees(200, "何以安")
		var stay string
		for _, e := range w.entries() {
			if e.Room.No == "103" {
				stay = e.Stay.Ref
			}
		}
		b.get("/h/tenants?u="+w.unit.Ref+"&room=201").post("/h/tenants", "stay", stay)
		b.sees(200, "请核对", "何以安", "201 房", "2026 年 11 月 16 日", "尾号 0013")
		b.misses(doc1, "19900000013")
		check, path := b.path, "/h/u/"+w.unit.Ref+"/checkin"
		b.get(strings.Replace(check, "/checkin/check", "/checkin", 1)+"&i=0").post(path, "room", "", "name", "何以安", "moved_in", "today")
		b.sees(422, `id="f-room-error"`)
		b.misses(doc1, "19900000013")
		b.get(check).post(path).sees(200, "登记好了：</b>201 房·何以安")
		w.at = shanghai("2027-06-20 10:00")
		b.get("/h/u/"+w.unit.Ref+"/rooms/103").sees(200, "这间没人住")
		b.misses("何以安") // past the time that the profile keeps him
	})
}

func TestFiveTogetherNameTheRowThatIsWrongAndPassOverEmptyRows(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		w := newStreet(t, st, "2026-11-16 10:00")
		b, path := w.browser(), "/h/u/"+w.unit.Ref+"/checkin"
		many := path + "/many"
		b.get(many).post(many, "room", "102", "moved_in", "today").sees(422, "请至少填一位")
		b.post(many, "room", "", "moved_in", "today", "name", "何以安", "doc_no", doc1, "phone", "19900000013", "name_3", "苏见山", "doc_no_3", doc2[:17]+"2", "phone_3", "1990000001")
		b.sees(422, "第 3 位：身份证号码最后一位对不上", "第 3 位：手机号少 1 位", `id="f-doc_no_3-error"`, `id="f-phone_3-error"`, `id="f-room-error"`, `value="苏见山"`)
		b.post(many, "room", "102", "moved_in", "today", "name", "何以安", "doc_no", doc1, "phone", "19900000013", "name_3", "苏见山", "doc_no_3", doc2, "no_phone_3", "1")
		b.sees(200, "第 1 位", "第 2 位", "没有手机")
		b.misses("第 3 位", doc1, doc2)
		b.post(path, "confirm", "1").sees(200, "何以安、苏见山")
		if n := len(w.entries()); n != 2 {
			t.Fatalf("%d stays", n)
		}
	})
}

func TestAHelperActsForTheLandlordUntilHeIsTakenOff(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		w := newStreet(t, st, "2026-11-16 10:00")
		b := w.browser().get("/h/me")
		b.sees(200, "尾号 0099", "退出登录", "大字版")
		b.post("/h/me", "u", w.unit.Ref, "phone", "1990000", "kind", "family").sees(422, `id="f-phone-error"`, "<details open>")
		b.post("/h/me", "u", w.next.Ref, "phone", "19900000055", "kind", "family").sees(404)
		b.get("/h/me").post("/h/me", "u", w.unit.Ref, "phone", "19900000055", "kind", "family").sees(200, "加好了。他用自己的手机号登录", "手机尾号 0055", "家里人")
		user, err := st.UserByPhone(t.Context(), "19900000055")
		must(t, err)
		owner := w.who
		w.at = w.at.Add(60_000_000_000)
		w.who, err = st.Actor(t.Context(), user)
		must(t, err)
		h := w.browser().checkIn("103", "何以安", doc1, "19900000013").get("/h/me")
		h.sees(200, "我代办")
		h.misses("撤掉")
		w.who = owner
		b.get("/h/me").post("/h/me", "u", w.unit.Ref, "end", user.Ref).sees(200, "撤掉了")
		w.at = w.at.Add(60_000_000_000)
		w.who, err = st.Actor(context.Background(), user)
		must(t, err)
		h.get("/h/u/" + w.unit.Ref).sees(404)
	})
}

func TestTheRosterOnPaperHoldsEverybodyAndNoWholeNumber(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		w := newStreet(t, st, "2026-11-16 10:00")
		b, path := w.browser().checkIn("103", "何以安", doc1, "19900000013"), "/h/u/"+w.unit.Ref+"/checkin"
		b.get(path).post(path, "room", "103", "name", "何小树", "doc_no", childDoc, "no_phone", "1", "guardian_name", "何以安", "guardian_phone", "19900000013", "moved_in", "today").post(path)
		w.declare("201", "苏见山", doc2, "19900000014")
		b.get("/h/u/"+w.unit.Ref+"/roster.print").sees(200, "何以安", "何小树", "苏见山", "尾号 0044", "户主签名", "打印人：周桂芳", "请妥善保管")
		b.misses("未成年", "<button class=\"btn sm", doc1, "339900", "19900000013")
		b.get("/h/messages").sees(200, "没有新消息")
		b.get("/h/u/"+w.unit.Ref+"/rooms/201").sees(200, "等您确认", "去确认")
		b.get("/h/u/" + w.unit.Ref + "/rooms/999").sees(404)
	})
}

func TestNothingOfAnotherHomeOpens(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		w := newStreet(t, st, "2026-11-16 10:00")
		w.browser().checkIn("103", "何以安", doc1, "19900000013")
		stay, mine := w.entries()[0].Stay.Ref, w.unit.Ref
		var err error
		w.who, err = st.Actor(t.Context(), w.neighbour)
		must(t, err)
		b := w.browser()
		for _, home := range []string{mine, w.next.Ref} {
			for _, page := range []string{"/stays/" + stay + "/edit", "/stays/" + stay + "/checkout", "/pending/" + stay, "/checkin/done?s=" + stay} {
				b.get("/h/u/" + home + page).sees(404)
			}
		}
		for _, page := range []string{"", "/roster", "/roster.print", "/plate", "/plate.png", "/invite", "/door", "/rooms/103", "/checkin", "/checkin/many", "/checkin/paste"} {
			b.get("/h/u/" + mine + page).sees(404)
		}
		b.get("/h/me")
		for _, page := range []string{"/confirm", "/label", "/vacant", "/listing", "/door", "/checkin", "/checkin/live", "/stays/" + stay + "/confirm", "/stays/" + stay + "/recall", "/stays/" + stay + "/checkout", "/pending/" + stay} {
			b.get("/h/me").post("/h/u/" + mine + page).sees(404)
			b.get("/h/me").post("/h/u/" + w.next.Ref + "/stays/" + stay + "/checkout").sees(404)
		}
		b.get("/h/tenants?u=" + mine).sees(404)
	})
}
