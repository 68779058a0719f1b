// Package smstest is what every gateway must do, whoever carries the messages.
package smstest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"anju/jobs/sms"
	"anju/models/segment"
)

// Message is a message to an invented phone with this name and text, at one
// fixed moment in Asia/Shanghai; name tells it from all others.
func Message(name, text string) sms.Message {
	return sms.Message{
		At:       time.Date(2026, 6, 15, 9, 0, 0, 0, time.FixedZone("", 8*60*60)),
		To:       "19900000001",
		Kind:     "R01",
		Text:     text,
		Segments: segment.Count(text),
		Ref:      name,
		OutID:    "out-" + name,
	}
}

// Run holds a gateway to its contract. open gives a fresh gateway and a look at
// the texts that its carrier has taken so far, in order.
func Run(t *testing.T, open func(t *testing.T) (sms.Gateway, func() []string)) {
	t.Run("a text arrives as it was written", func(t *testing.T) { arrives(t, open) })
	t.Run("a message sent is found again and another is not", func(t *testing.T) { found(t, open) })
	t.Run("a caller who has gone sends nothing and leaks nothing", func(t *testing.T) { cancelled(t, open) })
	t.Run("thirty-two at once all arrive once", func(t *testing.T) { crowd(t, open) })
}

type opener = func(t *testing.T) (sms.Gateway, func() []string)

func arrives(t *testing.T, open opener) {
	g, seen := open(t)
	if g.Name() == "" || g.Name() != g.Name() {
		t.Error("a gateway has one name")
	}
	texts := []string{
		"【阳光社区】请在 11 月 26 日前登记，回复 1 还住，2 已搬走。",
		"【阳光社区】~*' &+%=/<b>\"引号\"</b>\\",
		"【阳光社区】表情 😀，生僻字 𠮷，古丽·买买提",
		strings.Repeat("安", 135),
	}
	for i, text := range texts {
		if err := g.Send(t.Context(), Message(fmt.Sprintf("text-%d", i), text)); err != nil {
			t.Fatalf("%q: %v", text, err)
		}
	}
	if got := seen(); !slices.Equal(got, texts) {
		t.Errorf("arrived %q\nsent    %q", got, texts)
	}
}

func found(t *testing.T, open opener) {
	g, _ := open(t)
	m := Message("wanted", "【阳光社区】请确认。")
	if taken, err := g.Find(t.Context(), m); taken || err != nil {
		t.Fatalf("before sending: %v %v", taken, err)
	}
	if err := g.Send(t.Context(), m); err != nil {
		t.Fatal(err)
	}
	if taken, err := g.Find(t.Context(), m); !taken || err != nil {
		t.Errorf("after sending: %v %v", taken, err)
	}
	if taken, err := g.Find(t.Context(), Message("other", m.Text)); taken || err != nil {
		t.Errorf("another message with the same text: %v %v", taken, err)
	}
}

func cancelled(t *testing.T, open opener) {
	g, seen := open(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	m := Message("cancelled", "【阳光社区】验证码 482913。")
	err := g.Send(ctx, m)
	if _, ok := errors.AsType[*sms.Problem](err); !ok {
		t.Fatalf("the answer is no Problem: %v", err)
	}
	for _, leak := range []string{m.To, m.Text, "482913"} {
		if strings.Contains(err.Error(), leak) {
			t.Errorf("%q stands in the error", leak)
		}
	}
	if got := seen(); len(got) != 0 {
		t.Errorf("sent all the same: %q", got)
	}
	if _, err := g.Find(ctx, m); err == nil {
		t.Error("nobody was asked, so nobody can say that it was not taken")
	}
}

func crowd(t *testing.T, open opener) {
	g, seen := open(t)
	var all sync.WaitGroup
	var want []string
	for i := range 32 {
		text := fmt.Sprintf("【阳光社区】第 %02d 条。", i)
		want = append(want, text)
		all.Go(func() {
			if err := g.Send(t.Context(), Message(fmt.Sprintf("crowd-%d", i), text)); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if got := slices.Sorted(slices.Values(seen())); !slices.Equal(got, want) {
		t.Errorf("arrived %q", got)
	}
}
