package gallery_test

import (
	"context"
	"flag"
	"fmt"
	"html"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"anju/app/web/gallery"
	"anju/models/storetest"
	"anju/templates"
)

var update = flag.String("update", "", "rewrite the golden pages whose name matches")

const golden = "testdata/golden"

// TestEveryPageLooksAsItDid draws every sample on both databases and compares it with its golden page. After a wanted
// change: go test ./app/web/gallery -update=REGEX, and read the difference before it is kept.
func TestEveryPageLooksAsItDid(t *testing.T) {
	again := regexp.MustCompile(*update)
	storetest.EachName(t, func(t *testing.T, db string) {
		ctx := context.Background()
		h, err := gallery.Open(ctx, db, t.TempDir())
		if err != nil {
			t.Fatal(err)
		}
		defer h.Close()
		names := map[string]bool{}
		for _, s := range h.Samples() {
			if names[s.Name] {
				t.Errorf("two samples are called %s", s.Name)
			}
			names[s.Name] = true
			got, err := h.Take(ctx, s)
			if err != nil {
				t.Errorf("%v%s", err, words(got.Body))
				continue
			}
			compare(t, s.Name, gallery.Settle(got.Body), *update != "" && again.MatchString(s.Name))
		}
		for _, name := range leftover(t, names) {
			t.Errorf("%s/%s.html has no sample", golden, name)
		}
	})
}

func compare(t *testing.T, name, got string, rewrite bool) {
	t.Helper()
	file := filepath.Join(golden, name+".html")
	want, err := os.ReadFile(file)
	if rewrite && string(want) != got {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if err != nil {
		t.Errorf("%s has no golden page; to keep this one: go test ./app/web/gallery -update='^%s$'", name, name)
		return
	}
	if string(want) != got {
		t.Errorf("%s looks otherwise:\n%s", name, difference(strings.Split(string(want), "\n"), strings.Split(got, "\n")))
	}
}

// difference is what was and what is, from the first line that differs to the last.
func difference(want, got []string) string {
	for len(want) > 0 && len(got) > 0 && want[0] == got[0] {
		want, got = want[1:], got[1:]
	}
	for len(want) > 0 && len(got) > 0 && want[len(want)-1] == got[len(got)-1] {
		want, got = want[:len(want)-1], got[:len(got)-1]
	}
	return "- " + strings.Join(want[:min(len(want), 12)], "\n- ") + "\n+ " + strings.Join(got[:min(len(got), 12)], "\n+ ")
}

func words(page []byte) string {
	_, main, _ := strings.Cut(string(page), "<main")
	return "\n\t" + strings.Join(strings.Fields(tags.ReplaceAllString(main, " ")), " ")
}

func leftover(t *testing.T, names map[string]bool) (left []string) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(golden, "*.html"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		if name := strings.TrimSuffix(filepath.Base(file), ".html"); !names[name] {
			left = append(left, name)
		}
	}
	return left
}

// TestEveryTemplateHasASample fails when a page was built that the gallery does not show, or when a sample is not the
// page it says it is.
func TestEveryTemplateHasASample(t *testing.T) {
	ctx := context.Background()
	h, err := gallery.Open(ctx, "sqlite:"+filepath.Join(t.TempDir(), "anju.db"), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer h.Close()
	marks := own(t, h.Site.Templates())
	shown := map[string]bool{}
	for _, s := range h.Samples() {
		shown[s.Template] = true
		page, err := h.Take(ctx, s)
		if err != nil {
			continue // said by the other test
		}
		text := html.UnescapeString(string(page.Body))
		if !slices.ContainsFunc(marks[s.Template], func(mark string) bool { return strings.Contains(text, mark) }) {
			t.Errorf("%s is not drawn by %s:%s", s.Name, s.Template, words(page.Body))
		}
	}
	for _, name := range h.Site.Templates() {
		if !shown[name] {
			t.Errorf("the template %s has no sample", name)
		}
	}
}

var (
	tags    = regexp.MustCompile(`(?s)<[^>]*>`)
	actions = regexp.MustCompile(`(?s)\{\{.*?\}\}`)
)

// own are the words and tags that stand in one template and in no other.
func own(t *testing.T, names []string) map[string][]string {
	t.Helper()
	pieces := map[string][]string{}
	where := map[string]map[string]bool{}
	for _, name := range names {
		path := "pages/" + name + ".html"
		if strings.HasPrefix(name, "print/") {
			path = name + ".html"
		}
		source, err := fs.ReadFile(templates.Files, path)
		if err != nil {
			t.Fatal(err)
		}
		for _, piece := range actions.Split(html.UnescapeString(string(source)), -1) {
			if piece = strings.TrimSpace(piece); len(piece) < 9 {
				continue
			}
			pieces[name] = append(pieces[name], piece)
			if where[piece] == nil {
				where[piece] = map[string]bool{}
			}
			where[piece][name] = true
		}
	}
	for name, all := range pieces {
		pieces[name] = slices.DeleteFunc(all, func(piece string) bool { return len(where[piece]) > 1 })
	}
	for _, name := range names {
		if len(pieces[name]) == 0 {
			fmt.Println(name, "has nothing of its own")
		}
	}
	return pieces
}
