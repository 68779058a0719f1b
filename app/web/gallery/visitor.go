package gallery

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"html"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"regexp"
	"strings"

	"github.com/pquerna/otp/totp"
)

// Answer is what the site sent for a sample, and where the browser stood then.
type Answer struct {
	Path   string
	Status int
	Header http.Header
	Body   []byte
}

// Visitor is a plain browser: cookies, forms, redirects, no script.
type Visitor struct {
	client *http.Client
	base   string
	last   Answer
}

// NewVisitor is a browser that was never here.
func (h *House) NewVisitor() *Visitor {
	jar, _ := cookiejar.New(nil) // never fails without options
	return &Visitor{base: h.URL, client: &http.Client{Jar: jar}}
}

func (v *Visitor) get(path string) error {
	return v.do(http.NewRequest(http.MethodGet, v.base+path, nil))
}

var (
	forms   = regexp.MustCompile(`(?s)<form[^>]*>.*?</form>`)
	action  = regexp.MustCompile(`<form[^>]* action="([^"]*)"`)
	hidden  = regexp.MustCompile(`<input type="hidden" name="([^"]+)" value="([^"]*)">`)
	control = regexp.MustCompile(` name="([^"]+)"`)
)

// send fills in a form of the page in view and sends it: the first form whose action ends in the given words and that
// has every field that is typed.
func (v *Visitor) send(end string, typed url.Values) error {
	for _, form := range forms.FindAllString(string(v.last.Body), -1) {
		to := html.UnescapeString(action.FindStringSubmatch(form)[1])
		if end != "" && !strings.HasSuffix(to, end) || !offers(form, typed) {
			continue
		}
		values := url.Values{}
		for _, m := range hidden.FindAllStringSubmatch(form, -1) {
			values.Set(m[1], html.UnescapeString(m[2]))
		}
		for name, all := range typed {
			values[name] = all
		}
		req, err := http.NewRequest(http.MethodPost, v.base+to, strings.NewReader(values.Encode()))
		if err == nil {
			req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		}
		return v.do(req, err)
	}
	return fmt.Errorf("the page %s has no form …%s with %v", v.last.Path, end, typed)
}

func offers(form string, typed url.Values) bool {
	names := map[string]bool{}
	for _, m := range control.FindAllStringSubmatch(form, -1) {
		names[m[1]] = true
	}
	for name := range typed {
		if !names[name] {
			return false
		}
	}
	return true
}

func (v *Visitor) do(req *http.Request, err error) error {
	if err != nil {
		return err
	}
	req.Header.Set("Accept-Encoding", "identity") // as the page is read here
	res, err := v.client.Do(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	v.last = Answer{Path: res.Request.URL.RequestURI(), Status: res.StatusCode, Header: res.Header, Body: body}
	return err
}

// caller is the browser of a role, signed in. A stranger is somebody new each time.
func (h *House) caller(ctx context.Context, role string) (*Visitor, error) {
	if v := h.callers[role]; v != nil {
		return v, nil
	}
	v := h.NewVisitor()
	var err error
	switch who := h.known.phones[role]; {
	case role == Stranger:
		return v, nil
	case who != "":
		err = h.signIn(ctx, v, who, h.known.ends[role])
	default:
		err = h.signInStaff(v, role)
	}
	h.callers[role] = v
	return v, err
}

// signIn goes the way of a person: phone, code from the texts, and the end of his document where he is asked for it.
func (h *House) signIn(ctx context.Context, v *Visitor, phone, end string) error {
	if err := v.get("/login"); err != nil {
		return err
	}
	if err := v.send("/login", url.Values{"phone": {phone}}); err != nil {
		return err
	}
	code, err := h.code(ctx, phone)
	if err != nil {
		return err
	}
	if err := v.send("", url.Values{"code": {code}}); err != nil {
		return err
	}
	if end == "" {
		return nil
	}
	if err := v.get("/me"); err != nil {
		return err
	}
	return v.send("/login/doc", url.Values{"last4": {end}})
}

// code sends what waits and reads the newest sign-in code to a phone.
func (h *House) code(ctx context.Context, phone string) (string, error) {
	if err := h.run(ctx, "dispatch", h.now); err != nil {
		return "", err
	}
	data, err := os.ReadFile(h.sms)
	if err != nil {
		return "", err
	}
	lines := bytes.Split(data, []byte("\n"))
	for i := len(lines) - 1; i >= 0; i-- {
		var text struct{ To, Kind, Text string }
		if json.Unmarshal(lines[i], &text) != nil || text.Kind != "R20" || text.To != phone {
			continue
		}
		if _, rest, ok := strings.Cut(text.Text, "验证码"); ok && len(rest) >= 6 {
			return rest[:6], nil
		}
	}
	return "", fmt.Errorf("no code went to %s", phone)
}

func (h *House) signInStaff(v *Visitor, role string) error {
	account := h.known.staff[role]
	if err := v.get("/staff/login"); err != nil {
		return err
	}
	if err := v.send("/staff/login", url.Values{"login": {account.login}, "password": {staffPassword}}); err != nil {
		return err
	}
	digits, err := totp.GenerateCode(account.secret, h.now)
	if err != nil {
		return err
	}
	typed := url.Values{"totp": {digits}}
	if role == Worker {
		typed.Set("shift", "1")
	}
	return v.send("/staff/login/totp", typed)
}
