package site

import (
	"net/url"
	"strings"

	"github.com/labstack/echo/v4"
)

const lookKey = "site look"

// LookFirst says of a request where its page stands: /o/alarm?kind&area is the page at /o/alarm with two of the fields. What
// cannot be taken back is never sent again by one tap after a sign-in or on an old page: it leads there, with what was typed,
// and a part of a page leads to the whole.
func LookFirst(c echo.Context, page string) { c.Set(lookKey, page) }

func looksFirst(c echo.Context) bool {
	page, _ := c.Get(lookKey).(string)
	return page != ""
}

// lookFirst is that page with the values of this request, "" where the request may be sent again as it is.
func lookFirst(c echo.Context, f Form) string {
	page, _ := c.Get(lookKey).(string)
	path, fields, _ := strings.Cut(page, "?")
	for _, name := range c.ParamNames() {
		path = strings.Replace(path, ":"+name, url.PathEscape(c.Param(name)), 1)
	}
	query := url.Values{}
	for name := range strings.SplitSeq(fields, "&") {
		if values := f.All(name); name != "" && len(values) > 0 {
			query[name] = values
		}
	}
	if len(query) > 0 {
		path += "?" + query.Encode()
	}
	return SafeNext(path, "")
}
