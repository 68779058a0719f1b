package officer_test

import (
	"net/http"
	"slices"
	"testing"
)

// TestAPlateOnADoorIsRevokedOnlyAfterTheOfficerWasAsked: else one tap on the wrong home leaves a void plate on its door.
func TestAPlateOnADoorIsRevokedOnlyAfterTheOfficerWasAsked(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		w.toGrid("7700000101")
		home := "/o/u/" + w.home.Ref
		b := w.browser().signIn("li01", false)
		if b.get(home + "/door"); b.code != http.StatusConflict {
			t.Errorf("a home without a plate: %d", b.code)
		}
		b.get(home).post(home + "/accept")
		before := w.doors("units")
		b.get(home).post(home+"/door").shows("换了以后", "这 1 块旧门牌马上作废", "今天贴上", "不换了")
		b.get(home).find(`href="(` + home + `/door)"`)
		b.get(home + "/door").shows("换了以后")
		if now := w.doors("units"); !slices.Equal(now, before) {
			t.Error("the plate is void before he was sure")
		}
		b.post(home+"/door", "sure", "1").shows("换了新门牌码。旧的扫不出来了，请打印新的，今天贴上。")
		if now := w.doors("units"); slices.Equal(now, before) || w.count("SELECT COUNT(*) FROM old_doors") != 1 {
			t.Error("it is not renewed, or more than once")
		}
		if worker := w.browser().signIn("chen01", false).get(home + "/door"); worker.code != http.StatusForbidden {
			t.Errorf("a grid worker: %d", worker.code)
		}
	})
}
