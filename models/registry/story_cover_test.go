package registry_test

import (
	"strings"
	"testing"

	"anju/models"
)

// TestEveryLimitAndLevelHasAStoryToTheMinute holds that no rule is without a case: each opens, climbs to each level that
// it has, and closes, with the look a minute before; the two that only text leave at their minute.
func TestEveryLimitAndLevelHasAStoryToTheMinute(t *testing.T) {
	t.Parallel()
	seen := map[string]int{}
	stories := 0
	for _, f := range readStories(t) {
		for _, s := range f.stories {
			stories++
			for _, l := range s.lines {
				for _, w := range l.flags {
					if l.verb != "看" {
						seen[w.rule+" "+l.verb+storyLevels[w.level]]++
					}
				}
				for _, kind := range l.texts {
					if l.verb == "收到" {
						seen[kind]++
					}
				}
			}
		}
	}
	var needed []string
	levels := map[string]string{"B03": "三级", "B15": "二级"} // RULES 11; all others climb
	for _, rule := range []string{"B01", "B03", "B05", "B07", "B08", "B09", "B10", "B11", "B12", "B13", "B14", "B15", "B17"} {
		if levels[rule] == "" {
			levels[rule] = "一级 二级 三级"
		}
		needed = append(needed, rule+" 消")
		for _, level := range strings.Fields(levels[rule]) {
			needed = append(needed, rule+" 起"+level)
		}
	}
	for _, rule := range models.Rules {
		if levels[rule.Code] == "" {
			t.Errorf("%s is a rule of which no story is asked", rule.Code)
		}
	}
	// B02 is R01, B06 is R07 (RULES 27).
	needed = append(needed, "R01", "R02", "R03", "R04", "R05", "R06", "R07", "R08", "R09", "R10", "R12", "E02", "无")
	for _, key := range needed {
		if seen[key] == 0 {
			t.Errorf("no story tells of %s", key)
		}
	}
	t.Logf("%d stories, %d rises, closings and texts to the minute: %v", stories, len(seen), seen)
}

func TestAStoryWithAWrongWordNamesItsLine(t *testing.T) {
	t.Parallel()
	head := "故事 甲\n依据 RULES 1\n房 甲 101\n人 张\n"
	for line, why := range map[string]string{
		"2026-03-02 10:00 房东 登记 李 甲101":             "没有人“李”",
		"2026-03-02 10:00 房东 登记 张 甲102":             "没有房“甲102”",
		"2026-03-02 10:00 房东 登记 张 甲101 关糸=本人":       "不认识 关糸=本人",
		"2026-03-02 10:00 房东 登汜 张 甲101":             "不认识“房东 登汜”",
		"2026-02-29 10:00 房东 登记 张 甲101":             "day out of range",
		"2026-03-02 10:00 房东 登记 张":                  "缺房",
		"2026-03-02 10:00 起 张 B99 一级":               "没有 B99",
		"2026-03-02 10:00 起 张 B01":                  "没写级别",
		"2026-03-02 10:00 起 张 B01 一级 到期 2026-03-06": "没有 到期",
		"2026-03-02 10:00 起 张 B01 一级 B05 一级":        "一行只写一条",
		"2026-03-02 10:00 收到 房东乙 R01":               "没有 房东乙",
		"2026-03-02 10:00 收到 张 R1":                  "不认识 R1",
		"2026-03-02 10:00 导入房间 乙101=卧室":             "没有房况“乙101=卧室”",
		"2026-03-02 张 自己确认":                         "太短",
		"任务 提示":                                     "太短",
		"人 李 生日=2015-06-01":                         "不认识 生日",
		"房 乙 101=卧室,8平":                             "8平 看不懂",
	} {
		_, err := parseStories("a.story", head+line+"\n2026-03-02 10:00 看 甲 无\n")
		if err == nil || !strings.HasPrefix(err.Error(), "a.story:5:") || !strings.Contains(err.Error(), why) {
			t.Errorf("%s: %v, should name line 5 and say %q", line, err, why)
		}
	}
	for text, why := range map[string]string{
		"地方 mars\n":                   "a.story:1:",
		"任务 打扫\n":                     "没有任务 打扫",
		"停跑 2026-03-02 10:00\n":       "停跑",
		"2026-03-02 10:00 看 甲 无\n":    "不认识",
		"故事 甲\n依据 RULES 1\n房 甲 101\n": "缺",
	} {
		if _, err := parseStories("a.story", text); err == nil || !strings.Contains(err.Error(), why) {
			t.Errorf("%q: %v, should say %q", text, err, why)
		}
	}
}
