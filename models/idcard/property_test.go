package idcard

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// invented draws a valid number of the unassigned area 3399xx.
func invented() *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		first := time.Date(1900, 1, 1, 0, 0, 0, 0, time.UTC)
		birth := first.AddDate(0, 0, rapid.IntRange(0, 46000).Draw(t, "days"))
		return WithCheckDigit(fmt.Sprintf("3399%02d%s%03d",
			rapid.IntRange(0, 99).Draw(t, "area"), birth.Format("20060102"), rapid.IntRange(0, 999).Draw(t, "seq")))
	})
}

func TestNoValidCardIsRefusedHoweverItIsTyped(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		number := invented().Draw(t, "number")
		typed := strings.ToLower(number)
		cut := rapid.IntRange(0, 18).Draw(t, "cut")
		typed = typed[:cut] + rapid.SampledFrom([]string{"", " ", "\u3000", "\t"}).Draw(t, "gap") + typed[cut:]
		if got, fault := Check("111", typed, false, "", today); got != number || fault != "" {
			t.Fatalf("%q: %q %q", typed, got, fault)
		}
		if strings.HasSuffix(number, "X") {
			if got, fault := Check("111", number[:17], true, "", today); got != number || fault != "" {
				t.Fatalf("ticked X: %q %q", got, fault)
			}
		}
		y, m, d, ok := Birth("111", number)
		if !ok || fmt.Sprintf("%04d%02d%02d", y, m, d) != number[6:14] {
			t.Fatalf("%s: born %d-%d-%d %v", number, y, m, d, ok)
		}
		if strings.Join(Groups(number), "") != number {
			t.Fatal("groups lose characters")
		}
	})
}

func TestOneWrongDigitNeverRegistersAnotherPerson(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		number := invented().Draw(t, "number")
		at := rapid.IntRange(0, 17).Draw(t, "at")
		allowed := "0123456789"
		if at == 17 {
			allowed += "X"
		}
		wrong := rapid.SampledFrom([]byte(strings.ReplaceAll(allowed, number[at:at+1], ""))).Draw(t, "wrong")
		typed := number[:at] + string(wrong) + number[at+1:]
		if _, fault := Check("111", typed, false, "", today); fault == "" {
			t.Fatalf("%s was taken for %s", typed, number)
		}
		if _, _, _, ok := Birth("111", typed); ok {
			t.Fatalf("%s gives a birth date", typed)
		}
	})
}

func TestTwoSwappedDigitsNeverRegisterAnotherPerson(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		number := invented().Draw(t, "number")
		at := rapid.IntRange(0, 15).Filter(func(at int) bool { return number[at] != number[at+1] }).Draw(t, "at")
		typed := number[:at] + number[at+1:at+2] + number[at:at+1] + number[at+2:]
		if _, fault := Check("111", typed, false, "", today); fault == "" {
			t.Fatalf("%s was taken for %s", typed, number)
		}
	})
}

func TestNoTextBreaksTheForm(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		docType := rapid.SampledFrom(append(Types(), Type{Code: "000"})).Draw(t, "type").Code
		raw := rapid.OneOf(rapid.String(), rapid.StringMatching(`[0-9X ]{0,24}`)).Draw(t, "raw")
		number, fault := Check(docType, raw, rapid.Bool().Draw(t, "x"), rapid.SampledFrom([]string{"", "CHN", "VNM"}).Draw(t, "country"), today)
		if again := Normalise(number); again != number {
			t.Fatalf("%q normalises on to %q", number, again)
		}
		if fault == "" && number == "" {
			t.Fatal("an empty number was taken")
		}
		Birth(docType, number)
		Sex(docType, number)
		Province(docType, number)
		Foreign(docType, number, "")
		Key(docType, number)
		Last4(number)
	})
	if WithCheckDigit("3399001990010100") != "" || WithCheckDigit("3399001990010100X") != "" {
		t.Error("a check digit for no number")
	}
}
