package store

import (
	"context"
	"maps"
	"strings"

	"gorm.io/gorm"

	"anju/models"
	"anju/models/policy"
	"anju/models/token"
	"anju/models/workday"
)

// carriers are the tables whose rows carry the ancestors of their unit.
var carriers = []string{"stays", "flags", "requests"}

// AddAreaMove adds a move and gives it its ref; unitIDs are the homes that it takes along, where it takes only some.
func (t *Tx) AddAreaMove(m *models.AreaMove, unitIDs []int64) error {
	m.Ref = token.NewRef()
	if err := t.db.Table("area_moves").Create(m).Error; err != nil {
		return err
	}
	type home struct{ ID, MoveID, UnitID int64 }
	rows := make([]home, len(unitIDs))
	for i, id := range unitIDs {
		rows[i] = home{MoveID: m.ID, UnitID: id}
	}
	return insertRows(t, "area_move_homes", rows)
}

// SaveAreaMove writes how far a move is.
func (t *Tx) SaveAreaMove(m models.AreaMove) error {
	return t.db.Table("area_moves").Where("id = ?", m.ID).Select("homes", "done_at", "settled_at").Updates(&m).Error
}

// LockAreaMove is a move by its id, locked until the commit.
func (t *Tx) LockAreaMove(id int64) (models.AreaMove, error) {
	var m models.AreaMove
	err := t.lock(t.db.Table("area_moves").Where("id = ?", id)).Take(&m).Error
	return m, one(err)
}

// OpenAreaMoves are the moves that are not settled, oldest first.
func (r *Reader) OpenAreaMoves(ctx context.Context) ([]models.AreaMove, error) {
	var all []models.AreaMove
	err := r.db.WithContext(ctx).Table("area_moves").Where("settled_at = 0").Order("id").Scan(&all).Error
	return all, err
}

// AreaMoves are the moves in which an area took part, newest first.
func (r *Reader) AreaMoves(ctx context.Context, areaID int64, n int) ([]models.AreaMove, error) {
	var all []models.AreaMove
	err := r.db.WithContext(ctx).Table("area_moves").Where("area_id = ? OR to_id = ?", areaID, areaID).Order("id DESC").Limit(n).Scan(&all).Error
	return all, err
}

// Relocate puts an area with all below it under another: parent and paths, not the homes.
func (t *Tx) Relocate(a *models.Area, parent models.Area) error {
	old := a.Path
	a.ParentID, a.Path = parent.ID, parent.Path+itoa(a.ID)+"/"
	var below []models.Area
	if err := t.db.Table("areas").Select("id, path").Where("path LIKE ?", old+"%").Scan(&below).Error; err != nil {
		return err
	}
	for _, b := range below {
		path := a.Path + strings.TrimPrefix(b.Path, old)
		if err := t.db.Table("areas").Where("id = ?", b.ID).Update("path", path).Error; err != nil {
			return err
		}
	}
	return t.SaveArea(a)
}

// ShareGrants gives those who work in an area the same role in another from a moment on, unless they have it.
func (t *Tx) ShareGrants(from, to models.Area, at workday.Moment) error {
	var rows []grantRow
	err := t.db.Table("grants").Where("area_id IN ? AND (to_at = 0 OR to_at > ?)", []int64{from.ID, to.ID}, at).Order("id").Scan(&rows).Error
	if err != nil {
		return err
	}
	type post struct {
		user int64
		role policy.Role
	}
	has := map[post]bool{}
	for _, g := range rows {
		if g.AreaID == to.ID {
			has[post{g.UserID, g.Role}] = true
		}
	}
	var fresh []grantRow
	for _, g := range rows {
		if p := (post{g.UserID, g.Role}); g.AreaID == from.ID && !has[p] {
			has[p] = true
			fresh = append(fresh, grantRow{UserID: g.UserID, Role: g.Role, AreaID: to.ID, Level: policy.Level(to.Level), FromAt: max(g.FromAt, int64(at)), ToAt: g.ToAt})
		}
	}
	return insertRows(t, "grants", fresh)
}

// EndGrants ends what was granted over an area.
func (t *Tx) EndGrants(areaID int64, at workday.Moment) error {
	return t.db.Table("grants").Where("area_id = ? AND (to_at = 0 OR to_at > ?)", areaID, at).Update("to_at", int64(at)).Error
}

// Misplaced are homes, n at most, that a move has still to take along: those of a grid that ended, those chosen from a grid
// that is split, those that do not yet carry the ids of what now stands above them.
func (t *Tx) Misplaced(ctx context.Context, m models.AreaMove, area models.Area, above models.Ancestors, n int) ([]int64, error) {
	var ids []int64
	db := t.db.WithContext(ctx)
	switch m.Kind {
	case models.AreaSplit:
		return ids, db.Table("area_move_homes").Select("unit_id").Where("move_id = ?", m.ID).Order("unit_id").Limit(n).Scan(&ids).Error
	case models.AreaMerged:
		return ids, db.Table("units").Select("id").Where("grid_id = ?", area.ID).Order("id").Limit(n).Scan(&ids).Error
	}
	other := t.db.Where("1 = 0")
	for column, id := range aboveColumns(area.Level, above) {
		other = other.Or(column+" <> ?", id)
	}
	return ids, db.Table("units").Select("id").Where(levelColumn[policy.Level(area.Level)]+" = ?", area.ID).Where(other).Order("id").Limit(n).Scan(&ids).Error
}

