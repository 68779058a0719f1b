package registry

import (
	"context"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"anju/models"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/workday"
)

// TextFiling is what the administrator writes down about one wording at one carrier.
type TextFiling struct {
	Carrier, Kind, Wording string
	Code, State, Note      string
	Numbers                bool
}

var carrierCode = regexp.MustCompile(`^[0-9A-Za-z_-]{1,64}$`)

// FileText writes down that a wording was handed in to a carrier, approved or refused (报备). Only a wording that is said
// today can be filed. Errors: Invalid at code, state or note; NotFound for a text that does not exist.
func (r *Registry) FileText(ctx context.Context, who policy.Actor, f TextFiling, at time.Time) error {
	texts, err := r.TextsNow(ctx)
	if err != nil {
		return err
	}
	if _, known := texts.ByID[f.Kind]; !known || !slices.Contains(texts.Wordings(f.Kind), f.Wording) {
		return models.ErrNotFound
	}
	var faults models.Faults
	if !knownWord(models.FilingNames, f.State) {
		faults.Add("state", "请选服务商批了没有")
	}
	f.Code, f.Note = strings.TrimSpace(f.Code), strings.TrimSpace(f.Note)
	if f.State == models.FilingFiled && f.Code == "" {
		faults.Add("code", "批了的要填模板代码，在服务商的控制台里看")
	} else if f.Code != "" && !carrierCode.MatchString(f.Code) {
		faults.Add("code", "模板代码只有字母、数字、横线，照服务商的控制台抄")
	}
	if utf8.RuneCountInString(f.Note) > 60 {
		faults.Add("note", "写短一点，60 个字以内")
	}
	if err := faults.Err(); err != nil {
		return err
	}
	return r.errand(ctx, who, policy.OptionsManage, at, func(tx *store.Tx, entry *models.AuditEntry) error {
		if err := policy.May(who, policy.OptionsManage, policy.Record{}, workday.At(at)); err != nil {
			return err
		}
		entry.Subject, entry.Detail = "text", f.Carrier+" "+f.Kind+" 报备："+f.State
		return tx.SaveFiling(models.Filing{Carrier: f.Carrier, Kind: f.Kind, WordingMark: models.MarkOf(f.Wording), Code: f.Code, State: f.State,
			Numbers: f.Numbers, Note: f.Note, ChangedAt: workday.At(at), ChangedBy: who.UserID})
	})
}
