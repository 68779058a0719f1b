package paste

import (
	"slices"

	"anju/models/idcard"
)

// gather puts names and numbers together as far as their order says plainly who is who.
func gather(items []item) Found {
	items, owned := settle(items)
	var f Found
	all := persons(items)
	for i, group := range all {
		f.take(group, i == len(all)-1, len(all), onePhoneEach(all), items)
	}
	f.speakers(items, owned)
	f.prune(items)
	if len(f.People) > Most {
		f.People = f.People[:Most]
	}
	return f
}

// settle drops what belongs to nobody who moves in and what was put right later, and takes out the phones that stand
// right behind a name that had been said before.
func settle(items []item) (kept []item, owned map[string]string) {
	owned = map[string]string{}
	for i, it := range items {
		if j := putRight(it, items[i+1:]); j >= 0 {
			it.text = items[i+1+j].text
		}
		switch {
		case it.stranger && it.kind != document, it.again:
		case slices.ContainsFunc(kept, func(k item) bool { return k.kind == document && k.text == it.text }):
		case i > 0 && items[i-1].again && it.kind == mobilePhone && it.line == items[i-1].line:
			owned[items[i-1].text] = it.text
		default:
			kept = append(kept, it)
		}
	}
	return kept, owned
}

// putRight finds, behind a number that cannot be right, nearly the same one that can; -1 if there is none.
func putRight(wrong item, later []item) int {
	if wrong.kind != document || len(wrong.text) != 18 || checks(wrong.text) {
		return -1
	}
	return slices.IndexFunc(later, func(it item) bool {
		if it.kind != document || len(it.text) != 18 || !checks(it.text) {
			return false
		}
		same := 0
		for i := range it.text {
			if it.text[i] == wrong.text[i] {
				same++
			}
		}
		return same >= 15
	})
}

func checks(number string) bool { return idcard.WithCheckDigit(number[:17]) == number }

func count(items []item, k kind) (n int) {
	for _, it := range items {
		if it.kind == k {
			n++
		}
	}
	return n
}

// persons are the items of one person each: by the list or the empty lines, by lines that hold a name and a document
// each, names and documents one list after the other, or whatever begins with the same kind.
func persons(items []item) [][]item {
	byBlock := parts(items, func(it item) int { return it.block })
	if peopled(byBlock, holdsSomebody) {
		return byBlock
	}
	byLine := parts(items, func(it item) int { return it.line })
	if peopled(byLine, func(g []item) bool { return count(g, document) == 1 && count(g, name) == 1 }) {
		return byLine
	}
	if n, d := count(items, name), count(items, document); n > 1 && d > 1 && namesFirst(items, n) {
		if n == d {
			return zip(items, n)
		}
		return [][]item{items} // who is who is not said
	}
	return byLeader(items)
}

// parts cuts items where a key changes; what holds nobody goes to the one before.
func parts(items []item, key func(item) int) [][]item {
	var all [][]item
	for i, it := range items {
		if i == 0 || key(it) != key(items[i-1]) {
			all = append(all, nil)
		}
		all[len(all)-1] = append(all[len(all)-1], it)
	}
	for i := 1; i < len(all); {
		nameless := count(all[i], name) == 0 && count(all[i-1], document) == 0 && count(all[i-1], name) == 1
		if holdsSomebody(all[i]) && !nameless {
			i++
			continue
		}
		all[i-1] = append(all[i-1], all[i]...)
		all = slices.Delete(all, i, i+1)
	}
	return all
}

// holdsSomebody says whether items are a person and not only what belongs to one.
func holdsSomebody(g []item) bool {
	return count(g, document) > 0 || sureName(g) || count(g, name) > 0 && count(g, mobilePhone) > 0
}

// peopled says whether there are several parts and each is of one person.
func peopled(all [][]item, one func([]item) bool) bool {
	for _, g := range all {
		if !one(g) || count(g, name) > 1 || count(g, document) > 1 {
			return false
		}
	}
	return len(all) > 1
}

func sureName(g []item) bool {
	return slices.ContainsFunc(g, func(it item) bool { return it.kind == name && it.sure })
}

// namesFirst says whether all the names stand before all the documents.
func namesFirst(items []item, n int) bool {
	last := slices.IndexFunc(items, func(it item) bool { return it.kind == document })
	return count(items[:last], name) == n
}

