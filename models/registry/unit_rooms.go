package registry

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"anju/models"
	"anju/models/workday"
)

const mostRooms = 200

// readRooms takes room numbers as typed, or makes them from floors × rooms a floor: 101, 102, 201 …; where the kind has
// rooms alone they are A, B, C, as people who share a flat call them.
func readRooms(f UnitForm, unit *models.Unit, faults *models.Faults) []models.Room {
	asks := models.AsksOf(unit.Kind)
	numbers := strings.FieldsFunc(f.Rooms, func(r rune) bool { return strings.ContainsRune(" ,，、;；\n\r\t", r) })
	if len(numbers) == 0 && !asks.Floors {
		numbers = lettered(f.PerFloor, faults)
	} else if len(numbers) == 0 {
		floors, errF := strconv.Atoi(strings.TrimSpace(f.Floors))
		per, errP := strconv.Atoi(strings.TrimSpace(f.PerFloor))
		if errF != nil || floors < 1 || floors > 60 {
			faults.Add("floors", "请写有几层，1 到 60")
		}
		if errP != nil || per < 1 || per > 60 {
			faults.Add("per_floor", "请写每层几间，1 到 60")
		}
		for floor := 1; floor <= floors && floors <= 60 && per >= 1 && per <= 60; floor++ {
			for n := 1; n <= per; n++ {
				numbers = append(numbers, strconv.Itoa(floor*100+n))
			}
		}
	}
	if len(numbers) > mostRooms {
		faults.Add("per_floor", "一次最多登 200 间。再多的请打网格员的电话，有表格可以一起交")
		return nil
	}
	for _, no := range numbers {
		if utf8.RuneCountInString(no) > 10 {
			faults.Add("rooms", "房间号“"+no+"”太长，10 个字以内")
		}
	}
	return makeRooms(numbers, f.Cap, unit, faults)
}

// makeRooms are rooms of a home with these numbers, for so many people or beds each.
func makeRooms(numbers []string, most string, unit *models.Unit, faults *models.Faults) []models.Room {
	limit, asks := 0, models.AsksOf(unit.Kind)
	if most = strings.TrimSpace(most); most != "" {
		n, err := strconv.Atoi(most)
		if err != nil || n < 1 || n > 50 {
			faults.Add("cap", "每间最多住几人，请写 1 到 50 的数字")
		}
		limit = n
	}
	seen := map[string]bool{}
	var rooms []models.Room
	for _, no := range numbers {
		if seen[no] {
			continue
		}
		seen[no] = true
		room := models.Room{No: no, Floor: models.FloorOf(no), Type: models.RoomBedroom, Cap: limit}
		if asks.Beds {
			room.Type, room.Beds, room.Cap = models.RoomDormitory, limit, 0
		}
		unit.Floors = max(unit.Floors, room.Floor)
		rooms = append(rooms, room)
	}
	return rooms
}

// lettered are the rooms of a home without floors.
func lettered(count string, faults *models.Faults) []string {
	n, err := strconv.Atoi(strings.TrimSpace(count))
	if err != nil || n < 1 || n > 26 {
		faults.Add("per_floor", "请写有几间住人，1 到 26")
		return nil
	}
	var numbers []string
	for i := range n {
		numbers = append(numbers, string(rune('A'+i)))
	}
	return numbers
}

// readKind takes what this kind of home alone is asked for; what was typed for another kind before the kind was changed is
// dropped.
func readKind(f UnitForm, unit *models.Unit, today workday.Day, faults *models.Faults) {
	asks := models.AsksOf(unit.Kind)
	if !asks.Land || unit.Land != "" && !knownWord(models.LandNames, unit.Land) {
		unit.Land = "unknown"
	}
	if asks.End {
		day, fault := readEnd(f.EndsOn, today)
		faults.Add("ends_on", fault)
		unit.EndsOn = day
	}
	if asks.Trade {
		readTrade(f, unit, faults)
	}
}

func readTrade(f UnitForm, unit *models.Unit, faults *models.Faults) {
	unit.Trade, unit.Parted = strings.Join(strings.Fields(f.Trade), " "), f.Parted
	if n := utf8.RuneCountInString(unit.Trade); n < 1 || n > 20 {
		faults.Add("trade", "请写做什么生意，20 个字以内，例如：早餐店")
	}
	if !knownWord(models.PartedNames, unit.Parted) {
		faults.Add("parted", "请选住人的地方和做生意的地方隔开没有，不知道就点“说不准”")
	}
}
