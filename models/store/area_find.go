package store

import (
	"context"
	"slices"
	"strings"

	"anju/models"
	"anju/models/token"
)

// Area finds an area by id.
func (r *Reader) Area(ctx context.Context, id int64) (models.Area, error) {
	var a models.Area
	err := r.db.WithContext(ctx).Table("areas").Where("id = ?", id).Take(&a).Error
	return a, one(err)
}

// AreaByRef finds an area by its ref; of one that ended, its successor.
func (r *Reader) AreaByRef(ctx context.Context, ref string) (models.Area, error) {
	return r.standing(ctx, "ref = ?", ref)
}

// AreaByCode finds an area by its code; of one that ended, its successor.
func (r *Reader) AreaByCode(ctx context.Context, code string) (models.Area, error) {
	return r.standing(ctx, "code = ?", code)
}

func (r *Reader) standing(ctx context.Context, where string, key any) (models.Area, error) {
	for {
		var a models.Area
		err := r.db.WithContext(ctx).Table("areas").Where(where, key).Take(&a).Error
		if err != nil || !a.Ended() {
			return a, one(err)
		}
		where, key = "id = ?", a.ParentID
	}
}

// AreasAt are all areas of a level that stand, by name; areas are public knowledge.
func (r *Reader) AreasAt(ctx context.Context, level string) ([]models.Area, error) {
	var all []models.Area
	err := r.db.WithContext(ctx).Table("areas").Where("level = ? AND ended_on = 0", level).Order("name, id").Scan(&all).Error
	return all, err
}

// AreasUnder are the children of an area that stand, by code.
func (r *Reader) AreasUnder(ctx context.Context, parentID int64) ([]models.Area, error) {
	return readRows[models.Area](r.db.WithContext(ctx).Table("areas").Where("parent_id = ? AND ended_on = 0", parentID).Order("code, id"))
}

// AreaLine is an area and all above it, from the top.
func (r *Reader) AreaLine(ctx context.Context, id int64) ([]models.Area, error) {
	var line []models.Area
	for id != 0 {
		a, err := r.Area(ctx, id)
		if err != nil {
			return nil, err
		}
		line = append([]models.Area{a}, line...)
		id = a.ParentID
	}
	return line, nil
}

// Above are the areas in which a unit lies, from the top: what AreaLine answers for its area, in one statement, because
// their ids stand on the unit.
func (r *Reader) Above(ctx context.Context, u models.Unit) ([]models.Area, error) {
	ids := u.IDs()
	line, err := readRows[models.Area](r.db.WithContext(ctx).Table("areas").Where("id IN ?", ids))
	slices.SortFunc(line, func(a, b models.Area) int { return slices.Index(ids, a.ID) - slices.Index(ids, b.ID) })
	return line, err
}

// Around are the areas above a unit, as Above says, and the areas of its community that stand, by code: one statement, for
// every look of staff at a home asks both. They carry what places and names them, not whom to call there.
func (r *Reader) Around(ctx context.Context, u models.Unit) (line, beside []models.Area, err error) {
	ids := u.IDs()
	all, err := readRows[models.Area](r.db.WithContext(ctx).Table("areas").Select("id, ref, code, parent_id, level, name, ended_on").
		Where("id IN ? OR parent_id = ? AND ended_on = 0", ids, u.CommunityID).Order("code, id"))
	for _, a := range all {
		if slices.Contains(ids, a.ID) {
			line = append(line, a)
		}
		if u.CommunityID != 0 && a.ParentID == u.CommunityID && a.EndedOn == 0 {
			beside = append(beside, a)
		}
	}
	slices.SortFunc(line, func(a, b models.Area) int { return slices.Index(ids, a.ID) - slices.Index(ids, b.ID) })
	return line, beside, err
}

// AncestorsOf are the ids that a unit in this area carries.
func (r *Reader) AncestorsOf(ctx context.Context, areaID int64) (models.Ancestors, error) {
	line, err := r.AreaLine(ctx, areaID)
	var anc models.Ancestors
	for _, a := range line {
		anc.Set(a.Level, a.ID)
	}
	return anc, err
}

// LockArea makes those who file something new in an area do it one after another.
func (t *Tx) LockArea(id int64) error {
	var locked int64
	return t.lock(t.db.Table("areas").Select("id").Where("id = ?", id)).Scan(&locked).Error
}

// SaveArea adds or changes an area and gives it its path.
func (t *Tx) SaveArea(a *models.Area) error {
	if a.Ref == "" {
		a.Ref = token.NewRef()
	}
	if a.ID != 0 {
		t.homes = true // door pages say where a home lies and whom to call
		return t.db.Table("areas").Where("id = ?", a.ID).Select("*").Omit("id").Updates(a).Error
	}
	if err := unlessTaken(t.db.Table("areas").Create(a).Error); err != nil {
		return err
	}
	parent := "/"
	if a.ParentID != 0 {
		if err := t.db.Table("areas").Select("path").Where("id = ?", a.ParentID).Take(&parent).Error; err != nil {
			return one(err)
		}
	}
	a.Path = strings.TrimSuffix(parent, "/") + "/" + itoa(a.ID) + "/"
	return t.db.Table("areas").Where("id = ?", a.ID).Update("path", a.Path).Error
}
