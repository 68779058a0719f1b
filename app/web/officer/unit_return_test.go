package officer_test

import (
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
		b.shows("退回了。", "等户主改", "要改的是：地址", "门上写的是 28 号", "退回了，要改")
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
