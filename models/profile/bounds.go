package profile

import (
	"errors"
	"fmt"
	"slices"
)

// bound is how far a limit may be changed; law says why where a law sets it.
type bound struct {
	least, most int
	law         string
}

// Ten years and a day's minutes are the farthest that any limit can mean.
const (
	mostOfAll     = 3650
	minutesOfADay = 24 * 60
)

// bounds are the limits that a law lets nobody loosen.
var bounds = map[string]bound{
	"foreigner_hours": {1, 24, "出境入境管理法 第三十九条"},
	"alone_age":       {16, 18, "未成年人保护法 第二十一条"},
	"same_day_age":    {8, 18, "未成年人保护法 第二十一条"},
	"adult_age":       {18, 18, "未成年人保护法 第二条"},
	"log_days":        {180, mostOfAll, "网络安全法 第二十三条"},
	"run_days":        {180, mostOfAll, "网络安全法 第二十三条"},
}

// rising are limits of which the first must lie below the second, or with same not above it.
var rising = []struct {
	low, high string
	same      bool
}{
	{"lease_notice_last", "lease_notice_first", false}, {"reminder_from_minute", "reminder_to_minute", false}, {"education_from_minute", "education_to_minute", false},
	{"same_day_age", "alone_age", true}, {"alone_age", "adult_age", true}, {"hazard_urgent_days", "hazard_high_days", true}, {"hazard_high_days", "hazard_days", true},
}

func boundOf(name string) bound {
	if b, known := bounds[name]; known {
		return b
	}
	b := bound{least: 1, most: mostOfAll}
	if slices.Contains(mayBeZero, name) {
		b.least = 0
	}
	switch unitOf(name) {
	case unitMinute:
		b.most = minutesOfADay
	case unitPercent:
		b.most = 100
	case unitAge:
		b.most = 100
	}
	return b
}

// checkNumbers holds that each number makes sense, alone and beside the others. Errors name the limit in plain words.
func (p *Profile) checkNumbers() error {
	for _, name := range limitNames {
		n, b := p.Numbers[name].Value, boundOf(name)
		if n >= b.least && n <= b.most {
			continue
		}
		words := fmt.Sprintf("“%s”不能是 %s，要在 %s 到 %s 之间", wordsOf(name), valueIn(n, name), valueIn(b.least, name), valueIn(b.most, name))
		if b.least == b.most {
			words = fmt.Sprintf("“%s”不能改，只能是 %s", wordsOf(name), valueIn(b.least, name))
		}
		if b.law != "" {
			words += "（" + b.law + "）"
		}
		return errors.New(words)
	}
	for _, r := range rising {
		low, high := p.Numbers[r.low].Value, p.Numbers[r.high].Value
		if low > high || low == high && !r.same {
			return fmt.Errorf("“%s”是 %s，“%s”是 %s，前后不对", wordsOf(r.low), valueIn(low, r.low), wordsOf(r.high), valueIn(high, r.high))
		}
	}
	if (p.Numbers["report_working_days"].Value == 0) == (p.Numbers["report_days"].Value == 0) {
		return errors.New("登记的期限要么按工作日算，要么按天算，只能写一个，另一个是 0")
	}
	return nil
}

func valueIn(n int, name string) string {
	if n == 0 && unitOf(name) != unitMinute {
		return "0"
	}
	return inUnit(n, unitOf(name))
}
