package segment

import (
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func TestTheBudgetCountsWhatCarriersBill(t *testing.T) {
	han := func(n int) string { return strings.Repeat("安", n) }
	for _, c := range []struct {
		name, text string
		want       int
	}{
		{"nothing", "", 0},
		{"one letter", "a", 1},
		{"160 letters", strings.Repeat("a", 160), 1},
		{"161 letters", strings.Repeat("a", 161), 2},
		{"306 letters", strings.Repeat("a", 306), 2},
		{"307 letters", strings.Repeat("a", 307), 3},
		{"80 euros", strings.Repeat("€", 80), 1},
		{"81 euros", strings.Repeat("€", 81), 2},
		{"152 euros: 76 in a part, never parted", strings.Repeat("€", 152), 2},
		{"153 euros", strings.Repeat("€", 153), 3},
		{"escape at the end of a part", strings.Repeat("a", 152) + "€" + strings.Repeat("a", 151), 2},
		{"escape moved makes a third part", strings.Repeat("a", 152) + "€" + strings.Repeat("a", 152), 3},
		{"a backquote is not in the alphabet", "`" + strings.Repeat("a", 70), 2},
		{"70", han(70), 1},
		{"71", han(71), 2},
		{"134", han(134), 2},
		{"135", han(135), 3},
		{"200", han(200), 3},
		{"201", han(201), 3},
		{"202", han(202), 4},
		{"670", han(670), 10},
		{"671", han(671), 11},
		{"sign and 64", "【阳光社区】" + han(64), 1},
		{"sign and 65", "【阳光社区】" + han(65), 2},
		{"sign and 32 emoji", "【阳光社区】" + strings.Repeat("😀", 32), 1},
		{"36 rare characters", strings.Repeat("𠮷", 36), 2},
		{"digits beside Chinese count one each", "验证码" + strings.Repeat("1", 67), 1},
		{"broken bytes", "\xff", 1},
	} {
		if got := Count(c.text); got != c.want {
			t.Errorf("%s: %d parts, want %d", c.name, got, c.want)
		}
	}
}

// Texts of data/sms_templates.json with the length that it states, which
// includes the signature.
func TestTheRegistersOwnTextsStayInOnePart(t *testing.T) {
	const signature = "【××派出所】"
	for _, c := range []struct {
		text string
		len  int
	}{
		{"出租房屋请如实登记承租人和实际居住人。不按规定登记可处500至1000元罚款（治安管理处罚法第68条）。", 59},
		{"租房请出示身份证件并配合登记，转租、合住也要登记实际居住人。扫门口二维码可核对本人信息。", 51},
		{"租房合同要写明押金数额、返还时间和扣减情形。房东不得擅自进屋、不得暴力赶人。纠纷可拨12345。", 55},
	} {
		whole := signature + c.text
		if got := utf8.RuneCountInString(whole); got != c.len || Count(whole) != 1 {
			t.Errorf("%d characters, %d parts: %s", got, Count(whole), whole)
		}
	}
}

func TestALongerTextNeverCostsLess(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		runes := rapid.OneOf(rapid.StringMatching(`[a-z€{}]{0,400}`), rapid.StringN(0, 300, -1)).Draw(t, "text")
		more := rapid.StringMatching(`[a-z€安😀]{1,3}`).Draw(t, "more")
		if Count(runes+more) < Count(runes) || Count(runes+more) < 1 {
			t.Fatalf("%q: %d, with %q %d", runes, Count(runes), more, Count(runes+more))
		}
	})
}

func TestTheAlphabetIsComplete(t *testing.T) {
	// 128 places, one of which is the escape; ten characters behind it.
	if n := utf8.RuneCountInString(basic); n != 127 {
		t.Errorf("%d basic characters", n)
	}
	if n := len(septetsOf); n != 127+10 {
		t.Errorf("%d characters, some stand there twice or are missing", n)
	}
}
