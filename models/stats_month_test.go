package models

import (
	"slices"
	"testing"
)

// TestTheReportOfAMonthSaysWhatRoseWhatFellAndWhatToDo reads whole reports.
func TestTheReportOfAMonthSaysWhatRoseWhatFellAndWhatToDo(t *testing.T) {
	n := func(n int) *int { return &n }
	exact := func(tenths int) ShareTold { return ShareTold{Known: true, Exact: true, Tenths: tenths} }
	band := ShareTold{Known: true, Tenths: 900}
	part := func(id int64, name string, homes, scanned int) AreaTold {
		return AreaTold{Area: Area{ID: id, Name: name}, Told: true, Homes: homes, Scanned: scanned, Rates: [5]ShareTold{4: Share{Part: scanned, Whole: homes}.told(true)}}
	}
	now := AreaTold{Told: true, Residents: 1234, Homes: 300, Scanned: 250, Zones: []Count{{"urban", 617}, {"other", 617}}, Lengths: []Count{{"<6m", 1234}},
		Opened: n(40), Closed: n(52), InTime: exact(910), Delivered: exact(987), Rates: [5]ShareTold{exact(948), band, exact(880), {}, exact(833)}}
	before := AreaTold{Told: true, Residents: 1200, Closed: n(52), InTime: exact(925), Delivered: band, Rates: [5]ShareTold{exact(948), exact(900), exact(870), {}, exact(800)}}
	parts := []AreaTold{part(2, "溪北区", 100, 98), part(3, "溪南区", 150, 110), {Area: Area{ID: 4, Name: "人少的"}, Homes: 90}}
	for _, c := range []struct {
		what        string
		now, before AreaTold
		parts       []AreaTold
		want        []string
	}{
		{"a whole month", now, before, parts, []string{"在册 1,234 人，比上月多 34 人。", "住的地方：建成区 50.0%，其他 50.0%。", "本月新出提示 40 件，办完 52 件，和上月一样多。",
			"办完的提示里，91.0%是按时办的，比上月低 1.5 个百分点。", "短信送到了 98.7%。", "房屋 300 处，本月扫码走访了 250 处。",
			"走访最全的是溪北区：100 处房屋走访了 98 处。", "要加把劲的是溪南区：还有 40 处房屋没走访。",
			"五项指标里最低的是月查验率，83.3%，比上月高 3.3 个百分点。走访时请扫一扫门上的码，扫了才算。"}},
		{"a first month", AreaTold{Told: true, Residents: 12}, AreaTold{}, nil, []string{"在册 12 人。", "房屋 0 处，本月扫码走访了 0 处。"}},
		{"people left late", AreaTold{Told: true, Residents: 90, Rates: [5]ShareTold{exact(1000), {}, exact(700)}}, AreaTold{Told: true, Residents: 100}, nil,
			[]string{"在册 90 人，比上月少 10 人。", "房屋 0 处，本月扫码走访了 0 处。", "五项指标里最低的是注销率，70.0%。请提醒户主：房客搬走后 3 个工作日内办退房。"}},
	} {
		if got := MonthWords(c.now, c.before, c.parts, Limits{CheckoutDays: 3}); !slices.Equal(got, c.want) {
			t.Errorf("%s:\n%q\nwant\n%q", c.what, got, c.want)
		}
	}
	for want, told := range map[string]ShareTold{"—": {}, "93.5%": exact(935), "100.0%": exact(1000), "九成以上": Share{Part: 39, Whole: 40}.told(false), "不到一成": Share{Part: 1, Whole: 40}.told(false)} {
		if told.Words() != want {
			t.Errorf("%+v is %q, want %q", told, told.Words(), want)
		}
	}
}
