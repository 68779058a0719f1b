package landlord

import (
	"fmt"
	"net/url"
	"strconv"

	"anju/app/web/site"
	"anju/models"
)

// Floor is one row of the 房态图.
type Floor struct {
	Name  string
	Tiles []Tile
}

// Tile is one room on it: a single link.
type Tile struct {
	No, Href, Holds string
	Tag             site.Tag
}

// Path is the number as one part of an address.
func (t Tile) Path() string { return url.PathEscape(t.No) }

// Tally are the four numbers above the 房态图.
type Tally struct{ Living, Waiting, Empty, Rooms int }

// rack draws the rooms by floor, as they hang in a key rack.
func (h *house) rack() ([]Floor, Tally) {
	var floors []Floor
	var sum Tally
	for _, room := range h.rooms {
		tile, free := h.tile(room)
		if free && !lettable(room) {
			continue
		}
		sum.Rooms++
		if free {
			sum.Empty++
		}
		name := strconv.Itoa(room.Floor) + " 楼"
		if len(floors) == 0 || floors[len(floors)-1].Name != name {
			floors = append(floors, Floor{Name: name})
		}
		last := &floors[len(floors)-1]
		last.Tiles = append(last.Tiles, tile)
	}
	n := h.count()
	sum.Living, sum.Waiting = n[living]+n[away]+n[stale], n[waiting]+n[unregistered]
	return floors, sum
}

func (h *house) tile(room models.Room) (Tile, bool) {
	people := h.in(room)
	limit := room.CapOf(h.unit.Kind, h.limits)
	if len(people) == 0 {
		return Tile{No: room.No, Href: checkInAt(h.unit.Ref, room.No), Tag: tags[empty], Holds: fmt.Sprintf("可住 %d 人", limit)}, true
	}
	top, kinds, n := h.ofRoom(room), map[state]bool{}, 0
	if top > living {
		kinds[top] = true
	}
	for _, e := range people {
		s := h.stateOf(e.Stay)
		top = max(top, s)
		if e.Stay.LivesOn(h.today) {
			n++
		}
		if s > living {
			kinds[s] = true
		}
	}
	tile := Tile{No: room.No, Href: at(h.unit.Ref, "rooms", room.No), Tag: tags[top], Holds: fmt.Sprintf("住 %d / 限 %d", n, limit)}
	if top == waiting && len(kinds) == 1 {
		tile.Holds = fmt.Sprintf("%d 人", len(people))
	}
	if len(kinds) > 1 {
		tile.Tag.Word += fmt.Sprintf(" +%d", len(kinds)-1)
	}
	return tile, false
}

// checkInAt is the check-in form with its room chosen.
func checkInAt(unitRef, room string) string {
	path := at(unitRef, "checkin")
	if room != "" {
		path += "?room=" + url.QueryEscape(room)
	}
	return path
}
