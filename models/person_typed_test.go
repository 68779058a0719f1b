package models

import "testing"

// TestANumberOfAPersonIsNoPlace: else it goes into the address of a search for places, and from there into histories and logs.
func TestANumberOfAPersonIsNoPlace(t *testing.T) {
	for _, words := range []string{
		"339900199001010011", "33990019880618003x", "３３９９００１９９００１０１００１１", "339900 19900101 0011", "339900-1990-0101-0011", "339900199001010012", // the last one mistyped
		"33990019900101001", "110105491231002", "张三 339900199001010011", "身份证339900199001010011", "1栋 339900 19900101 0011", "810000199408230013", "933704199512200029",
		"CAN110081080310", "H12345678", "m1234567800", "E12345678", "ea1234567", "EI1234567", "G12345678",
		"13800138000", "138 0013 8000", "138-0013-8000", "+86 199-0000-0001", "8613800138000", "008613800138000", "１３８００１３８０００", "138—0013—8000", "1380013 8000",
		"电话13800138000", "何以安13800138000", "13800138000 302", "138\u200b00138000",
	} {
		if !TypedPerson(words) {
			t.Errorf("%q is taken for a place", words)
		}
	}
}

// TestANumberOfAPlaceIsFound: else nobody finds the home whose number he types.
func TestANumberOfAPlaceIsFound(t *testing.T) {
	for _, words := range []string{
		"", "青禾路 18 号", "青禾路18号2幢3单元1203室", "1203", "18", "3702 8146 0", "370281460", "3702-8146-0", "3702814", "LM001", "QH03007", "S2026-05-010007", "33990101-0007",
		"128-15-1203", "1388-15-2-1203", "2024弄1288号15幢12031", "138 弄 12 号 1301 室", "13 1301", "A1201", "E1203", "H203", "G12 1203", "12800138000", "1380013800",
		"330206001001", "330206001001001", "330206001001010012", "20260503", "7700000101", "文二路 391 号 15 幢 1 单元 1101",
	} {
		if TypedPerson(words) {
			t.Errorf("%q is taken for a person", words)
		}
	}
}
