package landlord_test

import (
	"testing"

	"anju/models/store"
	"anju/models/storetest"
)

func TestWordsFromAChatLeadStraightToTheCheckPage(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		w := newStreet(t, st, "2026-11-16 10:00")
		b, path := w.browser(), "/h/u/"+w.unit.Ref+"/checkin"
		b.get(path+"/paste?room=103").post(path+"/paste", "words", "你好").sees(422, `id="f-words-error"`)
		b.post(path+"/paste", "words", "你好房东，我叫何以安，身份证号：3399 0019 9001 0100 11\n手机 199-0000-0013 今天住进来，我养了一只猫").
			sees(200, "请核对", "103 房", "何以安", "0011", "0013")
		b.misses(doc1, "猫")
		b.post(path, "confirm", "1").sees(200, "登记好了")
		if e := w.entries()[0]; e.Tenant.DocNo != doc1 || e.Tenant.Phone != "19900000013" {
			t.Fatalf("%+v", e.Tenant)
		}
	})
}

func TestARoomThatNobodyWasAskedForIsNoMistake(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		w := newStreet(t, st, "2026-11-16 10:00")
		b, path := w.browser(), "/h/u/"+w.unit.Ref+"/checkin"
		b.get(path+"/paste").post(path+"/paste", "words", "何以安 "+doc1+" 19900000013").sees(200, "请选住哪一间", `value="何以安"`)
		b.misses("处要改", "f-room-error", "标红")
		b.post(path, "name", "何以安", "moved_in", "today").sees(422, `id="f-room-error"`)
		b.post(path, "room", "103", "name", "何以安", "moved_in", "today").sees(200, "请核对", "103 房", "尾号 0011")
	})
}

func TestWhatAChatDoesNotSayIsAskedForAndNeverGuessed(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		w := newStreet(t, st, "2026-11-16 10:00")
		b, path := w.browser(), "/h/u/"+w.unit.Ref+"/checkin"
		b.get(path+"/paste?room=103").post(path+"/paste", "words", "两个人 何以安 苏见山 身份证 "+doc1+"，"+doc2[:17]+"9 电话 19900000013")
		b.sees(200, "请补齐标红的", `value="何以安"`, "已经填好，尾号 0011", `id="f-phone-error"`, "填尾号 0013 的")
		b.misses("19900000013", doc1)
		b.post(path, "room", "103", "name", "何以安", "moved_in", "today", "give_phone", "0")
		b.sees(200, `value="苏见山"`, `id="f-doc_no-error"`, "身份证号码最后一位对不上", `value="`+doc2[:17]+`9"`)
		b.post(path, "room", "103", "name", "苏见山", "doc_no", doc2, "no_phone", "1", "moved_in", "today").sees(200, "请核对", "第 2 位", "没有手机")
		b.post(path, "confirm", "1").sees(200, "何以安、苏见山")
		if all := w.entries(); len(all) != 2 || all[0].Tenant.Phone+all[1].Tenant.Phone != "19900000013" {
			t.Fatalf("%+v", all)
		}
	})
}
