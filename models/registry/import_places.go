package registry

import (
	"context"
	"unicode/utf8"

	"anju/models"
	"anju/models/store"
)

// places are the areas by code with the ids that everything inside carries.
type places struct {
	byCode map[string]models.Area
	byID   map[int64]models.Area
}

func readPlaces(ctx context.Context, tx *store.Tx) (places, error) {
	all, err := tx.AllAreas(ctx)
	p := places{map[string]models.Area{}, map[int64]models.Area{}}
	for _, a := range all {
		p.byID[a.ID] = a
	}
	for _, a := range all {
		code := a.Code
		for a.Ended() { // an old list means the area that goes on
			a = p.byID[a.ParentID]
		}
		p.byCode[code] = a
	}
	return p, err
}

func (p places) ancestors(a models.Area) models.Ancestors {
	var anc models.Ancestors
	for id := a.ID; id != 0; id = p.byID[id].ParentID {
		anc.Set(p.byID[id].Level, id)
	}
	return anc
}

// listedAddress says what is wrong with an address on the community's list, or "": a list names homes as the village
// does, also without a door number.
func listedAddress(address string) string {
	switch n := utf8.RuneCountInString(address); {
	case n == 0:
		return "请写地址，例如：青禾路 18 号"
	case n > 100:
		return "地址太长，100 个字以内就够"
	}
	return ""
}
