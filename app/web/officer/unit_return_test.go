package officer_test

import (
	"strings"
	"testing"
	"time"

	"anju/models"
	"anju/models/registry"
)

func TestAnOfficerGivesAFaultyHomeBackAndFindsItMendedInHisQueue(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		w.toGrid("7700000101")
		home := "/o/u/" + w.home.Ref
		worker := w.browser().signIn("chen01", false)
		if worker.get(home + "/return"); worker.code != 403 {
			t.Errorf("a grid worker gives homes back: %d", worker.code)
		}
		b := w.browser().signIn("li01", false)
		b.get(home).shows("核实通过", "退回户主改")
		b.get(home+"/return").shows("现在写的：青禾路 18 号", "现在写的：101、102、103", "没有合适的短信")
		b.post(home+"/return", "why", "nonsense", "note", "改")
		b.shows(`id="f-why-error"`, `id="f-note-error"`, `>改</textarea>`)
		if b.code != 422 {
			t.Errorf("a return without a reason: %d", b.code)
		}
		b.post(home+"/return", "why", "door_no", "note", "门上写的是 28 号")
		b.shows("记下了。", "等户主改", "要改的是：地址", "门上写的是 28 号", "退回了，要改")
		if b.get(home + "/return"); b.code != 409 {
			t.Errorf("a home goes back twice: %d", b.code)
		}
		w.at = w.at.Add(time.Minute) // a code opens once
		stale := w.browser().signIn("li01", false).get(home)
		ctx := t.Context()
		unit, err := w.Store.UnitByRef(ctx, w.home.Ref)
		must(t, err)
		owner, err := w.Store.User(ctx, unit.OwnerID)
		must(t, err)
		landlord, err := w.Store.Actor(ctx, owner)
		must(t, err)
		must(t, w.MendUnit(ctx, landlord, unit.Ref, registry.UnitForm{Address: "青禾路 28 号", Kind: models.KindHome, Land: "unknown", Rooms: "101 102 103"}, unit.Rev, w.at))
		b.get("/o/queue?flag=mended").shows("退回后改好", "青禾路 28 号", "户主照您说的改好了")
		if stale.post(home + "/accept"); stale.code != 409 {
			t.Errorf("what was changed since he looked is accepted: %d", stale.code)
		}
		b.get(home).shows("退回后改好：").post(home + "/accept").shows("核实通过了")
		if unit, err = w.Store.UnitByRef(ctx, unit.Ref); err != nil || unit.State != models.UnitAccepted {
			t.Errorf("%+v %v", unit, err)
		}
	})
}

func TestAnOfficerAsksToPutAnAcceptedHomeRightByADayAndSeesWhatBecameOfIt(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		w.toGrid("7700000101")
		home, ctx := "/o/u/"+w.home.Ref, t.Context()
		b := w.browser().signIn("li01", false)
		b.get(home).post(home+"/accept").shows("核实通过了", home+"/return", "要求整改")
		if strings.Contains(b.page, "退回户主改") {
			t.Error("an accepted home is to be given back as if nobody had accepted it")
		}
		b.get(home+"/return").shows("要求整改", "户主在 <b>6 月 11 日</b>以前改好再交", "备案不撤", "现在写的：青禾路 18 号", "大间隔成了小间", "先不要求")
		b.post(home+"/return", "why", "nonsense", "note", "改").shows(`id="f-why-error"`, `id="f-note-error"`, `>改</textarea>`, "要求整改")
		if b.code != 422 {
			t.Errorf("a request without a reason: %d", b.code)
		}
		b.taps("要求整改", home+"/return", home, "why", "door_no", "note", "门上写的是 28 号")
		b.get(home).shows("6 月 1 日要求整改，6 月 11 日以前改好", "要改的是：地址", "门上写的是 28 号", "要整改", "备案不撤", "打印门牌码", "请户主改：要求整改，地址")
		if strings.Contains(b.page, "门牌码和扫码页才打得开") || strings.Contains(b.page, home+"/return") {
			t.Error("its page says that the door is shut, or asks once more")
		}
		if b.get(home + "/return"); b.code != 409 {
			t.Errorf("a home that waits for its landlord is asked again: %d", b.code)
		}
		w.at = w.at.Add(12 * 24 * time.Hour)
		b = w.browser().signIn("li01", false)
		b.get("/o/queue").shows("退回、整改没改 <b>1</b>")
		b.get("/o/queue?flag=returned").shows("整改没改", "该在 6 月 11 日以前改好，超了 2 天", "要改的是：地址")
		unit, landlord := w.unit(), w.owner()
		form := registry.UnitForm{Address: "青禾路 18 号", Kind: models.KindHome, Land: "unknown", Rooms: "101 102 103", Kept: "门上就是 18 号"}
		must(t, w.MendUnit(ctx, landlord, unit.Ref, form, unit.Rev, w.at))
		b.get("/o/queue?flag=mended").shows("整改后没改", "户主没改，他说：门上就是 18 号", "整改交了，等核实")
		b.get(home).shows("户主说不用改：", "6 月 1 日要求整改，6 月 13 日没改又交的", "打印门牌码", "备案不撤")
		b.get(home+"/return").shows("户主在 <b>6 月 23 日</b>以前改好再交").post(home+"/return", "why", "door_no", "note", "门上写的是 28 号")
		unit = w.unit()
		form.Address, form.Kept = "青禾路 28 号", ""
		must(t, w.MendUnit(ctx, landlord, unit.Ref, form, unit.Rev, w.at))
		b.get("/o/queue?flag=mended").shows("整改后改好", "青禾路 28 号")
		b.get(home).shows("整改后改好：", "地址：原来是“青禾路 18 号”，现在是“青禾路 28 号”", "民警当时写的：门上写的是 28 号", "门上的码照样能扫")
		b.post(home+"/accept").shows("核实通过了。地址是新的，门上的门牌写的还是旧地址", "已备案", "门上的门牌写的还是“青禾路 18 号”")
		b.get("/o/queue?flag=plate").shows("换门牌", "门上的门牌写的还是“青禾路 18 号”", home+"/plate")
		w.browser().signIn("chen01", false).get(home).post(home+"/hung", "address", "青禾路 28 号").shows("记下了：门上的门牌是新地址")
		if b.get(home); strings.Contains(b.page, "门上的门牌写的还是") {
			t.Error("the new plate hangs, and it is still asked for")
		}
		if strings.Contains(b.page, "整改后改好") {
			t.Error("what is settled still stands on its page")
		}
		b.get(home+"/return").post(home+"/return", "why", "door_no", "note", "门上写的是 28 号")
		before := b.get(home).page
		b.post(home + "/accept").shows("核实通过了，整改结束。门牌码照用")
		b.page = before
		if b.post(home + "/accept").shows("核实通过了。"); strings.Contains(b.page, "门牌码现在可以用") {
			t.Error("a second tap speaks of a plate")
		}
		b.get(home+"/return").post(home+"/return", "why", "door_no", "why", "fewer", "note", "西屋也住人")
		unit = w.unit()
		form.Kept = "西屋堆东西，不住人"
		form.Address = "青禾路 38 号"
		must(t, w.MendUnit(ctx, landlord, unit.Ref, form, unit.Rev, w.at))
		b.get("/o/queue?flag=mended").shows("整改后没改全", "户主改了一部分，房间没改，他说：西屋堆东西，不住人。请再看一眼")
		b.get(home).shows("整改后没改全：", "没改的：房间。", "户主写的：西屋堆东西，不住人", "现在是“青禾路 38 号”")
	})
}
