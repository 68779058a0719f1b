package registry

import (
	"context"
	"slices"
	"time"

	"anju/models"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/workday"
)

// headsReason is what who lives there reads about the count.
const headsReason = "紧急情况，清点各户人数"

// CountHeadsUnsent counts the people of each home as CountHeads does, where an emergency cannot be sent: then doors are
// knocked on, and the sheet is needed most. It is for the officer who would have sent it. Each look is put down at each
// home. Errors: NotFound for an unknown emergency or outside one's areas, Conflict where the text would leave.
func (r *Registry) CountHeadsUnsent(ctx context.Context, who policy.Actor, kind, areaCode string, at time.Time) (models.Area, []store.HeadRow, error) {
	now := workday.At(at)
	if !slices.Contains(r.Texts.AlarmKinds(), kind) {
		return models.Area{}, nil, models.ErrNotFound
	}
	area, err := r.ownArea(ctx, who, policy.AlarmSend, areaCode, now)
	if err == nil {
		err = policy.May(who, policy.AlarmCount, recordOf(area), now)
	}
	if err != nil {
		return area, nil, err
	}
	why, err := r.alarmWaits(ctx, kind)
	if err == nil && why == "" {
		err = models.Refuse(models.Conflict, "短信发得出去。请先发紧急通知，各户人数在发了以后的那一页看")
	}
	if err != nil {
		return area, nil, err
	}
	rows, err := r.heads(ctx, only(area), now.Day())
	if err != nil {
		return area, nil, err
	}
	cause := models.AuditEntry{Subject: "area", RefID: area.ID, Detail: kind + " " + area.Code}
	return area, rows, r.keepLooks(ctx, who, policy.AlarmCount, cause, headViews(rows), at)
}

func headViews(rows []store.HeadRow) []models.View {
	views := make([]models.View, 0, len(rows))
	for _, row := range rows {
		views = append(views, models.View{UnitID: row.UnitID, What: models.ViewHeads, Reason: headsReason})
	}
	return views
}
