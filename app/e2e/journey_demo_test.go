package e2e

import (
	"strings"
	"testing"
)

// TestInTheDemoEverybodyCanDoHisJobOnAPhone signs landlord, officer, grid worker and tenant in to a fresh demo in Chromium
// at 375 px, and each does what he is there for.
func TestInTheDemoEverybodyCanDoHisJobOnAPhone(t *testing.T) {
	d := startDemo(t)
	t.Run("officer", func(t *testing.T) { d.officerVisits(t, "officer") })
	t.Run("auxiliary", func(t *testing.T) { d.officerVisits(t, "auxiliary") })
	t.Run("tenant", func(t *testing.T) { d.tenantLooks(t) })
	t.Run("landlord", func(t *testing.T) { d.landlordConfirms(t) })
	t.Run("admin", func(t *testing.T) {
		b := newBrowser(t, d.URL, phone{})
		d.staffIn(t, b, "admin")
		b.open("/a/users")
		b.sees("小陈", "李警官")
		b.noSidewaysScroll()
	})
}

func (d *demoRun) staffIn(t *testing.T, b *browser, role string) {
	t.Helper()
	login := d.logins[role]
	b.open("/staff/login")
	b.write(`#f-login`, login[0])
	b.write(`#f-password`, login[1])
	b.follow(`main form button[type="submit"]`)
	b.write(`#f-totp`, totpNow(t, login[2]))
	b.follow(`main form button[type="submit"]`)
}

// officerVisits opens the first task of the queue, records a visit and sees it in the list of visits.
func (d *demoRun) officerVisits(t *testing.T, role string) {
	b := newBrowser(t, d.URL, phone{})
	d.staffIn(t, b, role)
	if b.at() != "/o/queue" {
		t.Fatalf("signed in and landed on %s", b.at())
	}
	b.sees("待办核实")
	b.noSidewaysScroll()
	b.taps = 0
	b.follow(`=记走访`)
	b.tap(`input[name="result"][value="nobody"]`)
	b.follow(`main form button[type="submit"]`)
	if b.taps != 3 {
		t.Errorf("%d taps for a visit; 3 are meant", b.taps)
	}
	b.open("/o/visits")
	b.sees("到访未遇")
	if page := b.html(); strings.Contains(page, "339") && strings.Contains(page, "证件号码 339") {
		t.Error("a whole number stands on the page")
	}
}

// tenantLooks signs in, gives the last four of the document, sees the own record and asks for a correction.
func (d *demoRun) tenantLooks(t *testing.T) {
	b := newBrowser(t, d.URL, phone{})
	n := len(texts(t, d.sms()))
	b.open("/login")
	b.write(`#f-phone`, d.tenant)
	b.follow(`main form button[type="submit"]`)
	b.write(`#f-code`, code(t, d.sms(), d.tenant, n))
	b.follow(`main form button[type="submit"]`)
	if strings.HasPrefix(b.at(), "/login/doc") {
		b.write(`#f-last4`, d.tenantEnd)
		b.follow(`main form button[type="submit"]`)
	}
	if b.at() != "/me" {
		t.Fatalf("signed in and landed on %s", b.at())
	}
	b.sees("我的登记", "何以宁", "谁看过我", "登记回执")
	b.noSidewaysScroll()
}

// landlordConfirms confirms that a tenant still lives there, from the home page.
func (d *demoRun) landlordConfirms(t *testing.T) {
	w := &world{sms: d.sms(), landlord: d.landlord}
	b := newBrowser(t, d.URL, phone{})
	w.signInBrowser(t, b)
	b.sees("今天要办")
	before := strings.Count(b.html(), "待核实")
	b.follow(`ul.todo a[href$="/rooms/102"]`)
	b.follow(`=还住这里`)
	b.open("/h")
	if after := strings.Count(b.html(), "待核实"); after >= before {
		t.Errorf("confirmed, and %d marks of 待核实 are left of %d", after, before)
	}
}
