package profile_test

import (
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"

	"anju/models"
	"anju/models/profile"
	"anju/models/segment"
)

func ourTexts(t *testing.T) (models.Texts, []models.SMSTemplate) {
	t.Helper()
	data, err := os.ReadFile("../../templates/sms/sms_templates.json")
	if err != nil {
		t.Fatal(err)
	}
	var file struct{ Education, Reminders, Alarms []models.SMSTemplate }
	if err := json.Unmarshal(data, &file); err != nil {
		t.Fatal(err)
	}
	texts := models.Texts{Answers: true, ByID: map[string]models.SMSTemplate{}}
	all := slices.Concat(file.Education, file.Reminders, file.Alarms)
	for _, one := range all {
		texts.ByID[one.ID] = one
	}
	return texts, all
}

// TestEveryTextFitsOnePartRestsOnALawAndLeavesThroughEveryCarrier is what an operator needs before he signs with a carrier.
func TestEveryTextFitsOnePartRestsOnALawAndLeavesThroughEveryCarrier(t *testing.T) {
	texts, all := ourTexts(t)
	carriers, err := profile.Carriers()
	if err != nil || len(carriers) < 3 {
		t.Fatalf("%d carriers, %v", len(carriers), err)
	}
	refused := map[string]int{}
	for _, key := range profile.Keys() {
		p, err := profile.Load(key)
		if err != nil {
			t.Fatal(err)
		}
		for _, one := range all {
			if words, _, err := p.BasisOf(one); err != nil || words == "" {
				t.Errorf("%s: %s rests on %q: %v", key, one.ID, words, err)
			}
		}
	}
	for _, one := range all {
		if len(one.Text) == 0 || one.ID == "" {
			t.Fatalf("an empty text: %+v", one)
		}
		wordings := texts.Wordings(one.ID)
		if one.Quiet != "" {
			wordings = append(wordings, one.Quiet)
		}
		for _, wording := range wordings {
			if faults := models.LintText(wording); len(faults) > 0 || segment.Count(models.LongestText(wording)) != 1 {
				t.Errorf("%s: %s: %s", one.ID, wording, strings.Join(faults, "; "))
			}
		}
		for _, c := range carriers {
			leaves := false
			for _, wording := range wordings {
				why := c.Refuses(wording, false)
				if why != "" {
					refused[c.Key]++
				}
				leaves = leaves || why == ""
			}
			if !leaves {
				t.Errorf("%s leaves in no wording through %s: %s", one.ID, c.Name, c.Refuses(one.Text, false))
			}
		}
	}
	if len(all) != 53 || refused["aliyun"] == 0 || refused["tencent"] <= refused["aliyun"] || refused["kannel"] != 0 {
		t.Errorf("%d texts; refused wordings: %v", len(all), refused)
	}
	t.Logf("%d texts; wordings refused, for which another stands: %v", len(all), refused)
}

func TestABadTextIsNotSent(t *testing.T) {
	for wording, want := range map[string]string{
		"请点 http://a.cn/x 登记":     "网址",
		"详见anju.com":              "网址",
		"证件339900199001011234已登记": "证件号码",
		"{name}请登记":               "不认识空格",
		"不登记后果自负":                 "吓人",
		"【通知】请登记":                 "方头括号",
		strings.Repeat("请登记", 25): "太长",
	} {
		if got := strings.Join(models.LintText(wording), "；"); !strings.Contains(got, want) {
			t.Errorf("%q: %q, want a word of %q", wording, got, want)
		}
	}
	carriers, err := profile.Carriers()
	if err != nil {
		t.Fatal(err)
	}
	tencent := carriers[1]
	for wording, want := range map[string]string{"请找社区调解": "", "法律维权找我们": "不收的词", "咨询{tel}": "空格 {tel}", "编号{no}": "空格 {no}", "咨询0574-87654321": "没有报备", "拨110": ""} {
		if got := tencent.Refuses(wording, false); want == "" && got != "" || !strings.Contains(got, want) {
			t.Errorf("%q: %q, want %q", wording, got, want)
		}
	}
	if got := carriers[0].Refuses("咨询{tel}", true); got != "" {
		t.Errorf("a filed number is refused: %s", got)
	}
}
