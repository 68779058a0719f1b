package registry

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"anju/models"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/workday"
)

// pausedAtMost is how long a campaign may stand still: after it the numbers in its texts would be erased before they left.
const pausedAtMost = 30 * 24 * time.Hour

// RunCampaigns begins the campaigns whose time has come, puts their audiences in the outbox, ends those that are through, and
// calls off those that were paused for a month. It keeps no place in the audience: whoever has his row is skipped, so a run
// that was cut off anywhere is made up by the next, and nobody is left out or sent to twice.
func (r *Registry) RunCampaigns(ctx context.Context, who policy.Actor, at time.Time) (Tally, error) {
	var total Tally
	if err := policy.May(who, policy.NoticeSend, policy.Record{}, workday.At(at)); err != nil {
		return total, err
	}
	all, err := r.Store.CampaignsIn(ctx, models.CampaignApproved, models.CampaignRunning, models.CampaignPaused)
	if err != nil {
		return total, err
	}
	var errs []error
	for _, c := range all { // one that fails does not stop the others
		total.Examined++
		queued, err := r.runCampaign(ctx, who, c, at)
		total.Queued += queued
		errs = append(errs, err)
	}
	return total, errors.Join(errs...)
}

func (r *Registry) runCampaign(ctx context.Context, who policy.Actor, c models.Campaign, at time.Time) (queued int, err error) {
	now := workday.At(at)
	if c.State == models.CampaignPaused && c.ChangedAt.Add(pausedAtMost) <= now {
		return 0, r.advance(ctx, who, c, at, "stood still too long", func(tx *store.Tx, c *models.Campaign) error {
			if err := c.Step(models.StepCancel, who.UserID, now); err != nil {
				return err
			}
			return r.move(tx, *c, at)
		})
	}
	if c.State == models.CampaignApproved && c.StartsAt <= now {
		if why, err := r.waits(ctx, c); err != nil || why != "" {
			return 0, err // the page says why it waits
		}
		err := r.advance(ctx, who, c, at, "begins", func(_ *store.Tx, c *models.Campaign) error {
			c.State, c.BeganAt = models.CampaignRunning, now
			return nil
		})
		if err != nil {
			return 0, err
		}
		c.State, c.BeganAt = models.CampaignRunning, now
	}
	if c.State != models.CampaignRunning {
		return 0, nil
	}
	if c.FilledAt == 0 {
		return r.fill(ctx, who, c, at)
	}
	counts, err := r.Store.CountCampaign(ctx, c.ID)
	if err != nil || slices.ContainsFunc(counts, func(n store.CampaignCount) bool { return underway(n.State) }) {
		return 0, err
	}
	return 0, r.advance(ctx, who, c, at, "ends", func(_ *store.Tx, c *models.Campaign) error {
		c.State, c.EndedAt = models.CampaignDone, now
		return nil
	})
}

// beginSpan is how long a page waits for the first texts of a campaign.
const beginSpan = 5 * time.Second

// beginNow does at once what it can of what the job would do within a minute. Whatever fails here the job makes up.
func (r *Registry) beginNow(ctx context.Context, c models.Campaign, at time.Time) {
	ctx, cancel := context.WithTimeout(ctx, beginSpan)
	defer cancel()
	_, _ = r.runCampaign(ctx, policy.SystemActor, c, at)
}

// underway says whether a text in this state may still leave.
func underway(state string) bool {
	return state == models.NoticeQueued || state == models.NoticeSending || state == models.NoticeHeld
}

// advance changes a campaign that still stands where it was read, and puts it down; otherwise nothing happens.
func (r *Registry) advance(ctx context.Context, who policy.Actor, c models.Campaign, at time.Time, words string, fn func(*store.Tx, *models.Campaign) error) error {
	return r.errand(ctx, who, policy.NoticeSend, at, func(tx *store.Tx, entry *models.AuditEntry) error {
		now, err := tx.LockCampaign(c.ID)
		if err != nil || now.State != c.State || now.FilledAt != c.FilledAt {
			entry.Subject = skipAudit
			return err
		}
		if err := fn(tx, &now); err != nil {
			return err
		}
		entry.Subject, entry.RefID, entry.Detail = "campaign", c.ID, words
		return tx.SaveCampaign(now)
	})
}

