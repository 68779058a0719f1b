package landlord_test

import (
	"testing"
	"time"

	"anju/models/store"
	"anju/models/storetest"
)

func TestNobodyAsksForWhoIsAwayUntilHeShouldBeBack(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		w := newStreet(t, st, "2027-01-20 10:00")
		b := w.browser().checkIn("103", "何以安", doc1, "19900000013")
		e := w.entries()[0]
		path := "/h/u/" + w.unit.Ref + "/stays/" + e.Stay.Ref + "/away"
		b.get(path).sees(200, "何以安要离开几天吗", "最长 60 天")
		b.post(path, "away", "today").sees(422, `id="f-back-error"`, "请选大概哪天回来")
		b.post(path, "away", "today", "back", "other", "back_y", "2027", "back_m", "6", "back_d", "1").sees(422, "暂离最长 60 天")
		b.post(path, "away", "other", "away_y", "2200", "away_m", "1", "away_d", "1", "back", "30").sees(422, `id="f-away-error"`, "最晚写 2027 年 4 月 20 日")
		b.post(path, "away", "other", "away_y", "2027", "away_m", "4", "away_d", "21", "back", "30").sees(422, `id="f-away-error"`)
		b.post(path, "away", "other", "away_y", "2027", "away_m", "4", "away_d", "20", "back", "30").sees(200, "记下暂离了")
		b.get(path).post(path, "away", "today", "back", "30").sees(200, "记下暂离了", "暂离", "到 2 月 19 日回来", "户主说的", "回来了")
		w.at = w.at.Add(20 * 24 * time.Hour)
		b.get(path).post(path, "here", "1").sees(200, "何以安回来了，记下了。")
		b.misses("到 2 月 19 日回来")
		if s := w.entries()[0].Stay; s.AwayOn(s.MovedInOn+25) || s.ConfirmedHow != "each" {
			t.Errorf("%+v", s)
		}
	})
}
