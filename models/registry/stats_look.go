package registry

import (
	"cmp"
	"context"
	"slices"
	"time"

	"anju/models"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/workday"
)

// Look is what somebody sees of the statistics: an area of his, the areas above it that are his too, and those below it.
type Look struct {
	On    workday.Day
	Area  models.Area   // zero: all his areas together
	Up    []models.Area // from the top
	Here  models.AreaTold
	Parts []models.AreaTold // those that may be told and those that may not
}

// LookAtStats tells of an area of the actor's own and those below it on a day what may be told; "" is the one that he has.
// Whoever has several sees each, and no sum of them. Errors: NotFound for what does not lie in his areas.
func (r *Registry) LookAtStats(ctx context.Context, who policy.Actor, areaCode string, on workday.Day, at time.Time) (Look, error) {
	return r.lookOn(ctx, who, areaCode, on, at, true)
}

// LookBack is LookAtStats without provinces, which nobody compares with those of another day.
func (r *Registry) LookBack(ctx context.Context, who policy.Actor, areaCode string, on workday.Day, at time.Time) (Look, error) {
	return r.lookOn(ctx, who, areaCode, on, at, false)
}

func (r *Registry) lookOn(ctx context.Context, who policy.Actor, areaCode string, on workday.Day, at time.Time, provinces bool) (Look, error) {
	look, now := Look{On: on}, workday.At(at)
	if err := policy.MayEnter(who, policy.StatsView, now); err != nil {
		return look, err
	}
	mine, err := r.Store.ListAreas(ctx, policy.ScopeOf(who, policy.StatsView, now), "")
	if err != nil {
		return look, err
	}
	if areaCode != "" {
		area, err := r.Store.AreaByCode(ctx, areaCode)
		if err != nil {
			return look, err
		}
		areaCode = area.Code // of its successor, where it ended
	}
	parts := look.choose(mine, areaCode)
	if areaCode != "" && look.Area.ID == 0 {
		return look, models.ErrNotFound
	}
	all, err := r.Store.AllAreas(ctx)
	if err != nil {
		return look, err
	}
	books := books{r: r, all: areasByID(all), on: on, made: map[int64]*models.Book{}}
	if provinces {
		books.whole = look.Area.ID
	}
	if look.Area.ID != 0 {
		if look.Here, err = books.page(ctx, look.Area); err != nil {
			return look, err
		}
	}
	for _, a := range parts {
		told, err := books.page(ctx, a)
		if err != nil {
			return look, err
		}
		look.Parts = append(look.Parts, told)
	}
	return look, nil
}

// TakeStats is LookAtStats for numbers that leave as a file; it is put down who took them.
func (r *Registry) TakeStats(ctx context.Context, who policy.Actor, areaCode string, on workday.Day, at time.Time) (Look, error) {
	look, err := r.LookAtStats(ctx, who, areaCode, on, at)
	if err != nil {
		return look, err
	}
	return look, r.errand(ctx, who, policy.StatsView, at, func(_ *store.Tx, entry *models.AuditEntry) error {
		entry.Subject, entry.RefID, entry.Detail = "area", look.Area.ID, "export stats "+on.String()
		return nil
	})
}

// choose finds the area with a code among the actor's own, what stands above it, and answers what lies below it.
func (l *Look) choose(mine []models.Area, code string) (parts []models.Area) {
	byID := map[int64]models.Area{}
	for _, a := range mine {
		byID[a.ID] = a
	}
	var tops []models.Area
	for _, a := range mine {
		if _, above := byID[a.ParentID]; !above {
			tops = append(tops, a)
		}
		if code != "" && a.Code == code {
			l.Area = a
		}
	}
	if code == "" && len(tops) == 1 {
		l.Area = tops[0]
	}
	if l.Area.ID == 0 {
		return tops
	}
	for up, ok := byID[l.Area.ParentID]; ok; up, ok = byID[up.ParentID] {
		l.Up = append(l.Up, up)
	}
	slices.Reverse(l.Up)
	for _, a := range mine {
		if a.ParentID == l.Area.ID {
			parts = append(parts, a)
		}
	}
	return parts
}

func only(a models.Area) policy.Scope {
	return policy.Scope{Areas: []policy.Area{{ID: a.ID, Level: policy.Level(a.Level)}}}
}

// books are the books of some cities on one day, made as they are asked for.
type books struct {
	r     *Registry
	all   map[int64]models.Area
	on    workday.Day
	whole int64 // the area whose provinces are asked for, if it is a whole city
	made  map[int64]*models.Book
}

// page is what may be told of an area.
func (b *books) page(ctx context.Context, area models.Area) (models.AreaTold, error) {
	top := b.all[b.above(area.ID)]
	if book := b.made[top.ID]; book != nil {
		return book.Page(area.ID), nil
	}
	of, err := b.r.rollsOf(ctx, only(top), b.all, b.on)
	if err != nil {
		return models.AreaTold{}, err
	}
	own, err := b.r.countAreas(ctx, only(top), of, b.on)
	if err != nil {
		return models.AreaTold{}, err
	}
	var origins map[string]int
	if top.ID == b.whole && top.Level == models.LevelCity {
		if origins, err = b.r.countProvinces(ctx, only(top), of, b.on); err != nil {
			return models.AreaTold{}, err
		}
	}
	b.made[top.ID] = models.NewBook(b.tree(top), own, origins)
	return b.made[top.ID].Page(area.ID), nil
}

// above is the highest area above one.
func (b *books) above(id int64) int64 {
	for up := b.all[id].ParentID; ; up = b.all[id].ParentID {
		if _, known := b.all[up]; !known {
			return id
		}
		id = up
	}
}

// tree is an area, and all below it by their ids.
func (b *books) tree(top models.Area) []models.Area {
	tree := []models.Area{top}
	for id, a := range b.all {
		if id != top.ID && b.above(id) == top.ID {
			tree = append(tree, a)
		}
	}
	slices.SortFunc(tree[1:], func(a, b models.Area) int { return cmp.Compare(a.ID, b.ID) })
	return tree
}
