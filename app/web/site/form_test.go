package site

import (
	"net/url"
	"strconv"
	"strings"
	"testing"

	"anju/models"
)

func TestAFormKeepsWhatWasTypedWithoutUnreadableSigns(t *testing.T) {
	c, _ := request("POST", "/h?name=fromtheaddress", url.Values{
		"name": {"  何以\u202e安\u0000 "}, "note": {" 厨房\r\n漏水 "}, "pick": {"a ", "b"}, "tick": {"1"}, "nothing": {""}, "secret": {" x "},
	}, nil)
	f, err := ReadForm(c)
	e := models.AsError(err)
	if e == nil || len(e.Faults) != 1 || e.Faults[0].Field != "name" {
		t.Fatal(err)
	}
	for got, want := range map[string]string{
		f.Get("name"): "何以安", f.Get("note"): "厨房 漏水", f.Text("note"): "厨房\n漏水", strings.Join(f.All("pick"), ","): "a,b", f.Secret("secret"): " x ",
	} {
		if got != want {
			t.Errorf("%q, not %q", got, want)
		}
	}
	if !f.Has("nothing") || f.Has("absent") || !f.On("tick") || f.On("nothing") || f.Get("absent") != "" {
		t.Error("has or on")
	}
	g := f.With("name", "苏见山")
	if f.Get("name") != "何以安" || g.Get("name") != "苏见山" || g.Get("note") != "厨房 漏水" {
		t.Error("a copy changes the form")
	}
	if (Form{}).Get("x") != "" || !(Form{}).Empty() || (Form{}).With("a", "b").Get("a") != "b" {
		t.Error("the zero form is of no use")
	}
}

func TestAFormHasBounds(t *testing.T) {
	c, _ := request("POST", "/h", url.Values{"note": {strings.Repeat("字", 4001)}}, nil)
	f, err := ReadForm(c)
	if !models.IsKind(err, models.Invalid) || strings.Contains(err.Error(), "4000") || len([]rune(f.Get("note"))) != 4000 {
		t.Error(err)
	}
	many := url.Values{}
	for i := range 5001 {
		many.Set("f"+strconv.Itoa(i), "1")
	}
	c, _ = request("POST", "/h", many, nil)
	if _, err := ReadForm(c); status(err) != 413 {
		t.Error(err)
	}
	c, _ = request("POST", "/h", url.Values{strings.Repeat("n", 65): {"1"}}, nil)
	if _, err := ReadForm(c); status(err) != 400 {
		t.Error(err)
	}
}
