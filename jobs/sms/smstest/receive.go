package smstest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"reflect"
	"strings"
	"sync"
	"time"

	"anju/jobs/sms"
	"anju/jobs/sms/carriertest"
	"anju/models"
)

const hookSecret = "x7k2m9q4w8e3r5t1y6u0"

// hook is a callback address that keeps what comes.
type hook struct {
	*httptest.Server
	mu     sync.Mutex
	news   []sms.News
	broken error
}

func (h *hook) kept() (all sms.News) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, n := range h.news {
		all.Receipts = append(all.Receipts, n.Receipts...)
		all.Inbound = append(all.Inbound, n.Inbound...)
	}
	return all
}

func listen(t T, r *Rig) *hook {
	t.Helper()
	h := &hook{}
	served := &sms.Hook{Gateway: r.Gateway.(sms.Listener), Log: func(string, error) {}, Store: func(_ context.Context, name string, news sms.News) error {
		h.mu.Lock()
		defer h.mu.Unlock()
		if name != r.Gateway.Name() {
			t.Errorf("stored for %s", name)
		}
		if h.broken == nil {
			h.news = append(h.news, news)
		}
		return h.broken
	}}
	h.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		served.Serve(w, r, strings.TrimPrefix(r.URL.Path, "/hooks/"), hookSecret)
	}))
	t.Cleanup(h.Close)
	return h
}

