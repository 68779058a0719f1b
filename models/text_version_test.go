package models_test

import (
	"slices"
	"testing"

	"anju/models"
)

func TestWhatTheAdministratorWritesIsSaidAndWhatWasSaidStaysReadable(t *testing.T) {
	file := models.Texts{Signature: "【社区】", ByID: map[string]models.SMSTemplate{
		"R03": {ID: "R03", Text: "出租房{home}仍未登记，咨询{tel}。", Variants: []string{"出租房{home}仍未登记。"}}}}
	params := map[string]string{"home": "青禾18", "tel": "0500-8800101"}
	first := models.TextVersion{Kind: "R03", Version: 1, Wording: "出租房{home}还没登记。", Variants: "{home}还没登记。\n\n"}
	second := models.TextVersion{Kind: "R03", Version: 2, Wording: "请登记{home}。", Alone: true}

	now := file.With([]models.TextVersion{first})
	if got := now.Wordings("R03"); !slices.Equal(got, []string{"出租房{home}还没登记。", "{home}还没登记。", "出租房{home}仍未登记，咨询{tel}。", "出租房{home}仍未登记。"}) {
		t.Errorf("%q", got)
	}
	if got, _ := now.Render("R03", params); got != "【社区】出租房青禾18还没登记。" {
		t.Errorf("said now: %s", got)
	}
	if got, _ := now.Said("R03", models.MarkOf("出租房{home}仍未登记，咨询{tel}。"), params); got != "【社区】出租房青禾18仍未登记，咨询0500-8800101。" {
		t.Errorf("what left before reads: %s", got)
	}
	if got, _ := now.Said("R03", models.MarkOf("{home}还没登记。"), params); got != "【社区】青禾18还没登记。" {
		t.Errorf("what left in fewer words reads: %s", got)
	}
	if got := file.With([]models.TextVersion{first, second}).Wordings("R03"); !slices.Equal(got, []string{"请登记{home}。"}) {
		t.Errorf("what stands alone still has %q", got)
	}
	if got := file.Wordings("R03"); len(got) != 2 || got[0] != "出租房{home}仍未登记，咨询{tel}。" {
		t.Errorf("the file itself changed: %q", got)
	}
}

func TestATextThatTheCarriersWouldStopIsNotTaken(t *testing.T) {
	was := models.SMSTemplate{ID: "R05", Text: "出租房{home}的名册已{d}天未确认。还住回1。", Quiet: "出租房{home}的名册已{d}天未确认。"}
	fine := models.TextVersion{Kind: "R05", Wording: "出租房{home}请确认，还住回1。", Quiet: "出租房{home}请确认。"}
	if err := fine.Judge(was); err != nil {
		t.Fatal(err)
	}
	for field, spoil := range map[string][]func(*models.TextVersion){
		"wording": {
			func(v *models.TextVersion) { v.Wording = "" },
			func(v *models.TextVersion) { v.Wording = "出租房{home}请到 www.example.com 确认。" },
			func(v *models.TextVersion) { v.Wording = "出租房{home}请打{tel}。" }, // a gap that this text does not fill
			func(v *models.TextVersion) { v.Wording = "出租房{home}再不确认后果自负。" },
			func(v *models.TextVersion) {
				v.Wording = "出租房{home}，" + string(slices.Repeat([]rune("请确认"), 19)) + "。"
			},
		},
		"quiet":    {func(v *models.TextVersion) { v.Quiet = "" }},
		"variants": {func(v *models.TextVersion) { v.Variants = "请确认一下名册。\n{who}请确认一下名册。" }},
		"note":     {func(v *models.TextVersion) { v.Note = string(slices.Repeat([]rune("长"), 61)) }},
	} {
		for n, spoil := range spoil {
			v := fine
			spoil(&v)
			e := models.AsError(v.Judge(was))
			if e == nil || len(e.Faults) != 1 || e.Faults[0].Field != field {
				t.Errorf("%s %d: %+v", field, n, e)
			}
		}
	}
}
