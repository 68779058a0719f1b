package store

import (
	"context"

	"gorm.io/gorm"

	"anju/models"
	"anju/models/policy"
	"anju/models/token"
	"anju/models/workday"
)

// AddCampaign adds a campaign or an alarm and gives it its ref.
func (t *Tx) AddCampaign(c *models.Campaign) error {
	c.Ref = token.NewRef()
	return t.db.Table("campaigns").Create(c).Error
}

// SaveCampaign writes what became of a campaign that LockCampaign gave out.
func (t *Tx) SaveCampaign(c models.Campaign) error {
	return t.db.Table("campaigns").Where("id = ?", c.ID).Select("*").Omit("id").Updates(&c).Error
}

// LockCampaign is a campaign by its id, locked until the commit: two who fill, pause or call it off do so one after the other.
func (t *Tx) LockCampaign(id int64) (models.Campaign, error) {
	var c models.Campaign
	err := t.lock(t.db.Table("campaigns").Where("id = ?", id)).Take(&c).Error
	return c, one(err)
}

// CampaignByRef is a campaign by its ref.
func (r *Reader) CampaignByRef(ctx context.Context, ref string) (models.Campaign, error) {
	var c models.Campaign
	err := r.db.WithContext(ctx).Table("campaigns").Where("ref = ?", ref).Take(&c).Error
	return c, one(err)
}

// CampaignRow is a campaign with the name of its area.
type CampaignRow struct {
	models.Campaign `gorm:"embedded"`
	AreaName        string
}

// over are the states in which nothing more is to be done with a campaign.
var over = []string{models.CampaignDone, models.CampaignCancelled}

// ListAlarms are the alarms whose area lies in a scope, newest first, n at most.
func (r *Reader) ListAlarms(ctx context.Context, scope policy.Scope, n int) ([]CampaignRow, error) {
	return r.campaigns(ctx, scope, n, "campaigns.kind LIKE 'A%'")
}

// ListOpenCampaigns are the campaigns whose area lies in a scope and that are not over, newest first: all of them, so that
// whatever runs can be stopped.
func (r *Reader) ListOpenCampaigns(ctx context.Context, scope policy.Scope) ([]CampaignRow, error) {
	return r.campaigns(ctx, scope, -1, "campaigns.kind NOT LIKE 'A%' AND campaigns.state NOT IN ?", over)
}

// ListPastCampaigns are those that are over, newest first, n at most, from below an id on; 0 begins with the newest.
func (r *Reader) ListPastCampaigns(ctx context.Context, scope policy.Scope, below int64, n int) ([]CampaignRow, error) {
	where, values := "campaigns.kind NOT LIKE 'A%' AND campaigns.state IN ?", []any{over}
	if below > 0 {
		where, values = where+" AND campaigns.id < ?", append(values, below)
	}
	return r.campaigns(ctx, scope, n, where, values...)
}

func (r *Reader) campaigns(ctx context.Context, scope policy.Scope, n int, where string, values ...any) ([]CampaignRow, error) {
	db := r.db.WithContext(ctx).Table("campaigns").Select("campaigns.*, areas.name AS area_name").Joins("JOIN areas ON areas.id = campaigns.area_id").Where(where, values...)
	if !scope.All {
		db = db.Where(r.below(scope))
	}
	var rows []CampaignRow
	err := db.Order("campaigns.id DESC").Limit(n).Scan(&rows).Error
	return rows, err
}

// AlarmNear is the newest alarm of a kind since a moment whose area is one of line, the areas from the largest down to this
// one, or lies in this one; the zero row when there is none.
func (r *Reader) AlarmNear(ctx context.Context, kind string, area models.Area, line []int64, since workday.Moment) (CampaignRow, error) {
	var rows []CampaignRow
	err := r.db.WithContext(ctx).Table("campaigns").Select("campaigns.*, areas.name AS area_name").Joins("JOIN areas ON areas.id = campaigns.area_id").
		Where("campaigns.kind = ? AND campaigns.began_at > ?", kind, since).
		Where(r.db.Where("campaigns.area_id IN ?", line).Or("areas.path LIKE ?", area.Path+"%")).
		Order("campaigns.id DESC").Limit(1).Scan(&rows).Error
	if len(rows) == 0 {
		return CampaignRow{}, err
	}
	return rows[0], err
}

