package profile

import (
	"slices"
	"strings"
	"testing"
)

// TestEveryLimitIsToldInPlainWords, once, with its unit, and none that no rule reads.
func TestEveryLimitIsToldInPlainWords(t *testing.T) {
	var told []string
	for _, w := range limitWords {
		told = append(told, w.name)
	}
	slices.Sort(told)
	wanted := slices.Clone(limitNames)
	slices.Sort(wanted)
	if !slices.Equal(told, wanted) {
		t.Errorf("told are\n%v\nthe rules read\n%v", told, wanted)
	}
	p, err := Load(DefaultKey)
	if err != nil {
		t.Fatal(err)
	}
	values := map[string]string{}
	for _, l := range p.Words() {
		values[l.Words] = l.Value
		if l.Source == "" || l.Checked == "" || strings.Contains(l.Source, "_") {
			t.Errorf("%s rests on %q, checked %q", l.Words, l.Source, l.Checked)
		}
	}
	for words, want := range map[string]string{"住进来以后，几个工作日内登记": "3 个工作日", "每人至少多大使用面积": "4 平方米", "提醒最早几点发": "08:30"} {
		if values[words] != want {
			t.Errorf("%s: %q, want %q", words, values[words], want)
		}
	}
	if _, both := values["住进来以后，几天内登记"]; both {
		t.Error("two ways to count the days for reporting are told")
	}
}
