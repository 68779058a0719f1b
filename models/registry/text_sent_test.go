package registry_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestNoTextIsKeptThatNothingSends: an operator files and pays for each text of the list with his carrier, and an officer who
// reads the name of a text on the page of a home believes that it is sent.
func TestNoTextIsKeptThatNothingSends(t *testing.T) {
	list, err := os.ReadFile("../../templates/sms/sms_templates.json")
	must(t, err)
	var code strings.Builder
	for _, folder := range []string{".", "..", "../store", "../../app/boot"} {
		files, err := filepath.Glob(folder + "/*.go")
		must(t, err)
		for _, file := range files {
			if strings.HasSuffix(file, "_test.go") {
				continue
			}
			text, err := os.ReadFile(file)
			must(t, err)
			code.Write(text)
		}
	}
	ids := regexp.MustCompile(`"id": "([ER]\d\d)"`).FindAllStringSubmatch(string(list), -1)
	if len(ids) < 30 {
		t.Fatalf("%d texts in the list", len(ids))
	}
	for _, id := range ids {
		if !strings.Contains(code.String(), `"`+id[1]+`"`) {
			t.Errorf("nothing sends %s", id[1])
		}
	}
	page, err := os.ReadFile("../../app/web/officer/unit_past.go")
	must(t, err)
	for _, id := range regexp.MustCompile(`"(R\d\d)": "`).FindAllStringSubmatch(string(page), -1) {
		if !strings.Contains(string(list), `"id": "`+id[1]+`"`) {
			t.Errorf("the page of a home has a name for %s, which is no text", id[1])
		}
	}
}
