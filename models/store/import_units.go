package store

import (
	"context"
	"slices"

	"gorm.io/gorm"

	"anju/models"
	"anju/models/idcard"
	"anju/models/token"
)

// raise counts a change of a row that many statements at once change.
var raise = gorm.Expr("rev + 1")

// AllAreas are all areas; areas are public knowledge.
func (r *Reader) AllAreas(ctx context.Context) ([]models.Area, error) {
	var all []models.Area
	err := r.db.WithContext(ctx).Table("areas").Order("id").Scan(&all).Error
	return all, err
}

// LockUnitsByCode reads the units with these codes and keeps others from changing them until the commit.
func (t *Tx) LockUnitsByCode(ctx context.Context, codes []string) (map[string]*models.Unit, error) {
	byCode := make(map[string]*models.Unit, len(codes))
	slices.Sort(codes)
	err := chunks(slices.Compact(codes), func(codes []string) error {
		var units []models.Unit
		// In one order for all, so that two imports wait for each other and do not block each other.
		if err := t.lock(t.db.WithContext(ctx).Table("units").Where("unit_code IN ?", codes).Order("unit_code")).Scan(&units).Error; err != nil {
			return err
		}
		for i := range units {
			byCode[units[i].UnitCode] = &units[i]
		}
		return nil
	})
	return byCode, err
}

// LockHomes is LockUnitsByCode for those who need no more of a unit than where it lies and what it is called.
func (t *Tx) LockHomes(ctx context.Context, codes []string) (map[string]*models.Unit, error) {
	byCode := make(map[string]*models.Unit, len(codes))
	slices.Sort(codes)
	err := chunks(slices.Compact(codes), func(codes []string) error {
		q := t.lock(t.db.WithContext(ctx).Table("units").Where("unit_code IN ?", codes).Order("unit_code")).
			Select("id, unit_code, label, city_id, county_id, subdistrict_id, community_id, grid_id")
		return eachRow(q, func(scan func(...any) error) error {
			u := &models.Unit{}
			err := scan(&u.ID, &u.UnitCode, &u.Label, &u.CityID, &u.CountyID, &u.SubdistrictID, &u.CommunityID, &u.GridID)
			byCode[u.UnitCode] = u
			return err
		})
	})
	return byCode, err
}

// RoomPlace names a room by its unit and number.
type RoomPlace struct {
	UnitID int64
	No     string
}

// RoomIDs are the rooms of some units.
func (r *Reader) RoomIDs(ctx context.Context, unitIDs []int64) (map[RoomPlace]int64, error) {
	ids := map[RoomPlace]int64{}
	err := chunks(unitIDs, func(units []int64) error {
		q := r.db.WithContext(ctx).Table("rooms").Select("id, unit_id, no").Where("unit_id IN ?", units)
		return eachRow(q, func(scan func(...any) error) error {
			var id int64
			var place RoomPlace
			err := scan(&id, &place.UnitID, &place.No)
			ids[place] = id
			return err
		})
	})
	return ids, err
}

// eachRow reads many narrow rows without building records of them.
func eachRow(q *gorm.DB, take func(scan func(...any) error) error) error {
	rows, err := q.Rows()
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := take(rows.Scan); err != nil {
			return err
		}
	}
	return rows.Err()
}

// Relabel gives a unit another short name.
func (t *Tx) Relabel(unitID int64, label string) error {
	return t.db.Table("units").Where("id = ?", unitID).UpdateColumns(map[string]any{"label": label, "rev": raise}).Error
}

// RoomsOf are the rooms of some units by unit and number.
func (r *Reader) RoomsOf(ctx context.Context, unitIDs []int64) (map[int64]map[string]*models.Room, error) {
	rooms := map[int64]map[string]*models.Room{}
	err := chunks(unitIDs, func(ids []int64) error {
		var rows []models.Room
		if err := r.db.WithContext(ctx).Table("rooms").Where("unit_id IN ?", ids).Scan(&rows).Error; err != nil {
			return err
		}
		for i, room := range rows {
			if rooms[room.UnitID] == nil {
				rooms[room.UnitID] = map[string]*models.Room{}
			}
			rooms[room.UnitID][room.No] = &rows[i]
		}
		return nil
	})
	return rooms, err
}

// AddRooms adds rooms.
func (t *Tx) AddRooms(rooms []models.Room) error {
	for i := range rooms {
		rooms[i].Ref = token.NewRef()
	}
	return insertRows(t, "rooms", rooms)
}

