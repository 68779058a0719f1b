package demo

import (
	"context"
	"time"

	"anju/models/idcard"
	"anju/models/policy"
	"anju/models/registry"
)

// The landlord of a home of the station's list, who has not signed in yet.
const (
	ClaimPhone = "19900000098"
	claimDoc   = "339901195803151230" // its check digit is mended at the start
)

// planUnclaimed has the station bring in a home of its old list in the village, with three people whom it knew.
func (b *builder) planUnclaimed() {
	doc := idcard.WithCheckDigit(claimDoc[:17])
	b.guide.Claim, b.guide.ClaimEnd = ClaimPhone, doc[14:]
	grid := b.places[len(b.places)-1].grid.Code
	b.plan(b.at(20, 10, 0), func(ctx context.Context, at time.Time) error {
		since, known := b.at(200, 0, 0).Format(time.DateOnly), b.at(25, 0, 0).Format(time.DateOnly)
		var stays [][]string
		for i, room := range []string{"101", "102", "201"} {
			person := b.crowd.person(room)
			stays = append(stays, []string{"LM001", room, person.Name, "111", person.DocNo, since, since, known, []string{"本人", "朋友", "同事"}[i]})
		}
		for _, list := range []struct {
			kind, columns string
			rows          [][]string
		}{
			{"units", "unit_code area_code address kind land landlord_name landlord_doc_type landlord_doc_no landlord_phone accepted_on",
				[][]string{{"LM001", grid, "石桥街 90 号", "home", "collective", "袁海棠", "111", doc, ClaimPhone, since}}},
			{"rooms", "unit_code room_no room_type usable_m2", [][]string{{"LM001", "101", "bedroom", "16"}, {"LM001", "102", "bedroom", "16"}, {"LM001", "201", "bedroom", "20"}}},
			{"stays", "unit_code room_no name doc_type doc_no moved_in_on reported_at confirmed_at relation", stays},
		} {
			if err := b.reg.ImportList(ctx, policy.SystemActor, list.kind, list.columns, list.rows, registry.ImportHow{At: at}); err != nil {
				return err
			}
		}
		return nil
	})
}
