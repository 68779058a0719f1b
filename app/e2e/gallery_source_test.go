package e2e

import (
	"regexp"
	"strings"
	"testing"
)

const heaviest = 50 << 10 // bytes of a first load

var (
	asset  = regexp.MustCompile(`(?:<link rel="stylesheet" href|<script src)="([^"]+)"`)
	script = regexp.MustCompile(`<script(?:>| [^>]*>)`)
	inline = regexp.MustCompile(`(?i)<[^>]* (style|on[a-z]+)=`)
)

// TestEveryPageIsLightAndHoldsNothingInline reads the pages as they were sent: what a phone loads first, the language, one
// headline, and nothing that the policy of the site would block.
func TestEveryPageIsLightAndHoldsNothingInline(t *testing.T) {
	s := newShelf(t)
	files := map[string]int{}
	most, which := 0, ""
	for _, sample := range s.samples {
		page := s.pages[sample.Name]
		text := string(page.Body)
		sum := weight(t, page)
		for _, m := range asset.FindAllStringSubmatch(text, -1) {
			if files[m[1]] == 0 {
				files[m[1]] = s.travels(t, m[1])
			}
			sum += files[m[1]]
		}
		if sum > heaviest {
			t.Errorf("%s: %d bytes at the first load, at most %d", sample.Name, sum, heaviest)
		}
		if sum > most {
			most, which = sum, sample.Name
		}
		if !strings.Contains(text, `<html lang="zh-CN"`) {
			t.Errorf("%s does not say its language", sample.Name)
		}
		if n := strings.Count(text, "<h1"); n != 1 {
			t.Errorf("%s has %d headlines", sample.Name, n)
		}
		for _, m := range script.FindAllString(text, -1) {
			if !strings.Contains(m, " src=") {
				t.Errorf("%s holds a script: %s", sample.Name, m)
			}
		}
		if m := inline.FindString(text); m != "" || strings.Contains(text, "<style") {
			t.Errorf("%s holds style or script inline: %s", sample.Name, m)
		}
		if policy := page.Header.Get("Content-Security-Policy"); !strings.Contains(policy, "default-src 'none'") || strings.Contains(policy, "unsafe") {
			t.Errorf("%s goes without its policy: %q", sample.Name, policy)
		}
	}
	t.Logf("%d pages; the heaviest is %s with %d bytes", len(s.samples), which, most)
}
