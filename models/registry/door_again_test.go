package registry_test

import (
	"context"
	"testing"

	"anju/models"
	"anju/models/store"
	"anju/models/storetest"
)

// TestABatchOfPlatesThatBreaksOffGoesOnWhereItEnded: else the officer holds sheets for all homes and believes their old
// codes dead.
func TestABatchOfPlatesThatBreaksOffGoesOnWhereItEnded(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		p := newPeople(t, st)
		officer, _, _ := p.desk(t, "li01", "officer", "33020011", false)
		units := []models.Unit{p.unit, p.empty}
		doors := func() (tokens []string) {
			for _, u := range units {
				now, err := st.UnitByRef(ctx, u.Ref)
				must(t, err)
				tokens = append(tokens, now.DoorToken)
			}
			return tokens
		}
		const mark = "0123456789012345678901234567890123456789"
		refs := []string{p.unit.Ref, p.empty.Ref}
		send := func() error { return p.ReissueDoors(ctx, officer, refs, mark, p.at) }
		before := doors()
		exec(t, st, "UPDATE units SET grid_id = 0, community_id = 0, city_id = 0 WHERE id = ?", p.empty.ID)
		if err := send(); !models.IsKind(err, models.NotFound) {
			t.Fatalf("the second home cannot be changed: %v", err)
		}
		half := doors()
		exec(t, st, "UPDATE units SET grid_id = ?, community_id = ?, city_id = ? WHERE id = ?", p.unit.GridID, p.unit.CommunityID, p.unit.CityID, p.empty.ID)
		must(t, send())
		whole := doors()
		if half[0] == before[0] || half[1] != before[1] || whole[0] != half[0] || whole[1] == half[1] {
			t.Errorf("doors %v, then %v, then %v", before, half, whole)
		}
		does(t, st, "a third time", 0, send)
		if again := doors(); again[1] != whole[1] {
			t.Error("a form sent again revoked a new plate")
		}
	})
}
