package smstest

import (
	"encoding/json"
	"fmt"
	"net/url"
	"time"

	"anju/jobs/sms"
	"anju/models/segment"
)

func codes(t T, s Subject) {
	if len(s.Codes) == 0 {
		t.Errorf("no codes")
	}
	for code, kind := range s.Codes {
		r := s.open(t, Options{})
		r.Carrier.Refuse(code, "refused")
		out := send(t, r, Message("code", "【阳光社区】请登记。"))
		if out.Problem == nil || out.Problem.Kind != kind {
			t.Errorf("%s: %v, want %s", code, out.Problem, kind)
		}
		if out.Problem != nil && kind != sms.Unknown && out.Problem.Code != code {
			t.Errorf("%s is kept as %s", code, out.Problem.Code)
		}
	}
}

func limits(t T, s Subject) {
	for _, l := range s.Limits {
		at, err := time.Parse(time.RFC3339, l.At)
		until, err2 := time.Parse(time.RFC3339, l.Until)
		if err != nil || err2 != nil {
			t.Fatalf("%v %v", err, err2)
		}
		r := s.open(t, Options{})
		r.Carrier.Refuse(l.Code, l.Words)
		m := Message("limit", "【阳光社区】请登记。")
		m.At = at
		p := send(t, r, m).Problem
		if p == nil || !p.Until.Equal(until) {
			t.Errorf("%s %s at %s: %+v, want until %s", l.Code, l.Words, l.At, p, l.Until)
		}
	}
}

// parts: what the carrier counted must be what people were shown as the price.
func parts(t T, s Subject) {
	r := s.open(t, Options{})
	said := map[string]int{}
	texts := []string{rep("安", 70), rep("安", 71), rep("安", 134), rep("安", 135), rep("安", 201), rep("😀", 35), rep("😀", 36)}
	for i, text := range texts {
		m := Message(fmt.Sprintf("parts-%d", i), text)
		out := send(t, r, m)
		if out.Problem != nil {
			t.Errorf("%d characters: %v", len([]rune(text)), out.Problem)
		}
		said[m.OutID] = out.Segments
	}
	if l, ok := r.Gateway.(sms.Listener); ok && r.Carrier != nil {
		for _, call := range r.Carrier.Reports() {
			news, err := l.Read(sms.Call{Query: call.Query, Body: []byte(call.Body)})
			if err != nil {
				t.Fatalf("%v", err)
			}
			for _, one := range news.Receipts {
				said[one.OutID] = max(said[one.OutID], one.Segments)
			}
		}
	}
	for i, text := range texts {
		n := said[fmt.Sprintf("out-parts-%d", i)]
		if n != 0 && n != segment.Count(text) { // 0: the carrier counts aloud nowhere
			t.Errorf("%d characters: the carrier counts %d parts, people were told %d", len([]rune(text)), n, segment.Count(text))
		}
	}
}

func rep(s string, n int) (out string) {
	for range n {
		out += s
	}
	return out
}

// formsOf are secrets as addresses and JSON write them.
func formsOf(secrets []string) (all []string) {
	for _, s := range secrets {
		b, _ := json.Marshal(map[string]string{"x": s})
		all = append(all, url.QueryEscape(s), url.QueryEscape(string(b)[6:len(b)-2]))
	}
	return all
}
