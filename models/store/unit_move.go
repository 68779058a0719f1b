package store

import "anju/models"

// MoveUnit writes the ancestors of a unit on everything that carries them: stays, flags, requests.
func (t *Tx) MoveUnit(unitID int64, anc models.Ancestors) error {
	for _, table := range []string{"stays", "flags", "requests"} {
		err := t.db.Table(table).Where("unit_id = ?", unitID).Updates(map[string]any{
			"city_id": anc.CityID, "county_id": anc.CountyID, "subdistrict_id": anc.SubdistrictID,
			"community_id": anc.CommunityID, "grid_id": anc.GridID,
		}).Error
		if err != nil {
			return err
		}
	}
	return nil
}
