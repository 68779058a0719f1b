package mask

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestAListShowsFourCharactersAndNoMore(t *testing.T) {
	for number, want := range map[string]string{
		"33990019880618003X": "•••• 003X",
		"19900001234":        "•••• 1234",
		"12345":              "•••• 2345",
		"1234":               "••••",
		"1":                  "••••",
		"":                   "",
		"军字第12号":             "•••• 第12号",
	} {
		if got := Doc(number); got != want {
			t.Errorf("Doc(%q) = %q", number, got)
		}
		if got := Phone(number); got != want {
			t.Errorf("Phone(%q) = %q", number, got)
		}
	}
	for name, want := range map[string]string{
		"周文静": "周**", "何以安": "何**", "李四": "李**", "王": "王**", "古丽·买买提": "古**", "Nguyen Van A": "N**", "": "",
	} {
		if got := Name(name); got != want {
			t.Errorf("Name(%q) = %q", name, got)
		}
	}
}

func TestTheOriginOfATenantNeverLeaks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		front := rapid.StringMatching(`3399[0-9]{2}`).Draw(t, "area")
		number := front + rapid.StringMatching(`[0-9]{11}[0-9X]`).Draw(t, "rest")
		masked := []rune(Doc(number))
		if len(masked) != 9 || strings.Contains(string(masked), number[:14]) {
			t.Fatalf("%s shows as %s", number, string(masked))
		}
	})
}

func TestANumberWrittenOutInARequestIsNotReadWhole(t *testing.T) {
	for words, want := range map[string]string{
		"我的号码是339900199001010011，写错了":                "我的号码是•••• 0011，写错了",
		"33990019880618003x 才对":                      "•••• 003x 才对",
		"3399 0019 9001 0100 11 对":                   "•••• 0011 对",
		"房间 103，电话 19900000013":                      "房间 103，电话 19900000013",
		"厨房漏水":                                       "厨房漏水",
		"３３９９００１９９００１０１００１１":                         "•••• ００１１",
		"339900900101001 是老的":                        "•••• 1001 是老的",
		"33990019900101001Ｘ":                         "•••• 001Ｘ",
		"103 339900-19900101-0011":                   "•••• 0011",
		"打 19900000013 19900000014":                  "打 19900000013 19900000014",
		"339900199001010011 19900000013 19900000014": "•••• 0011 19900000013 19900000014",
		"19900000013-339900199001010011":             "19900000013-•••• 0011",
	} {
		if got := Text(words); got != want {
			t.Errorf("%q reads %q", words, got)
		}
	}
}

func TestWhatStaffWriteDownTellsNoNumberWhole(t *testing.T) {
	for words, want := range map[string]string{
		"见到 339900199001010011 在":   "见到 •••• 0011 在",
		"说打 19900000013 找他":         "说打 •••• 0013 找他",
		"１９９００００００１３":               "•••• ００１３",
		"改成 18 号 301，0574-87320110": "改成 18 号 301，0574-87320110",
		"2026 年 11 月 24 日见过":        "2026 年 11 月 24 日见过",
	} {
		if got := Note(words); got != want || Holds(words) != (words != want) {
			t.Errorf("%q reads %q, holds a number: %v", words, got, Holds(words))
		}
	}
}
