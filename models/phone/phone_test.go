package phone

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestATrueMobileIsNeverRefused(t *testing.T) {
	for raw, want := range map[string]string{
		"13800138000":       "13800138000",
		"+86 199-0000-0001": "19900000001",
		"0086 19900000001":  "19900000001",
		"8619900000001":     "19900000001",
		"86-199 0000 0001":  "19900000001",
		"＋８６１９９０００００００１":          "19900000001",
		"１９９　００００　０００１":           "19900000001",
		"199—0000–0001":           "19900000001",
		"\u202a19900000001\u202c": "19900000001", // copied from a phone book
	} {
		if got, fault := Check(raw); got != want || fault != "" {
			t.Errorf("%q: %q %q", raw, got, fault)
		}
	}
}

func TestARefusedNumberTellsWhatToDo(t *testing.T) {
	for raw, want := range map[string]string{
		"":                "请填 11 位手机号码",
		" - ":             "请填 11 位手机号码",
		"1380013800":      "少 1 位，请补成 11 位（现在是 10 位）",
		"+86 138":         "少 8 位，请补成 11 位（现在是 3 位）",
		"138001380001":    "多了 1 位，请改成 11 位（现在是 12 位）",
		"12800138000":     "手机号码第一位是 1，第二位是 3 到 9，请对一对",
		"23800138000":     "手机号码第一位是 1，第二位是 3 到 9，请对一对",
		"86138001380":     "手机号码第一位是 1，第二位是 3 到 9，请对一对",
		"1380013800O":     "手机号码里只有数字，“O”请去掉",
		"13800138000转1":   "手机号码里只有数字，“转”请去掉",
		"0574-8765 4321":  "这像座机号码，请填 1 开头的 11 位手机号码",
		"+852 9123 4567":  "请填 1 开头的 11 位手机号码，别处的号码收不到短信",
		"00852 9123 4567": "请填 1 开头的 11 位手机号码，别处的号码收不到短信",
	} {
		if _, fault := Check(raw); fault != want {
			t.Errorf("%q: %q\nwant %q", raw, fault, want)
		}
		if strings.ContainsAny(want, ",.:;?!()\"") {
			t.Errorf("half-width punctuation in %q", want)
		}
	}
}

func TestNoTextIsTakenForAMobile(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		raw := rapid.OneOf(rapid.String(), rapid.StringMatching(`[0-9+ -]{0,16}`)).Draw(t, "raw")
		number, fault := Check(raw)
		if (fault == "") != mobile.MatchString(number) {
			t.Fatalf("%q: %q %q", raw, number, fault)
		}
	})
}

func TestLastFourDigits(t *testing.T) {
	for number, want := range map[string]string{"19900001234": "1234", "12": "12", "": ""} {
		if got := Last4(number); got != want {
			t.Errorf("Last4(%s) = %q", number, got)
		}
	}
}
