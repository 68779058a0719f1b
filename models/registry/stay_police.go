package registry

import (
	"context"
	"time"

	"anju/models"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/workday"
)

// RecordPolice puts down on which day a foreigner registered at the police station (出境入境管理法 Art 39); that, and nothing
// else but moving out, ends B03 (RULES 4). The roster never replaces that registration. Errors: Invalid at police.
func (r *Registry) RecordPolice(ctx context.Context, who policy.Actor, stayRef string, form DayForm, at time.Time) error {
	return r.changeStay(ctx, who, policy.StayPolice, stayRef, at, func(tx *store.Tx, _ *models.Unit, line *store.Entry, entry *models.AuditEntry) error {
		day, fault := form.Read(at)
		stay := &line.Stay
		switch {
		case fault != "":
			return models.FaultAt("police", fault)
		case day > workday.DayOf(at):
			return models.FaultAt("police", "派出所登记的日子不能晚于今天")
		case day < stay.MovedInOn:
			return models.FaultAt("police", "派出所登记的日子不能早于入住日期 "+stay.MovedInOn.Chinese())
		case !stay.Foreign:
			return models.Refuse(models.Conflict, "这一位不是外国人，不用记派出所的住宿登记")
		}
		stay.PoliceAt = models.PoliceMoment(day, workday.At(at))
		entry.Detail = "派出所登记 " + day.String()
		return tx.SaveStay(stay)
	})
}
