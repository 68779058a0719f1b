package models

import (
	"slices"
	"strings"
	"testing"
	"time"

	"anju/models/workday"
)

var alertLimits = AlertLimits{FailedShare: 20, FailedLeast: 20, Wait: 30 * time.Minute, WaitCode: 2 * time.Minute, Stopped: 10 * time.Minute, DeadADay: 50, Unknown: 72 * time.Hour}

// TestAnAlertBeginsAtItsLimitAndNotBefore: each limit a bit below, where nobody is called, and at it.
func TestAnAlertBeginsAtItsLimitAndNotBefore(t *testing.T) {
	now := workday.At(time.Date(2026, 11, 16, 10, 0, 0, 0, workday.Shanghai))
	ago := func(d time.Duration) workday.Moment { return now.Add(-d) }
	way := func(w WayVitals) Vitals { w.Name = "aliyun"; return Vitals{On: true, Ways: []WayVitals{w}} }
	calls := func(ok, bad, undelivered int) Vitals {
		return way(WayVitals{Hour: map[string]int{string(SentAccepted): ok, string(SentBadPhone): bad, CallUndelivered: undelivered}})
	}
	stopped := func(d time.Duration) Vitals {
		return way(WayVitals{Stopped: &Stopped{Gateway: "aliyun", Why: SentBadAccount, Since: ago(d)}})
	}
	template := func(d time.Duration) Vitals {
		v := way(WayVitals{})
		v.Templates = []Stopped{{Gateway: "aliyun", Kind: "R03", Why: SentBadText, Since: ago(d)}}
		return v
	}
	open := func(d time.Duration) Vitals {
		return way(WayVitals{Open: OpenCalls{Gateway: "aliyun", N: 1, Since: ago(d)}})
	}
	waits := func(category string, d time.Duration) Vitals {
		return Vitals{On: true, WaitSince: map[string]workday.Moment{category: ago(d)}}
	}
	for name, c := range map[string]struct {
		key       string
		below, at Vitals
	}{
		"of a hundred calls":           {"failed:aliyun", calls(81, 19, 0), calls(80, 20, 0)},
		"of what did not arrive":       {"failed:aliyun", calls(100, 0, 19), calls(100, 0, 20)},
		"of few calls nothing is said": {"failed:aliyun", calls(0, 19, 0), calls(0, 20, 0)},
		"a way is stopped":             {"stopped:aliyun", stopped(10*time.Minute - time.Second), stopped(10 * time.Minute)},
		"a template is stopped":        {"template:aliyun", template(10*time.Minute - time.Second), template(10 * time.Minute)},
		"nobody knows":                 {"unknown:aliyun", open(72*time.Hour - time.Second), open(72 * time.Hour)},
		"a reminder waits":             {"waiting:reminder", waits(CategoryReminder, 30*time.Minute-time.Second), waits(CategoryReminder, 30*time.Minute)},
		"a code waits":                 {"waiting:code", waits(CategoryCode, 2*time.Minute-time.Second), waits(CategoryCode, 2*time.Minute)},
		"given up today":               {"dead", Vitals{DeadToday: 49}, Vitals{DeadToday: 50}},
	} {
		if got := keysOf(c.below, now); len(got) > 0 {
			t.Errorf("%s: already below the limit: %v", name, got)
		}
		if got := keysOf(c.at, now); !slices.Equal(got, []string{c.key}) {
			t.Errorf("%s: at the limit %v, want %s", name, got, c.key)
		}
	}
}

func keysOf(v Vitals, now workday.Moment) (keys []string) {
	for _, a := range Alerts(v, alertLimits, func(string) string { return "阿里云" }, now, now) {
		keys = append(keys, a.Key)
	}
	return keys
}

func TestWhatWaitsWhileNothingMayLeaveIsNoAlertAndACodeIs(t *testing.T) {
	now := workday.At(time.Date(2026, 11, 16, 10, 0, 0, 0, workday.Shanghai))
	off := Vitals{WaitSince: map[string]workday.Moment{CategoryReminder: now.Add(-99 * time.Hour), CategoryCode: now.Add(-time.Hour)}}
	if got := keysOf(off, now); !slices.Equal(got, []string{"waiting:code"}) {
		t.Errorf("%v", got)
	}
	if got := Alerts(off, AlertLimits{}, nil, now, now); len(got) != 0 {
		t.Errorf("without limits: %v", got)
	}
}

