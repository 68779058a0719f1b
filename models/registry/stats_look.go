package registry

import (
	"context"
	"slices"

	"anju/models"
	"anju/models/policy"
	"anju/models/workday"
)

// Look is what somebody sees of the statistics: an area of his, the areas above it that are his too, and those below it.
type Look struct {
	Area  models.Area   // zero: all his areas together
	Up    []models.Area // from the top
	Here  Stats
	Parts []Part
}

// Part is an area below the one that is looked at.
type Part struct {
	Area  models.Area
	Stats Stats
}

// LookAtStats counts an area of the actor's own and those below it on a day; "" is the one that he has, or all his
// together. Errors: NotFound for what does not lie in his areas.
func (r *Registry) LookAtStats(ctx context.Context, who policy.Actor, areaCode string, on workday.Day, now workday.Moment) (Look, error) {
	var look Look
	if err := policy.MayEnter(who, policy.StatsView, now); err != nil {
		return look, err
	}
	scope := policy.ScopeOf(who, policy.StatsView, now)
	mine, err := r.Store.ListAreas(ctx, scope, "")
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
	here, city := scope, false
	if look.Area.ID != 0 {
		here, city = only(look.Area), look.Area.Level == models.LevelCity
	}
	if look.Here, err = r.countIn(ctx, here, city, on); err != nil {
		return look, err
	}
	for _, a := range parts {
		s, err := r.countIn(ctx, only(a), false, on)
		if err != nil {
			return look, err
		}
		look.Parts = append(look.Parts, Part{a, s})
	}
	return look, nil
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
