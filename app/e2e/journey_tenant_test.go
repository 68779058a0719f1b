package e2e

import (
	"testing"

	"anju/models/storetest"
)

// TestATenantEntersHimselfAndTheLandlordConfirmsInTwoTaps scans the door, fills in the form, gives the code; then the
// landlord opens his home and confirms.
func TestATenantEntersHimselfAndTheLandlordConfirmsInTwoTaps(t *testing.T) {
	storetest.EachName(t, func(t *testing.T, db string) {
		w := newWorld(t, db)
		p := start(t, w.env, "serve")
		for n, ph := range []phone{{NoScript: true}, {}} {
			name := []string{"no_script", "script"}[n]
			who := tenantNo(600 + n)
			t.Run("tenant_"+name, func(t *testing.T) { w.enterSelf(t, newBrowser(t, p.URL, ph), who) })
		}
		b := newBrowser(t, p.URL, phone{NoScript: true})
		w.signInBrowser(t, b)
		for n := range 2 {
			b.sees("等您确认")
			if n > 0 {
				b.open("/h")
			}
			b.taps = 0
			b.follow(`ul.todo a[href*="/pending/"]`)
			b.shoot("pending")
			b.follow(`=是我的房客`)
			if b.taps != 2 || b.at() == "" {
				t.Errorf("%d taps to confirm", b.taps)
			}
			b.open("/h")
		}
		if all := b.html(); !hasRoom(all, "103", "在住") {
			b.shoot("home")
			t.Error("the room of the tenants is not shown as lived in")
		}
	})
}

func (w *world) enterSelf(t *testing.T, b *browser, who someone) {
	t.Helper()
	n := len(texts(t, w.sms))
	b.open("/d/" + w.unit.DoorToken)
	b.sees("本页不显示任何人住在这里", "110")
	b.taps, b.typed = 0, 0
	b.follow(`=我刚住进来`)
	b.shoot("form")
	b.choose("room", "103")
	b.write(`#f-name`, who.name)
	b.write(`#f-doc_no`, who.doc)
	b.write(`#f-phone`, who.phone)
	b.follow(`main form button[type="submit"]`)
	b.sees(who.name)
	b.shoot("check")
	b.follow(`main form button[type="submit"]`)
	b.write(`#f-code`, code(t, w.sms, who.phone, n))
	b.follow(`main form button[type="submit"]`)
	b.sees("已收到")
	b.shoot("done")
	t.Logf("%d taps, %d characters", b.taps, b.typed)
}
