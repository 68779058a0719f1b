package store

import (
	"context"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"anju/models"
	"anju/models/policy"
	"anju/models/workday"
)

func day(n int64) workday.Day { return workday.Day(n) }

// OpenFlags are all flags that stand on these units, by id, for the rules. What a person is shown comes from ListUnitFlags.
func (r *Reader) OpenFlags(ctx context.Context, unitIDs []int64) ([]models.Flag, error) {
	var flags []models.Flag
	err := r.db.WithContext(ctx).Table("flags").Where("unit_id IN ? AND resolved_at = 0", unitIDs).Order("id").Scan(&flags).Error
	return flags, err
}

// FlagRow is a flag as a queue shows it: where it is, never whom it names.
type FlagRow struct {
	models.Flag `gorm:"embedded"`
	UnitRef     string
	UnitCode    string
	Address     string
	Label       string
	GridName    string
	OwnerID     int64
	RoomNo      string
	StayRef     string
	AwayFrom    workday.Day // of the stay, 0 without one
	AwayTo      workday.Day
}

// Away says whether the person whom the flag is about is away for a while on a day.
func (f FlagRow) Away(d workday.Day) bool {
	return models.Stay{AwayFrom: f.AwayFrom, AwayTo: f.AwayTo}.AwayOn(d)
}

const flagSelect = `flags.*, units.ref AS unit_ref, units.unit_code AS unit_code, units.address AS address, units.label AS label,
 units.owner_id AS owner_id, areas.name AS grid_name, rooms.no AS room_no, stays.ref AS stay_ref,
 COALESCE(stays.away_from, 0) AS away_from, COALESCE(stays.away_to, 0) AS away_to`

func (r *Reader) flagRows(query *gorm.DB) ([]FlagRow, error) {
	var rows []FlagRow
	err := query.Table("flags").Select(flagSelect).Joins("JOIN units ON units.id = flags.unit_id").
		Joins("JOIN areas ON areas.id = units.area_id").Joins("LEFT JOIN rooms ON rooms.id = flags.room_id").
		Joins("LEFT JOIN stays ON stays.id = flags.stay_id").Scan(&rows).Error
	return rows, err
}

// Queue narrows a list of flags.
type Queue struct {
	Rule  string
	Rules []string // one of these
	Level int      // at least
	Turn  int      // from this level on a flag is the reader's own task and stands first
	Grid  int64    // 0 = all of the scope
	IDs   []int64  // of these; nil = all
	Words string   // a part of the address, or a whole 房屋编号
	From  workday.Day
	To    workday.Day // with From, the last days of the step on which the flag stands; what was visited has none. 0 = any
	Steps bool        // in order of the end of that step, not of the limit
	After FlagPlace
	N     int
}

const othersTurn = "CASE WHEN flags.level >= ? THEN 0 ELSE 1 END"

// FlagPlace is where a page of flags ended: keyset paging by (turn, due_at, id), or step_at for due_at.
type FlagPlace struct {
	Others bool           // among the flags that wait for somebody else
	DueAt  workday.Moment // or StepAt
	ID     int64
}

// ListFlags is one page of the open flags in a scope: what is the reader's own turn first, of each the longest due first, as
// Queue.Steps says by which.
func (r *Reader) ListFlags(ctx context.Context, scope policy.Scope, q Queue) ([]FlagRow, error) {
	db := q.narrow(flagsWithin(r.db.WithContext(ctx), scope))
	by := "flags.due_at"
	if q.Steps {
		by = "flags.step_at"
	}
	if q.After.ID != 0 {
		db = db.Where("("+othersTurn+", "+by+", flags.id) > (?, ?, ?)", q.Turn, q.After.Others, q.After.DueAt, q.After.ID)
	}
	order := clause.OrderBy{Expression: clause.Expr{SQL: othersTurn + ", " + by + ", flags.id", Vars: []any{q.Turn}}}
	return r.flagRows(db.Clauses(order).Limit(q.N))
}

