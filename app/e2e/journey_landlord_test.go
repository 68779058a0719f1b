package e2e

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"anju/models/storetest"
)

// The most that a check-in from an empty room may ask of a landlord (UX F2).
const (
	mostTaps  = 7
	mostTyped = 40
)

// phones on which the journey is gone: without and with scripts, large text on a narrow screen, a slow processor, WeChat.
var journeyPhones = map[string]phone{
	"no_script": {NoScript: true},
	"script":    {},
	"narrow":    {Width: 320},
	"slow":      {Slow: 6},
	"wechat": {UserAgent: "Mozilla/5.0 (Linux; Android 14; V2309A) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/126.0 Mobile Safari/537.36 " +
		"XWEB/1260117 MMWEBSDK/20240404 MicroMessenger/8.0.49.2600 WeChat/arm64 Weixin NetType/4G Language/zh_CN ABI/arm64"},
}

// TestALandlordChecksATenantInWithFewTapsAndLosesNothingHeTyped goes from the sign-in code to the receipt in Chromium: a
// wrong check digit and a short phone number first, which come back with everything kept and both faults named.
func TestALandlordChecksATenantInWithFewTapsAndLosesNothingHeTyped(t *testing.T) {
	storetest.EachName(t, func(t *testing.T, db string) {
		w := newWorld(t, db)
		landlords := map[string]*world{}
		app := w.open(t)
		n := 0
		for name := range journeyPhones { // each phone is another landlord's, so that nobody waits for a second code
			n++
			own := *w
			own.landlord = fmt.Sprintf("1990000007%d", n)
			own.unit, _ = w.addHome(t, app, own.landlord, "周桂芳", fmt.Sprintf("青禾路 %d 号", 20+n), app.Clock.Now().Add(-48*time.Hour))
			landlords[name] = &own
		}
		must(t, app.Close())
		p := start(t, w.env, "serve")
		for name, phone := range journeyPhones {
			t.Run(name, func(t *testing.T) { landlords[name].journey(t, p, phone, "103", name == "narrow") })
		}
	})
}

func (w *world) journey(t *testing.T, p *program, ph phone, room string, big bool) {
	b := newBrowser(t, p.URL, ph)
	w.signInBrowser(t, b)
	if big {
		b.open("/settings")
		b.tap(`input[name="size"][value="big"]`)
		b.follow(`main form button[type="submit"]`)
		b.open("/h")
	}
	b.sees("首页", room)
	before := len(texts(t, w.sms))
	who := tenantNo(int(w.unit.ID))
	b.taps, b.typed = 0, 0
	b.follow(`a.room[href*="room=` + room + `"], a.room[href$="/rooms/` + room + `"]`)
	b.write(`#f-name`, who.name)
	wrong := who.doc[:17] + string('0'+(who.doc[17]-'0'+1)%10)
	b.write(`#f-doc_no`, wrong)
	b.write(`#f-phone`, who.phone[:10])
	b.follow(`main form button[type="submit"]`)
	b.sees("错误：", "最后一位对不上，请照证件重输", "少 1 位，请补成 11 位（现在是 10 位）", `id="f-doc_no-error"`, `id="f-phone-error"`, `aria-invalid="true"`,
		`value="`+who.name+`"`, `value="`+wrong+`"`, `value="`+who.phone[:10]+`"`)
	b.shoot("faults")
	b.noSidewaysScroll()
	b.wipe(`#f-doc_no`)
	b.write(`#f-doc_no`, who.doc)
	b.write(`#f-phone`, who.phone[10:])
	b.follow(`main form button[type="submit"]`)
	b.sees("核对", who.name)
	if html := b.html(); strings.Contains(html, who.doc) || strings.Contains(html, who.phone) {
		t.Error("the check page carries a whole number")
	}
	b.shoot("check")
	b.follow(`button[name="confirm"], form:has(input[name="confirm"]) button[type="submit"]`)
	b.sees(who.name, room)
	b.shoot("receipt")
	t.Logf("with one round of mistakes: %d taps, %d characters", b.taps, b.typed)
	w.waitFor(t, before, "R04", who.phone)
	b.open("/h")
	if !hasRoom(b.html(), room, "在住") {
		t.Errorf("room %s is not shown as lived in", room)
	}
	w.cleanCheckIn(t, b, "102")
}

// cleanCheckIn counts what a landlord does from the empty room to the receipt when nothing goes wrong.
func (w *world) cleanCheckIn(t *testing.T, b *browser, room string) {
	t.Helper()
	who := tenantNo(500 + int(w.unit.ID))
	b.taps, b.typed = 0, 0
	b.follow(`a.room[href*="room=` + room + `"]`)
	b.write(`#f-name`, who.name)
	b.write(`#f-doc_no`, who.doc)
	b.write(`#f-phone`, who.phone)
	b.follow(`main form button[type="submit"]`)
	b.follow(`button[name="confirm"], form:has(input[name="confirm"]) button[type="submit"]`)
	b.sees(who.name, room)
	t.Logf("without mistakes: %d taps, %d characters", b.taps, b.typed)
	if b.taps > mostTaps || b.typed > mostTyped {
		t.Errorf("%d taps and %d characters; at most %d and %d", b.taps, b.typed, mostTaps, mostTyped)
	}
}
