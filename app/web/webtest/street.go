package webtest

import (
	"context"
	"testing"

	"anju/models"
	"anju/models/profile"
	"anju/models/store"
)

// Rules are those of the place that people get when they say nothing.
func Rules(t testing.TB) *profile.Live {
	t.Helper()
	p, err := profile.Load(profile.DefaultKey)
	Must(t, err)
	return profile.NewLive(p)
}

// Grid plants one city down to one grid, with everybody whom a page names.
func Grid(t testing.TB, tx *store.Tx) models.Area {
	t.Helper()
	city := models.Area{Code: "330200", Level: models.LevelCity, Name: "云溪市"}
	Must(t, tx.SaveArea(&city))
	community := models.Area{Code: "3302001", Level: models.LevelCommunity, Name: "柳岸社区", ParentID: city.ID,
		PostName: "柳岸社区警务室", PostPhone: "0500-880 0110", OfficerName: "李警官"}
	Must(t, tx.SaveArea(&community))
	grid := models.Area{Code: "33020011", Level: models.LevelGrid, Name: "青禾 03 网格", ParentID: community.ID,
		WorkerName: "小陈", WorkerPhone: "0500-880 0101"}
	Must(t, tx.SaveArea(&grid))
	return grid
}

// Home saves a home in a grid with its bedrooms.
func Home(t testing.TB, tx *store.Tx, grid models.Area, u models.Unit, rooms ...string) models.Unit {
	t.Helper()
	above, err := tx.AncestorsOf(context.Background(), grid.ID)
	Must(t, err)
	u.AreaID, u.Ancestors, u.Kind, u.Occupancy = grid.ID, above, models.KindHome, models.OccupancyUnknown
	Must(t, tx.SaveUnit(&u))
	for _, no := range rooms {
		Must(t, tx.SaveRoom(&models.Room{UnitID: u.ID, No: no, Floor: models.FloorOf(no), Type: models.RoomBedroom}))
	}
	return u
}
