package boot

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"anju/models/segment"
	"anju/models/storetest"
	"anju/models/workday"
)

// firstMonth is how many days the first month of somebody who moves in has.
const firstMonth = 30

// hold holds every text that the gateway wrote in the month against its window, the caps, and what was said before, and
// prints the table of the month.
func (m *month) hold() {
	m.t.Helper()
	all := m.sent()
	if len(all) == 0 {
		m.t.Fatal("nothing was sent")
	}
	m.holdRefs(all)
	numbers := byNumber(all)
	fullDays, fullSpans := 0, 0
	var firsts []int // texts to each who moved in, in the month after it
	for number, texts := range numbers {
		texts = slices.DeleteFunc(texts, sentText.uncapped)
		slices.SortFunc(texts, func(a, b sentText) int { return a.At.Compare(b.At) })
		days, reminders := map[workday.Day]int{}, map[workday.Day]int{}
		for _, s := range texts {
			m.holdWindow(s)
			if days[s.day()]++; days[s.day()] == 2 {
				fullDays++
			}
			if slices.Contains(oneADay, s.Kind) {
				reminders[s.day()]++
			}
			if days[s.day()] > 2 || reminders[s.day()] > 1 {
				m.t.Errorf("%d texts, %d reminders to %s on %s", days[s.day()], reminders[s.day()], number, s.day())
			}
		}
		if len(texts) > 6 {
			m.t.Errorf("%d texts to %s in %d days", len(texts), number, monthDays)
		}
		if len(texts) == 6 {
			fullSpans++
		}
		m.holdSaidOnce(number, texts)
		if m.arrived[number] != nil {
			firsts = append(firsts, m.holdFirstMonth(number, texts))
		}
	}
	m.holdSaidForACause(numbers)
	m.holdNights(all)
	if len(firsts) == 0 || slices.Max(firsts) == 0 || fullDays == 0 {
		m.t.Errorf("%d people moved in and were told, %d days with two texts: the caps were not tried", len(firsts), fullDays)
	}
	m.t.Logf("%d days with two texts, %d numbers with six in the month", fullDays, fullSpans)
	m.t.Log("\n" + m.table(all, numbers, firsts))
}

// holdRefs holds that no line was written twice, and that the outbox knows as many texts as the gateway wrote.
func (m *month) holdRefs(all []sentText) {
	m.t.Helper()
	seen := make(map[string]bool, len(all))
	for _, s := range all {
		if seen[s.Ref] {
			m.t.Errorf("%s to %s was sent twice", s.Kind, s.To)
		}
		seen[s.Ref] = true
	}
	if n := storetest.Count(m.t, m.Store, "SELECT COUNT(*) FROM notices WHERE sent_at > 0"); n != len(all) {
		m.t.Errorf("the outbox says that %d texts left, the gateway has %d", n, len(all))
	}
	if n := storetest.Count(m.t, m.Store, "SELECT COUNT(*) FROM notices WHERE state IN ('sending', 'failed')"); n != 0 {
		m.t.Errorf("%d texts failed or stand on their way", n)
	}
}

// once are the reminders that a number can owe to one cause alone in this month, or that name the day they are about: the
// same words twice are the same reminder twice. A lease that ends is said 15 and 3 days before (RULES 27).
var once = []string{"R01", "R02", "R03", "R06", "R07", "R10", "R19"}

func (m *month) holdSaidOnce(number string, texts []sentText) {
	m.t.Helper()
	said := map[string][]workday.Day{}
	for _, s := range texts {
		before := said[s.Text]
		again := len(before) > 0 && slices.Contains(once, s.Kind)
		if again && s.Kind == "R07" {
			again = len(before) > 1 || s.day()-before[0] != 15-3
		}
		if again {
			m.t.Errorf("%s to %s on %s and %v: %s", s.Kind, number, s.day(), before, s.Text)
		}
		said[s.Text] = append(before, s.day())
	}
}

