package models_test

import (
	"strings"
	"testing"

	"anju/models"
)

// TestWhatATelephoneCannotShowIsRefusedWithASentence: the carrier would bill it, and people would read rubbish.
func TestWhatATelephoneCannotShowIsRefusedWithASentence(t *testing.T) {
	was := models.SMSTemplate{ID: "E06", Text: "电动车不进楼、不进屋充电。"}
	for wording, word := range map[string]string{
		"电动车不进楼\u200b，不进屋充电。": "看不见", "电动车不进楼\u2060，不进屋充电。": "看不见", "\ufeff电动车不进楼，不进屋充电。": "看不见", "电动车\u00ad不进楼，不进屋充电。": "看不见",
		"<b>电动车</b>不进楼，不进屋充电。": "网页", "电动车不进楼&nbsp;不进屋充电。": "网页",
		"电动车不进楼🔥不进屋充电。": "表情", "电动车不进楼❤\ufe0f不进屋充电。": "表情", "电动车不进楼☀不进屋充电。": "表情",
		"电": "太短", "{home}好的。": "太短", "电动车不进楼，\n不进屋充电。": "写成一行",
	} {
		e := models.AsError(models.TextVersion{Kind: "E06", Wording: wording}.Judge(was))
		if e == nil || e.Faults[0].Field != "wording" || !strings.Contains(e.Faults[0].Message, word) {
			t.Errorf("%q: %+v", wording, e)
		}
	}
	for _, fine := range []string{"电动车不进楼、不进屋充电。", "𠮷村的气温到 40℃，请多喝水。", "请打 12348——法律援助。"} {
		if err := (models.TextVersion{Kind: "E06", Wording: fine}).Judge(was); err != nil {
			t.Errorf("%q: %v", fine, err)
		}
	}
}
