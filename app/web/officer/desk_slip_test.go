package officer_test

import (
	"net/http"
	"testing"

	"anju/models/idcard"
)

func TestASlipKeyedWithAFaultIsThereAgainAfterTheBrowserWasClosed(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		doc := idcard.WithCheckDigit("33990019920304001")
		b, slips, _ := w.atCounter(t)
		b.get("/o/desk/slips")
		address := b.find(`action="(/o/desk/slips\?d=[a-z2-7]{20})"`)
		b.key("d", b.find(`name="d" value="([^"]+)"`), "slip", slips[0], "doc_no", doc, "room", "999", "phone", "19900010777")
		if b.code != http.StatusUnprocessableEntity || b.find(`action="(/o/desk/slips\?d=[a-z2-7]{20})"`) != address {
			t.Fatalf("the page with the fault, %d, stands under another address", b.code)
		}
		b.get(address).shows(`value="邵雨晴"`, "已记下尾号 "+doc[14:], "已记下尾号 0777", slips[0])
		hides(t, b, doc, "19900010777")
	})
}
