package profile

import (
	"embed"
	"encoding/json"
	"fmt"
	"strings"

	"anju/models"
)

//go:embed texts
var textFiles embed.FS

// Law is a law, rule or notice that a text may rest on.
type Law struct {
	Name    string `json:"name"`
	Kind    string `json:"kind"`    // law, local (differs from place to place), notice (no law: a hotline, a warning)
	Checked string `json:"checked"` // YYYY-MM-DD of the last check against the text; "" = 待核
}

// Carriers are the carriers whose rules are known, in the order of the file.
func Carriers() ([]models.Carrier, error) {
	var all []models.Carrier
	return all, readTexts("carriers", &all)
}

// Laws are the laws that texts may cite.
func Laws() ([]Law, error) {
	var all []Law
	return all, readTexts("laws", &all)
}

func readTexts(name string, into any) error {
	data, err := textFiles.ReadFile("texts/" + name + ".json")
	if err == nil {
		err = json.Unmarshal(data, into)
	}
	if err != nil {
		return fmt.Errorf("texts/%s.json: %w", name, err)
	}
	return nil
}

// reminderBasis says on what each reminder rests: a limit of the profile, which has its source and date, or a law.
var reminderBasis = map[string]string{
	"R01": "report_working_days", "R02": "report_working_days", "R03": "visit_working_days", "R04": "report_working_days", "R05": "stale_days",
	"R06": "stale_days", "R07": "lease_notice_first", "R08": "overstay_days", "R09": "recall_days", "R10": "empty_days", "R11": "max_per_room",
	"R12": "foreigner_hours", "R13": "居住证暂行条例", "R14": "居住证暂行条例", "R15": "居住证暂行条例", "R16": "visit_working_days", "R17": "个人信息保护法",
	"R18": "visit_working_days", "R19": "duplicate_visit_days", "R20": "个人信息保护法", "R21": "report_working_days", "R22": "消防法",
	"R23": "visit_check_percent",
}

// BasisOf says on what a text rests and when that was last checked ("" = 待核), and fails when the profile does not know
// it. A text on several laws is as old as the oldest check.
func (p *Profile) BasisOf(t models.SMSTemplate) (words, checked string, err error) {
	cited := t.Basis
	if cited == "profile" {
		cited = reminderBasis[t.ID]
		if n, ok := p.Numbers[cited]; ok {
			return n.Source, n.Checked, nil
		}
		if cited == "report_working_days" && p.Numbers["report_days"].Source != "" {
			return p.Numbers["report_days"].Source, p.Numbers["report_days"].Checked, nil
		}
	}
	laws, err := Laws()
	if err != nil {
		return "", "", err
	}
	checked = "9999"
	for _, piece := range strings.Split(cited, ";") {
		known := false
		for _, law := range laws {
			if piece != "" && strings.HasPrefix(piece, law.Name) {
				known = true
				checked = min(checked, law.Checked)
				break
			}
		}
		if !known {
			return "", "", fmt.Errorf("%s 的依据“%s”不在法律表里", t.ID, piece)
		}
	}
	if strings.Contains(cited, "待核") {
		checked = ""
	}
	return wide.Replace(cited), checked, nil
}

// wide gives the marks of the file the width that Chinese has.
var wide = strings.NewReplacer(";", "；", "(", "（", ")", "）", ":", "：")
