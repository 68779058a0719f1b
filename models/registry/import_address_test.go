package registry_test

import (
	"context"
	"io"
	"testing"

	"anju/models"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/storetest"
)

// TestATrialNamesRowsWhoseAddressHasAHome: else one home comes in twice, under two codes, and nobody is told.
func TestATrialNamesRowsWhoseAddressHasAHome(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		ctx := context.Background()
		h := newHouse(t, st, shanghai("2026-11-16 10:00"))
		own, err := st.UnitByRef(ctx, h.unit.Ref)
		must(t, err)
		columns := models.SheetColumns["units"]
		place := map[string]int{}
		for i, c := range columns {
			place[c.Key] = i
		}
		rows := [][3]string{{"A1", "33020011", "青禾路１８号"}, {"A2", "33020011", "青禾路 28 号"}, {"A3", "33020011", "青禾路28 号"}, {"A4", "33020011", "青禾路 8 号"}, {"A5", "990000", "青禾路 18 号"}}
		take := func(dry bool) (registry.Imported, map[int]string) {
			t.Helper()
			next, told := 0, map[int]string{}
			file := registry.ImportFile{
				Next: func() (models.SheetRow, error) {
					if next == len(rows) {
						return models.SheetRow{}, io.EOF
					}
					row := models.SheetRow{Line: next + 2, Cells: make([]string, len(columns))}
					row.Cells[place["unit_code"]], row.Cells[place["area_code"]], row.Cells[place["address"]] = rows[next][0], rows[next][1], rows[next][2]
					next++
					return row, nil
				},
				Reject: func(models.SheetRow, string) error { return nil },
				Notice: func(row models.SheetRow, words string) { told[row.Line] = words },
			}
			sum, err := h.ImportUnits(ctx, policy.SystemActor, file, registry.ImportHow{At: h.at, DryRun: dry})
			must(t, err)
			return sum, told
		}
		sum, told := take(true)
		if want := (registry.Imported{Read: 5, Saved: 4, Failed: 1, Noticed: 2}); sum != want {
			t.Errorf("the trial counts %+v, want %+v", sum, want)
		}
		if told[2] != "这个地址已有一处房子，编号 "+own.ShortCode+"。是同一处的，别再导这一行" || told[4] != "这个地址在这份表的第 3 行也有。是同一处的，只留一行" || len(told) != 2 {
			t.Errorf("told of %v", told)
		}
		if sum, _ = take(false); sum.Saved != 4 {
			t.Errorf("several homes may lie at one address: %+v", sum)
		}
		if sum, told = take(true); sum.Noticed != 0 || sum.Same != 4 {
			t.Errorf("homes that stand in the register are told of again: %+v %v", sum, told)
		}
		rows[3][2] = "青禾路 28 号"
		if sum, told = take(true); sum.Noticed != 1 || told[5] == "" {
			t.Errorf("a home that moves to the address of another: %+v %v", sum, told)
		}
	})
}
