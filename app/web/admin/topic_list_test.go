package admin_test

import (
	"context"
	"net/http"
	"testing"

	"anju/models"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/storetest"
)

// TestATopicIsSwitchedOffAndOnAgain, which the record keeps, and nothing that is no topic is.
func TestATopicIsSwitchedOffAndOnAgain(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		ctx := context.Background()
		o := newOffice(t, st)
		o.Texts = models.Texts{Signature: "【安居名册】", ByID: map[string]models.SMSTemplate{"E06": {Text: "楼道不堆物。"}, "E25": {Text: "台风将至。"}}}
		o.get("/a/topics").shows("楼道和消防", "防台风", "7 月到 9 月", "住房租赁条例", "2026-11-01 核对")
		o.post("/a/topics", "topic", "E25:off").shows("停发了：防台风", "停发 1 个")
		if off := must1(o.TopicsOff(ctx)); !off["E25"] || len(off) != 1 {
			t.Errorf("off are %v", off)
		}
		log := must1(st.ListAudit(ctx, policy.Scope{All: true}, 0, 1))
		if log[0].Action != string(policy.OptionsManage) || log[0].Detail != "topic E25 off" || log[0].UserID != o.who.UserID {
			t.Errorf("the record says %+v", log[0])
		}
		o.post("/a/topics", "topic", "R01:off").shows(`id="f-topic-error"`)
		if o.answer != http.StatusUnprocessableEntity {
			t.Errorf("a reminder of a duty is switched off: %d", o.answer)
		}
		o.who.Fresh = false
		o.get("/a/topics").post("/a/topics", "topic", "E25:on").shows(`id="f-totp-error"`)
		if off := must1(o.TopicsOff(ctx)); !off["E25"] {
			t.Error("a topic was switched on without the code")
		}
		o.who.Fresh = true
		o.get("/a/topics").post("/a/topics", "topic", "E25:on").shows("恢复了：防台风")
		if off := must1(o.TopicsOff(ctx)); len(off) != 0 {
			t.Errorf("off are %v", off)
		}
	})
}
