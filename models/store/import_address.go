package store

import (
	"context"

	"anju/models"
)

// EachAddress tells of every home of some communities, and of those that lie in an area without one, where it lies and what
// it is called.
func (r *Reader) EachAddress(ctx context.Context, communityIDs, areaIDs []int64, take func(models.Unit)) error {
	for column, ids := range map[string][]int64{"community_id": communityIDs, "area_id": areaIDs} {
		err := chunks(ids, func(ids []int64) error {
			q := r.db.WithContext(ctx).Table("units").Select("unit_code, short_code, address, area_id, city_id, county_id, subdistrict_id, community_id, grid_id").
				Where(column+" IN ?", ids).Order("id")
			return eachRow(q, func(scan func(...any) error) error {
				var u models.Unit
				err := scan(&u.UnitCode, &u.ShortCode, &u.Address, &u.AreaID, &u.CityID, &u.CountyID, &u.SubdistrictID, &u.CommunityID, &u.GridID)
				take(u)
				return err
			})
		})
		if err != nil {
			return err
		}
	}
	return nil
}
