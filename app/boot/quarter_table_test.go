package boot

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// textTable counts texts by number and kind.
type textTable struct {
	kinds []string
	count map[string]map[string]int // number → kind → texts
}

func newTextTable(all []sentText) textTable {
	t := textTable{count: map[string]map[string]int{}}
	kinds := map[string]bool{}
	for _, s := range all {
		kinds[s.Kind] = true
		if t.count[s.To] == nil {
			t.count[s.To] = map[string]int{}
		}
		t.count[s.To][s.Kind]++
	}
	t.kinds = slices.Sorted(maps.Keys(kinds))
	return t
}

func total(row map[string]int) (n int) {
	for _, texts := range row {
		n += texts
	}
	return n
}

// summary is, by role, how many texts of each kind went out and how many people got how many.
func (t textTable) summary(people map[string]*resident) string {
	roles := []string{"房客", "房客（自己登记）", "孩子", "房东"}
	var b strings.Builder
	fmt.Fprintf(&b, "kind")
	for _, role := range roles {
		fmt.Fprintf(&b, "\t%s", role)
	}
	for _, kind := range t.kinds {
		fmt.Fprintf(&b, "\n%s", kind)
		for _, role := range roles {
			n := 0
			for number, row := range t.count {
				if people[number].role == role {
					n += row[kind]
				}
			}
			fmt.Fprintf(&b, "\t%d", n)
		}
	}
	fmt.Fprintf(&b, "\ntexts in %d days: how many people got so many\n", quarterDays)
	for _, role := range roles {
		counts := map[int]int{}
		for number, r := range people {
			if r.role == role {
				counts[total(t.count[number])]++
			}
		}
		fmt.Fprintf(&b, "%s", role)
		for _, n := range slices.Sorted(maps.Keys(counts)) {
			fmt.Fprintf(&b, "\t%d:%d", n, counts[n])
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// each is one line for each person: who it is, and how many texts of each kind.
func (t textTable) each(people map[string]*resident) string {
	var b strings.Builder
	fmt.Fprintf(&b, "number\trole\ttexts\t%s\n", strings.Join(t.kinds, "\t"))
	for _, number := range slices.Sorted(maps.Keys(people)) {
		row := t.count[number]
		fmt.Fprintf(&b, "%s\t%s\t%d", number, people[number].role, total(row))
		for _, kind := range t.kinds {
			fmt.Fprintf(&b, "\t%d", row[kind])
		}
		b.WriteByte('\n')
	}
	return b.String()
}
