package wire

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"anju/jobs/sms"
)

func TestAKeyNeverTravelsInTheOpen(t *testing.T) {
	for raw, want := range map[string]string{
		"dysmsapi.aliyuncs.com": "https://dysmsapi.aliyuncs.com", "sms.example.com:8443": "https://sms.example.com:8443", "https://a.cn": "https://a.cn",
		"http://127.0.0.1:18080": "http://127.0.0.1:18080", "http://localhost:1/x": "http://localhost:1/x", "http://[::1]:1": "http://[::1]:1",
		"http://10.0.0.8": "", "http://a.cn": "", "ftp://127.0.0.1": "", "https://u:p@a.cn": "", "https://a.cn?x=1": "", "": "", "http://127.0.0.1.a.cn": "",
	} {
		u, err := Endpoint(raw)
		if (err == nil) != (want != "") || err == nil && u.String() != want {
			t.Errorf("%q: %v %v, want %q", raw, u, err, want)
		}
	}
}

// TestARequestThatMetAClosedConnectionIsNotSentAgain: net/http does so by itself with a GET on a kept connection.
func TestARequestThatMetAClosedConnectionIsNotSentAgain(t *testing.T) {
	n := 0
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
		if n++; n > 1 {
			panic(http.ErrAbortHandler)
		}
	}))
	defer server.Close()
	server.Config.ErrorLog = nil
	client := &http.Client{Transport: Transport(Options{})}
	for range 2 {
		if answer, err := client.Get(server.URL); err == nil {
			answer.Body.Close()
		}
	}
	if n != 2 {
		t.Errorf("%d requests for two", n)
	}
}

// TestAClientThatPanicsLeavesItOpen whether the message was taken.
func TestAClientThatPanicsLeavesItOpen(t *testing.T) {
	_, trail, cancel := Follow(t.Context(), Options{}, []string{"13800138000"})
	defer cancel()
	trail.left.Store(true)
	_, err := Shield(func() (int, error) { panic("index out of range near 13800138000") })
	if p := trail.Problem(err); p.Kind != sms.Unknown || strings.Contains(p.Error(), "13800138000") {
		t.Errorf("%v", p)
	}
}

// TestAnAddressInAnErrorTellsNothing: net/http puts it before the cause, with key, phone and parameters.
func TestAnAddressInAnErrorTellsNothing(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, trail, undo := Follow(ctx, Options{}, nil)
	defer undo()
	full := &url.Error{Op: "Post", URL: "https://a.cn/?AccessKeyId=LTAI5t&TemplateParam=%7B%22name%22%3A%22x%22%7D", Err: errors.New("connection refused")}
	for _, left := range []bool{false, true} {
		trail.left.Store(left)
		if p := trail.Problem(full); strings.Contains(p.Error(), "LTAI5t") {
			t.Errorf("%v", p)
		}
	}
}

func TestANumberKeepsItsZeros(t *testing.T) {
	for raw, want := range map[string]Loose{`"0012"`: "0012", `12`: "12", `900619746936498440`: "900619746936498440", `null`: "", `""`: ""} {
		var got Loose
		if err := got.UnmarshalJSON([]byte(raw)); err != nil || got != want {
			t.Errorf("%s: %q %v", raw, got, err)
		}
	}
}
