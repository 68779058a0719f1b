package store

import (
	"slices"

	"anju/models"
	"anju/models/token"
	"anju/models/workday"
)

// SaveUnit adds a unit, giving it its ref, door and codes, or saves it over the revision that was read.
func (t *Tx) SaveUnit(u *models.Unit) error {
	t.homes = true
	u.NoteAddress()
	if u.ID != 0 {
		u.Rev++
		return saveRev(t.db, "units", u.ID, u.Rev, u)
	}
	if u.Ref == "" {
		u.Ref = token.NewRef()
	}
	if u.DoorToken == "" {
		u.DoorToken, u.ShortCode = token.NewDoor(), token.NewShortCode()
	}
	if u.UnitCode == "" {
		u.UnitCode = "U" + u.ShortCode
	}
	u.Rev = 1
	return t.db.Table("units").Create(u).Error
}

// Due has a unit judged from a moment on, if it is not due earlier; it is no change of the unit and leaves its revision.
func (t *Tx) Due(unitID int64, at workday.Moment) {
	if t.due == nil {
		t.due = map[workday.Moment][]int64{}
	}
	if !slices.Contains(t.due[at], unitID) {
		t.due[at] = append(t.due[at], unitID)
	}
}

// writeDue writes at the end of a transaction what it made due: one statement, whether or not other homes are among it,
// so that an answer takes the same time for both.
func (t *Tx) writeDue() error {
	for at, ids := range t.due {
		if err := t.db.Table("units").Where("id IN ? AND (due_at = 0 OR due_at > ?)", ids, at).UpdateColumn("due_at", at).Error; err != nil {
			return err
		}
	}
	return nil
}

// TouchPerson makes due every unit in which the same person lives, except one (DESIGN 2 row 5').
func (t *Tx) TouchPerson(docIndex []byte, except int64, at workday.Moment) error {
	var ids []int64
	err := t.db.Table("stays").Select("unit_id").
		Where("doc_idx = ? AND unit_id <> ? AND state NOT IN ?", docIndex, except, []string{models.StayClosed, models.StayVoid}).Scan(&ids).Error
	for _, id := range ids {
		t.Due(id, at)
	}
	return err
}

// SaveRoom adds or changes a room.
func (t *Tx) SaveRoom(r *models.Room) error {
	if r.ID != 0 {
		return t.db.Table("rooms").Where("id = ?", r.ID).Select("*").Omit("id").Updates(r).Error
	}
	if r.Ref == "" {
		r.Ref = token.NewRef()
	}
	return t.db.Table("rooms").Create(r).Error
}

// ReplaceDoor gives a unit a new token and short code and remembers the old plate.
func (t *Tx) ReplaceDoor(u *models.Unit, at workday.Moment) error {
	old := map[string]any{"unit_id": u.ID, "door_token": u.DoorToken, "short_code": u.ShortCode, "revoked_at": at}
	if err := t.db.Table("old_doors").Create(old).Error; err != nil {
		return err
	}
	u.DoorToken, u.ShortCode = token.NewDoor(), token.NewShortCode()
	if u.DoorOpen() {
		u.PlateAddress = u.Address
	}
	return t.SaveUnit(u)
}

// SavePledge keeps a signature.
func (t *Tx) SavePledge(p *models.Pledge) error { return t.db.Table("pledges").Create(p).Error }

// SaveManager adds or ends a helper.
func (t *Tx) SaveManager(m *models.Manager) error {
	if m.ID != 0 {
		return t.db.Table("unit_managers").Where("id = ?", m.ID).Select("*").Omit("id").Updates(m).Error
	}
	return t.db.Table("unit_managers").Create(m).Error
}
