package e2e

import (
	"context"
	"fmt"
	"testing"
	"time"

	"anju/models"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/storetest"

	"github.com/chromedp/cdproto/input"
)

// The most taps that these errands may ask of a landlord; none asks for a typed character.
const (
	inviteTaps  = 1
	pasteTaps   = 4
	formerTaps  = 4
	leaveTaps   = 3
	confirmTaps = 3
)

// shortPhones are narrow and usual, without and with scripts.
var shortPhones = map[string]phone{
	"narrow_no_script": {Width: 320, NoScript: true}, "narrow_script": {Width: 320},
	"usual_no_script": {NoScript: true}, "usual_script": {},
}

// TestALandlordTypesNothing goes the short ways in Chromium and counts: a card that the tenant filled in, words from a
// chat, somebody who lived there before, a check-out, a roster of fourteen.
func TestALandlordTypesNothing(t *testing.T) {
	storetest.EachName(t, func(t *testing.T, db string) {
		w := newWorld(t, db)
		app := w.open(t)
		landlords := map[string]*world{}
		n := 0
		for name := range shortPhones {
			n++
			own := *w
			own.landlord = fmt.Sprintf("1990000006%d", n)
			at := app.Clock.Now().Add(-48 * time.Hour)
			var owner policy.Actor
			own.unit, owner = w.addHome(t, app, own.landlord, "周桂芳", fmt.Sprintf("青禾路 %d 号", 40+n), at)
			fourteen(t, app.Registry, owner, own.unit, n*100, at)
			landlords[name] = &own
		}
		must(t, app.Close())
		p := start(t, w.env, "serve")
		for name, ph := range shortPhones {
			t.Run(name, func(t *testing.T) { landlords[name].typesNothing(t, p, ph) })
		}
	})
}

// fourteen enters fourteen people in one room, and one who left the day before.
func fourteen(t *testing.T, reg *registry.Registry, owner policy.Actor, unit models.Unit, from int, at time.Time) {
	t.Helper()
	ctx := context.Background()
	for i := range 15 {
		who := tenantNo(from + i)
		done, err := reg.CheckIn(ctx, owner, unit.Ref, []registry.StayForm{{Room: "101", Name: who.name, DocType: "111", DocNo: who.doc, Phone: who.phone, MovedIn: "today"}}, "", at)
		must(t, err)
		if i == 14 {
			must(t, reg.CheckOut(ctx, owner, done.StayRef, registry.DayForm{Choice: "today"}, at.Add(24*time.Hour)))
		}
	}
}

func (w *world) typesNothing(t *testing.T, p *program, ph phone) {
	b := newBrowser(t, p.URL, ph)
	w.signInBrowser(t, b)
	count := func(what string, most int, errand func()) {
		t.Helper()
		b.open("/h")
		b.taps, b.typed = 0, 0
		errand()
		t.Logf("%s: %d taps, %d characters", what, b.taps, b.typed)
		if b.taps > most || b.typed != 0 {
			b.shoot("too-many")
			t.Errorf("%s: %d taps and %d characters; at most %d and none", what, b.taps, b.typed, most)
		}
	}
	w.byCard(t, p)
	count("a tenant who filled in his card", inviteTaps, func() {
		b.shoot("card-filled")
		b.follow(`=是我的房客`)
		b.sees("登记好了：101 房")
	})
	count("words from a chat", pasteTaps, func() {
		who := tenantNo(900 + int(w.unit.ID))
		b.follow(`a.room[href*="room=103"]`)
		b.follow(`=粘贴`)
		b.node(`#f-words:focus`)                                                                       // the box is ready by itself
		b.do(input.InsertText("房东您好，我叫" + who.name + "，身份证 " + who.doc + " 电话" + who.phone + "，今天搬来")) // the phone's own menu
		b.follow(`main form button[type="submit"]`)
		b.sees("请核对", who.name)
		b.follow(`=确认登记`)
		b.sees(who.name, "103")
	})
	count("somebody who lived there before", formerTaps, func() {
		b.follow(`a.room[href*="room=102"]`)
		b.follow(`=从老房客里选`)
		b.follow(`=再次入住`)
		b.follow(`=确认登记`)
		b.sees("102")
	})
	count("somebody who leaves", leaveTaps, func() {
		b.follow(`=退房登记`)
		b.follow(`article a[href$="/checkout"]`)
		b.follow(`=确认退房`)
		b.sees("退房登记好了")
	})
	count("a roster of fourteen", confirmTaps, func() {
		b.follow(`=看名册`)
		b.follow(`=全部一点`)
		b.shoot("all-confirmed")
	})
}

// byCard lets a tenant fill in a card of the landlord's, through the verbs: his own taps are not the landlord's.
func (w *world) byCard(t *testing.T, p *program) {
	t.Helper()
	app := w.open(t)
	defer app.Close()
	ctx, at := context.Background(), app.Clock.Now()
	user, err := app.Store.UserByPhone(ctx, w.landlord)
	must(t, err)
	owner, err := app.Store.Actor(ctx, user)
	must(t, err)
	card, err := app.Registry.MakeInvite(ctx, owner, w.unit.Ref, "101", "", at)
	must(t, err)
	who := tenantNo(800 + int(w.unit.ID))
	tenant := policy.Actor{UserID: 1, Phone: app.Store.PhoneIndex(who.phone)}
	_, err = app.Registry.Declare(ctx, tenant, w.unit.DoorToken, registry.StayForm{Room: "101", Name: who.name, DocType: "111", DocNo: who.doc,
		Phone: who.phone, MovedIn: "today", Invite: card}, models.ViaDoor, "", at)
	must(t, err)
}