// errHalted ends the filling of a campaign that somebody paused or called off meanwhile.
var errHalted = models.Refuse(models.Conflict, "停了")

// fill puts the audience of a campaign in the outbox: for each number a text, or a row that says why there is none.
func (r *Registry) fill(ctx context.Context, who policy.Actor, c models.Campaign, at time.Time) (queued int, err error) {
	area, err := r.Store.Area(ctx, c.AreaID)
	if err != nil {
		return 0, err
	}
	err = r.walk(ctx, c, area, workday.DayOf(at), cmp.Or(r.Page, campaignPage), func(rows []store.PupilRow) error {
		n, err := r.fillPage(ctx, who, c, rows, at)
		queued += n
		return err
	})
	if err == errHalted {
		return queued, nil
	}
	if err != nil {
		return queued, err
	}
	return queued, r.advance(ctx, who, c, at, "filled", func(tx *store.Tx, c *models.Campaign) error {
		counts, err := tx.CountCampaign(ctx, c.ID)
		c.FilledAt, c.People = workday.At(at), 0
		for _, n := range counts {
			c.People += n.N
		}
		return err
	})
}

// fillPage puts one page of numbers in the outbox, each once whatever ran before.
func (r *Registry) fillPage(ctx context.Context, who policy.Actor, c models.Campaign, rows []store.PupilRow, at time.Time) (queued int, err error) {
	err = r.errand(ctx, who, policy.NoticeSend, at, func(tx *store.Tx, entry *models.AuditEntry) error {
		queued = 0
		now, err := tx.LockCampaign(c.ID)
		if err != nil {
			return err
		}
		if now.State != models.CampaignRunning {
			return errHalted
		}
		left, err := leftOf(ctx, tx, c.ID, rows)
		if err != nil {
			return err
		}
		sifted, err := r.sift(ctx, &tx.Reader, now, left, r.leavesOn(now, at))
		if err != nil {
			return err
		}
		notices := make([]models.Notice, 0, len(sifted))
		for _, one := range sifted {
			notices = append(notices, r.campaignNotice(now, one, at))
			if one.against == "" {
				queued++
			}
		}
		entry.Subject = skipAudit
		if len(notices) > 0 {
			entry.Subject, entry.RefID, entry.Detail = "campaign", c.ID, fmt.Sprintf("queued %d of %d", queued, len(notices))
		}
		_, err = tx.QueueAll(notices)
		return err
	})
	return queued, err
}

// leftOf are those of a page that have no row of the campaign yet.
func leftOf(ctx context.Context, tx *store.Tx, campaignID int64, rows []store.PupilRow) ([]store.PupilRow, error) {
	indexes := make([][]byte, 0, len(rows))
	for _, row := range rows {
		indexes = append(indexes, row.PhoneIdx)
	}
	reached, err := tx.Reached(ctx, campaignID, indexes)
	var left []store.PupilRow
	for _, row := range rows {
		if !reached[string(row.PhoneIdx)] {
			left = append(left, row)
		}
	}
	return left, err
}

// alarmLife is how long an emergency may wait: an old alarm sends people the wrong way.
const alarmLife = 3 * time.Hour

func (r *Registry) campaignNotice(c models.Campaign, to recipient, at time.Time) models.Notice {
	now := workday.At(at)
	leaves := windowStart(r.Limits(), models.CategoryOf(c.Kind), at)
	life := lessonLife
	if c.Alarm() {
		life = alarmLife
	}
	n := models.Notice{Kind: c.Kind, Phone: to.phone, PhoneIdx: to.PhoneIdx, Params: map[string]string{}, Subject: subjectOf(to.PupilRow), Period: c.Ref, CampaignID: c.ID,
		NotBefore: now, ExpiresAt: leaves.Add(life), CreatedAt: now, Day: leaves.Day(), UnitID: max(to.UnitID, to.Home), StayID: to.StayID}
	if to.against != "" {
		n.State, n.Reason = models.NoticeCancelled, to.against
	}
	return n
}