// RaiseFloors makes units at least as high as their rooms say.
func (t *Tx) RaiseFloors(floors map[int64]int) error {
	byFloor := map[int][]int64{}
	for id, n := range floors {
		byFloor[n] = append(byFloor[n], id)
	}
	for n, ids := range byFloor {
		err := chunks(ids, func(ids []int64) error {
			return t.db.Table("units").Where("id IN ? AND floors < ?", ids, n).UpdateColumns(map[string]any{"floors": n, "rev": raise}).Error
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// AddUnits adds units with their codes and doors, and gives them their ids. Short codes that others have, or had on a
// plate now replaced, are drawn again.
func (t *Tx) AddUnits(ctx context.Context, units []*models.Unit) error {
	t.homes = true
	taken := map[string]bool{}
	fresh := units
	for len(fresh) > 0 {
		codes := make([]string, 0, len(fresh))
		for _, u := range fresh {
			u.ShortCode = token.NewShortCode()
			codes = append(codes, u.ShortCode)
		}
		known := map[string]bool{}
		for _, table := range []string{"units", "old_doors"} {
			err := chunks(codes, func(codes []string) error {
				var rows []string
				err := t.db.WithContext(ctx).Table(table).Select("short_code").Where("short_code IN ?", codes).Scan(&rows).Error
				for _, code := range rows {
					known[code] = true
				}
				return err
			})
			if err != nil {
				return err
			}
		}
		var again []*models.Unit
		for _, u := range fresh {
			if known[u.ShortCode] || taken[u.ShortCode] {
				again = append(again, u)
			}
			taken[u.ShortCode] = true
		}
		fresh = again
	}
	rows, refs := make([]models.Unit, len(units)), make([]string, len(units))
	for i, u := range units {
		u.Ref, u.DoorToken, u.Rev = token.NewRef(), token.NewDoor(), 1
		u.NoteAddress()
		rows[i], refs[i] = *u, u.Ref
	}
	if err := insertRows(t, "units", rows); err != nil {
		return err
	}
	ids, err := t.idsByRef(ctx, "units", refs)
	for _, u := range units {
		u.ID = ids[u.Ref]
	}
	return err
}

// Landlord is an account on the bulk path.
type Landlord struct {
	models.User
	DocIndex, PhoneIndex []byte
}

// Landlords reads accounts by documents, phones and ids; each comes once.
func (r *Reader) Landlords(ctx context.Context, docs, phones [][]byte, ids []int64) ([]*Landlord, error) {
	seen := map[int64]bool{}
	var found []*Landlord
	take := func(where string, keys any) error {
		var rows []userRow
		if err := r.db.WithContext(ctx).Table("users").Where(where, keys).Order("id").Scan(&rows).Error; err != nil {
			return err
		}
		for _, row := range rows {
			if seen[row.ID] {
				continue
			}
			seen[row.ID] = true
			user, err := r.openUser(row)
			if err != nil {
				return err
			}
			found = append(found, &Landlord{User: user, DocIndex: row.DocIdx, PhoneIndex: row.PhoneIdx})
		}
		return nil
	}
	for where, keys := range map[string][][]byte{"doc_idx IN ?": docs, "phone_idx IN ?": phones} {
		if err := chunks(keys, func(keys [][]byte) error { return take(where, keys) }); err != nil {
			return nil, err
		}
	}
	err := chunks(ids, func(ids []int64) error { return take("id IN ?", ids) })
	slices.SortFunc(found, func(a, b *Landlord) int { return int(a.ID - b.ID) })
	return found, err
}

// AddLandlords adds accounts and gives them their ids.
func (t *Tx) AddLandlords(ctx context.Context, people []*Landlord) error {
	rows, refs := make([]userRow, len(people)), make([]string, len(people))
	for i, p := range people {
		p.Ref = token.NewRef()
		row, err := t.sealUser(&p.User)
		if err != nil {
			return err
		}
		rows[i], refs[i] = row, p.Ref
	}
	if err := insertRows(t, "users", rows); err != nil {
		return err
	}
	ids, err := t.idsByRef(ctx, "users", refs)
	for _, p := range people {
		p.ID = ids[p.Ref]
	}
	return err
}

// LandlordIndex is the blind index by which a landlord is known.
func (r *Reader) LandlordIndex(docType, number string) []byte {
	if number == "" {
		return nil
	}
	return r.DocIndex(idcard.Key(docType, number))
}
