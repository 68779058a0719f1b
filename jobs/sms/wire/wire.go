// Package wire is what stands between the carriers' clients and the network:
// it follows no redirect, reads no endless answer, and knows whether a request
// left this machine.
package wire

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"sync/atomic"
	"time"

	"anju/jobs/sms"
)

const (
	// Patience is how long a carrier may take to answer.
	Patience = 10 * time.Second

	// Settle is how long a vendor may take to know what it has taken: none says
	// how long (SMS.md 4.2).
	Settle = 5 * time.Minute

	largestAnswer = 1 << 20
)

// Options are the same for every carrier.
type Options struct {
	Roots    *x509.CertPool // who may vouch for a carrier; nil for the system's
	Patience time.Duration  // 0 for Patience
	Settle   time.Duration  // 0 for Settle
}

// Settles is how long to wait before asking what became of a call.
func (o Options) Settles() time.Duration {
	if o.Settle > 0 {
		return o.Settle
	}
	return Settle
}

// Wait is how long to wait for an answer.
func (o Options) Wait() time.Duration {
	if o.Patience > 0 {
		return o.Patience
	}
	return Patience
}

// Transport carries requests for a client of whatever make. It opens a
// connection for each: net/http sends a request again by itself when a kept
// connection turns out to be closed, and a text must go out once.
func Transport(o Options) http.RoundTripper {
	base := http.DefaultTransport.(*http.Transport).Clone()
	base.DisableKeepAlives = true
	base.Protocols = new(http.Protocols) // HTTP/2 has retries of its own
	base.Protocols.SetHTTP1(true)
	base.TLSClientConfig = &tls.Config{RootCAs: o.Roots, MinVersion: tls.VersionTLS12}
	return guarded{base}
}

type guarded struct{ base http.RoundTripper }

// RoundTrip takes away where a redirect leads to, so that no client follows it:
// it would hand key, phone and text to a stranger, or send the text twice.
func (g guarded) RoundTrip(r *http.Request) (*http.Response, error) {
	answer, err := g.base.RoundTrip(r)
	if err != nil {
		return nil, err
	}
	answer.Header.Del("Location")
	answer.Body = struct {
		io.Reader
		io.Closer
	}{io.LimitReader(answer.Body, largestAnswer), answer.Body}
	return answer, nil
}

// Endpoint reads an address from the options: a bare host is https, and http is
// for this machine only, where tests listen.
func Endpoint(raw string) (*url.URL, error) {
	u, err := url.Parse(raw)
	if err != nil || u.Host == "" {
		if u, err = url.Parse("https://" + raw); err != nil || u.Host == "" {
			return nil, errors.New("地址写得不对，例如 dysmsapi.aliyuncs.com")
		}
	}
	ip := net.ParseIP(u.Hostname())
	local := u.Hostname() == "localhost" || ip != nil && ip.IsLoopback()
	switch {
	case u.Scheme != "https" && u.Scheme != "http":
		return nil, errors.New("地址只能是 https://")
	case u.Scheme == "http" && !local:
		return nil, errors.New("http:// 只能指向本机，外面的地址要用 https://")
	case u.User != nil || u.RawQuery != "" || u.Fragment != "":
		return nil, errors.New("地址里不写用户名和参数")
	}
	return u, nil
}

// Trail follows one call to a carrier.
type Trail struct {
	left    atomic.Bool
	ctx     context.Context
	secrets []string
}

// Follow bounds a call in time and watches whether anything leaves. The secrets
// are kept out of every Problem it makes.
func Follow(ctx context.Context, o Options, secrets []string) (context.Context, *Trail, context.CancelFunc) {
	t := &Trail{secrets: secrets}
	ctx, cancel := context.WithTimeout(ctx, o.Wait())
	t.ctx = httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{
		GotConn: func(httptrace.GotConnInfo) { t.left.Store(true) },
	})
	return t.ctx, t, cancel
}

// Problem judges a call that brought no answer. Before there was a connection
// the carrier cannot have the message; after that nobody knows.
func (t *Trail) Problem(err error) *sms.Problem {
	switch certificate := (*tls.CertificateVerificationError)(nil); {
	case t.left.Load() && t.ctx.Err() != nil:
		return t.Say(sms.Unknown, "", "等不到回答")
	case t.left.Load():
		return t.Say(sms.Unknown, "", "没有得到回答："+cause(err))
	case errors.As(err, &certificate):
		return t.Say(sms.Account, "", "对方的证书不可信，没有发")
	case t.ctx.Err() != nil:
		return t.Say(sms.Retry, "", "还没连上就停下了")
	}
	return t.Say(sms.Retry, "", "连不上："+cause(err))
}

// Say makes a Problem that shows none of the secrets.
func (t *Trail) Say(kind sms.Kind, code, text string) *sms.Problem {
	return sms.NewProblem(kind, code, text, t.secrets...)
}

// cause is the fault without the address that clients put before it, which
// holds key, phone and parameters.
func cause(err error) string {
	if u, ok := errors.AsType[*url.Error](err); ok {
		err = u.Err
	}
	if err == nil {
		return ""
	}
	return err.Error()
}

// Shield turns a panic of a carrier's client into an error: what it choked on
// may have come after the message was taken.
func Shield[T any](do func() (T, error)) (out T, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("client: %v", p)
		}
	}()
	return do()
}
