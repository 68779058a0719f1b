package smstest

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"
	"time"

	"anju/jobs/sms"
)

func arrives(t T, s Subject) {
	r := s.open(t, Options{})
	if name := r.Gateway.Name(); name == "" || name != r.Gateway.Name() {
		t.Errorf("a gateway has one name")
	}
	if p := send(t, r, Message("first", "【阳光社区】请登记。")).Problem; p != nil {
		t.Errorf("%v", p)
	}
	if n := len(r.Seen()); n != 1 {
		t.Errorf("%d messages arrived", n)
	}
}

func wrongSecret(t T, s Subject) {
	r := s.open(t, Options{Secret: "anotherSecretThanTheRightOne0000"})
	refusedByAccount(t, r)
}

func wrongClock(t T, s Subject) {
	for _, skew := range []time.Duration{16 * time.Minute, -16 * time.Minute} {
		r := s.open(t, Options{})
		r.Carrier.Skew(skew)
		refusedByAccount(t, r)
	}
}

func refusedByAccount(t T, r *Rig) {
	t.Helper()
	p := send(t, r, Message("refused", "【阳光社区】请登记。")).Problem
	if p == nil || p.Kind != sms.Account {
		t.Errorf("%v, want a problem of the account", p)
	}
	if n, seen := r.Carrier.Requests(), r.Seen(); n != 1 || len(seen) != 0 {
		t.Errorf("%d requests, %d taken", n, len(seen))
	}
}

// nonceCalls is how many nonces are looked at: the long run sends the 10,000 of
// SMS.md, in earnest.
func nonceCalls(t T) int {
	if _, planted := t.(*notes); !planted && os.Getenv("ANJU_LONG") != "" {
		return 10_000
	}
	return 200
}

func nonceOnce(t T, s Subject) {
	r := s.open(t, Options{})
	calls := nonceCalls(t)
	var all sync.WaitGroup
	for worker := range 8 {
		all.Go(func() {
			for i := range calls / 8 {
				send(t, r, Message(fmt.Sprintf("n%d-%d", worker, i), "【阳光社区】请登记。"))
			}
		})
	}
	all.Wait()
	nonces := r.Carrier.Nonces()
	if len(nonces) != calls || len(slices.Compact(slices.Sorted(slices.Values(nonces)))) != len(nonces) {
		t.Errorf("%d nonces, some of them twice or missing", len(nonces))
	}
	before := len(r.Seen())
	if answer, err := r.Carrier.Replay(); err != nil || len(r.Seen()) != before {
		t.Errorf("the request was taken a second time: %s %v", answer, err)
	}
}

// Verbatim are texts with everything that an encoding may break.
var Verbatim = []string{
	"【阳光社区】请在 11 月 26 日前登记，回复 1 还住，2 已搬走。",
	"【阳光社区】~*' &+%=/<b>\"引号\"</b>\\ %41 +86 a=b&c;d #?",
	"【阳光社区】表情 😀，生僻字 𠮷，古丽·买买提",
	"【阳光社区】第一行\n第二行　全角空格",
	strings.Repeat("安", 135),
}

func verbatim(t T, s Subject) {
	r := s.open(t, Options{})
	for i, text := range Verbatim {
		if p := send(t, r, Message(fmt.Sprintf("text-%d", i), text)).Problem; p != nil {
			t.Errorf("%q: %v", text, p)
		}
	}
	if got := r.Seen(); !slices.Equal(got, Verbatim) {
		t.Errorf("arrived %q\nsent    %q", got, Verbatim)
	}
}

// inOrder sends one, the most that one call carries, and one more than that.
func inOrder(t T, s Subject) {
	r := s.open(t, Options{})
	most := r.Gateway.Caps().Batch
	for i, n := range []int{0, 1, most, most + 1} {
		before := len(r.Seen())
		all := batch(fmt.Sprintf("batch-%d", i), "【阳光社区】请登记。", n)
		out := r.Gateway.Send(t.Context(), all)
		if len(out) != n {
			t.Errorf("%d results for %d messages", len(out), n)
			continue
		}
		taken := len(r.Seen()) - before
		if n > most && (taken != 0 || out[0].Problem == nil || out[0].Problem.Kind != sms.Bug) {
			t.Errorf("a batch of %d: %d taken, %v", n, taken, out[0].Problem)
		}
		if n <= most && (taken != n || slices.ContainsFunc(out, func(o sms.Result) bool { return o.Problem != nil })) {
			t.Errorf("a batch of %d: %d taken, %v", n, taken, out)
		}
	}
	ownWords(t, r)
	misused(t, r)
	refusedSecond(t, s, r)
}