// Strays are homes, n at most, of which something was written with other ancestors than they carry: by a transaction that
// had read them before they moved.
func (r *Reader) Strays(ctx context.Context, area models.Area, n int) ([]int64, error) {
	var ids []int64
	for _, table := range carriers {
		var differs []string
		for _, column := range levelColumn {
			differs = append(differs, "c."+column+" <> u."+column)
		}
		var some []int64
		err := r.db.WithContext(ctx).Table(table+" AS c").Select("DISTINCT c.unit_id").Joins("JOIN units AS u ON u.id = c.unit_id").
			Where("c."+levelColumn[policy.Level(area.Level)]+" = ?", area.ID).Where("(" + strings.Join(differs, " OR ") + ")").Limit(n).Scan(&some).Error
		if err != nil {
			return nil, err
		}
		ids = append(ids, some...)
	}
	return ids, nil
}

// aboveColumns are the columns of the levels above one, with their ids.
func aboveColumns(level string, above models.Ancestors) map[string]any {
	columns := map[string]any{"city_id": above.CityID, "county_id": above.CountyID, "subdistrict_id": above.SubdistrictID}
	if level == models.LevelGrid {
		columns["community_id"] = above.CommunityID
	}
	return columns
}

// CarryAbove writes what stands above an area on those of some homes that lie in it, and on all that carries it; it answers
// how many there were.
func (t *Tx) CarryAbove(ids []int64, area models.Area, above models.Ancestors) (int, error) {
	return t.carry(ids, levelColumn[policy.Level(area.Level)], area.ID, aboveColumns(area.Level, above), nil)
}

// carry writes columns on those of some homes that lie in an area, locked, and on all that carries them; more goes on the
// homes alone.
func (t *Tx) carry(ids []int64, column string, area int64, columns, more map[string]any) (int, error) {
	var in []int64
	if err := t.lock(t.db.Table("units").Select("id").Where("id IN ? AND "+column+" = ?", ids, area).Order("id")).Scan(&in).Error; err != nil || len(in) == 0 {
		return 0, err
	}
	for _, table := range carriers {
		if err := t.db.Table(table).Where("unit_id IN ?", in).Updates(columns).Error; err != nil {
			return 0, err
		}
	}
	all := map[string]any{"rev": raise}
	maps.Copy(all, columns)
	maps.Copy(all, more)
	t.homes = true
	return len(in), t.db.Table("units").Where("id IN ?", in).Updates(all).Error
}

// CarryTo puts those of some homes that lie in one grid into another, with all that carries their ancestors, and answers how
// many there were. What was counted of both grids is counted anew.
func (t *Tx) CarryTo(ids []int64, from, to int64, above models.Ancestors) (int, error) {
	columns := map[string]any{"city_id": above.CityID, "county_id": above.CountyID, "subdistrict_id": above.SubdistrictID,
		"community_id": above.CommunityID, "grid_id": above.GridID}
	n, err := t.carry(ids, "grid_id", from, columns, map[string]any{"area_id": to})
	if err != nil || n == 0 {
		return 0, err
	}
	return n, t.noteMove(from, to)
}

// Arrived takes homes off the list of a split.
func (t *Tx) Arrived(moveID int64, ids []int64) error {
	return t.db.Exec("DELETE FROM area_move_homes WHERE move_id = ? AND unit_id IN ?", moveID, ids).Error
}

// Gather writes the ancestors of a home on all that carries them.
func (t *Tx) Gather(id int64) error {
	u, err := t.LockUnit(id)
	if err != nil {
		return err
	}
	return t.writeAncestors(u)
}

// MoveBusinesses takes along employers and samples of an area: few, so at once. into is the grid that goes on, 0 where the
// area itself goes on.
func (t *Tx) MoveBusinesses(area models.Area, above models.Ancestors, into int64) error {
	columns := aboveColumns(area.Level, above)
	inside := func(table string) *gorm.DB {
		return t.db.Table(table).Where(levelColumn[policy.Level(area.Level)]+" = ?", area.ID)
	}
	if into != 0 {
		if err := t.db.Table("employers").Where("area_id = ?", area.ID).Update("area_id", into).Error; err != nil {
			return err
		}
		columns["grid_id"] = into
	}
	for _, table := range []string{"employers", "samples"} {
		if err := inside(table).Updates(columns).Error; err != nil {
			return err
		}
	}
	return nil
}
