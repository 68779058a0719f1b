package models

import (
	"fmt"
	"strings"
	"time"

	"anju/models/workday"
)

// AlertLimits are from where on somebody is to look at how the texts go; a limit of 0 is never reached.
type AlertLimits struct {
	FailedShare int           // of 100 calls in an hour
	FailedLeast int           // calls in the hour; of fewer nothing is said
	Wait        time.Duration // the oldest text that could leave
	WaitCode    time.Duration // the oldest sign-in code
	Stopped     time.Duration // a way, or a template at a way
	DeadADay    int           // texts given up
	Unknown     time.Duration // a call of which nobody knows what came
}

// Alert is one limit that was reached: what it is, and what to do next. Key stays the same while it lasts.
type Alert struct{ Key, Words, Do string }

// Alerts judges how the sending goes. at is the time judged, by which texts wait; real is the clock by which calls are made.
// carrier names a way for people.
func Alerts(v Vitals, l AlertLimits, carrier func(string) string, at, real workday.Moment) []Alert {
	var all []Alert
	add := func(key, do, words string, args ...any) {
		all = append(all, Alert{key, fmt.Sprintf(words, args...), do})
	}
	for _, w := range v.Ways {
		name := carrier(w.Name)
		if s := w.Stopped; s != nil && l.Stopped > 0 && real >= s.Since.Add(l.Stopped) {
			add("stopped:"+w.Name, nextOf(s.Why.Reason()), "短信出口“%s”停了 %s。", name, span(s.Since, real))
		}
		if calls, bad := w.Calls(), w.Bad(); l.FailedShare > 0 && calls >= l.FailedLeast && bad*100 >= calls*l.FailedShare {
			add("failed:"+w.Name, "请打开“没发成的”，看原因；同一个原因多，先办那一个。", "短信出口“%s”最近一小时发 %d 次，%d 次没成。", name, calls, bad)
		}
		if w.Open.N > 0 && l.Unknown > 0 && real >= w.Open.Since.Add(l.Unknown) {
			add("unknown:"+w.Name, "请看“查短信”这个任务跑没跑；要紧的事先打电话。", "有 %d 条交给了“%s”，不知道发出没有，最早的是 %s 的。", w.Open.N, name, w.Open.Since.Chinese())
		}
	}
	for _, w := range v.Ways {
		if kinds := v.stoppedTexts(w.Name, real.Add(-l.Stopped)); l.Stopped > 0 && len(kinds) > 0 {
			add("template:"+w.Name, nextOf(ReasonPausedText), "在“%s”连着没通过、停着的模板：%s。", carrier(w.Name), strings.Join(kinds, "、"))
		}
	}
	for _, category := range Categories {
		limit := l.Wait
		if category == CategoryCode || category == CategoryAlarm {
			limit = l.WaitCode
		}
		since, waits := v.WaitSince[category]
		if waits && limit > 0 && (v.On || category == CategoryCode) && at >= since.Add(limit) {
			add("waiting:"+category, "请看短信出口停没停、“发短信”这个任务跑没跑。", "%s排着没发出去，最早的等了 %s。", CategoryNames[category], span(since, at))
		}
	}
	if l.DeadADay > 0 && v.DeadToday >= l.DeadADay {
		add("dead", "请打开“没发成的”，按原因一样一样办；收不到的人请网格员打电话。", "今天有 %d 条没发成，不会再发。", v.DeadToday)
	}
	return all
}

// stoppedTexts are the kinds of text that a way has not taken since a moment or longer.
func (v Vitals) stoppedTexts(way string, since workday.Moment) (kinds []string) {
	for _, s := range v.Templates {
		if s.Gateway == way && s.Since <= since {
			kinds = append(kinds, s.Kind)
		}
	}
	return kinds
}

// span is how long ago something began.
func span(since, now workday.Moment) string {
	d := now.Time().Sub(since.Time())
	switch {
	case d >= 48*time.Hour:
		return fmt.Sprintf("%d 天", int(d/(24*time.Hour)))
	case d >= time.Hour:
		return fmt.Sprintf("%d 个小时", int(d/time.Hour))
	}
	return fmt.Sprintf("%d 分钟", int(d/time.Minute))
}
