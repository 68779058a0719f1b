package landlord_test

import (
	"context"
	"regexp"
	"testing"

	"anju/models"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/storetest"
)

func TestWhoWasSentACardIsRegisteredWithOneTap(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		w := newStreet(t, st, "2026-11-16 10:00")
		b, invite := w.browser(), "/h/u/"+w.unit.Ref+"/invite"
		b.get(invite).sees(200, "给哪一间做登记卡")
		b.post(invite).sees(422, `id="f-room-error"`, "请选住哪一间")
		b.post(invite, "room", "103").sees(200, "登记卡", "到 11 月 23 日 24:00", "http://aj.example.com/d/"+w.unit.DoorToken+"/register?card=", "撤回这张卡")
		card := regexp.MustCompile(`register\?card=([a-z0-9]+)`).FindStringSubmatch(b.page)[1]
		if b.get(invite + ".png?card=" + card); b.code != 200 || b.page[1:4] != "PNG" {
			t.Errorf("%d %.20q", b.code, b.page)
		}
		b.get("/h/u/" + w.next.Ref + "/invite?card=" + card).sees(404)

		tenant := policy.Actor{UserID: 900, Phone: st.PhoneIndex("19900000013")}
		_, err := w.reg.Declare(context.Background(), tenant, w.unit.DoorToken,
			registry.StayForm{Room: "103", Name: "何以安", DocType: "111", DocNo: doc1, Phone: "19900000013", MovedIn: "today", Invite: card}, models.ViaDoor, "", w.at)
		must(t, err)
		b.get("/h").sees(200, "何以安填好了您发的卡", "尾号 0011", "是我的房客")
		action := regexp.MustCompile(`<form action="(/h/u/[^"]+/pending/[^"]+)"`).FindStringSubmatch(b.page)[1]
		b.post(action, "answer", "yes").sees(200, "登记好了：103 房·何以安。")
		if e := w.entries()[0]; e.Stay.State != models.StayReported {
			t.Fatalf("%+v", e.Stay)
		}
		b.get(invite+"?card="+card).sees(200, "给哪一间做登记卡")
		b.misses(card)
	})
}

func TestACardThatWentToTheWrongPersonIsTakenBack(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		w := newStreet(t, st, "2026-11-16 10:00")
		b, invite := w.browser(), "/h/u/"+w.unit.Ref+"/invite"
		b.get(invite).post(invite, "room", "103")
		card := regexp.MustCompile(`register\?card=([a-z0-9]+)`).FindStringSubmatch(b.page)[1]
		b.post(invite, "recall", card).sees(200, "撤回了，那张卡已经作废。")
		b.get(invite).misses(card)
		b.get(invite + ".png?card=" + card).sees(404)
	})
}