// ownWords sees that in one call each phone gets its own text, or that texts
// which one call cannot carry are refused.
func ownWords(t T, r *Rig) {
	t.Helper()
	if r.Carrier == nil || r.Gateway.Caps().Batch == 1 {
		return
	}
	all := batch("own", "【阳光社区】请登记。", 3)
	for i := range all {
		own := Message("own", fmt.Sprintf("【阳光社区】第 %d 位，请登记。", i))
		all[i].Text, all[i].Template = own.Text, own.Template
	}
	before := len(r.Seen())
	out := r.Gateway.Send(t.Context(), all)
	taken := r.Carrier.Taken()[before:]
	if r.Gateway.Caps().SameParams {
		if len(taken) != 0 || out[0].Outcome() != sms.Rejected {
			t.Errorf("three wordings in one call: %v", out[0].Problem)
		}
		return
	}
	for i, one := range taken {
		if one.To != all[i].To || one.Text != all[i].Text {
			t.Errorf("%s got the words of another: %s", one.To, one.Text)
		}
	}
	if len(taken) != len(all) {
		t.Errorf("%d of %d arrived", len(taken), len(all))
	}
}

// misused are batches that would be lost track of: they never leave.
func misused(t T, r *Rig) {
	t.Helper()
	before := len(r.Seen())
	nameless, timeless, foreign := Message("x", "【阳光社区】一。"), Message("x", "【阳光社区】一。"), Message("x", "【阳光社区】一。")
	nameless.OutID, timeless.At, foreign.To = "", time.Time{}, "0085291234567"
	for _, m := range []sms.Message{nameless, timeless, foreign} {
		if out := send(t, r, m); out.Outcome() != sms.Rejected {
			t.Errorf("sent all the same: %v", out)
		}
	}
	if r.Gateway.Caps().Batch > 1 {
		twice := []sms.Message{Message("x", "【阳光社区】一。"), Message("x", "【阳光社区】一。")}
		apart := batch("x", "【阳光社区】一。", 2)
		apart[1].OutID = "out-y"
		for _, b := range [][]sms.Message{twice, apart} {
			if out := r.Gateway.Send(t.Context(), b); len(out) != 2 || out[0].Outcome() != sms.Rejected {
				t.Errorf("a batch that nobody could tell apart later was sent: %v", out)
			}
		}
	}
	if n := len(r.Seen()) - before; n != 0 {
		t.Errorf("%d taken", n)
	}
}

// refusedSecond sees that a result stands at its own message's place, whatever
// the order of the answer.
func refusedSecond(t T, s Subject, r *Rig) {
	t.Helper()
	if s.Each == "" {
		return
	}
	all := batch("second", "【阳光社区】请登记。", 5)
	r.Carrier.RefusePhone(all[1].To, s.Each)
	for i, out := range r.Gateway.Send(t.Context(), all) {
		if (out.Problem != nil) != (i == 1) {
			t.Errorf("message %d: %v", i, out.Problem)
		}
	}
}

// partly: where the carrier answers for the call as a whole, all share its word.
func partly(t T, s Subject) {
	r := s.open(t, Options{})
	all := batch("partly", "【阳光社区】请登记。", 3)
	all[1].To = Phone("0011")
	out := r.Gateway.Send(t.Context(), all)
	whole := s.Each == ""
	for i, o := range out {
		if i == 1 || whole {
			if o.Problem == nil || o.Problem.Kind != sms.BadRecipient {
				t.Errorf("message %d: %v", i, o.Problem)
			}
		} else if o.Problem != nil || o.ID == "" {
			t.Errorf("message %d is lost: %v", i, o)
		}
	}
	want := 2
	if whole {
		want = 0
	}
	if n := len(r.Seen()); n != want {
		t.Errorf("%d taken, want %d", n, want)
	}
}

func crowd(t T, s Subject) {
	r := s.open(t, Options{})
	var all sync.WaitGroup
	var want []string
	for i := range 32 {
		text := fmt.Sprintf("【阳光社区】第 %02d 条。", i)
		want = append(want, text)
		all.Go(func() {
			if p := send(t, r, Message(fmt.Sprintf("crowd-%d", i), text)).Problem; p != nil {
				t.Errorf("%v", p)
			}
		})
	}
	all.Wait()
	if got := slices.Sorted(slices.Values(r.Seen())); !slices.Equal(got, want) {
		t.Errorf("arrived %q", got)
	}
}
