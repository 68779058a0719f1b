package landlord_test

import (
	"context"
	"strings"
	"testing"

	"anju/models"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/storetest"
)

func TestWhatATenantWroteToHisLandlordReachesHimAndNobodyElse(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		ctx := context.Background()
		w := newStreet(t, st, "2026-11-16 10:00")
		file := func(unit models.Unit, audience, body string) {
			_, err := w.reg.FileRequest(ctx, policy.Actor{Address: "192.0.2.7"}, unit.DoorToken, registry.RequestForm{
				Kind: registry.RequestReport, Topic: "漏水", Audience: audience, Body: body, Contact: "19900000013"}, "", w.at)
			must(t, err)
		}
		file(w.unit, registry.ToLandlord, "厨房漏水")
		file(w.unit, registry.ToGrid, "只给网格员的话")
		file(w.next, registry.ToLandlord, "隔壁的话")
		b := w.browser()
		b.get("/h").sees(200, "房客找您：漏水", "/h/messages#q-")
		b.get("/h/messages").sees(200, "厨房漏水", "请在 11 月 19 日前回话", "尾号 0013").misses("只给网格员的话", "隔壁的话", "19900000013")
		all, err := st.ListRequests(ctx, policy.Scope{All: true}, []string{registry.ToLandlord, registry.ToGrid}, 9)
		must(t, err)
		refs := map[string]string{}
		for _, q := range all {
			refs[q.Body] = q.Ref
		}
		for _, body := range []string{"只给网格员的话", "隔壁的话"} {
			b.get("/h/messages").post("/h/messages/" + refs[body]).sees(404)
		}
		mine := "/h/messages/" + refs["厨房漏水"]
		b.get("/h/messages").post(mine, "answer-"+refs["厨房漏水"], strings.Repeat("长", 501)).sees(422, "f-answer-"+refs["厨房漏水"]+"-error")
		b.get("/h/messages").post(mine, "answer-"+refs["厨房漏水"], "明天来修").sees(200, "回好了", "您回了：明天来修")
		q, err := st.RequestByRef(ctx, refs["厨房漏水"])
		must(t, err)
		if q.AnsweredAt.IsZero() || q.AnsweredBy != w.owner.ID || q.Answer != "明天来修" {
			t.Errorf("%+v", q)
		}
		b.get("/h").misses("房客找您")
		file(w.unit, registry.ToLandlord, "灯不亮")
		b.get("/h/messages").post(mine).sees(409)
		if last, _ := st.ListRequests(ctx, policy.Scope{All: true}, []string{registry.ToLandlord}, 1); last[0].Body == "灯不亮" {
			b.get("/h/messages").post("/h/messages/"+last[0].Ref).sees(200, "您回了：办好了。")
		}
	})
}
