package demo

import (
	"context"
	"fmt"
	"time"

	"anju/models"
	"anju/models/policy"
)

// place is one grid of the invented city, with its community and its roads.
type place struct {
	community, grid models.Area
	road            string
}

// buildAreas makes 1 city, 2 subdistricts, 3 communities and 6 grids.
func (b *builder) buildAreas(ctx context.Context, at time.Time) error {
	add := func(parent string, a models.Area) (models.Area, error) {
		return b.reg.AddArea(ctx, policy.SystemActor, parent, a, at)
	}
	city, err := add("", models.Area{Code: "339900", Level: models.LevelCity, Name: "云溪市"})
	if err != nil {
		return err
	}
	b.city = city
	subdistricts := map[string]models.Area{}
	for i, name := range []string{"青禾街道", "南塘街道"} {
		if subdistricts[name], err = add(city.Code, models.Area{Code: fmt.Sprintf("33990%d", i+1), Level: models.LevelSubdistrict, Name: name}); err != nil {
			return err
		}
	}
	plan := []struct{ subdistrict, community, prefix, officer, worker string }{
		{"青禾街道", "柳岸社区", "青禾", "李警官", "小陈"}, {"青禾街道", "稻香社区", "稻香", "刘警官", "小吴"}, {"南塘街道", "南塘社区", "南塘", "孙警官", "小郑"},
	}
	roads := []string{"青禾路", "柳岸街", "稻香路", "晒谷场", "南塘路", "石桥街"}
	for i, p := range plan {
		community, err := add(subdistricts[p.subdistrict].Code, models.Area{
			Code: fmt.Sprintf("33990%d%02d", 1+i/2, i+1), Level: models.LevelCommunity, Name: p.community,
			PostName: p.community + "警务室", PostPhone: fmt.Sprintf("0500-880 01%d0", i+1), OfficerName: p.officer,
		})
		if err != nil {
			return err
		}
		for n := 1; n <= 2; n++ {
			zone := "urban"
			if i == 2 {
				zone = "rural"
			}
			grid, err := add(community.Code, models.Area{
				Code: fmt.Sprintf("%s%02d", community.Code, n), Level: models.LevelGrid, Name: fmt.Sprintf("%s %02d 网格", p.prefix, n+2), Zone: zone,
				PostName: community.PostName, PostPhone: community.PostPhone, OfficerName: p.officer,
				WorkerName: p.worker, WorkerPhone: fmt.Sprintf("0500-880 01%d%d", i, n),
			})
			if err != nil {
				return err
			}
			b.places = append(b.places, place{community: community, grid: grid, road: roads[len(b.places)]})
		}
	}
	return nil
}
