package officer_test

import (
	"strings"
	"testing"

	"anju/models"
	"anju/models/registry"
)

// TestTheOfficerReadsWhyNothingWasChanged and not that it was put right.
func TestTheOfficerReadsWhyNothingWasChanged(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		w.toGrid("7700000101")
		ctx, home := t.Context(), "/o/u/"+w.home.Ref
		b := w.browser().signIn("li01", false)
		b.get(home+"/return").post(home+"/return", "why", "door_no", "note", "门上写的是 28 号")
		unit, err := w.Store.UnitByRef(ctx, w.home.Ref)
		must(t, err)
		owner, err := w.Store.User(ctx, unit.OwnerID)
		must(t, err)
		landlord, err := w.Store.Actor(ctx, owner)
		must(t, err)
		form := registry.UnitForm{Address: unit.Address, Kind: models.KindHome, Land: "unknown", Rooms: "101 102 103"}
		if err := w.MendUnit(ctx, landlord, unit.Ref, form, unit.Rev, w.at); !models.IsKind(err, models.Invalid) {
			t.Fatalf("nothing changed, nothing said: %v", err)
		}
		form.Kept = "门上就是 18 号"
		must(t, w.MendUnit(ctx, landlord, unit.Ref, form, unit.Rev, w.at))
		b.get("/o/queue?flag=mended").shows("退回后没改", "户主没改，他说：门上就是 18 号。请再看一眼")
		if strings.Contains(b.page, "改好了") {
			t.Error("he reads that it was put right")
		}
		b.get(home).shows("户主说不用改：", "户主写的：门上就是 18 号")
		if strings.Contains(b.page, "退回后改好") {
			t.Error("the home's page says that it was put right")
		}
		if n := w.count("SELECT COUNT(*) FROM audit_entries WHERE action = 'unit.mend' AND detail = '说了不用改，再交'"); n != 1 {
			t.Errorf("%d entries of the audit say it", n)
		}
	})
}
