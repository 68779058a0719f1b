package gallery

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"html"
	"io"
	"mime/multipart"
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
	Packed bool // it travelled gzipped
}

// Visitor is a plain browser: cookies, forms, redirects, no script.
type Visitor struct {
	client  *http.Client
	base    string
	address string // each has his own: the limits are for each address
	last    Answer
}

// newVisitor is a browser that was never here.
func (h *House) newVisitor() *Visitor {
	jar, _ := cookiejar.New(nil) // never fails without options
	h.visitors++
	return &Visitor{base: h.URL, client: &http.Client{Jar: jar}, address: fmt.Sprintf("198.51.100.%d", h.visitors)}
}

func (v *Visitor) get(path string) error {
	return v.do(http.NewRequest(http.MethodGet, v.base+path, nil))
}

var (
	forms   = regexp.MustCompile(`(?s)<form[^>]*>.*?</form>`)
	action  = regexp.MustCompile(`<form[^>]* action="([^"]*)"`)
	control = regexp.MustCompile(`(?s)<input[^>]*>|<select.*?</select>|<textarea.*?</textarea>`)
	option  = regexp.MustCompile(`<option value="([^"]*)"( selected)?>`)
	named   = regexp.MustCompile(` name="([^"]+)"`)
	valued  = regexp.MustCompile(` value="([^"]*)"`)
	filled  = regexp.MustCompile(`(?s)<textarea[^>]*>(.*)</textarea>`)
)

// send fills in a form of the page in view and sends it: the first form whose action ends in the given words and that
// has every field that is typed.
func (v *Visitor) send(end string, typed url.Values) error {
	for _, form := range forms.FindAllString(string(v.last.Body), -1) {
		to := html.UnescapeString(action.FindStringSubmatch(form)[1])
		path, _, _ := strings.Cut(to, "?")
		if !strings.HasSuffix(path, end) || !offers(form, typed) {
			continue
		}
		return v.post(form, to, typed)
	}
	return fmt.Errorf("the page %s has no form …%s with %v", v.last.Path, end, typed)
}

var keeper = regexp.MustCompile(`data-keep="([^"]+)"`)

// keep writes into the form that keeps what is typed, and leaves it there: the page puts it away by itself.
func (v *Visitor) keep(typed url.Values) error {
	for _, form := range forms.FindAllString(string(v.last.Body), -1) {
		if to := keeper.FindStringSubmatch(form); to != nil && offers(form, typed) {
			return v.post(form, html.UnescapeString(to[1]), typed)
		}
	}
	return fmt.Errorf("the page %s keeps no form with %v", v.last.Path, typed)
}

func (v *Visitor) post(form, to string, typed url.Values) error {
	values := standing(form)
	for name, all := range typed {
		values[name] = all
	}
	body, kind := packed(form, values)
	req, err := http.NewRequest(http.MethodPost, v.base+to, body)
	if err == nil {
		req.Header.Set("Content-Type", kind)
	}
	return v.do(req, err)
}

// packed is the body of a form: what was typed where a file is chosen goes as that file.
func packed(form string, values url.Values) (io.Reader, string) {
	if !strings.Contains(form, `enctype="multipart/form-data"`) {
		return strings.NewReader(values.Encode()), "application/x-www-form-urlencoded"
	}
	var body bytes.Buffer
	parts := multipart.NewWriter(&body)
	pack := func(name, value string, file bool) {
		begin := parts.CreateFormField
		if file {
			begin = func(name string) (io.Writer, error) { return parts.CreateFormFile(name, name+".txt") }
		}
		to, err := begin(name)
		if err == nil {
			_, err = io.WriteString(to, value)
		}
		if err != nil {
			panic(err) // memory takes everything
		}
	}
	for _, files := range []bool{false, true} { // as on the page: the file stands last
		for name, all := range values {
			for _, value := range all {
				if file := strings.Contains(form, `name="`+name+`" type="file"`); file == files {
					pack(name, value, file)
				}
			}
		}
	}
	_ = parts.Close()
	return &body, parts.FormDataContentType()
}

// standing is what a browser sends of a form that nobody touched.
func standing(form string) url.Values {
	values := url.Values{}
	for _, c := range control.FindAllString(form, -1) {
		name, value := named.FindStringSubmatch(c), valued.FindStringSubmatch(c)
		tick := strings.Contains(c, `type="radio"`) || strings.Contains(c, `type="checkbox"`)
		switch {
		case name == nil || tick && !strings.Contains(c, " checked"):
		case strings.HasPrefix(c, "<select"):
			for i, o := range option.FindAllStringSubmatch(c, -1) {
				if i == 0 || o[2] != "" {
					values.Set(name[1], html.UnescapeString(o[1]))
				}
			}
		case strings.HasPrefix(c, "<textarea"):
			values.Add(name[1], html.UnescapeString(filled.FindStringSubmatch(c)[1]))
		case value != nil:
			values.Add(name[1], html.UnescapeString(value[1]))
		}
	}
	return values
}

var links = regexp.MustCompile(`<a [^>]*href="([^"]+)"`)

// follow opens the first link whose address ends so.
func (v *Visitor) follow(want func(to string) bool) error {
	for _, m := range links.FindAllStringSubmatch(string(v.last.Body), -1) {
		if to := html.UnescapeString(m[1]); want(to) {
			return v.get(to)
		}
	}
	return fmt.Errorf("the page %s has no such link", v.last.Path)
}

func offers(form string, typed url.Values) bool {
	names := map[string]bool{}
	for _, m := range named.FindAllStringSubmatch(form, -1) {
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
	req.Header.Set("X-Forwarded-For", v.address)
	res, err := v.client.Do(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	v.last = Answer{Path: res.Request.URL.RequestURI(), Status: res.StatusCode, Header: res.Header, Body: body, Packed: res.Uncompressed}
	return err
}

// caller is the browser of a role, signed in. A stranger is somebody new each time.
func (h *House) caller(ctx context.Context, role string) (*Visitor, error) {
	if v := h.callers[role]; v != nil {
		return v, nil
	}
	v := h.newVisitor()
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
