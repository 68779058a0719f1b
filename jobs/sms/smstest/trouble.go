package smstest

import (
	"context"
	"net"
	"strings"
	"time"

	"anju/jobs/sms"
	"anju/jobs/sms/carriertest"
)

// short is how long a gateway waits in a test whose carrier never answers.
const short = 300 * time.Millisecond

func refusedPolitely(t T, s Subject) {
	for code, kind := range s.Codes {
		if kind == sms.Unknown {
			continue
		}
		r := s.open(t, Options{})
		r.Carrier.Refuse(code, "refused")
		if out := send(t, r, Message("polite", "【阳光社区】请登记。")); out.Outcome() != sms.Rejected || len(r.Seen()) != 0 {
			t.Errorf("%s: %s %v", code, out.Outcome(), out.Problem)
		}
	}
}

// unclear also sees that a caller who has gone, or goes, is told the truth.
func unclear(t T, s Subject) {
	gone(t, s)
	if r := s.open(t, Options{}); r.Carrier == nil {
		return
	}
	for _, trouble := range carriertest.Troubles {
		r := s.open(t, Options{Patience: short})
		r.Carrier.Trouble(trouble)
		for _, n := range []int{1, min(3, r.Gateway.Caps().Batch)} {
			for _, out := range r.Gateway.Send(t.Context(), batch("unclear", "【阳光社区】请登记。", n)) {
				if out.Outcome() != sms.Unknown {
					t.Errorf("trouble %d: %s, %v", trouble, out.Outcome(), out.Problem)
				}
			}
		}
	}
	r := s.open(t, Options{})
	r.Carrier.Trouble(carriertest.Silent)
	ctx, cancel := context.WithTimeout(t.Context(), short)
	defer cancel()
	if out := sms.SendOne(ctx, r.Gateway, Message("goes", "【阳光社区】请登记。")); out.Outcome() != sms.Unknown {
		t.Errorf("a caller who went meanwhile: %v", out.Problem)
	}
}

// gone is a caller who left before: nothing is sent, and nobody can say that it
// was not taken before.
func gone(t T, s Subject) {
	t.Helper()
	r := s.open(t, Options{})
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	m := Message("gone", "【阳光社区】验证码 482913。")
	if out := sms.SendOne(ctx, r.Gateway, m); out.Outcome() != sms.Rejected || out.Problem.Kind != sms.Retry {
		t.Errorf("a caller who had gone: %v", out.Problem)
	}
	if got := r.Seen(); len(got) != 0 {
		t.Errorf("sent all the same: %q", got)
	}
	if _, _, err := r.Gateway.Find(ctx, m); err == nil {
		t.Errorf("nobody was asked, so nobody can say that it was not taken")
	}
}

func neverLeft(t T, s Subject) {
	for _, endpoint := range []string{"http://" + deadPort(t), "https://nobody.invalid"} {
		r := s.open(t, Options{Endpoint: endpoint, Patience: 5 * time.Second})
		if p := send(t, r, Message("dead", "【阳光社区】请登记。")).Problem; p == nil || p.Kind != sms.Retry {
			t.Errorf("%s: %v, want to send again later", endpoint, p)
		}
		if _, _, err := r.Gateway.Find(t.Context(), Message("dead", "")); err == nil {
			t.Errorf("%s: nobody was asked, so nobody can say that it was not taken", endpoint)
		}
	}
}

// deadPort is an address of this machine where nobody listens.
func deadPort(t T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatalf("%v", err)
	}
	defer l.Close()
	return l.Addr().String()
}

func onlyOnce(t T, s Subject) {
	for _, trouble := range append([]carriertest.Trouble{carriertest.None}, carriertest.Troubles...) {
		r := s.open(t, Options{Patience: short})
		r.Carrier.Trouble(trouble)
		send(t, r, Message("once", "【阳光社区】请登记。"))
		if n := r.Carrier.Requests(); n != 1 {
			t.Errorf("trouble %d: %d requests", trouble, n)
		}
	}
	for code := range s.Codes {
		r := s.open(t, Options{})
		r.Carrier.Refuse(code, "refused")
		send(t, r, Message("once", "【阳光社区】请登记。"))
		if n := r.Carrier.Requests(); n != 1 {
			t.Errorf("%s: %d requests", code, n)
		}
	}
}

// secretive reads all errors that a gateway can make, also of a carrier that
// repeats whatever it was given.
func secretive(t T, s Subject) {
	m := Message("secret", "【阳光社区】欧阳震华，验证码 482913，\n5 分钟内有效。")
	secrets := []string{m.To, "482913", "欧阳震华", carriertest.Key, carriertest.Secret}
	look := func(what string, err error) {
		t.Helper()
		if p, ok := err.(*sms.Problem); err == nil || ok && p == nil {
			return
		}
		for _, leak := range append(secrets, formsOf(secrets)...) {
			if strings.Contains(err.Error(), leak) {
				t.Errorf("%s: %q stands in %q", what, leak, err)
				return
			}
		}
	}
	try := func(what string, r *Rig) {
		t.Helper()
		if p := send(t, r, m).Problem; p != nil {
			look(what, p)
		}
		_, _, err := r.Gateway.Find(t.Context(), m)
		look(what, err)
	}
	r := s.open(t, Options{})
	long := m
	long.Text = strings.Repeat(m.Text, 60)
	if p := send(t, r, long).Problem; p != nil {
		look("too long", p)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	look("gone", sms.SendOne(ctx, r.Gateway, m).Problem)
	if r.Carrier == nil {
		return
	}
	try("nobody there", s.open(t, Options{Endpoint: "http://" + deadPort(t)}))
	for _, trouble := range carriertest.Troubles {
		r := s.open(t, Options{Patience: short})
		r.Carrier.Trouble(trouble)
		try("trouble", r)
	}
	for code := range s.Codes {
		r := s.open(t, Options{})
		r.Carrier.Refuse(code, "to "+m.To+" "+m.Text+" by "+strings.Join(formsOf(secrets), " ")+" "+carriertest.Key)
		try(code, r)
	}
}

func strangers(t T, s Subject) {
	r := s.open(t, Options{})
	r.Carrier.Trouble(carriertest.Redirects)
	if out := send(t, r, Message("elsewhere", "【阳光社区】请登记。")); out.Outcome() == sms.Accepted {
		t.Errorf("a redirect is taken for an answer")
	}
	if n := r.Carrier.Strays(); n != 0 {
		t.Errorf("%d requests went to somebody else", n)
	}
	if !s.has(t, secure) {
		return
	}
	trusted := s.open(t, Options{Secure: true})
	if p := send(t, trusted, Message("tls", "【阳光社区】请登记。")).Problem; p != nil || len(trusted.Seen()) != 1 {
		t.Errorf("over TLS: %v", p)
	}
	distrusted := s.open(t, Options{Secure: true, Distrusted: true})
	if p := send(t, distrusted, Message("tls", "【阳光社区】请登记。")).Problem; p == nil || p.Kind != sms.Account || len(distrusted.Seen()) != 0 {
		t.Errorf("a stranger's certificate: %v", p)
	}
}
