package officer_test

import (
	"testing"

	"anju/models"
)

// TestWhatWasLookedAtOfFireSafetyIsToldAtTheHome: an inspection of nine points that leaves one word behind cannot be told from none.
func TestWhatWasLookedAtOfFireSafetyIsToldAtTheHome(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		w.toGrid("7700000101")
		b := w.browser().signIn("chen01", false)
		home := "/o/u/" + w.home.Ref
		b.get(home).shows("消防", "还没看过")
		looks := func(said map[string]string, pairs ...string) {
			pairs = append(pairs, "result", models.VisitMissing, "extra", "1")
			for _, kind := range models.HazardKinds {
				if word := said[kind.Code]; word != "" {
					pairs = append(pairs, "fire_"+kind.Code, word)
				}
			}
			w.at = w.at.AddDate(0, 0, 2)
			b = w.browser().signIn("chen01", false)
			b.get(home+"/visit").post(home+"/visit", pairs...).shows("走访记好了")
		}
		all := map[string]string{}
		for _, kind := range models.HazardKinds {
			all[kind.Code] = "ok"
		}
		all["bars"] = "bad"
		looks(all, "note", "户主说下周改")
		b.shows("看了 9 项消防，1 项不合格：防盗窗从里面打不开。户主说下周改", "2026 年 6 月 3 日看过", "网格员").hidesAll("还没看过")
		looks(map[string]string{"bars": "bad", "exit": "bad"})
		b.shows("看了 2 项消防，2 项不合格：楼道或出口堵了、防盗窗从里面打不开", "2026 年 6 月 5 日看过")
		looks(map[string]string{"bars": "ok"})
		b.shows("看了 1 项消防，都合格", "2026 年 6 月 7 日看过")
		looks(nil)
		b.shows("2026 年 6 月 7 日看过").hidesAll("看了 0 项")
		_, err := w.Store.SQL().Exec("UPDATE visits SET fire = '', role = ''")
		must(t, err)
		b.get(home).shows("看了 9 项消防").hidesAll("不合格：", "都合格")
	})
}