// zip reads all the names and then as many documents, and perhaps as many phones; phones that are fewer stand behind the
// last, where nobody is given them.
func zip(items []item, n int) [][]item {
	all := make([][]item, n)
	seen := map[kind]int{}
	phones := count(items, mobilePhone)
	for _, it := range items {
		i := seen[it.kind]
		if it.kind == mobilePhone && phones != n {
			i = n - 1
		}
		all[i] = append(all[i], it)
		seen[it.kind]++
	}
	return all
}

// byLeader lets the next person begin with what the first began with, a name or a document.
func byLeader(items []item) [][]item {
	first := slices.IndexFunc(items, func(it item) bool { return it.kind != mobilePhone })
	if first < 0 {
		return [][]item{items}
	}
	all := [][]item{nil}
	seen := false
	for _, it := range items {
		if it.kind == items[first].kind {
			if seen {
				all = append(all, nil)
			}
			seen = true
		}
		all[len(all)-1] = append(all[len(all)-1], it)
	}
	return all
}

func onePhoneEach(all [][]item) bool {
	return !slices.ContainsFunc(all, func(g []item) bool { return count(g, mobilePhone) != 1 })
}

// take reads one person out of a group. A phone behind the last of several is his only if it stands in his line, or if
// everybody has one: it may be the one under which they all can be reached.
func (f *Found) take(g []item, last bool, n int, each bool, everything []item) {
	var p Person
	docs, names := count(g, document), count(g, name)
	var phones []item
	for _, it := range g {
		switch {
		case it.kind == mobilePhone:
			phones = append(phones, it)
		case it.kind == name && (docs > 1 || names > 1 && docs > 0):
			f.Names = append(f.Names, it.text)
		case it.kind == name && p.Name == "":
			p.Name = it.text
		case it.kind == name:
			f.Names = append(f.Names, it.text)
		case p.DocNo == "":
			p.DocType, p.DocNo = it.docType, it.text
		default:
			f.People = append(f.People, p)
			p = Person{DocType: it.docType, DocNo: it.text}
		}
	}
	for _, it := range phones {
		his := n == 1 && docs <= 1 && names <= 1 || each || !last && len(phones) == 1 || last && len(phones) == 1 && ownLine(g, it, everything)
		switch {
		case it.kin && n == 1:
		case his && !it.kin && p.Phone == "" && docs <= 1:
			p.Phone = it.text
		case n == 1 && names <= 1 && docs <= 1: // a second number of the same person
		default:
			f.Phones = append(f.Phones, it.text)
		}
	}
	if p != (Person{}) {
		f.People = append(f.People, p)
	}
}

// ownLine says whether a phone stands in one line with a name or document of its person, and with nobody else's.
func ownLine(g []item, phone item, everything []item) bool {
	beside := func(it item) bool { return it.kind != mobilePhone && it.line == phone.line }
	n := len(slices.DeleteFunc(slices.Clone(everything), func(it item) bool { return !beside(it) }))
	own := len(slices.DeleteFunc(slices.Clone(g), func(it item) bool { return !beside(it) }))
	return own > 0 && own == n
}

// speakers gives a phone of which somebody says 我 to him who says 我叫, and one behind a name to its bearer.
func (f *Found) speakers(items []item, owned map[string]string) {
	give := func(who, phone string) {
		i := slices.IndexFunc(f.People, func(p Person) bool { return p.Name == who && p.Phone == "" })
		if i < 0 || who == "" {
			return
		}
		f.People[i].Phone = phone
		f.Phones = slices.DeleteFunc(f.Phones, func(p string) bool { return p == phone })
	}
	speaker := ""
	for _, it := range items {
		if it.kind == name && it.speaker {
			speaker = it.text
		}
	}
	for _, it := range items {
		if it.mine && slices.Contains(f.Phones, it.text) {
			give(speaker, it.text)
		}
	}
	for who, phone := range owned {
		give(who, phone)
	}
}

// prune leaves out what only looked like a name: nobody announced it, and no number stands with it.
func (f *Found) prune(items []item) {
	numbers := count(items, document) + count(items, mobilePhone)
	f.People = slices.DeleteFunc(f.People, func(p Person) bool {
		sure := slices.ContainsFunc(items, func(it item) bool { return it.kind == name && it.text == p.Name && it.sure })
		return p.DocNo == "" && p.Phone == "" && (!sure || numbers == 0 && len(items) > 1 && !sure)
	})
}
