package paste

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestNobodyIsRegisteredWithAnotherOnesNumber reads every paste of testdata, written as people write, and holds what was
// found against what a careful reader finds. What is left out is asked for; what is wrong would go into a roster.
func TestNobodyIsRegisteredWithAnotherOnesNumber(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) < 60 {
		t.Fatalf("%d pastes, %v", len(files), err)
	}
	var found, asked, wrong int
	for _, file := range files {
		body, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		words, want, ok := strings.Cut(string(body), "\n====\n")
		if !ok {
			t.Fatalf("%s has no ====", file)
		}
		f, a, bad := compare(Read(words), expect(want))
		found, asked, wrong = found+f, asked+len(a), wrong+len(bad)
		for _, what := range bad {
			t.Errorf("%s: %s", filepath.Base(file), what)
		}
		for _, what := range a {
			t.Logf("%s: asked for: %s", filepath.Base(file), what)
		}
	}
	t.Logf("%d parts in %d pastes: %d found, %d asked for, %d wrong", found+asked, len(files), found, asked, wrong)
	if asked*20 > found {
		t.Errorf("%d of %d parts are asked for: more than one in twenty", asked, found+asked)
	}
}

// expect reads the second half of a file.
func expect(s string) Found {
	var f Found
	for _, block := range strings.Split(strings.TrimSpace(s), "\n\n") {
		var p Person
		for _, line := range strings.Split(block, "\n") {
			word, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
			switch word {
			case "姓名":
				p.Name = rest
			case "手机", "手机错":
				p.Phone = rest
			case "证件", "证件错":
				p.DocType, p.DocNo, _ = strings.Cut(rest, " ")
			case "不知是谁的手机":
				f.Phones = append(f.Phones, rest)
			case "不知是谁的名字":
				f.Names = append(f.Names, rest)
			}
		}
		if p != (Person{}) {
			f.People = append(f.People, p)
		}
	}
	return f
}

// compare counts what was found, names what is asked for, and what is wrong: a part of somebody that the reader did not
// see with him.
func compare(got, want Found) (found int, asked, wrong []string) {
	left := slices.Clone(got.People)
	for _, w := range want.People {
		i := slices.IndexFunc(left, func(p Person) bool { return w.DocNo != "" && p.DocNo == w.DocNo })
		if i < 0 {
			i = slices.IndexFunc(left, func(p Person) bool { return w.Name != "" && p.Name == w.Name })
		}
		if i < 0 {
			i = slices.IndexFunc(left, func(p Person) bool { return w.Phone != "" && p.Phone == w.Phone })
		}
		var p Person
		if i >= 0 {
			p = left[i]
			left = slices.Delete(left, i, i+1)
		}
		for _, part := range [][3]string{{"姓名", p.Name, w.Name}, {"证件", p.DocNo, w.DocNo}, {"证件种类", p.DocType, w.DocType}, {"手机", p.Phone, w.Phone}} {
			switch {
			case strings.EqualFold(part[1], part[2]) && part[2] != "": // a passport writes its name in capitals
				found++
			case part[1] == "" && part[2] != "":
				asked = append(asked, part[0]+" "+part[2])
			case part[1] != part[2]:
				wrong = append(wrong, part[0]+" "+part[1]+", the reader found “"+part[2]+"”")
			}
		}
	}
	for _, p := range left {
		wrong = append(wrong, "somebody who is not there: "+p.Name+" "+p.DocNo+" "+p.Phone)
	}
	return found, asked, wrong
}

// FuzzRead throws anything at the reader: it never fails, invents nothing and finds no more people than it may.
func FuzzRead(f *testing.F) {
	files, _ := filepath.Glob("testdata/*.txt")
	for _, file := range files {
		body, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		words, _, _ := strings.Cut(string(body), "\n====\n")
		f.Add(words)
	}
	f.Fuzz(func(t *testing.T, words string) {
		got := Read(words)
		if len(got.People) > Most {
			t.Fatalf("%d people", len(got.People))
		}
		digits := onlyDigits(plain(words))
		for _, p := range got.People {
			if n := onlyDigits(p.DocNo); !strings.Contains(digits, n) {
				t.Errorf("document %q is not in the words", p.DocNo)
			}
			if !strings.Contains(digits, p.Phone) {
				t.Errorf("phone %q is not in the words", p.Phone)
			}
		}
	})
}

func onlyDigits(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, s)
}