// narrow keeps the open flags that a queue is about; units stands beside flags.
func (q Queue) narrow(db *gorm.DB) *gorm.DB {
	db = db.Where("flags.resolved_at = 0")
	if q.Rule != "" {
		db = db.Where("flags.rule = ?", q.Rule)
	}
	if len(q.Rules) > 0 {
		db = db.Where("flags.rule IN ?", q.Rules)
	}
	if q.Level > 1 {
		db = db.Where("flags.level >= ?", q.Level)
	}
	if q.Grid != 0 {
		db = db.Where("flags.grid_id = ?", q.Grid)
	}
	if q.IDs != nil {
		db = db.Where("flags.id IN ?", q.IDs)
	}
	if q.Words != "" {
		db = db.Where(unitStands, unitPlace(q.Words)...)
	}
	if q.To != 0 { // a last day ends with the instant at which the next begins
		db = db.Where("flags.step_at >= ? AND flags.step_at < ? AND flags.visited_at = 0", max(workday.At(q.From.Start()), 0)+1000, workday.At(q.To.End())+1000)
	}
	return db
}

// ListFlagCounts counts the open flags in a scope that a queue is about by rule.
func (r *Reader) ListFlagCounts(ctx context.Context, scope policy.Scope, q Queue) (map[string]int, error) {
	var rows []struct {
		Rule string
		N    int
	}
	db := q.narrow(flagsWithin(r.db.WithContext(ctx).Table("flags"), scope))
	if q.Words != "" {
		db = db.Joins("JOIN units ON units.id = flags.unit_id")
	}
	err := db.Select("flags.rule, COUNT(*) AS n").Group("flags.rule").Scan(&rows).Error
	counts := map[string]int{}
	for _, row := range rows {
		counts[row.Rule] = row.N
	}
	return counts, err
}

// FlagByRef finds a flag with its place, for verbs and pages that check the scope by its unit.
func (r *Reader) FlagByRef(ctx context.Context, scope policy.Scope, ref string) (FlagRow, error) {
	rows, err := r.flagRows(flagsWithin(r.db.WithContext(ctx), scope).Where("flags.ref = ?", ref).Limit(1))
	if err != nil {
		return FlagRow{}, err
	}
	if len(rows) == 0 {
		return FlagRow{}, models.ErrNotFound
	}
	return rows[0], nil
}

// DueUnits are the ids of up to n units whose due clock has come, after an id, in order of id (DESIGN 2 row 5).
func (r *Reader) DueUnits(ctx context.Context, at workday.Moment, after int64, n int) ([]int64, error) {
	var ids []int64
	err := r.db.WithContext(ctx).Table("units").Select("id").Where("due_at > 0 AND due_at <= ? AND id > ?", at, after).
		Order("id").Limit(n).Scan(&ids).Error
	return ids, err
}

// UnitIDs are the ids of up to n units after an id, in order of id.
func (r *Reader) UnitIDs(ctx context.Context, after int64, n int) ([]int64, error) {
	var ids []int64
	err := r.db.WithContext(ctx).Table("units").Select("id").Where("id > ?", after).Order("id").Limit(n).Scan(&ids).Error
	return ids, err
}

// LeavingOver are the refs of up to n stays whose check-out can no longer be recalled.
func (r *Reader) LeavingOver(ctx context.Context, at workday.Moment, n int) ([]string, error) {
	var refs []string
	err := r.db.WithContext(ctx).Table("stays").Select("ref").Where("state = ? AND leaving_until <= ?", models.StayLeaving, at).
		Order("id").Limit(n).Scan(&refs).Error
	return refs, err
}

// UnreportedSince are the stays that nobody reported yet and that began on or after a day, by id.
func (r *Reader) UnreportedSince(ctx context.Context, from workday.Day) ([]models.Stay, error) {
	var stays []models.Stay
	err := r.db.WithContext(ctx).Table("stays").Where("reported_at = 0 AND moved_in_on >= ? AND state NOT IN ?", from,
		[]string{models.StayClosed, models.StayVoid}).Order("id").Scan(&stays).Error
	return stays, err
}

// LeasesEnding are the stays whose lease ends on a day, by id.
func (r *Reader) LeasesEnding(ctx context.Context, on workday.Day) ([]models.Stay, error) {
	var stays []models.Stay
	err := r.db.WithContext(ctx).Table("stays").Where("lease_end = ? AND state NOT IN ?", on, ended).Order("id").Scan(&stays).Error
	return stays, err
}
