// Package paste finds people in what somebody wrote in a chat: names, document numbers and mobile numbers, in any order,
// of several people, with labels or without. What is not plain is left out: the page asks for it. Nothing is guessed.
package paste

// Person is what the words plainly say of one person; "" is to be asked for. A number comes as it was written, in its one
// form; whether it can be right is for the form to say.
type Person struct {
	Name    string
	DocType string // GA/T 517
	DocNo   string
	Phone   string
}

// Found is what stands in the words.
type Found struct {
	People []Person
	Names  []string // of somebody, but of whom of them is not said
	Phones []string
}

// Most is how many people are read from one paste: a gang of workers, not a list.
const Most = 40

// Read finds the people in words. It never fails; words without people give none.
func Read(words string) Found {
	return gather(once(scan(plain(words))))
}

// once leaves out numbers that were said before, and marks a name that was.
func once(items []item) []item {
	seen := map[string]bool{}
	var kept []item
	for _, it := range items {
		key := string(it.kind) + it.text
		it.again = seen[key]
		if !it.again || it.kind == name {
			kept = append(kept, it)
		}
		seen[key] = true
	}
	return kept
}
