package registry

import (
	"context"
	"time"

	"anju/models"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/workday"
)

// lessonLife is how long a text about the law may wait before it is too old.
const lessonLife = 24 * time.Hour

// ErrCampaignNotFresh asks for the code once more before a campaign is approved or an emergency goes out.
var ErrCampaignNotFresh = models.FaultAt("totp", "请再输一次动态码")

const notOnAWalk = "走访班次里不能办这件事。请在办公室重新登录再办"

// StepCampaign submits, approves, pauses, resumes or calls off a campaign. Whoever approves must be another person than the
// maker and give the code again. What waits in the outbox is held or cancelled in the same moment, and nobody is sent to
// twice when it goes on. Errors: NotFound outside one's areas, Conflict where it is past that step, Forbidden for one's own,
// Invalid at approve while no gateway takes the text, or where both accounts may be one person's.
func (r *Registry) StepCampaign(ctx context.Context, who policy.Actor, ref, step string, at time.Time) error {
	now := workday.At(at)
	found, err := r.Store.CampaignByRef(ctx, ref)
	if err != nil {
		return err
	}
	area, err := r.Store.Area(ctx, found.AreaID)
	if err != nil {
		return err
	}
	if err := mayStep(who, step, recordOf(area), now); err != nil {
		return err
	}
	if step == models.StepApprove && found.Can(step) && found.MadeBy != who.UserID {
		if why, err := r.waits(ctx, found); err != nil || why != "" {
			if err != nil {
				return err
			}
			return models.FaultAt("approve", "现在还批不了。"+why)
		}
	}
	var c models.Campaign
	err = r.errand(ctx, who, stepAction(step), at, func(tx *store.Tx, entry *models.AuditEntry) error {
		if c, err = tx.LockCampaign(found.ID); err != nil {
			return err
		}
		if err := c.Step(step, who.UserID, now); err != nil {
			return err
		}
		if step == models.StepApprove {
			if err := secondPerson(ctx, &tx.Reader, who.UserID, c.MadeBy, c.MadeAt, now); err != nil {
				return err
			}
		}
		if err := r.move(tx, c, at); err != nil {
			return err
		}
		entry.Subject, entry.RefID, entry.Detail = "campaign", c.ID, step
		return tx.SaveCampaign(c)
	})
	if err == nil && (step == models.StepApprove || step == models.StepResume) {
		r.beginNow(ctx, c, at)
	}
	return err
}

// move brings what waits in the outbox to where its campaign stands.
func (r *Registry) move(tx *store.Tx, c models.Campaign, at time.Time) error {
	switch c.State {
	case models.CampaignPaused:
		return tx.Halt(c.ID, models.NoticeHeld, models.ReasonHalted)
	case models.CampaignCancelled:
		return tx.Halt(c.ID, models.NoticeCancelled, models.ReasonCalledOff)
	case models.CampaignRunning:
		from := windowStart(r.Limits(), models.CategoryEducation, at)
		return tx.Unhalt(c.ID, from, from.Add(lessonLife), from.Day())
	}
	return nil
}

func stepAction(step string) policy.Action {
	if step == models.StepApprove {
		return policy.CampaignAgree
	}
	return policy.CampaignMake
}

func mayStep(who policy.Actor, step string, record policy.Record, now workday.Moment) error {
	act := stepAction(step)
	if act == policy.CampaignAgree {
		return mayFresh(who, act, record, now, notOnAWalk, ErrCampaignNotFresh)
	}
	return policy.May(who, act, record, now)
}

// mayFresh tells apart what lies outside one's areas, which is not there, from what only wants the code again.
func mayFresh(who policy.Actor, act policy.Action, record policy.Record, now workday.Moment, walking string, stale error) error {
	if err := policy.MayEnter(who, act, now); err != nil {
		return err
	}
	if err := policy.May(fresh(who), act, record, now); err != nil {
		return err
	}
	switch {
	case who.Shift:
		return models.Refuse(models.Forbidden, walking)
	case !who.Fresh:
		return stale
	}
	return policy.May(who, act, record, now)
}
