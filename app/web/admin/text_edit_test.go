package admin_test

import (
	"net/http"
	"regexp"
	"testing"

	"anju/models"
	"anju/models/store"
	"anju/models/storetest"
)

// TestWhatIsTypedForATextIsReadAsTyped: a line break was made a space unseen, and an empty box was full again beside its fault.
func TestWhatIsTypedForATextIsReadAsTyped(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		o := newOffice(t, st)
		o.Texts = models.Texts{Signature: "【社区】", ByID: map[string]models.SMSTemplate{"E06": {ID: "E06", Text: "电动车不进楼、不进屋充电。"}}}
		box := regexp.MustCompile(`(?s)<textarea[^>]*id="f-wording"[^>]*>([^<]*)</textarea>`)
		typed := func(want int, words, kept string, pairs ...string) {
			t.Helper()
			o.get("/a/texts/E06/edit").post("/a/texts/E06/edit", append(pairs, "version", "0")...)
			if o.answer != want {
				t.Errorf("%v: %d", pairs, o.answer)
			}
			if m := box.FindStringSubmatch(o.shows(words).page); m == nil || m[1] != kept {
				t.Errorf("%v: the box holds %q", pairs, m)
			}
		}
		typed(http.StatusUnprocessableEntity, "请写成一行", "电动车不进楼，\n不进屋充电。", "wording", "电动车不进楼，\r\n不进屋充电。")
		typed(http.StatusUnprocessableEntity, "请写短信的话", "", "wording", " ")
		typed(http.StatusUnprocessableEntity, "请写短信的话", "")
		typed(http.StatusUnprocessableEntity, "太短", "好", "wording", "好")
		typed(http.StatusOK, "收到的是这样", "电动车不进楼，也不进屋充电。", "wording", "电动车不进楼，也不进屋充电。")
	})
}
