package registry

import (
	"context"
	"fmt"
	"time"

	"anju/models"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/workday"
)

// SendAlarmAgain is SendAlarm by who was told that the same emergency went out just now: seen is the ref of that one. A
// still newer one that he has not seen is asked about once more.
func (r *Registry) SendAlarmAgain(ctx context.Context, who policy.Actor, kind, areaCode, seen, once string, at time.Time) (ref string, err error) {
	return r.sendAlarm(ctx, who, kind, areaCode, seen, once, at)
}

// notTwice refuses an emergency that went out within the hour to an area that holds this one or lies in it, unless the
// sender has seen that: of two officers who send at once one waits for the other, and then knows.
func notTwice(ctx context.Context, tx *store.Tx, kind string, area models.Area, seen string, now workday.Moment) error {
	line := recordOf(area).AreaIDs
	if _, err := tx.Hit(fmt.Sprint("alarm:", kind, ":", line[0]), 0); err != nil { // one after the other within a city, on any node
		return err
	}
	earlier, err := tx.AlarmNear(ctx, kind, area, line, now.Add(-alarmAgain))
	if err != nil || earlier.ID == 0 || earlier.Ref == seen {
		return err
	}
	return models.FaultAt("send", earlier.BeganAt.Chinese()+"给“"+earlier.AreaName+"”发过同样的通知，这次还没有发。看一眼，还要发就再点一次")
}
