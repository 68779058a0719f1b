package registry

import (
	"context"
	"time"

	"anju/models"
	"anju/models/policy"
	"anju/models/segment"
	"anju/models/store"
	"anju/models/workday"
)

// CampaignLook is a campaign as a supervisor sees it: numbers, never a person.
type CampaignLook struct {
	models.Campaign
	Area             models.Area
	Text             string         // with its signature
	Segments         int            // of one text
	Maker, Approver  string         // titles and names of the staff
	Waits            string         // why no gateway takes the text
	Off              bool           // the sending of all texts but codes is switched off
	LeavesAt         workday.Moment // when texts leave again, where this is no hour for them; else zero
	Ends             []string
	Counts           []store.CampaignCount
	MayApprove       bool
	Sent, Open, Lost int
	Unphoned         int // of an emergency: rooms for which no number is known
}

// Parts are the parts that the campaign costs: what it is reckoned to, and once it is over those that left.
func (l CampaignLook) Parts() int {
	if l.EndedAt == 0 {
		return l.Forecast.Fit * l.Segments
	}
	parts := 0
	for _, n := range l.Counts {
		parts += n.Segments
	}
	return parts
}

// LookAtCampaign shows a campaign whose area is one of the viewer's own; NotFound for any other.
func (r *Registry) LookAtCampaign(ctx context.Context, who policy.Actor, ref string, at time.Time) (CampaignLook, error) {
	return r.lookAt(ctx, who, policy.CampaignMake, ref, at)
}

func (r *Registry) lookAt(ctx context.Context, who policy.Actor, act policy.Action, ref string, at time.Time) (l CampaignLook, err error) {
	now := workday.At(at)
	if l.Campaign, err = r.Store.CampaignByRef(ctx, ref); err != nil {
		return l, err
	}
	if l.Area, err = r.Store.Area(ctx, l.AreaID); err != nil {
		return l, err
	}
	if l.Alarm() != (act == policy.AlarmCount) {
		return l, models.ErrNotFound
	}
	if err := policy.May(who, act, recordOf(l.Area), now); err != nil {
		return l, err
	}
	texts, err := r.TextsNow(ctx)
	if err != nil {
		return l, err
	}
	if l.Text, _ = texts.Render(l.Kind, nil); l.BeganAt != 0 {
		l.Text, _ = texts.Said(l.Kind, l.WordingMark, nil) // whatever is said today
	}
	l.Segments = segment.Count(l.Text)
	if l.Maker, err = r.staffName(ctx, l.MadeBy); err != nil {
		return l, err
	}
	if l.Approver, err = r.staffName(ctx, l.ApprovedBy); err != nil {
		return l, err
	}
	if err = r.lookWaits(ctx, &l, texts, at); err != nil {
		return l, err
	}
	l.MayApprove = l.Can(models.StepApprove) && l.MadeBy != who.UserID
	if l.BeganAt == 0 && !l.Alarm() && l.EndedAt == 0 {
		if l.Narrow() {
			return l, nil // whose number stays as the audience narrows would be told to be what it narrows to
		}
		l.Ends, err = r.samples(ctx, l.Campaign, l.Area, at)
		return l, err
	}
	if l.Alarm() {
		if l.Unphoned, err = r.unphoned(ctx, only(l.Area), l.BeganAt.Day()); err != nil {
			return l, err
		}
	}
	l.Counts, err = r.Store.CountCampaign(ctx, l.ID)
	for _, n := range l.Counts {
		switch {
		case n.State == models.NoticeSent || n.State == models.NoticeDelivered:
			l.Sent += n.N
		case underway(n.State):
			l.Open += n.N
		default:
			l.Lost += n.N
		}
	}
	return l, err
}

// lookWaits says why nothing leaves, also while it runs: a running campaign whose texts stand still must not look as if it
// sent. The words of what has begun were looked at.
func (r *Registry) lookWaits(ctx context.Context, l *CampaignLook, texts models.Texts, at time.Time) error {
	if l.EndedAt != 0 {
		return nil
	}
	on, err := r.SendingOn(ctx)
	if err != nil {
		return err
	}
	l.Off = !on
	if leaves := windowStart(r.Limits(), models.CategoryOf(l.Kind), at); leaves > workday.At(at) {
		l.LeavesAt = leaves
	}
	if l.BeganAt == 0 {
		l.Waits, err = r.waits(ctx, l.Campaign)
	} else if on {
		l.Waits, err = r.canLeave(ctx, texts, l.Kind, l.WordingMark)
	}
	return err
}

func (r *Registry) staffName(ctx context.Context, id int64) (string, error) {
	if id == 0 {
		return "", nil
	}
	user, err := r.Store.User(ctx, id)
	return user.Name, err
}

// keepViews puts down looks at many homes or stays at once, each once in ten minutes, with one line in the audit.
func (r *Registry) keepViews(ctx context.Context, who policy.Actor, act policy.Action, c models.Campaign, views []models.View, at time.Time) error {
	return r.keepLooks(ctx, who, act, models.AuditEntry{Subject: "campaign", RefID: c.ID}, views, at)
}

// keepLooks is keepViews for looks that no campaign is the cause of; cause is what the line in the audit names.
func (r *Registry) keepLooks(ctx context.Context, who policy.Actor, act policy.Action, cause models.AuditEntry, views []models.View, at time.Time) error {
	now := workday.At(at)
	return r.errand(ctx, who, act, at, func(tx *store.Tx, entry *models.AuditEntry) error {
		seen, err := tx.ViewsSeen(ctx, views, who.UserID, now.Add(-onceAView))
		if err != nil {
			return err
		}
		var rows []models.View
		for _, v := range views {
			if !seen[[2]int64{v.UnitID, v.StayID}] {
				v.At, v.UserID, v.Role = now, who.UserID, roleWord(who, now)
				rows = append(rows, v)
			}
		}
		entry.Subject = skipAudit
		if len(rows) == 0 {
			return nil
		}
		entry.Subject, entry.RefID, entry.Detail, entry.Reason = cause.Subject, cause.RefID, cause.Detail, rows[0].Reason
		return tx.SaveViews(rows)
	})
}
