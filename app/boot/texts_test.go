package boot

import (
	"regexp"
	"testing"
	"unicode/utf8"
)

// TestNoTextAsksForAnAnswerThatNobodyReads: who answers 搬走 to a text must not believe that it was heard.
func TestNoTextAsksForAnAnswerThatNobodyReads(t *testing.T) {
	texts, err := loadTexts("")
	if err != nil {
		t.Fatal(err)
	}
	params := map[string]string{"home": "青禾十八号楼", "n": "12", "date": "12月30日", "d": "120", "tel": "05008800101", "k": "15", "no": "12345678", "otp": "123456"}
	asks := regexp.MustCompile(`回[0-9A-Z]`)
	quiet := 0
	for kind, one := range texts.ByID {
		for _, answers := range []bool{true, false} {
			texts.Answers = answers
			text, ok := texts.Render(kind, params)
			if !ok || utf8.RuneCountInString(text) > 70 {
				t.Errorf("%s: %v, %d characters: %s", kind, ok, utf8.RuneCountInString(text), text)
			}
			if !answers && asks.MatchString(text) {
				t.Errorf("%s asks for an answer: %s", kind, text)
			}
		}
		if one.Quiet != "" {
			quiet++
		}
	}
	if quiet < 3 || len(texts.ByID) < 48 {
		t.Errorf("%d texts, %d with other words where nobody reads answers", len(texts.ByID), quiet)
	}
}
