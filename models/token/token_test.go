package token

import (
	"encoding/base64"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestNobodyCanGuessADoorOrARecord(t *testing.T) {
	seen := map[string]bool{}
	letters := map[rune]bool{}
	for range 2000 {
		door, ref := NewDoor(), NewRef()
		if !ValidDoor(door) || len(door) != 26 {
			t.Fatalf("door %q", door)
		}
		if len(ref) != 20 || strings.Trim(ref, alphabet) != "" {
			t.Fatalf("ref %q", ref)
		}
		if seen[door] || seen[ref] {
			t.Fatal("the same value twice")
		}
		seen[door], seen[ref] = true, true
		for _, r := range ref {
			letters[r] = true
		}
	}
	if len(letters) != 32 {
		t.Errorf("only %d of 32 characters ever appear", len(letters))
	}
}

func TestAMalformedDoorIsTurnedAway(t *testing.T) {
	good := NewDoor()
	for _, s := range []string{
		"", good[:25], good + "a", strings.ToUpper(strings.Repeat("a", 26)), good[:25] + "1",
		good[:25] + "/", good[:25] + " ", good[:23] + "门", good[:24] + "..",
	} {
		if ValidDoor(s) {
			t.Errorf("%q was taken", s)
		}
	}
}

func TestCodesAreAlwaysFullLengthAndEveryFirstDigitComes(t *testing.T) {
	first := map[byte]int{}
	for range 2000 {
		otp, receipt := NewOTP(), NewReceipt()
		if len(otp) != 6 || strings.Trim(otp, "0123456789") != "" {
			t.Fatalf("code %q", otp)
		}
		if len(receipt) != 8 || strings.Trim(receipt, "0123456789") != "" {
			t.Fatalf("receipt %q", receipt)
		}
		first[otp[0]]++
	}
	for d := byte('0'); d <= '9'; d++ {
		if first[d] < 100 { // 200 expected; 100 is seven deviations away
			t.Errorf("digit %c came %d times in 2000", d, first[d])
		}
	}
}

func TestASecretHasAsManyBytesAsAsked(t *testing.T) {
	for _, n := range []int{0, 1, 16, 32} {
		b, err := base64.RawURLEncoding.DecodeString(NewSecret(n))
		if err != nil || len(b) != n {
			t.Errorf("%d bytes asked, %d given, %v", n, len(b), err)
		}
	}
}

func TestAMisreadPlateNeverLeadsToAnotherHome(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		eight := rapid.StringMatching(`[1-9][0-9]{7}`).Draw(t, "eight")
		code := eight + string(checkDigit(eight))
		if !ValidShortCode(code) {
			t.Fatalf("%s is refused", code)
		}
		at := rapid.IntRange(0, 8).Draw(t, "at")
		wrong := rapid.SampledFrom([]byte(strings.ReplaceAll("0123456789", code[at:at+1], ""))).Draw(t, "wrong")
		if typed := code[:at] + string(wrong) + code[at+1:]; ValidShortCode(typed) {
			t.Fatalf("%s was taken for %s", typed, code)
		}
		swap := rapid.IntRange(0, 7).Draw(t, "swap")
		typed := code[:swap] + code[swap+1:swap+2] + code[swap:swap+1] + code[swap+2:]
		if typed != code && ValidShortCode(typed) {
			t.Fatalf("%s was taken for %s", typed, code)
		}
	})
}

func TestAPlateCanBeTypedAsItIsPrinted(t *testing.T) {
	if checkDigit("572") != '4' { // the worked example of Damm's method
		t.Error("wrong check digit")
	}
	for range 500 {
		code := NewShortCode()
		if !ValidShortCode(code) || code[0] == '0' {
			t.Fatalf("%q", code)
		}
		printed := GroupShortCode(code)
		if len(printed) != 11 || NormaliseShortCode("编号 "+printed+"。") != code {
			t.Fatalf("%q reads back as %q", printed, NormaliseShortCode(printed))
		}
	}
	if got := GroupShortCode("370281460"); got != "3702 8146 0" {
		t.Error(got)
	}
	if got := NormaliseShortCode("３７０２－8146 ０"); got != "370281460" {
		t.Error(got)
	}
	if GroupShortCode("12") != "12" || GroupShortCode("") != "" {
		t.Error("what is no code must come back as it is")
	}
	for _, s := range []string{"", "12345678", "0123456789", "000000000", "１２３４５６７８９", "12345678a"} {
		if ValidShortCode(s) {
			t.Errorf("%q was taken", s)
		}
	}
}