// TestAnAlertSaysWhatItIsAndWhatToDo: plain Chinese, and no code of ours but the option's.
func TestAnAlertSaysWhatItIsAndWhatToDo(t *testing.T) {
	now := workday.At(time.Date(2026, 11, 16, 10, 0, 0, 0, workday.Shanghai))
	v := Vitals{On: true, DeadToday: 60, WaitSince: map[string]workday.Moment{CategoryCode: now.Add(-3 * time.Minute), CategoryReminder: now.Add(-3 * time.Hour), CategoryEducation: now.Add(-72 * time.Hour)},
		Templates: []Stopped{{Gateway: "aliyun", Kind: "R03", Since: now.Add(-time.Hour)}},
		Ways: []WayVitals{{Name: "aliyun", Stopped: &Stopped{Why: SentBadAccount, Since: now.Add(-time.Hour)}, Open: OpenCalls{N: 2, Since: now.Add(-80 * time.Hour)},
			Hour: map[string]int{string(SentUnknown): 30}}}}
	all := Alerts(v, alertLimits, func(string) string { return "阿里云" }, now, now)
	if len(all) != 8 {
		t.Fatalf("%d alerts: %v", len(all), all)
	}
	for _, a := range all {
		if !strings.HasSuffix(a.Words, "。") || !strings.HasSuffix(a.Do, "。") || !strings.HasPrefix(a.Do, "请") || strings.Contains(a.Words, "aliyun") || strings.Contains(a.Words, "%!") {
			t.Errorf("%s: %s %s", a.Key, a.Words, a.Do)
		}
	}
}

// TestEveryReasonHasItsNextStep: who reads that a text did not arrive reads what to do.
func TestEveryReasonHasItsNextStep(t *testing.T) {
	for sent, words := range reasons {
		n := Notice{State: NoticeFailed, Reason: words}
		what, next := SplitReason(words)
		if what == "" || next == "" || n.NextStep() != next || !strings.HasSuffix(next, "。") {
			t.Errorf("%s: %q, then %q", sent, what, next)
		}
	}
	for _, n := range []Notice{{State: NoticeFailed, Reason: Sent("").Reason()}, {State: NoticeFailed, Reason: ReasonUnfinished}, {State: NoticeFailed, Reason: ReasonNoTemplate},
		{State: NoticeCancelled, Reason: ReasonStopped}, {State: NoticeExpired, Reason: ReasonExpired}, {State: NoticeExpired, Reason: ReasonFull}, {State: NoticeFailed}} {
		if n.NextStep() == "" {
			t.Errorf("%s %q: nothing to do", n.State, n.Reason)
		}
	}
	if next := (Notice{State: NoticeDelivered}).NextStep(); next != "" {
		t.Errorf("arrived, and still %q", next)
	}
}

func TestHalfOfThePeopleAndAlmostAll(t *testing.T) {
	loads := []NoticeLoad{{Texts: 6, People: 1}, {Texts: 1, People: 60}, {Texts: 2, People: 34}, {Texts: 3, People: 5}}
	for share, want := range map[int]int{50: 1, 60: 1, 61: 2, 94: 2, 95: 3, 99: 3, 100: 6} {
		if got := LoadAt(loads, share); got != want {
			t.Errorf("%d of 100 get %d at most, want %d", share, got, want)
		}
	}
	if LoadAt(nil, 50) != 0 || People(loads) != 100 {
		t.Error("nobody, or too many")
	}
	var d Delivery
	for _, state := range []string{NoticeQueued, NoticeHeld, NoticeSending, NoticeSent, NoticeDelivered, NoticeFailed, NoticeExpired, NoticeCancelled} {
		d.Add(NoticeDay{State: state, Texts: 1, Segments: 2})
	}
	if d.All() != 3 || d.Told() != 2 || d.Segments != 6 {
		t.Errorf("%+v", d)
	}
}