// holdFirstMonth holds that nobody gets more than four texts in the month after he moved in, whatever was done in his name
// meanwhile, and says how many he got.
func (m *month) holdFirstMonth(number string, texts []sentText) (n int) {
	m.t.Helper()
	for _, in := range m.arrived[number] { // whoever moves twice begins twice
		got := 0
		for _, s := range texts {
			if s.day() >= in && s.day() < in+firstMonth {
				got++
			}
		}
		if n = max(n, got); got > 4 {
			m.t.Errorf("%d texts to %s in the month after he moved in on %s", got, number, in)
		}
	}
	return n
}

// holdSaidForACause holds that a landlord heard no oftener that a roster is stale, or that a lease is over, than homes of
// his gave cause to on a day.
func (m *month) holdSaidForACause(numbers map[string][]sentText) {
	m.t.Helper()
	owner := map[string]*cityOwner{}
	for _, h := range m.homes {
		owner[h.code] = h.owner
	}
	for kind, rule := range map[string]string{"R05": "B05", "R08": "B07"} {
		causes := map[*cityOwner]map[string]bool{}
		for _, row := range storetest.Rows(m.t, m.Store, "SELECT units.unit_code, flags.raised_at FROM flags JOIN units ON units.id = flags.unit_id WHERE flags.rule = ?", rule) {
			code, raised := fmt.Sprint(row[0]), fmt.Sprint(row[1])
			if b, ok := row[0].([]byte); ok {
				code = string(b)
			}
			o := owner[code]
			if causes[o] == nil {
				causes[o] = map[string]bool{}
			}
			causes[o][code+raised] = true
		}
		heard := 0
		for _, o := range m.owners {
			n := len(slices.DeleteFunc(slices.Clone(numbers[o.phone]), func(s sentText) bool { return s.Kind != kind }))
			if heard += n; n > len(causes[o]) {
				m.t.Errorf("%d times %s to a landlord whose homes gave cause %d times", n, kind, len(causes[o]))
			}
		}
		if heard == 0 || len(causes) == 0 {
			m.t.Errorf("no landlord heard %s (%d with a cause)", kind, len(causes))
		}
	}
}

// table is how many texts a month is, and what it costs.
func (m *month) table(all []sentText, numbers map[string][]sentText, firsts []int) string {
	groups := []struct {
		name   string
		counts []int
	}{{name: "房客，整个月住着"}, {name: "房客，这个月住进来"}, {name: "房东，一处九间"}, {name: "房东，三处"}, {name: "房东，其余"}, {name: "房客，住进来头一个月", counts: firsts}}
	count := func(group int, number string) {
		groups[group].counts = append(groups[group].counts, len(numbers[number]))
	}
	for n := 1; n <= m.tenants; n++ {
		if number := fmt.Sprintf("199%08d", n); m.arrived[number] == nil {
			count(0, number)
		}
	}
	for number := range m.arrived {
		count(1, number)
	}
	for _, o := range m.owners {
		switch o.shape {
		case shape{1, 9}:
			count(2, o.phone)
		case shape{3, 4}:
			count(3, o.phone)
		default:
			count(4, o.phone)
		}
	}
	var b strings.Builder
	fmt.Fprintf(&b, "一个月（%d 天）\t人数\t中位数\t95%%\t最多\n", monthDays)
	for _, g := range groups {
		slices.Sort(g.counts)
		at := func(share int) int { return g.counts[min(len(g.counts)-1, len(g.counts)*share/100)] }
		fmt.Fprintf(&b, "%s\t%d\t%d\t%d\t%d\n", g.name, len(g.counts), at(50), at(95), g.counts[len(g.counts)-1])
	}
	parts, kinds := 0, map[string]int{}
	for _, s := range all {
		parts += segment.Count(s.Text)
		kinds[s.Kind]++
	}
	price, _ := strconv.ParseFloat(m.Config.Get("SMS_PRICE"), 64) // the option was checked at the start
	fmt.Fprintf(&b, "%d 条短信，运营商按 %d 条算，每条 %.3f 元，一个月 %.0f 元\n%v", len(all), parts, price, float64(parts)*price, kinds)
	return b.String()
}
