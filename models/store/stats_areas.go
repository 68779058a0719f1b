package store

import (
	"context"

	"gorm.io/gorm"

	"anju/models"
	"anju/models/policy"
	"anju/models/workday"
)

// Statistics count once for all areas of a scope: each of these answers one row for each area in which homes lie
// themselves, so that no page asks area by area.

// AreaTally are two counts of one area, of which the first is usually a part of the second.
type AreaTally struct {
	AreaID      int64
	Part, Whole int
}

// inAreas counts the rows of a table that belong to homes of a scope by the area of the home.
func (r *Reader) inAreas(ctx context.Context, scope policy.Scope, table string) *gorm.DB {
	return within(r.db.WithContext(ctx).Table(table), scope, "units", "units.id", "").Joins("JOIN units ON units.id = " + table + ".unit_id").Group("units.area_id")
}

// uncounted are the states of homes that no rate counts, neither among those looked at nor among those to look at.
var uncounted = []string{models.UnitDraft, models.UnitDelisted}

// ListHomeCounts counts the homes of each area, delisted ones left out, as Whole.
func (r *Reader) ListHomeCounts(ctx context.Context, scope policy.Scope) (rows []AreaTally, err error) {
	err = within(r.db.WithContext(ctx).Table("units"), scope, "units", "units.id", "").Select("area_id, COUNT(*) AS whole").
		Where("units.state NOT IN ?", uncounted).Group("area_id").Scan(&rows).Error
	return rows, err
}

// ListRaised counts the flags raised from one moment to another, as Whole. Flags that are nobody's business but the child
// worker's are in no statistic.
func (r *Reader) ListRaised(ctx context.Context, scope policy.Scope, from, to workday.Moment) (rows []AreaTally, err error) {
	err = r.inAreas(ctx, scope, "flags").Select("units.area_id, COUNT(*) AS whole").
		Where("flags.raised_at >= ? AND flags.raised_at < ? AND flags.rule NOT IN ?", from, to, models.PrivateRules()).Scan(&rows).Error
	return rows, err
}

// AreaClosed are the flags of an area that were closed; judged are those of rules whose level rises with time, and in time
// those of them that were closed on the first level.
type AreaClosed struct {
	AreaID                 int64
	Closed, Judged, InTime int
}

// ListClosed counts the flags closed from one moment to another.
func (r *Reader) ListClosed(ctx context.Context, scope policy.Scope, from, to workday.Moment) (rows []AreaClosed, err error) {
	err = r.inAreas(ctx, scope, "flags").
		Select(`units.area_id, COUNT(*) AS closed, SUM(CASE WHEN flags.rule NOT IN ? THEN 1 ELSE 0 END) AS judged,
 SUM(CASE WHEN flags.rule NOT IN ? AND flags.level = 1 THEN 1 ELSE 0 END) AS in_time`, models.FixedRules(), models.FixedRules()).
		Where("flags.resolved_at >= ? AND flags.resolved_at < ? AND flags.rule NOT IN ?", from, to, models.PrivateRules()).Scan(&rows).Error
	return rows, err
}

// ListDelivered counts the texts about homes of the days from one to another that left, and those of them that arrived.
func (r *Reader) ListDelivered(ctx context.Context, scope policy.Scope, from, to workday.Day) (rows []AreaTally, err error) {
	err = r.inAreas(ctx, scope, "notices").
		Select("units.area_id, SUM(CASE WHEN notices.state = ? THEN 1 ELSE 0 END) AS part, COUNT(*) AS whole", models.NoticeDelivered).
		Where("notices.day BETWEEN ? AND ? AND notices.state IN ?", from, to, []string{models.NoticeSent, models.NoticeDelivered, models.NoticeFailed}).Scan(&rows).Error
	return rows, err
}

// Leaver is a stay that ended, or was said to have ended, with the area of its home.
type Leaver struct {
	AreaID int64
	Stay   models.Stay `gorm:"embedded"`
}

// ListLeavers are the stays of a scope that ended, or were said to have ended, on days from first to last.
func (r *Reader) ListLeavers(ctx context.Context, scope policy.Scope, first, last workday.Day) (rows []Leaver, err error) {
	err = within(r.db.WithContext(ctx).Table("stays"), scope, "stays", "stays.unit_id", "").Joins("JOIN units ON units.id = stays.unit_id").
		Select("units.area_id, stays.state, stays.moved_out_on, stays.said_left_on, stays.leaving_until").
		Where("stays.moved_out_on BETWEEN ? AND ? OR stays.said_left_on BETWEEN ? AND ?", first, last, first, last).Scan(&rows).Error
	return rows, err
}

// AreaSample is what the samples of one kind in a grid counted.
type AreaSample struct {
	AreaID                int64
	Kind                  string
	People, Agreed        int
	Fields, FieldsCorrect int
}

// ListSampleSums adds up the samples drawn from one moment to another, by grid.
func (r *Reader) ListSampleSums(ctx context.Context, scope policy.Scope, from, to workday.Moment) (rows []AreaSample, err error) {
	err = within(r.db.WithContext(ctx).Table("samples"), scope, "samples", "0", "").Joins("JOIN sample_items ON sample_items.sample_id = samples.id").
		Select(`samples.grid_id AS area_id, samples.kind, SUM(sample_items.people) AS people, SUM(sample_items.agreed) AS agreed,
 SUM(sample_items.fields) AS fields, SUM(sample_items.fields_right) AS fields_correct`).
		Where("samples.drawn_at >= ? AND samples.drawn_at < ?", from, to).Group("samples.grid_id, samples.kind").Scan(&rows).Error
	return rows, err
}

// AreaDoors are the homes of an area that were scanned (of those that ListHomeCounts counts), and what tenants said who were asked whether somebody came.
type AreaDoors struct {
	AreaID                 int64
	Scanned, Came, NotCame int
}

// ListDoorCounts counts them from one moment to another.
func (r *Reader) ListDoorCounts(ctx context.Context, scope policy.Scope, from, to workday.Moment) (rows []AreaDoors, err error) {
	err = r.inAreas(ctx, scope, "visits").Where("visits.at >= ? AND visits.at < ?", from, to).
		Select(`units.area_id, COUNT(DISTINCT CASE WHEN visits.scanned = 1 AND units.state NOT IN ? THEN visits.unit_id END) AS scanned,
 COALESCE(SUM(CASE WHEN visits.came = 'yes' THEN 1 ELSE 0 END), 0) AS came, COALESCE(SUM(CASE WHEN visits.came = 'no' THEN 1 ELSE 0 END), 0) AS not_came`, uncounted).Scan(&rows).Error
	return rows, err
}
