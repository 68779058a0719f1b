package models

import "testing"

func TestAnAnswerIsUnderstoodHoweverAPhoneWritesIt(t *testing.T) {
	for text, want := range map[string]Answer{
		"1": AnswerStill, "１": AnswerStill, " 1。\n": AnswerStill, "回复1": AnswerStill, "“1”": AnswerStill,
		"2": AnswerLeft, "2.": AnswerLeft, "3": AnswerAway,
		"N": AnswerNotMe, "n": AnswerNotMe, "Ｎ": AnswerNotMe,
		"TD": AnswerOptOut, "td": AnswerOptOut, "T": AnswerOptOut, "r": AnswerOptOut, "Ｒ": AnswerOptOut, "【退订】": AnswerOptOut,
		"拒收": AnswerOptOut, "0000": AnswerOptOut, "回复TD": AnswerOptOut, "\u200bTD": AnswerOptOut,
	} {
		if got := ReadAnswer(text); got != want {
			t.Errorf("%q is read as %q, want %q", text, got, want)
		}
	}
}

func TestASentenceEndsNobodysStay(t *testing.T) {
	for _, text := range []string{"", "我没有搬走", "搬走", "还住着", "不是我", "1 还住", "NO", "12", "1 2", "好的", "不是1", "1月2日搬走", "你好，我还住着呢，明年再说", "000", "。"} {
		if got := ReadAnswer(text); got != AnswerUnclear {
			t.Errorf("%q is read as %q", text, got)
		}
	}
}