// below keeps the areas of a scope and all below them.
func (r *Reader) below(scope policy.Scope) *gorm.DB {
	inside := r.db.Where("1 = 0")
	for _, a := range scope.Areas {
		inside = inside.Or("areas.path LIKE ?", "%/"+itoa(a.ID)+"/%")
	}
	return inside
}

// CampaignsIn are all campaigns and alarms in some states, oldest first: what the job has to look after.
func (r *Reader) CampaignsIn(ctx context.Context, states ...string) ([]models.Campaign, error) {
	var all []models.Campaign
	err := r.db.WithContext(ctx).Table("campaigns").Where("state IN ?", states).Order("id").Scan(&all).Error
	return all, err
}

// CampaignStates are the states of some campaigns by id, as the judging of their texts asks.
func (r *Reader) CampaignStates(ctx context.Context, ids []int64) (map[int64]string, error) {
	states := make(map[int64]string, len(ids))
	if len(ids) == 0 {
		return states, nil
	}
	var rows []struct {
		ID    int64
		State string
	}
	err := r.db.WithContext(ctx).Table("campaigns").Select("id, state").Where("id IN ?", ids).Scan(&rows).Error
	for _, row := range rows {
		states[row.ID] = row.State
	}
	return states, err
}

// CampaignsMade counts the campaigns that somebody drafted since a moment.
func (r *Reader) CampaignsMade(ctx context.Context, userID int64, since workday.Moment) (n int64, err error) {
	err = r.db.WithContext(ctx).Table("campaigns").Where("made_by = ? AND made_at > ?", userID, since).Count(&n).Error
	return n, err
}

// CampaignMarks are the marks of the words on which people agreed, by campaign.
func (r *Reader) CampaignMarks(ctx context.Context, ids []int64) (map[int64]string, error) {
	marks := make(map[int64]string, len(ids))
	if len(ids) == 0 {
		return marks, nil
	}
	var rows []models.Campaign
	err := r.db.WithContext(ctx).Table("campaigns").Select("id, wording_mark").Where("id IN ?", ids).Scan(&rows).Error
	for _, row := range rows {
		marks[row.ID] = row.WordingMark
	}
	return marks, err
}

// CampaignCount is how many of the texts of a campaign stand alike, and how many parts they had.
type CampaignCount struct {
	State, Reason string
	N, Segments   int
}

// CountCampaign counts the texts of a campaign by state and reason.
func (r *Reader) CountCampaign(ctx context.Context, id int64) ([]CampaignCount, error) {
	var counts []CampaignCount
	err := r.db.WithContext(ctx).Table("notices").Select("state, reason, COUNT(*) AS n, SUM(segments) AS segments").
		Where("campaign_id = ?", id).Group("state, reason").Order("state, reason").Scan(&counts).Error
	return counts, err
}

// Reached are those of some numbers that a campaign has its row for already, whatever became of it.
func (r *Reader) Reached(ctx context.Context, campaignID int64, indexes [][]byte) (map[string]bool, error) {
	reached := map[string]bool{}
	err := chunks(indexes, func(indexes [][]byte) error {
		var rows [][]byte
		err := r.db.WithContext(ctx).Table("notices").Select("phone_idx").Where("phone_idx IN ? AND campaign_id = ?", indexes, campaignID).Scan(&rows).Error
		for _, index := range rows {
			reached[string(index)] = true
		}
		return err
	})
	return reached, err
}

// Halt takes the texts of a campaign that wait out of the outbox, with one statement: held until it goes on, or cancelled.
// What somebody is just sending is judged by the state of the campaign when it comes back.
func (t *Tx) Halt(campaignID int64, state, reason string) error {
	from := []string{models.NoticeQueued, models.NoticeHeld}
	return t.db.Table("notices").Where("campaign_id = ? AND COALESCE(state, '') IN ?", campaignID, from).
		Updates(map[string]any{"state": state, "reason": reason}).Error
}

