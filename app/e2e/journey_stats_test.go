package e2e

import (
	"context"
	"path/filepath"
	"regexp"
	"testing"
	"time"

	"anju/app/boot"
	"anju/app/demo"
	"anju/models/storetest"
)

// TestTheReportOfAMonthGoesFromTheStatisticsPageToOneSheetOfPaper: a supervisor looks at the city, opens one of its parts
// and goes back, opens the report of the last month and prints it: one page of A4 that says the month in sentences.
func TestTheReportOfAMonthGoesFromTheStatisticsPageToOneSheetOfPaper(t *testing.T) {
	storetest.EachName(t, func(t *testing.T, db string) {
		dir := t.TempDir()
		c := &campaignCity{secrets: map[string]string{}, world: &world{env: []string{"ANJU_DB=" + db, "ANJU_KEY_FILE=" + filepath.Join(dir, "anju.key"), "ANJU_ADDR=127.0.0.1:0",
			"ANJU_SMS=file:" + filepath.Join(dir, "sms.jsonl"), "ANJU_TEST=1", "ANJU_NOW=2026-11-24 10:00"}}}
		c.measured(t)
		p := start(t, c.env, "serve")
		for login, width := range map[string]int64{"shen01": 375, "lu01": 1280} { // a code of the authenticator is good once
			b := newBrowser(t, p.URL, phone{Width: width})
			c.signIn(t, b, login)
			b.open("/o/stats")
			b.sees("居住统计", "在册人数", "从哪里来", "住了多久", "五项指标", "月查")
			b.noSidewaysScroll()
			b.shoot("stats-city")
			b.follow(`.rates tbody a`)
			b.sees("回到", "出租房屋")
			b.follow(`nav.pager a`)
			b.sees("从哪里来")
			b.follow(`a[href^="/o/stats/month"]`)
			b.sees("2026 年 10 月居住统计月报", "在册", "比上月多", "房屋", "待运营单位审定", "《浙江省流动人口居住登记条例》第九条")
			b.noSidewaysScroll()
			b.shoot("stats-month")
			pdf := filepath.Join(dir, "month.pdf")
			b.print(pdf)
			if info := tool(t, "pdfinfo", pdf); !regexp.MustCompile(`Pages:\s+1\b`).MatchString(info) || !regexp.MustCompile(`Page size:\s+59[45](\.\d+)? x 84[12](\.\d+)?`).MatchString(info) {
				t.Errorf("%d px: the report is not one A4 page:\n%s", width, info)
			}
		}
	})
}

// measured builds a city of a thousand tenants with two supervisors.
func (c *campaignCity) measured(t *testing.T) {
	t.Helper()
	ctx := context.Background()
	app, err := boot.Open(ctx, boot.Start{Config: c.config(t), Migrate: true, FakeNow: true})
	must(t, err)
	defer app.Close()
	must(t, app.Store.Hurry(ctx, true))
	at := app.Clock.Now().Add(-time.Hour) // the clock of the program that is started begins anew
	_, err = demo.City{Stays: 1000, Seed: 1, At: at}.Build(ctx, app.Registry)
	must(t, err)
	c.supervise(t, app.Registry, at)
}
