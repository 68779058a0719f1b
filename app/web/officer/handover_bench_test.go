package officer_test

import (
	"testing"

	"anju/app/web/webtest"
	"anju/models"
	"anju/models/policy"
	"anju/models/profile"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/storetest"
	"anju/models/workday"
)

// BenchmarkHandover times the page of the hand-over before the first batch, when everybody is due, and after it, when nobody
// is, against bare SQL that counts the reported stays of the area that stand in no batch. A batch is set against it too.
func BenchmarkHandover(b *testing.B) {
	storetest.EachBench(b, func(b *testing.B, st *store.Store) {
		at := shanghai("2026-11-24 10:00")
		reg := webtest.City(b, st, storetest.Size(20*20_000), at)
		var err error
		reg.Handover, err = profile.Handover(nil)
		must(b, err)
		w := newTownOver(b, reg, st, at)
		area, err := st.AreaByCode(b.Context(), webtest.Strings(b, st, "SELECT code FROM areas WHERE level = 'city'")[0])
		must(b, err)
		_, err = reg.ExchangeKey(b.Context(), policy.SystemActor, area.Code, false, at)
		must(b, err)
		w.hire("city01", "officer", area.Code)
		d := &deskBench{browser: w.browser().signIn("city01", false), b: b, st: st}
		bare := d.bare(`SELECT COUNT(*) FROM stays s WHERE s.city_id = ? AND s.reported_at > 0 AND s.moved_in_on <= ? AND (s.moved_out_on = 0 OR s.moved_out_on > ?)
 AND NOT EXISTS (SELECT 1 FROM batch_rows r WHERE r.stay_id = s.id)`)
		today := int64(workday.DayOf(at))
		floor := func(int) { bare(area.ID, today, today) }
		page := func(int) { d.opens("/o/handover") }
		b.Run("page before", func(b *testing.B) { d.race(b, floor, 1, page) })
		hand := func() bool {
			_, err := reg.MakeBatch(b.Context(), policy.SystemActor, registry.HandForm{Area: area.Ref, Reason: "按时移交"}, w.at)
			if !models.IsKind(err, models.Conflict) {
				must(b, err)
			}
			return err == nil
		}
		b.Run("batch", func(b *testing.B) { d.race(b, floor, 1, func(int) { hand() }) })
		for hand() {
		}
		d.browser = w.browser().signIn("city01", false) // an hour has passed
		b.Run("page after", func(b *testing.B) { d.race(b, floor, 1, page) })
		b.Run("nothing to hand over", func(b *testing.B) { d.race(b, floor, 1, func(int) { hand() }) })
	})
}
