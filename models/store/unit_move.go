package store

import "anju/models"

// MoveUnit writes the ancestors of a unit that moved from one area to another on everything that carries them: stays,
// flags, requests.
func (t *Tx) MoveUnit(unit models.Unit, from int64) error {
	if err := t.writeAncestors(unit); err != nil {
		return err
	}
	return t.noteMove(from, unit.AreaID)
}

func (t *Tx) writeAncestors(unit models.Unit) error {
	for _, table := range carriers {
		err := t.db.Table(table).Where("unit_id = ?", unit.ID).Updates(map[string]any{
			"city_id": unit.CityID, "county_id": unit.CountyID, "subdistrict_id": unit.SubdistrictID,
			"community_id": unit.CommunityID, "grid_id": unit.GridID,
		}).Error
		if err != nil {
			return err
		}
	}
	return nil
}