// call does what the carrier does; it returns status, type and body.
func (h *hook) call(t T, secret string, c carriertest.Call) (int, string, string) {
	t.Helper()
	answer, err := h.Client().Post(h.URL+"/hooks/"+secret+"?"+c.Query.Encode(), "application/json", strings.NewReader(c.Body))
	if err != nil {
		t.Fatalf("%v", err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatalf("%v", err)
	}
	return answer.StatusCode, answer.Header.Get("Content-Type"), string(body)
}

func receipts(t T, s Subject) {
	r := s.open(t, Options{})
	l := r.Gateway.(sms.Listener)
	for _, p := range s.Papers {
		got, err := l.Read(p.Call)
		if err != nil {
			t.Errorf("%s: %v", p.Name, err)
			continue
		}
		for i := range got.Receipts {
			if len(got.Receipts[i].Raw) == 0 {
				t.Errorf("%s: what came is not kept", p.Name)
			}
			got.Receipts[i].Raw = nil
		}
		for i := range got.Inbound {
			got.Inbound[i].Raw = nil
		}
		if !reflect.DeepEqual(got, p.News) {
			t.Errorf("%s:\nread %+v\nwant %+v", p.Name, got, p.News)
		}
	}
	for _, call := range s.Broken {
		if got, err := l.Read(call); err == nil {
			t.Errorf("%s %s is read as %+v", call.Query.Encode(), call.Body, got)
		}
	}
	told(t, s)
	guarded(t, r)
}

// told sends to every fate, lets the carrier tell of it in any order and twice,
// and looks at what is known in the end.
func told(t T, s Subject) {
	t.Helper()
	r := s.open(t, Options{})
	h := listen(t, r)
	for _, end := range []string{"0000", "0022", "0033", "0044", "0055", "0066"} {
		m := Message("told-"+end, "【阳光社区】请登记。")
		m.To = Phone(end)
		send(t, r, m)
	}
	calls := r.Carrier.Reports()
	for _, c := range append(calls, calls...) {
		if status, _, _ := h.call(t, hookSecret, c); status != http.StatusOK {
			t.Errorf("status %d", status)
		}
	}
	keys := map[string]sms.Receipt{}
	for _, one := range h.kept().Receipts {
		if one.OutID != "out-told-"+one.To[7:] || one.At.Location() != time.UTC || one.At.IsZero() {
			t.Errorf("whose is %+v", one)
		}
		keys[one.Key(r.Gateway.Name())] = one
	}
	ends := map[string]sms.Receipt{}
	for _, one := range keys {
		if one.State != sms.Taken {
			if _, twice := ends[one.To[7:]]; twice {
				t.Errorf("%s ends twice: the same receipt has two keys", one.To)
			}
			ends[one.To[7:]] = one
		}
	}
	for end, want := range map[string]sms.Receipt{
		"0000": {State: sms.Delivered}, "0066": {State: sms.Delivered}, "0022": {State: sms.Failed, Kind: sms.Unreachable},
		"0044": {State: sms.Failed, Kind: sms.Unreachable}, "0055": {State: sms.Failed, Kind: sms.OptOut}, "0033": {},
	} {
		if got := ends[end]; got.State != want.State || got.Kind != want.Kind {
			t.Errorf("%s: %s %s", end, got.State, got.Kind.Key())
		}
	}
}

// guarded: who does not know the secret, or posts a mountain, gets nowhere.
func guarded(t T, r *Rig) {
	t.Helper()
	h := listen(t, r)
	fine := r.Carrier.Answers(Phone("0001"), "1", "7", At)
	for _, c := range []struct {
		name, secret string
		call         carriertest.Call
		status       int
	}{
		{"right", hookSecret, fine, http.StatusOK},
		{"wrong secret", "x7k2m9q4w8e3r5t1y6u1", fine, http.StatusNotFound},
		{"no secret", "", fine, http.StatusNotFound},
		{"nonsense", hookSecret, carriertest.Call{Body: "nonsense"}, http.StatusBadRequest},
		{"too much", hookSecret, carriertest.Call{Body: strings.Repeat(" ", 1<<20+1) + fine.Body}, http.StatusRequestEntityTooLarge},
	} {
		if status, _, _ := h.call(t, c.secret, c.call); status != c.status {
			t.Errorf("%s: %d, want %d", c.name, status, c.status)
		}
	}
	if n := len(h.kept().Inbound); n != 1 {
		t.Errorf("%d answers kept", n)
	}
}

// acknowledged posts a hundred receipts and looks at the answer to the byte.
func acknowledged(t T, s Subject) {
	r := s.open(t, Options{})
	h := listen(t, r)
	for i := range 100 {
		m := Message(fmt.Sprintf("ack-%d", i), "【阳光社区】请登记。")
		m.To = fmt.Sprintf("1980000%04d", 1000+i)
		send(t, r, m)
	}
	for _, c := range r.Carrier.Reports() {
		start := time.Now()
		status, kind, body := h.call(t, hookSecret, c)
		if status != http.StatusOK || kind != s.Ack.Type || body != s.Ack.Body {
			t.Errorf("%d %s %q, want %+v", status, kind, body, s.Ack)
		}
		if took := time.Since(start); took > 100*time.Millisecond {
			t.Logf("answered after %s", took)
		}
	}
	ended := 0
	for _, one := range h.kept().Receipts {
		if one.State == sms.Delivered {
			ended++
		}
	}
	if ended != 100 {
		t.Errorf("%d of 100 receipts kept", ended)
	}
}

func storedFirst(t T, s Subject) {
	r := s.open(t, Options{})
	h := listen(t, r)
	h.broken = errors.New("the disk is full")
	fine := r.Carrier.Answers(Phone("0001"), "1", "7", At)
	if status, _, body := h.call(t, hookSecret, fine); status/100 != 5 || s.Ack.Body != "" && strings.Contains(body, s.Ack.Body) {
		t.Errorf("%d %q: the carrier will not come again", status, body)
	}
	h.mu.Lock()
	h.broken = nil
	h.mu.Unlock()
	if status, _, _ := h.call(t, hookSecret, fine); status != http.StatusOK || len(h.kept().Inbound) != 1 {
		t.Errorf("the second time: %d", status)
	}
}

func answered(t T, s Subject) {
	r := s.open(t, Options{})
	h := listen(t, r)
	texts := map[string]models.Answer{
		"R": models.AnswerOptOut, "退订": models.AnswerOptOut, "ｔｄ": models.AnswerOptOut, "1": models.AnswerStill, "2": models.AnswerLeft,
		"3": models.AnswerAway, "N": models.AnswerNotMe, "我没有搬走 & 50%+\n谢谢😀": models.AnswerUnclear,
	}
	n := 0
	for text := range texts {
		n++
		call := r.Carrier.Answers(Phone("0001"), text, fmt.Sprint(n), At)
		for range 2 { // as carriers do
			h.call(t, hookSecret, call)
		}
	}
	keys := map[string]bool{}
	for _, in := range h.kept().Inbound {
		keys[in.Key(r.Gateway.Name())] = true
		want, known := texts[in.Text]
		if !known || models.ReadAnswer(in.Text) != want {
			t.Errorf("%q is read as %q", in.Text, models.ReadAnswer(in.Text))
		}
		if in.From != Phone("0001") || in.Dest == "" || !in.At.Equal(At) || in.At.Location() != time.UTC {
			t.Errorf("from whom, to what, when: %+v", in)
		}
	}
	if len(keys) != len(texts) {
		t.Errorf("%d answers are told apart, want %d", len(keys), len(texts))
	}
}
