package registry_test

import (
	"context"
	"testing"

	"anju/models"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/storetest"
)

// TestATextThatSpeaksOfTwoHomesIsToldByTheHistoryOfBoth: whoever opens the second home must not think that nobody was reminded.
func TestATextThatSpeaksOfTwoHomesIsToldByTheHistoryOfBoth(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		p := newPeople(t, st)
		must(t, st.InTx(ctx, func(tx *store.Tx) error {
			return tx.SaveRoom(&models.Room{UnitID: p.empty.ID, No: "101", Floor: 1, Type: models.RoomBedroom})
		}))
		p.declare(t, 1)
		number := "19900000022"
		_, err := p.Declare(ctx, p.tenant(number), p.empty.DoorToken, form("101", "邵雨晴", invented(22), number), models.ViaDoor, "", p.at)
		must(t, err)
		p.heard(t, p.at)
		told := func(unit int64) (notes []store.HomeNotice) {
			all, err := st.HomeNotices(ctx, unit, 20)
			must(t, err)
			for _, n := range all {
				if n.Kind == "R01" {
					notes = append(notes, n)
				}
			}
			return notes
		}
		morning := shanghai("2026-11-19 08:30")
		_, err = p.QueueReminders(ctx, policy.SystemActor, morning)
		must(t, err)
		for name, unit := range map[string]int64{"the first": p.unit.ID, "the second": p.empty.ID} {
			if notes := told(unit); len(notes) != 1 || notes[0].State != models.NoticeQueued {
				t.Errorf("%s home, queued: %+v", name, notes)
			}
		}
		hears(t, "both in one", p.heard(t, morning), "19900000099 R01 您的出租房青禾18等2处有2位租客待登记，请于11月19日前补登。")
		carried := 0
		for name, unit := range map[string]int64{"the first": p.unit.ID, "the second": p.empty.ID} {
			notes := told(unit)
			if len(notes) != 1 || notes[0].State != models.NoticeSent && notes[0].State != models.NoticeDelivered || notes[0].SentAt.IsZero() {
				t.Errorf("%s home: %+v", name, notes)
			} else if notes[0].CarriedBy != 0 {
				carried++
			}
		}
		if carried != 1 {
			t.Errorf("%d of the two were said together with the other", carried)
		}
	})
}
