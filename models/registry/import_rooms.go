package registry

import (
	"context"
	"strconv"
	"strings"
	"unicode/utf8"

	"anju/models"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/workday"
)

// roomLine is one row of a list of rooms.
type roomLine struct {
	importLine
	unit    string
	room    models.Room
	hasType bool
}

// ImportRooms takes over a list of rooms. A room is known by its unit and number; an empty cell leaves what is stored.
func (r *Registry) ImportRooms(ctx context.Context, who policy.Actor, file ImportFile, how ImportHow) (Imported, error) {
	return importRows(ctx, r, who, file, how, importer[*roomLine]{
		subject: "room", columns: models.SheetColumns["rooms"], read: readRoomLine,
		save: func(ctx context.Context, tx *store.Tx, lines []*roomLine) error {
			return saveRoomLines(ctx, tx, lines, how)
		}})
}

func readRoomLine(cell func(string) string) (*roomLine, error) {
	l := &roomLine{unit: cell("unit_code")}
	var why reasons
	why.add("", codeFault(l.unit, "房屋代码"))
	l.room.No = cell("room_no")
	switch {
	case l.room.No == "":
		why.add("", "请填房间号")
	case utf8.RuneCountInString(l.room.No) > 10:
		why.add("", "房间号“"+l.room.No+"”太长，10 个字以内")
	}
	l.room.Floor = models.FloorOf(l.room.No)
	if word := cell("room_type"); word != "" {
		if l.room.Type, l.hasType = wordOf(models.RoomTypeNames, word), true; l.room.Type == "" {
			why.add("", "房间用途“"+word+"”不认识，请写卧室、客厅、集体宿舍、厨房、卫生间、阳台、过道、地下储藏室、车库或其他")
		}
	}
	var fault string
	l.room.UsableC, fault = readArea(cell("usable_m2"))
	why.add("", fault)
	if beds := cell("beds"); beds != "" {
		n, err := strconv.Atoi(beds)
		if err != nil || n < 0 || n > 500 {
			why.add("", "床位数请写 0 到 500 的整数")
		}
		l.room.Beds = n
	}
	l.fault = why.String()
	return l, nil
}

// readArea reads square metres as exact hundredths: 7.99 must not become 8 (RULES 20).
func readArea(cell string) (int, string) {
	if cell == "" {
		return 0, ""
	}
	const wrong = "使用面积请写平方米数，最多两位小数，例如 12.5"
	whole, part, dot := strings.Cut(strings.TrimSuffix(strings.TrimSuffix(cell, "平方米"), "㎡"), ".")
	if len(part) > 6 { // 12.300000000000001: a spreadsheet's way to keep 12.3
		if n, err := strconv.ParseFloat(whole+"."+part, 64); err == nil {
			whole, part, _ = strings.Cut(strconv.FormatFloat(n, 'f', 6, 64), ".")
		}
	}
	part = strings.TrimRight(part, "0")
	if len(part) > 2 || whole == "" && part == "" || dot && whole == "" {
		return 0, wrong
	}
	n, err := strconv.ParseUint(whole+(part + "00")[:2], 10, 31)
	if err != nil || n == 0 || n > 100_000_00 {
		return 0, wrong
	}
	return int(n), ""
}

// saveRoomLines judges a batch of rooms against its units and writes what is new or different.
func saveRoomLines(ctx context.Context, tx *store.Tx, lines []*roomLine, how ImportHow) error {
	codes := make([]string, 0, len(lines))
	for _, l := range lines {
		codes = append(codes, l.unit)
	}
	units, err := tx.LockUnitsByCode(ctx, codes)
	if err != nil {
		return err
	}
	how.hide(units)
	ids := make([]int64, 0, len(units))
	for _, u := range units {
		ids = append(ids, u.ID)
	}
	rooms, err := tx.RoomsOf(ctx, ids)
	if err != nil {
		return err
	}
	var fresh, changed []*models.Room
	touched, floors, dirty := map[int64]bool{}, map[int64]int{}, map[*models.Room]bool{}
	for _, l := range lines {
		unit := units[l.unit]
		if unit == nil && !l.failed() {
			l.fail("没有这个房屋代码：" + l.unit)
		}
		if l.failed() {
			continue
		}
		if rooms[unit.ID] == nil {
			rooms[unit.ID] = map[string]*models.Room{}
		}
		room := rooms[unit.ID][l.room.No]
		if room == nil {
			room = newRoom(l, unit)
			rooms[unit.ID][room.No] = room
			fresh, l.saved = append(fresh, room), true
		} else if l.saved = changeRoom(room, l); l.saved && room.ID != 0 && !dirty[room] {
			dirty[room] = true
			changed = append(changed, room)
		}
		if l.saved {
			touched[unit.ID], floors[unit.ID] = true, max(floors[unit.ID], room.Floor)
		}
	}
	rows := make([]models.Room, len(fresh))
	for i, room := range fresh {
		rows[i] = *room
	}
	if err := tx.AddRooms(rows); err != nil {
		return err
	}
	for _, room := range changed {
		if err := tx.SaveRoom(room); err != nil {
			return err
		}
	}
	if err := tx.RaiseFloors(floors); err != nil {
		return err
	}
	return tx.DueUnitsNow(keysOf(touched), workday.At(how.At))
}

func newRoom(l *roomLine, unit *models.Unit) *models.Room {
	room := l.room
	room.UnitID = unit.ID
	if !l.hasType {
		room.Type = models.RoomBedroom
		if unit.Kind == models.KindDormitory || unit.Kind == models.KindWorksite {
			room.Type = models.RoomDormitory
		}
	}
	return &room
}

func changeRoom(room *models.Room, l *roomLine) bool {
	changed := false
	if l.hasType && room.Type != l.room.Type {
		room.Type, changed = l.room.Type, true
	}
	if l.room.UsableC != 0 && room.UsableC != l.room.UsableC {
		room.UsableC, changed = l.room.UsableC, true
	}
	if l.room.Beds != 0 && room.Beds != l.room.Beds {
		room.Beds, changed = l.room.Beds, true
	}
	return changed
}

func keysOf[K comparable](set map[K]bool) []K {
	keys := make([]K, 0, len(set))
	for k := range set {
		keys = append(keys, k)
	}
	return keys
}
