package idcard

import (
	"slices"
	"testing"
)

func TestAChildIsRecognisedByItsNumber(t *testing.T) {
	for _, c := range []struct {
		docType, number string
		y, m, d         int
		ok              bool
		sex             string
	}{
		{"111", "339900199001010011", 1990, 1, 1, true, "男"},
		{"111", "33990019880618003X", 1988, 6, 18, true, "男"},
		{"112", "339900198511120021", 1985, 11, 12, true, "女"},
		{"113", "339900201506150044", 2015, 6, 15, true, "女"},
		{"111", "339900195202290058", 1952, 2, 29, true, "男"},
		{"111", "830000199201300022", 1992, 1, 30, true, "女"},
		{"553", "933704199512200029", 1995, 12, 20, true, ""},
		{"113", "339900201506150045", 0, 0, 0, false, ""}, // wrong check digit
		{"111", "339900194902300064", 0, 0, 0, false, ""}, // no such date
		{"113", "330203123", 0, 0, 0, false, ""},
		{"553", "CAN110081080310", 0, 0, 0, false, ""},
		{"414", "339900199001010011", 0, 0, 0, false, ""},
		{"990", "339900199001010011", 0, 0, 0, false, ""},
		{"111", "", 0, 0, 0, false, ""},
	} {
		y, m, d, ok := Birth(c.docType, c.number)
		if y != c.y || m != c.m || d != c.d || ok != c.ok {
			t.Errorf("Birth(%s, %s) = %d-%d-%d %v", c.docType, c.number, y, m, d, ok)
		}
		if got := Sex(c.docType, c.number); got != c.sex {
			t.Errorf("Sex(%s, %s) = %q", c.docType, c.number, got)
		}
	}
}

func TestOnlyForeignersFallUnderThe24HourRule(t *testing.T) {
	for _, c := range []struct {
		docType, number, country string
		want                     bool
	}{
		{"111", "339900199001010011", "", false},
		{"111", "810000199408230013", "", false},
		{"112", "339900199001010011", "", false},
		{"113", "339900199001010011", "", false},
		{"511", "12345678", "", false},
		{"516", "H12345678", "", false},
		{"990", "1", "", false},
		{"", "", "", false},
		{"411", "D1234567", "", true},
		{"412", "D1234567", "", true},
		{"413", "D1234567", "", true},
		{"417", "1", "", true},
		{"418", "1", "", true},
		{"553", "911124198108030024", "", true},
		{"554", "1", "", true},
		{"555", "1", "", true},
		{"414", "E12345678", "", false},
		{"414", "EA1234567", "CHN", false},
		{"414", "G12345678", "chn", false},
		{"414", "E12345678", "VNM", true},
		{"414", "AB123456", "", true},
		{"414", "EI1234567", "", true},
	} {
		if got := Foreign(c.docType, c.number, c.country); got != c.want {
			t.Errorf("Foreign(%s, %s, %s) = %v", c.docType, c.number, c.country, got)
		}
	}
}

func TestOnePersonIsNotTakenForTwo(t *testing.T) {
	card := Key("111", "33990019880618003X")
	for _, same := range []string{
		Key("112", "33990019880618003X"),
		Key("113", "33990019880618003X"),
		Key("111", " ３３９９００ 19880618003x "),
	} {
		if same != card {
			t.Errorf("%q is not %q", same, card)
		}
	}
	for _, other := range []string{
		Key("111", "339900199001010011"),
		Key("990", "33990019880618003X"),
		Key("414", "33990019880618003X"),
	} {
		if other == card {
			t.Errorf("%q is taken for the same person", other)
		}
	}
	if Key("414", "12345678") == Key("511", "12345678") {
		t.Error("a passport and a permit with the same digits are two persons")
	}
}

func TestNumbersAreShownAsPeopleReadThem(t *testing.T) {
	if got := Groups("33990019880618003X"); !slices.Equal(got, []string{"339900", "1988", "0618", "003X"}) {
		t.Error(got)
	}
	if got := Groups("H12345678"); !slices.Equal(got, []string{"H12345678"}) {
		t.Error(got)
	}
	if Groups("") != nil {
		t.Error("nothing has no groups")
	}
	for number, want := range map[string]string{
		"33990019880618003X": "003X", "123": "123", "": "", "军字第12号": "第12号",
	} {
		if got := Last4(number); got != want {
			t.Errorf("Last4(%s) = %q", number, got)
		}
	}
}

func TestStatisticsCountNoProvinceThatIsNone(t *testing.T) {
	for _, c := range []struct{ docType, number, want string }{
		{"111", "339900199001010011", "33"},
		{"113", "11010519491231002X", "11"},
		{"111", "810000199408230013", "81"},
		{"113", "330203123", ""},
		{"113", "990105199001010014", ""},
		{"553", "911124198108030024", ""},
		{"414", "339900199001010011", ""},
		{"111", "", ""},
	} {
		if got := Province(c.docType, c.number); got != c.want {
			t.Errorf("Province(%s, %s) = %q", c.docType, c.number, got)
		}
	}
}

func TestEveryDocumentOfTheRulesCanBeChosen(t *testing.T) {
	for _, code := range []string{
		"111", "112", "113", "411", "412", "413", "414", "417", "418", "511", "516", "553", "554", "555", "990",
	} {
		if !Known(code) || TypeName(code) == "" {
			t.Errorf("%s is missing", code)
		}
	}
	if Known("") || Known("000") || TypeName("000") != "" {
		t.Error("an unknown code was taken")
	}
	list := Types()
	if list[0].Code != "111" {
		t.Error("the card that nearly everybody has must come first")
	}
	list[0].Name = "改了"
	if TypeName("111") != "居民身份证" {
		t.Error("a caller can change the list for everybody")
	}
}
