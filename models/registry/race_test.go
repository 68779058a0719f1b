package registry_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"

	"anju/models"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/storetest"
)

// together runs n at once; every one must succeed.
func together(t *testing.T, n int, run func(i int) error) {
	t.Helper()
	errs := make([]error, n)
	start := make(chan struct{})
	var done sync.WaitGroup
	for i := range n {
		done.Go(func() {
			<-start
			errs[i] = run(i)
		})
	}
	close(start)
	done.Wait()
	must(t, errors.Join(errs...))
}

func TestEightCheckInsAtOnceKeepOnePersonOnceOnTheRoster(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		h := newHouse(t, st, shanghai("2026-11-16 10:00"))
		var mu sync.Mutex
		taken := map[int]int{}
		together(t, 8, func(i int) error {
			who := i % 2 // two people, four times each
			f := form("101", "何以安", invented(who), fmt.Sprintf("1990001%04d", who))
			_, err := h.CheckIn(ctx, h.landlord, h.unit.Ref, []registry.StayForm{f}, fmt.Sprint("k", i), h.at)
			if models.IsKind(err, models.Invalid) {
				return nil // 已经登记, and that is right
			}
			mu.Lock()
			defer mu.Unlock()
			taken[who]++
			return err
		})
		entries, err := st.Entries(ctx, h.unit.ID)
		must(t, err)
		if taken[0] != 1 || taken[1] != 1 || len(entries) != 2 {
			t.Errorf("taken %v, %d stays", taken, len(entries))
		}
		var rows int
		must(t, st.SQL().QueryRow("SELECT COUNT(*) FROM tenants").Scan(&rows))
		if rows != 2 {
			t.Errorf("%d tenant rows for two people", rows)
		}
	})
}

func TestOneFormSentEightTimesAtOnceIsOneStay(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		h := newHouse(t, st, shanghai("2026-11-16 10:00"))
		refs := make([]string, 8)
		together(t, 8, func(i int) error {
			done, err := h.CheckIn(ctx, h.landlord, h.unit.Ref, []registry.StayForm{form("101", "何以安", invented(1), "19900010001")}, "once", h.at)
			refs[i] = done.StayRef
			return err
		})
		for _, ref := range refs {
			if ref == "" || ref != refs[0] {
				t.Fatalf("eight taps led to %q", refs)
			}
		}
		if entries, err := st.Entries(ctx, h.unit.ID); err != nil || len(entries) != 1 {
			t.Errorf("%d stays, %v", len(entries), err)
		}
	})
}

func TestTheNightNeverFlagsWhatWasReportedMeanwhile(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		p := newPeople(t, st)
		const homes = 8
		units, stays := make([]models.Unit, homes), make([]string, homes)
		for i := range homes {
			units[i] = p.unit
			units[i].ID, units[i].Ref, units[i].DoorToken, units[i].ShortCode, units[i].UnitCode = 0, "", "", "", ""
			must(t, st.InTx(ctx, func(tx *store.Tx) error {
				must(t, tx.SaveUnit(&units[i]))
				return tx.SaveRoom(&models.Room{UnitID: units[i].ID, No: "101", Floor: 1, Type: models.RoomBedroom})
			}))
			number := fmt.Sprintf("1990002%04d", i)
			_, err := p.Declare(ctx, p.tenant(number), units[i].DoorToken, form("101", "邵雨晴", invented(i), number), models.ViaDoor, "", p.at)
			must(t, err)
			entries, err := st.Entries(ctx, units[i].ID)
			must(t, err)
			stays[i] = entries[0].Stay.Ref
		}
		p.at = shanghai("2026-11-20 00:00") // all limits end
		together(t, homes+2, func(i int) error {
			if i >= homes {
				_, err := p.RaiseFlags(ctx, policy.SystemActor, p.at)
				return err
			}
			return p.AcceptStay(ctx, p.landlord, stays[i], p.at)
		})
		for i, u := range units {
			flags, err := st.OpenFlags(ctx, []int64{u.ID})
			must(t, err)
			if len(flags) != 0 {
				t.Errorf("home %d is flagged although it was reported: %+v", i, flags)
			}
		}
		late, err := st.DueUnits(ctx, 1<<60, 0, 99)
		must(t, err)
		if len(late) < homes {
			t.Errorf("only %d homes will ever be looked at again", len(late))
		}
	})
}

func TestOneAddressIsFiledOnceHoweverManyTry(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		p := newPeople(t, st)
		community, err := st.AreaByCode(ctx, "3302001")
		must(t, err)
		f := registry.UnitForm{Community: community.Ref, Address: "青禾路 50 号", Label: "青禾50", Kind: models.KindHome, Name: "周桂芳", Floors: "1", PerFloor: "2", Pledge: true}
		var mu sync.Mutex
		filed := 0
		together(t, 8, func(i int) error {
			who := p.landlord
			if i%2 == 1 {
				who = p.other
			}
			_, err := p.RegisterUnit(ctx, who, f, nil, fmt.Sprint("k", i), p.at)
			if models.IsKind(err, models.Invalid) {
				return nil // 这个地址已经登记过
			}
			mu.Lock()
			defer mu.Unlock()
			filed++
			return err
		})
		if filed != 1 {
			t.Errorf("the address was filed %d times", filed)
		}
	})
}