// Unhalt puts the held texts of a campaign back into the outbox, with one statement; they leave as fresh ones do.
func (t *Tx) Unhalt(campaignID int64, from, expires workday.Moment, day workday.Day) error {
	res := t.db.Table("notices").Where("campaign_id = ? AND COALESCE(state, '') = ?", campaignID, models.NoticeHeld).
		Updates(map[string]any{"state": models.NoticeQueued, "reason": "", "not_before": from, "expires_at": expires, "day": day})
	t.queued += int(res.RowsAffected)
	return res.Error
}

// CampaignsSaying counts the campaigns with a text that are agreed upon or wait for it, and are not over.
func (r *Reader) CampaignsSaying(ctx context.Context, kind string) (n int64, err error) {
	said := []string{models.CampaignDraft, models.CampaignDone, models.CampaignCancelled}
	err = r.db.WithContext(ctx).Table("campaigns").Where("kind = ? AND state NOT IN ?", kind, said).Count(&n).Error
	return n, err
}

// notReached narrows notices to those whose text could not be brought to the person. Whoever wants no lessons, or has had
// enough of them, is not visited for it, and nobody learns of it; an emergency everybody must hear.
func notReached(db *gorm.DB) *gorm.DB {
	return db.Where("(notices.state = ? OR notices.state IN ? AND (notices.category = ? OR notices.reason IN ?))", models.NoticeFailed, unsent,
		models.CategoryAlarm, []string{models.ReasonStopped, models.ReasonNoNumber})
}

// MissedRow is a home, or a room of it, where a text of a campaign did not arrive.
type MissedRow struct {
	UnitRef, Address, Label, RoomNo, GridName string
	State, Reason                             string
	UnitID, StayID                            int64
	Unphoned                                  bool // for nobody in the room is a number known
}

// ListMissed are the homes and rooms of a scope where the text of a campaign did not arrive, by grid and home; n at most.
func (r *Reader) ListMissed(ctx context.Context, scope policy.Scope, campaignID int64, n int) ([]MissedRow, error) {
	var rows []MissedRow
	err := within(r.db.WithContext(ctx).Table("notices"), scope, "units", "units.id", "").
		Select("units.ref AS unit_ref, units.address, units.label, COALESCE(rooms.no, '') AS room_no, areas.name AS grid_name, notices.state, notices.reason, notices.unit_id, notices.stay_id").
		Joins("JOIN units ON units.id = notices.unit_id").Joins("JOIN areas ON areas.id = units.area_id").
		Joins("LEFT JOIN stays ON stays.id = notices.stay_id").Joins("LEFT JOIN rooms ON rooms.id = stays.room_id").
		Where("notices.campaign_id = ?", campaignID).Scopes(notReached).
		Order("units.grid_id, units.address, units.id, room_no").Limit(n).Scan(&rows).Error
	return rows, err
}

// CountMissed counts what ListMissed would list of a scope without an end.
func (r *Reader) CountMissed(ctx context.Context, scope policy.Scope, campaignID int64) (n int64, err error) {
	err = within(r.db.WithContext(ctx).Table("notices"), scope, "units", "units.id", "").Joins("JOIN units ON units.id = notices.unit_id").
		Where("notices.campaign_id = ?", campaignID).Scopes(notReached).Count(&n).Error
	return n, err
}

// ListMissedCampaigns are the campaigns since a moment that missed somebody in a scope, newest first, with how many.
func (r *Reader) ListMissedCampaigns(ctx context.Context, scope policy.Scope, since workday.Moment) ([]MissedCampaign, error) {
	var rows []MissedCampaign
	err := within(r.db.WithContext(ctx).Table("notices"), scope, "units", "units.id", "").
		Select("campaigns.ref, campaigns.kind, campaigns.began_at, COUNT(*) AS n").
		Joins("JOIN campaigns ON campaigns.id = notices.campaign_id").Joins("JOIN units ON units.id = notices.unit_id").
		Where("campaigns.began_at >= ?", since).Scopes(notReached).
		Group("campaigns.id, campaigns.ref, campaigns.kind, campaigns.began_at").Order("campaigns.id DESC").Scan(&rows).Error
	return rows, err
}

// MissedCampaign is a campaign that did not reach everybody.
type MissedCampaign struct {
	Ref, Kind string
	BeganAt   workday.Moment
	N         int
}
